"""Figures that take their metric from the figure beside them.

A rise (同比下降31%), last year's count (去年为341份), an item of a breakdown
(其中市容类241件) or a mean (平均每村4人) often names nothing itself; what it
speaks of is the figure it stands by.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from .clauses import Clauses
from .language import load
from .matcher import Candidate, Decision, Window
from .qualify import Standing
from .quantities import Quantity

_REACHED = regex.compile(r"(?:到|至|为|成)$")
_RESPECTIVELY = regex.compile(r"分别(?:为|是|有|达到?|占|约)?[^\d,。;]{0,4}$")
_LINK = regex.compile(r"[、和及与,\s]{1,2}")
_PERSONS = frozenset({"人", "名", "位"})
_CASES = frozenset({"件", "起", "宗", "例"})


@cache
def _to() -> regex.Pattern[str]:
    return regex.compile(load("cues")["relations"]["to_follows"])


def inherit(
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    standings: Sequence[Standing],
    decisions: list[Decision],
    clauses: Clauses,
) -> None:
    """Give a metric to the figures that have none of their own; ``decisions`` is filled in."""
    shadow = clauses.shadow
    for i, (quantity, standing) in enumerate(zip(quantities, standings, strict=True)):
        if decisions[i].candidates:
            continue
        own_left = shadow[windows[i].left : quantity.start]
        giver: int | None = None
        if standing.relation == "part" and standing.part_of is not None:
            giver = standing.part_of if _alike(quantities[standing.part_of], quantity) else None
        if giver is None and (
            standing.relation in ("change", "previous")
            or (standing.relation in ("part", "per_unit") and len(own_left) <= 12)
            or (_to().search(own_left) and _REACHED.search(own_left))
        ):
            giver = _beside(i, quantities, decisions, clauses, any_unit=standing.relation == "change")
        if giver is not None and decisions[giver].candidates:
            decisions[i].candidates = decisions[giver].candidates[:1]
            decisions[i].inherited = True


def _alike(one: Quantity, other: Quantity) -> bool:
    units = {one.unit, other.unit}
    return len(units) == 1 or units <= _PERSONS or units <= _CASES


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
        if (any_unit or _alike(quantities[j], quantities[i])) and decisions[j].candidates:
            return j
        if any_unit and decisions[j].candidates == []:
            return None
    return None


def share_out(
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    decisions: list[Decision],
    clauses: Clauses,
) -> None:
    """办结率、满意率分别为100%、98.6%: give the first figure to the first noun, and so on."""
    shadow = clauses.shadow
    for i, window in enumerate(windows):
        left = shadow[window.left : window.start]
        opened = _RESPECTIVELY.search(left)
        if opened is None or not decisions[i].candidates:
            continue
        run = [i]
        while run[-1] + 1 < len(quantities) and _LINK.fullmatch(
            shadow, quantities[run[-1]].end, quantities[run[-1] + 1].start
        ):
            run.append(run[-1] + 1)
        listed = _listed(window.left, window.left + opened.start(), shadow)[-len(run) :]
        offered: list[Candidate] = decisions[i].candidates
        if len(run) < 2 or len(listed) < len(run):
            continue
        metrics = {c.metric.id for c in offered}
        for figure, (start, end) in zip(run, listed, strict=True):
            mine = [c for c in offered if start <= c.noun[0] and c.noun[1] <= end + 1]
            if not mine and (len(metrics) == 1 or quantities[figure].unit != "%"):
                mine = offered
            decisions[figure].candidates = mine


def _listed(start: int, end: int, shadow: str) -> list[tuple[int, int]]:
    cuts = [m.start() for m in regex.finditer(r"[、和及与]", shadow, pos=start, endpos=end)]
    edges = [start - 1, *cuts, end]
    return [(a + 1, b) for a, b in zip(edges, edges[1:], strict=False) if b - a > 1]
