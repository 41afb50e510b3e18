"""Runs of figures behind 分别, each of its own noun: 办结率、满意率分别为100%、98.6%."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .judged import MOST_SHARED, Judged
from .patterns import pattern
from .quantities import Quantity

_ITEMS = pattern(r"[、和及与]")
_RESPECTIVELY = pattern(r"分别(?:为|是|有|达到?|占|约)?[^\d,。;]{0,4}$")
_COMPARED = pattern(r"(?:同比|环比|(?:与|同|较|比|相比)?(?:去年|上年|上一年|20\d\d年|同期|年初)[^、,]{0,8})$")
_LINK = pattern(r"[、和及与,\s]{1,2}")


def share_out(i: int, judged: Judged) -> list[int]:
    """办结率、满意率分别为100%、98.6%: the first figure to the first noun, and so on.

    Called at the last figure of such a run; returns the figures that it settled.
    """
    quantities, windows, standings, decisions = (
        judged.quantities,
        judged.windows,
        judged.standings,
        judged.decisions,
    )
    shadow = judged.clauses.shadow
    run = [i]
    while len(run) < MOST_SHARED and run[0] and _linked(quantities[run[0] - 1], quantities[run[0]], shadow):
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
            shared = _share_changes(run, judged)
            if not shared and len(named) == 1 and decisions[run[0]].candidates:
                for figure in run[1:]:  # 赴省进京访同比分别下降50%、100%
                    standings[figure].relation = "change"
                    judged.take(figure, run[0])
                return run
            return shared
        for figure, (start, end) in zip(run, named, strict=False):  # 事故起数、死亡人数同比分别下降14.3%、50%
            around = windows[figure].cut(start, end)
            decisions[figure] = judged.matcher.named_in(
                around, quantities[figure], judged.terms, judged.clauses, judged.chains[figure], any_unit=True
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
        mine = judged.matcher.named_in(
            around, quantities[figure], judged.terms, judged.clauses, judged.chains[figure]
        )
        unnamed = start == end  # there are more figures than nouns: 复议、诉讼分别为3件和2件
        decision = decisions[figure]
        decision.candidates, decision.place, decision.listed = mine.candidates, mine.place, True
        if not decision.candidates and (quantities[figure].unit != "%" or (unnamed and len(metrics) == 1)):
            decision.candidates = offered
    return run


def _linked(one: Quantity, other: Quantity, shadow: str) -> bool:
    """Say whether one figure follows another with no more than a sign or two between."""
    return other.start - one.end <= 2 and _LINK.fullmatch(shadow, one.end, other.start) is not None


def _share_changes(run: Sequence[int], judged: Judged) -> list[int]:
    """Give each rise or fall to one of the figures before the run, in their order."""
    quantities, standings, clauses = judged.quantities, judged.standings, judged.clauses
    floor = max(
        clauses.sentence_start(quantities[run[0]].start),
        clauses.shadow.rfind(";", 0, quantities[run[0]].start),
    )
    changed = [
        j
        for j in range(max(0, run[0] - MOST_SHARED), run[0])
        if quantities[j].start >= floor and standings[j].relation == "plain"
    ][-len(run) :]
    if len(changed) < len(run):
        return []
    for j, figure in zip(changed, run, strict=True):
        standings[figure].relation = "change"
        judged.take(figure, j)
    return list(run)


def _changed(start: int, end: int, shadow: str) -> list[tuple[int, int]]:
    """Return the places of the things that rose or fell, if the words before 分别 name them."""
    compared = _COMPARED.search(shadow, start, end)
    return _listed(start, compared.start() if compared else end, shadow)


def _listed(start: int, end: int, shadow: str) -> list[tuple[int, int]]:
    cuts = [m.start() for m in _ITEMS.finditer(shadow, start, end)]
    edges = [start - 1, *cuts, end]
    return [(a + 1, b) for a, b in pairwise(edges) if b - a > 1]
