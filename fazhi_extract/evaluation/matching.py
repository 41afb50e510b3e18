"""Which observation stands for which figure of the gold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..gold.model import GoldFigure
from ..models import Observation


def is_zero(figure: GoldFigure | Observation) -> bool:
    """Say whether it states that something did not occur: such statements are counted apart."""
    return figure.relation == "zero"


def without_numeral(figure: GoldFigure | Observation) -> bool:
    """Say whether it states so in words alone: 未发生…, not 0件."""
    return is_zero(figure) and not any(c.isdecimal() for c in figure.text)


@dataclass(slots=True)
class Match:
    """The pairs of one report, and the observations that no figure of the gold stands for."""

    pairs: list[tuple[GoldFigure, Observation | None]] = field(default_factory=list)
    extra: list[Observation] = field(default_factory=list)


def match(gold: Sequence[GoldFigure], observations: Sequence[Observation]) -> Match:
    """Pair each figure of the gold, in its order, with an observation whose span overlaps its own.

    One of the same metric goes before others, then the longest overlap, then the first; an
    observation serves once. So a figure that two metrics share is two figures on both sides.
    """
    found, used = Match(), set[int]()
    for figure in gold:
        best: tuple[bool, int, int] | None = None
        for index, o in enumerate(observations):
            overlap = min(figure.end, o.end) - max(figure.start, o.start)
            if index not in used and overlap > 0:
                candidate = (o.metric == figure.metric, overlap, -index)
                best = candidate if best is None else max(best, candidate)
        if best is not None:
            used.add(-best[2])
        found.pairs.append((figure, None if best is None else observations[-best[2]]))
    found.extra = [o for index, o in enumerate(observations) if index not in used]
    return found


Apart = Callable[[GoldFigure], bool]
"""Says which figures of the gold are counted apart, as statements that something did not occur."""
