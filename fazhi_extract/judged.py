"""The figures of a report with what the stages found about each, one behind the other."""

from __future__ import annotations

from collections.abc import Sequence

from .candidates import Decision
from .clauses import Clauses
from .matcher import Matcher
from .models import Section
from .quantities import Quantity
from .records import record
from .standing import Standing
from .terms import Terms
from .windows import Window

SHARES = frozenset({"%", "个百分点", "百分点", "倍"})
"""Units that say by how much something rose or fell, whatever it counts."""
MOST_SHARED = 12
"""No list of figures that belong together is longer."""


@record
class Judged:
    """What is known of the figures, each list in their order; decisions so far as they were made."""

    matcher: Matcher
    quantities: Sequence[Quantity]
    windows: Sequence[Window]
    standings: Sequence[Standing]
    terms: Terms
    clauses: Clauses
    chains: Sequence[Sequence[Section]]
    """The sections around each, the innermost first."""
    decisions: list[Decision]

    def metric(self, i: int) -> str | None:
        """Return the metric that figure ``i`` has so far."""
        best = self.decisions[i].best
        return best.metric.id if best else None

    def take(self, i: int, giver: int) -> None:
        """Let figure ``i`` take the metric of another."""
        self.decisions[i].candidates = self.decisions[giver].candidates[:1]
        self.decisions[i].giver = giver
