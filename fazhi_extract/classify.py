"""Give every figure of a report its metric, one after the other.

Most figures are decided by the words around them (matcher.py). Some take their
metric from the figure beside them: a rise (同比下降31%), last year's count
(去年为341份), an item of a breakdown (其中市容类241件) or a mean (平均每村4人)
often names nothing itself; what it speaks of is the figure it stands by.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .candidates import Candidate, Decision
from .clauses import Clauses
from .matcher import Matcher
from .models import Section
from .parts import REST
from .patterns import pattern
from .quantities import Quantity, same_unit, unit_family
from .standing import Standing, cues_of_language
from .terms import Terms
from .windows import Window

_ITEMS = pattern(r"[、和及与]")

_REACHED = pattern(r"(?:到|至|为|成)$")
_TO_ONLY = pattern(r"[,、]?(?:(?:目前|现|现在|年底|今年|已|逐步|又|并|再)*)[^,。;\d]{2,6}")
"""增加到, 现已提升至; but 万人成讼率降至 names a thing of its own."""
_RESPECTIVELY = pattern(r"分别(?:为|是|有|达到?|占|约)?[^\d,。;]{0,4}$")
_COMPARED = pattern(r"(?:同比|环比|(?:与|同|较|比|相比)?(?:去年|上年|上一年|20\d\d年|同期|年初)[^、,]{0,8})$")
_OBJECTS = pattern(r"[^,。;、\d和及与]{1,12}(?:[、和及与]|以及)")
_DONE_TO = pattern(r"(?:对|为|向)[^,。;、\d]{0,8}$")
_ANEW = pattern(r"受理|接到|收到|开展|举办|组织")
"""What is said thus of a figure that no rule names is none of the business of the figures before it."""
_RANK = pattern(r"(?:国家|省|市|县|区|旗|乡镇|镇|乡|街道|村|社区)级(?:的)?[、和及与]")
_LINK = pattern(r"[、和及与,\s]{1,2}")
_SHARES = frozenset({"%", "个百分点", "百分点", "倍"})
_OF_ITS_OWN = pattern(
    r"^[,、]?(?!其|总数|数量|分别|且|较|比|同比|环比|与|而|同期|相比)[\u4e00-\u9fff]{3,}?(?:同比|环比|较|比|相比|增长|上升|下降|减少|增加|提高|提升|降低|压缩|压减|缩短|高于|低于)"
)
_KIND = pattern(r"[^已]{0,8}(?:案件|程序|纠纷|争议|类)$")
"""其中简易程序案件476件: a part named by its kind alone says nothing of what became of it."""
_MEAN = pattern(r"[、,]?(?:平均|每|日均|人均|户均|村均|各|均)[^,。]{0,6}")
_MOST_SHARED = 12
_GOES_ON = pattern(r"[、和及与]|[,、]?(?:准予|不予|同意|通过|核准)")
"""进社区18场、进企业11场、进家庭7场 is one list, 受理846件,准予839件,不予7件 say what was done: no parts."""
_SURE_SUM = 10
"""From here on figures that no rule names are taken for the parts of one whose value they add up to."""


def classify(
    matcher: Matcher,
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    standings: Sequence[Standing],
    terms: Terms,
    clauses: Clauses,
    chains: Sequence[Sequence[Section]],
) -> list[Decision]:
    """Return a decision a figure, in the order of the figures."""
    decisions: list[Decision] = []
    settled: set[int] = set()
    for i, quantity in enumerate(quantities):
        before = _metrics_before(i, quantities, windows, decisions, clauses)
        whole = standings[i].part_of
        if whole is not None and whole < i - 1 and (of := _metric(decisions[whole])):
            if any(
                standings[j].relation == "plain" and same_unit(quantities[j].unit, quantity.unit)
                for j in range(whole + 1, i)
            ):
                before.insert(0, of)  # it adds up to that one, whatever stands between
        share = standings[i].relation == "change" and quantity.unit in _SHARES
        decision = matcher.classify(quantity, windows[i], terms, clauses, chains[i], before, any_unit=share)
        decisions.append(decision)
        if i in settled:
            continue
        settled.update(
            _share_out(i, matcher, quantities, windows, standings, decisions, terms, clauses, chains)
        )
        _share_verb(i, quantities, decisions, clauses)
        best = decision.best
        borrowed = best is not None and _hangs(best, standings[i])
        if (
            best is None or borrowed or _yields(i, windows[i], clauses.shadow, standings, decisions)
        ) and i not in settled:
            giver = _part_named(i, standings, decisions) if best is None else None
            if giver is None:
                giver = _giver(i, quantities, windows, standings, decisions, clauses)
            if giver is not None and decisions[giver].candidates:
                _take(i, giver, decisions)
    _part_ways(standings, decisions)
    _name_parts(standings, decisions)
    _join_breakdowns(quantities, standings, decisions, clauses)
    return decisions


def _hangs(best: Candidate, standing: Standing) -> bool:
    """Say whether a figure is of the one it hangs on before it is of what a weak rule names."""
    if standing.relation == "part":
        return best.score.own < 0
    return standing.relation == "change" and (best.score.own < 0 or best.rule.weight < 0)


def _part_named(i: int, standings: Sequence[Standing], decisions: Sequence[Decision]) -> int | None:
    """Return a figure before ``i`` that is a part of it, if all such are of one metric.

    上半年受理调解申请96件,下半年118件,合计214件: a total that names nothing is of what its parts are of.
    """
    parts = [
        j for j in range(max(0, i - _MOST_SHARED), i) if standings[j].summed and standings[j].part_of == i
    ]
    named = {_metric(decisions[j]) for j in parts}
    return parts[0] if len(named) == 1 and None not in named else None


def _yields(
    i: int, window: Window, shadow: str, standings: Sequence[Standing], decisions: Sequence[Decision]
) -> bool:
    """Say whether a part takes its whole's metric though a rule of last resort names one of the same group.

    立案386件。其中食品类案件203件: cases filed, whatever cases there are else.
    """
    best, whole = decisions[i].best, standings[i].part_of
    if whole is None or whole >= i or best is None:
        return False
    given = decisions[whole].best
    if given is None:
        return False
    if best.rule.weight >= 0:  # 办结案件812件,其中简易程序案件476件: closed are these too
        named = _KIND.search(shadow, window.left, window.start)
        return named is not None and _comes_after(given, best) and not _comes_after(best, given)
    return given.metric.group == best.metric.group


def _comes_after(one: Candidate, other: Candidate) -> bool:
    """Say whether what one metric counts becomes of what another counts: cases closed, of cases filed."""
    cases = one.metric.kind == other.metric.kind == "case" and one.metric.id != other.metric.id
    return cases and any(other.metric.id in rule.follows for rule in one.metric.rules)


def _share_verb(
    i: int, quantities: Sequence[Quantity], decisions: Sequence[Decision], clauses: Clauses
) -> None:
    """对17家加油站、9家气站进行检查: what was done to the last was done to those listed before it."""
    best = decisions[i].best
    if best is None or best.noun[0] < quantities[i].end:
        return
    shadow = clauses.shadow
    clause = clauses.clause_start(quantities[i].start)
    first = i
    while (
        first
        and decisions[first - 1].best is None
        and same_unit(quantities[first - 1].unit, quantities[first].unit)
        and _RANK.fullmatch(shadow, quantities[first - 1].end, quantities[first].start)
    ):
        first -= 1
        _take(first, i, decisions)  # 建成1个省级、3个市级普法基地
    while (
        first
        and quantities[first - 1].start >= clause
        and decisions[first - 1].best is None
        and same_unit(quantities[first - 1].unit, quantities[first].unit)
        and _OBJECTS.fullmatch(shadow, quantities[first - 1].end, quantities[first].start)
    ):
        first -= 1
    if first < i and _DONE_TO.search(shadow, clause, quantities[first].start):
        for j in range(first, i):
            _take(j, i, decisions)


def _name_parts(standings: Sequence[Standing], decisions: Sequence[Decision]) -> None:
    """邻里12件、婚姻8件、土地5件,合计调解25件: parts that name nothing are of what their total behind them is of."""
    for i, standing in enumerate(standings):
        total = standing.part_of
        if standing.summed and total is not None and total > i and decisions[i].best is None:
            if decisions[total].candidates:
                _take(i, total, decisions)


def _part_ways(standings: Sequence[Standing], decisions: Sequence[Decision]) -> None:
    """累计排查176起,化解170起,移交6起: what has metrics of its own was done, and is no part, whatever the sum."""
    by_total: dict[int, list[int]] = {}
    for j, standing in enumerate(standings):
        if standing.summed and standing.part_of is not None:
            by_total.setdefault(standing.part_of, []).append(j)
    for total, items in by_total.items():
        if all(standings[j].relation_cue for j in items):
            continue
        whole = _metric(decisions[total])
        if whole and any(_metric(decisions[j]) not in (None, whole) for j in items):
            for j in items:
                standings[j].relation, standings[j].part_of = "plain", None


def _join_breakdowns(
    quantities: Sequence[Quantity],
    standings: Sequence[Standing],
    decisions: Sequence[Decision],
    clauses: Clauses,
) -> None:
    """复议案件11件,维持7件、驳回2件、撤回2件: figures of nothing else that add up to the one before are its parts."""
    sentences = [clauses.sentence_number(q.start) for q in quantities]
    for i, total in enumerate(quantities):
        metric = _metric(decisions[i])
        if not _can_add(total, standings[i]) or total.value < (3 if metric else _SURE_SUM):
            continue
        items: list[int] = []
        left, over = total.value, False
        opens = not _GOES_ON.match(clauses.shadow, total.end)
        for j in range(i + 1, len(quantities)):
            item = quantities[j]
            if sentences[j] != sentences[i] or item.unit not in unit_family(total.unit):
                break
            if metric and not items and _metric(decisions[j]) not in (None, metric):
                over = True  # 诉讼案件3件,出庭3件,判决驳回2件、撤诉1件
                continue
            joins = _may_join(decisions[j], metric, sure=total.value >= _SURE_SUM and opens)
            if not _can_add(item, standings[j]) or item.value > left or not joins:
                break
            items.append(j)
            left -= item.value
            if left == 0:
                break
        if over and any(_metric(decisions[j]) != metric for j in items):
            continue
        if (
            left == 0
            and len(items) > 1
            and not REST.search(clauses.shadow, total.end, quantities[items[-1]].start)
        ):
            for j in items:
                standings[j].relation, standings[j].part_of, standings[j].summed = "part", i, True
                if _metric(decisions[j]) is None and metric:
                    _take(j, i, decisions)


def _can_add(quantity: Quantity, standing: Standing) -> bool:
    return (
        standing.relation == "plain"
        and quantity.qualifier == "exact"
        and quantity.value > 0
        and quantity.unit not in _SHARES
    )


def _may_join(item: Decision, metric: str | None, sure: bool) -> bool:
    """Say whether a figure may be an item of a breakdown: it names nothing, or hangs on the figure before it.

    Where no chance makes up the sum, it may also name again what that counts: 普法活动20场,进校园8场,进社区12场.
    """
    best = item.best
    if best is None:
        return True
    if sure and best.metric.id == metric:
        return True
    leans = bool(best.rule.follows) or best.rule.weight < 0 or best.score.own < 0
    return leans and best.metric.id == metric


def _metric(decision: Decision) -> str | None:
    return decision.best.metric.id if decision.best else None


def _take(figure: int, giver: int, decisions: Sequence[Decision]) -> None:
    decisions[figure].candidates = decisions[giver].candidates[:1]
    decisions[figure].giver = giver


def _metrics_before(
    i: int,
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    decisions: Sequence[Decision],
    clauses: Clauses,
) -> list[str]:
    """Return the metrics of the figures before figure ``i`` in its sentence, the nearest first.

    A figure of no metric that begins something new ends the list: 办理许可22件;受理投诉286件,办结281件.
    """
    floor = windows[i].sentence
    found: list[str] = []
    for j in range(i - 1, max(-1, i - 5), -1):
        if quantities[j].start < floor:
            break
        best = decisions[j].best
        found.append(best.metric.id if best else "")
        if best is None and _ANEW.search(clauses.shadow, windows[j].left, windows[j].start):
            break
    return found


def _giver(
    i: int,
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    standings: Sequence[Standing],
    decisions: Sequence[Decision],
    clauses: Clauses,
) -> int | None:
    """Return the figure whose metric figure ``i`` takes, or None."""
    quantity, standing = quantities[i], standings[i]
    if standing.relation == "part" and standing.part_of is not None and standing.part_of < i:
        if standings[standing.part_of].relation == "part":
            return (
                None  # 其中持证48人,其中法学专业10人: what a part is made of is none of the whole's business
            )
        if same_unit(quantities[standing.part_of].unit, quantity.unit):
            return standing.part_of
    own_left = clauses.shadow[windows[i].left : quantity.start]
    if standing.relation == "change" and _OF_ITS_OWN.search(own_left):
        return None  # 全县诉讼案件同比下降16%: it names a thing, though none that we know
    if (
        standing.relation in ("change", "previous")
        or (standing.relation == "part" and len(own_left) <= 12)
        or (standing.relation == "per_unit" and _MEAN.fullmatch(own_left))
        or (
            _REACHED.search(own_left)
            and _TO_ONLY.fullmatch(own_left)
            and cues_of_language()["to"].search(own_left)
        )
        or (
            i
            and standing.status == "actual" != standings[i - 1].status
            and cues_of_language()["achieved"].fullmatch(own_left)
        )
    ):
        share = standing.relation == "change" and quantity.unit in _SHARES
        return _beside(i, quantities, decisions, clauses, any_unit=share)
    return None


def _beside(
    i: int,
    quantities: Sequence[Quantity],
    decisions: Sequence[Decision],
    clauses: Clauses,
    *,
    any_unit: bool,
) -> int | None:
    floor = clauses.sentence_start(quantities[i].start)
    for j in range(i - 1, max(-1, i - 5), -1):
        if quantities[j].start < floor:
            return None
        if (any_unit or same_unit(quantities[j].unit, quantities[i].unit)) and decisions[j].candidates:
            share = quantities[i].unit in _SHARES
            return _followed(j, quantities, decisions, floor) if share else j
        if any_unit and not decisions[j].candidates:
            return None
    return None


def _followed(i: int, quantities: Sequence[Quantity], decisions: Sequence[Decision], floor: int) -> int:
    """Return the figure that figure ``i`` speaks of the outcome of: 接访86批,办结84批,同比下降12.2%; else ``i``."""
    best = decisions[i].best
    alike = i and quantities[i - 1].start >= floor and same_unit(quantities[i - 1].unit, quantities[i].unit)
    if alike and best and best.rule.follows:
        if _metric(decisions[i - 1]) in best.rule.follows:
            return i - 1
    return i


def _share_out(
    i: int,
    matcher: Matcher,
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    standings: Sequence[Standing],
    decisions: list[Decision],
    terms: Terms,
    clauses: Clauses,
    chains: Sequence[Sequence[Section]],
) -> list[int]:
    """办结率、满意率分别为100%、98.6%: the first figure to the first noun, and so on.

    Called at the last figure of such a run; returns the figures that it settled.
    """
    shadow = clauses.shadow
    run = [i]
    while len(run) < _MOST_SHARED and run[0] and _linked(quantities[run[0] - 1], quantities[run[0]], shadow):
        run.insert(0, run[0] - 1)
    if len(run) < 2 or (i + 1 < len(quantities) and _linked(quantities[i], quantities[i + 1], shadow)):
        return []
    window = windows[run[0]]
    opened = _RESPECTIVELY.search(shadow, window.left, window.start)
    if opened is None:
        return []
    if standings[run[0]].relation == "change":  # 处罚9起,罚款2万元,同比分别下降18%、25%
        named = _changed(window.left, opened.start(), shadow)
        if len(named) < len(run):
            shared = _share_changes(run, quantities, standings, decisions, clauses)
            if not shared and len(named) == 1 and decisions[run[0]].candidates:
                for figure in run[1:]:  # 赴省进京访同比分别下降50%、100%
                    standings[figure].relation = "change"
                    _take(figure, run[0], decisions)
                return run
            return shared
        for figure, (start, end) in zip(run, named, strict=False):  # 事故起数、死亡人数同比分别下降14.3%、50%
            around = windows[figure].cut(start, end)
            decisions[figure] = matcher.named_in(
                around, quantities[figure], terms, clauses, chains[figure], any_unit=True
            )
            decisions[figure].listed = True
            standings[figure].relation = "change"
        return run
    offered = decisions[run[0]].candidates
    if not offered:
        return []
    listed = _listed(window.left, opened.start(), shadow)[-len(run) :]
    if len(listed) == 1:
        for (
            figure
        ) in run:  # 渔事纠纷38件、其他纠纷96件,成功率分别为100%、97.9%: the one noun is all of theirs
            decisions[figure].candidates, decisions[figure].listed = offered, True
        return run
    if len(listed) < len(run):
        listed = [(window.left, window.left)] * (len(run) - len(listed)) + listed
    metrics = {c.metric.id for c in offered}
    for figure, (start, end) in zip(run, listed, strict=True):
        around = windows[figure].cut(start, end)
        mine = matcher.named_in(around, quantities[figure], terms, clauses, chains[figure])
        unnamed = start == end  # there are more figures than nouns: 复议、诉讼分别为3件和2件
        decision = decisions[figure]
        decision.candidates, decision.place, decision.listed = mine.candidates, mine.place, True
        if not decision.candidates and (quantities[figure].unit != "%" or (unnamed and len(metrics) == 1)):
            decision.candidates = offered
    return run


def _linked(one: Quantity, other: Quantity, shadow: str) -> bool:
    """Say whether one figure follows another with no more than a sign or two between."""
    return other.start - one.end <= 2 and _LINK.fullmatch(shadow, one.end, other.start) is not None


def _share_changes(
    run: Sequence[int],
    quantities: Sequence[Quantity],
    standings: Sequence[Standing],
    decisions: Sequence[Decision],
    clauses: Clauses,
) -> list[int]:
    """Give each rise or fall to one of the figures before the run, in their order."""
    floor = max(
        clauses.sentence_start(quantities[run[0]].start),
        clauses.shadow.rfind(";", 0, quantities[run[0]].start),
    )
    changed = [
        j
        for j in range(max(0, run[0] - _MOST_SHARED), run[0])
        if quantities[j].start >= floor and standings[j].relation == "plain"
    ][-len(run) :]
    if len(changed) < len(run):
        return []
    for j, figure in zip(changed, run, strict=True):
        standings[figure].relation = "change"
        _take(figure, j, decisions)
    return list(run)


def _changed(start: int, end: int, shadow: str) -> list[tuple[int, int]]:
    """Return the places of the things that rose or fell, if the words before 分别 name them."""
    compared = _COMPARED.search(shadow, start, end)
    return _listed(start, compared.start() if compared else end, shadow)


def _listed(start: int, end: int, shadow: str) -> list[tuple[int, int]]:
    cuts = [m.start() for m in _ITEMS.finditer(shadow, start, end)]
    edges = [start - 1, *cuts, end]
    return [(a + 1, b) for a, b in pairwise(edges) if b - a > 1]
