"""A figure and a report of gold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..errors import FazhiError
from ..models import Number, Observation, Qualifier, Relation, Report, Status

FIELDS = (
    "id", "start", "end", "text", "metric", "value", "value_max", "unit", "qualifier", "relation", "part_of",
    "status",
)  # fmt: skip
"""What gold says of a figure, in the names of the contract's observations."""


@dataclass(slots=True, kw_only=True)
class GoldFigure:
    """One figure that a text states, at its place; the fields are an observation's own."""

    start: int
    end: int
    metric: str | None
    value: Number
    value_max: Number | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    relation: Relation = "plain"
    status: Status = "actual"
    part_of: str | None = None
    id: str | None = None
    text: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the figure as a line of gold has it."""
        return {name: getattr(self, name) for name in FIELDS}


@dataclass(slots=True)
class GoldReport:
    """The gold of one report; its places are sure once ``placed`` has seen the text.

    ``figures`` may have a start of −1 where the file names a figure by its ``text`` alone.
    """

    path: str | None
    sha256: str | None
    figures: list[GoldFigure] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name under which messages speak of it."""
        return self.path or self.sha256 or "a report without a name"

    def number(self) -> None:
        """Bring the figures into the order of the text, and give an id to each that has none."""
        self.figures.sort(key=lambda f: (f.start, f.end))
        taken, number = {f.id for f in self.figures}, 0
        for figure in self.figures:
            while figure.id is None:
                number += 1
                figure.id = f"n{number}" if f"n{number}" not in taken else None

    def placed(self, text: str) -> list[GoldFigure]:
        """Return the figures, each at its place in the text.

        Raises FazhiError, naming report and offset, where the text does not have what the gold says.
        """
        for figure in self.figures:
            if figure.start < 0:
                self._find(figure, text)
            written = text[figure.start : figure.end]
            if not written or (figure.text and figure.text != written):
                raise FazhiError(
                    f"{self.name}: at {figure.start}–{figure.end} the text has {written!r}, the gold says "
                    f"{figure.text!r}. Was the gold made from another version of the file? Correct the offsets or the file"
                )
            figure.text = written
        return self.figures

    def _find(self, figure: GoldFigure, text: str) -> None:
        times = text.count(figure.text)
        if times != 1:
            raise FazhiError(
                f"{self.name}: {figure.text!r} stands {times} times in the text. Give its start and end"
            )
        figure.start = text.index(figure.text)
        figure.end = figure.start + len(figure.text)


def gold_figure(o: Observation) -> GoldFigure:
    """Return an observation as gold."""
    return GoldFigure(**{name: getattr(o, name) for name in FIELDS})


def gold_of(report: Report) -> GoldReport:
    """Return what the program found in a report as gold, to be corrected by a person."""
    return GoldReport(report.source.path, report.source.sha256, list(map(gold_figure, report.observations)))
