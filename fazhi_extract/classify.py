"""Give every figure of a report its metric, one after the other.

Most figures are decided by the words around them (matcher.py). Some take their
metric from the figure beside them: a rise (同比下降31%), last year's count
(去年为341份), an item of a breakdown (其中市容类241件) or a mean (平均每村4人)
often names nothing itself; what it speaks of is the figure it stands by.
"""

from __future__ import annotations

from collections.abc import Sequence

from .breakdowns import join_breakdowns, name_parts, part_named, part_ways
from .candidates import Candidate, Decision
from .clauses import Clauses
from .judged import SHARES, Judged
from .matcher import Matcher
from .models import Section
from .patterns import pattern
from .quantities import Quantity, same_unit
from .respectively import share_out
from .standing import Standing, cues_of_language
from .terms import Terms
from .windows import Window

_REACHED = pattern(r"(?:到|至|为|成)$")
_TO_ONLY = pattern(r"[,、]?(?:(?:目前|现|现在|年底|今年|已|逐步|又|并|再)*)[^,。;\d]{2,6}")
"""增加到, 现已提升至; but 万人成讼率降至 names a thing of its own."""
_OBJECTS = pattern(r"[^,。;、\d和及与]{1,12}(?:[、和及与]|以及)")
_DONE_TO = pattern(r"(?:对|为|向)[^,。;、\d]{0,8}$")
_ANEW = pattern(r"受理|接到|收到|开展|举办|组织")
"""What is said thus of a figure that no rule names is none of the business of the figures before it."""
_RANK = pattern(r"(?:国家|省|市|县|区|旗|乡镇|镇|乡|街道|村|社区)级(?:的)?[、和及与]")
_OF_ITS_OWN = pattern(
    r"^[,、]?(?!其|总数|数量|分别|且|较|比|同比|环比|与|而|同期|相比)[\u4e00-\u9fff]{3,}?(?:同比|环比|较|比|相比|增长|上升|下降|减少|增加|提高|提升|降低|压缩|压减|缩短|高于|低于)"
)
_KIND = pattern(r"[^已]{0,8}(?:案件|程序|纠纷|争议|类)$")
"""其中简易程序案件476件: a part named by its kind alone says nothing of what became of it."""
_MEAN = pattern(r"[、,]?(?:平均|每|日均|人均|户均|村均|各|均)[^,。]{0,6}")


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
    judged = Judged(matcher, quantities, windows, standings, terms, clauses, chains, decisions)
    settled: set[int] = set()
    for i, quantity in enumerate(quantities):
        before = _metrics_before(i, judged)
        share = standings[i].relation == "change" and quantity.unit in SHARES
        decision = matcher.classify(quantity, windows[i], terms, clauses, chains[i], before, any_unit=share)
        decisions.append(decision)
        if i in settled:
            continue
        settled.update(share_out(i, judged))
        _share_verb(i, judged)
        best = decision.best
        borrowed = best is not None and _hangs(best, standings[i])
        if (best is None or borrowed or _yields(i, judged)) and i not in settled:
            giver = part_named(i, judged) if best is None else None
            if giver is None:
                giver = _giver(i, judged)
            if giver is not None and decisions[giver].candidates:
                judged.take(i, giver)
    part_ways(judged)
    name_parts(judged)
    join_breakdowns(judged)
    return decisions


def _metrics_before(i: int, judged: Judged) -> list[str]:
    """Return the metrics of the figures before figure ``i`` in its sentence, the nearest first.

    A figure of no metric that begins something new ends the list: 办理许可22件;受理投诉286件,办结281件.
    """
    quantities, windows, standings = judged.quantities, judged.windows, judged.standings
    floor = windows[i].sentence
    found: list[str] = []
    for j in range(i - 1, max(-1, i - 5), -1):
        if quantities[j].start < floor:
            break
        best = judged.decisions[j].best
        found.append(best.metric.id if best else "")
        if best is None and _ANEW.search(judged.clauses.shadow, windows[j].left, windows[j].start):
            break
    whole = standings[i].part_of
    if whole is not None and whole < i - 1 and (of := judged.metric(whole)):
        if any(
            standings[j].relation == "plain" and same_unit(quantities[j].unit, quantities[i].unit)
            for j in range(whole + 1, i)
        ):
            found.insert(0, of)  # it adds up to that one, whatever stands between
    return found


def _hangs(best: Candidate, standing: Standing) -> bool:
    """Say whether a figure is of the one it hangs on before it is of what a weak rule names."""
    if standing.relation == "part":
        return best.score.own < 0
    return standing.relation == "change" and (best.score.own < 0 or best.rule.weight < 0)


def _yields(i: int, judged: Judged) -> bool:
    """Say whether a part takes its whole's metric though a rule of last resort names one of the same group.

    立案386件。其中食品类案件203件: cases filed, whatever cases there are else.
    """
    best, whole = judged.decisions[i].best, judged.standings[i].part_of
    if whole is None or whole >= i or best is None:
        return False
    given = judged.decisions[whole].best
    if given is None:
        return False
    if best.rule.weight >= 0:  # 办结案件812件,其中简易程序案件476件: closed are these too
        window = judged.windows[i]
        named = _KIND.search(judged.clauses.shadow, window.left, window.start)
        return named is not None and _comes_after(given, best) and not _comes_after(best, given)
    return given.metric.group == best.metric.group


def _comes_after(one: Candidate, other: Candidate) -> bool:
    """Say whether what one metric counts becomes of what another counts: cases closed, of cases filed."""
    cases = one.metric.kind == other.metric.kind == "case" and one.metric.id != other.metric.id
    return cases and any(other.metric.id in rule.follows for rule in one.metric.rules)


def _share_verb(i: int, judged: Judged) -> None:
    """对17家加油站、9家气站进行检查: what was done to the last was done to those listed before it."""
    quantities, decisions = judged.quantities, judged.decisions
    best = decisions[i].best
    if best is None or best.noun[0] < quantities[i].end:
        return
    shadow, clause = judged.clauses.shadow, judged.windows[i].clause
    first = i
    while (
        first
        and decisions[first - 1].best is None
        and same_unit(quantities[first - 1].unit, quantities[first].unit)
        and _RANK.fullmatch(shadow, quantities[first - 1].end, quantities[first].start)
    ):
        first -= 1
        judged.take(first, i)  # 建成1个省级、3个市级普法基地
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
            judged.take(j, i)


def _giver(i: int, judged: Judged) -> int | None:
    """Return the figure whose metric figure ``i`` takes, or None."""
    quantities, standings = judged.quantities, judged.standings
    quantity, standing = quantities[i], standings[i]
    if standing.relation == "part" and standing.part_of is not None and standing.part_of < i:
        if standings[standing.part_of].relation == "part":
            return (
                None  # 其中持证48人,其中法学专业10人: what a part is made of is none of the whole's business
            )
        if same_unit(quantities[standing.part_of].unit, quantity.unit):
            return standing.part_of
    own_left = judged.clauses.shadow[judged.windows[i].left : quantity.start]
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
        share = standing.relation == "change" and quantity.unit in SHARES
        return _beside(i, judged, any_unit=share)
    return None


def _beside(i: int, judged: Judged, *, any_unit: bool) -> int | None:
    """Return the nearest figure before figure ``i`` in its sentence that has a metric and counts the same."""
    quantities, decisions, floor = judged.quantities, judged.decisions, judged.windows[i].sentence
    for j in range(i - 1, max(-1, i - 5), -1):
        if quantities[j].start < floor:
            return None
        if (any_unit or same_unit(quantities[j].unit, quantities[i].unit)) and decisions[j].candidates:
            share = quantities[i].unit in SHARES
            return _followed(j, judged, floor) if share else j
        if any_unit and not decisions[j].candidates:
            return None
    return None


def _followed(i: int, judged: Judged, floor: int) -> int:
    """Return the figure that figure ``i`` speaks of the outcome of: 接访86批,办结84批,同比下降12.2%; else ``i``."""
    quantities = judged.quantities
    best = judged.decisions[i].best
    alike = i and quantities[i - 1].start >= floor and same_unit(quantities[i - 1].unit, quantities[i].unit)
    if alike and best and best.rule.follows:
        if judged.metric(i - 1) in best.rule.follows:
            return i - 1
    return i
