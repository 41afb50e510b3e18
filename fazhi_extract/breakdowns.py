"""Breakdowns as the metrics show them: what has metrics of its own is no part, what adds up and names nothing is one.

Parts that the words alone show are found before (parts.py).
"""

from __future__ import annotations

from .candidates import Decision
from .judged import MOST_SHARED, SHARES, Judged
from .parts import REST
from .patterns import pattern
from .quantities import Quantity, unit_family
from .standing import Standing

_GOES_ON = pattern(r"[、和及与]|[,、]?(?:准予|不予|同意|通过|核准)")
"""进社区18场、进企业11场、进家庭7场 is one list, 受理846件,准予839件,不予7件 say what was done: no parts."""
_SURE_SUM = 10
"""From here on figures that no rule names are taken for the parts of one whose value they add up to."""


def part_named(i: int, judged: Judged) -> int | None:
    """Return a figure before ``i`` that is a part of it, if all such are of one metric.

    上半年受理调解申请96件,下半年118件,合计214件: a total that names nothing is of what its parts are of.
    """
    standings = judged.standings
    parts = [
        j for j in range(max(0, i - MOST_SHARED), i) if standings[j].summed and standings[j].part_of == i
    ]
    named = {judged.metric(j) for j in parts}
    return parts[0] if len(named) == 1 and None not in named else None


def part_ways(judged: Judged) -> None:
    """累计排查176起,化解170起,移交6起: what has metrics of its own was done, and is no part, whatever the sum."""
    standings = judged.standings
    by_total: dict[int, list[int]] = {}
    for j, standing in enumerate(standings):
        if standing.summed and standing.part_of is not None:
            by_total.setdefault(standing.part_of, []).append(j)
    for total, items in by_total.items():
        if all(standings[j].relation_cue for j in items):
            continue
        whole = judged.metric(total)
        if whole and any(judged.metric(j) not in (None, whole) for j in items):
            for j in items:
                standings[j].relation, standings[j].part_of = "plain", None


def name_parts(judged: Judged) -> None:
    """邻里12件、婚姻8件、土地5件,合计调解25件: parts that name nothing are of what their total behind them is of."""
    standings, decisions = judged.standings, judged.decisions
    for i, standing in enumerate(standings):
        total = standing.part_of
        if standing.summed and total is not None and total > i and decisions[i].best is None:
            if decisions[total].candidates:
                judged.take(i, total)


def join_breakdowns(judged: Judged) -> None:
    """复议案件11件,维持7件、驳回2件、撤回2件: figures of nothing else that add up to the one before are its parts."""
    quantities, standings, clauses = judged.quantities, judged.standings, judged.clauses
    sentences = [clauses.sentence_number(q.start) for q in quantities]
    for i, total in enumerate(quantities):
        metric = judged.metric(i)
        if not _can_add(total, standings[i]) or total.value < (3 if metric else _SURE_SUM):
            continue
        items: list[int] = []
        left, over = total.value, False
        opens = not _GOES_ON.match(clauses.shadow, total.end)
        for j in range(i + 1, len(quantities)):
            item = quantities[j]
            if sentences[j] != sentences[i] or item.unit not in unit_family(total.unit):
                break
            if metric and not items and judged.metric(j) not in (None, metric):
                over = True  # 诉讼案件3件,出庭3件,判决驳回2件、撤诉1件
                continue
            joins = _may_join(judged.decisions[j], metric, sure=total.value >= _SURE_SUM and opens)
            if not _can_add(item, standings[j]) or item.value > left or not joins:
                break
            items.append(j)
            left -= item.value
            if left == 0:
                break
        if over and any(judged.metric(j) != metric for j in items):
            continue
        if (
            left == 0
            and len(items) > 1
            and not REST.search(clauses.shadow, total.end, quantities[items[-1]].start)
        ):
            for j in items:
                standings[j].relation, standings[j].part_of, standings[j].summed = "part", i, True
                if judged.metric(j) is None and metric:
                    judged.take(j, i)


def _can_add(quantity: Quantity, standing: Standing) -> bool:
    return (
        standing.relation == "plain"
        and quantity.qualifier == "exact"
        and quantity.value > 0
        and quantity.unit not in SHARES
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
