"""Slips in gold: what cannot be, and what a person should look at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import FazhiError
from ..rules import RuleSet
from .model import GoldFigure, GoldReport
from .names import metric_id
from .numbers import quantity_of, write_number


@dataclass(slots=True)
class Slip:
    """Something about a figure of the gold."""

    report: str
    figure: GoldFigure | None
    message: str
    certain: bool = True
    """False for what may be right, but looks odd."""

    def __str__(self) -> str:
        at = f" {self.figure.start}–{self.figure.end} {self.figure.text!r}" if self.figure else ""
        return f"{self.report}{at}: {'' if self.certain else 'look: '}{self.message}"


def check(report: GoldReport, text: str, rules: RuleSet) -> list[Slip]:
    """Return the slips in the gold of one report, whose metrics are those of ``rules``."""
    try:
        figures = report.placed(text)
    except FazhiError as error:
        return [Slip(report.name, None, str(error).removeprefix(f"{report.name}: "))]
    slips = [
        Slip(report.name, figure, message, certain)
        for figure in figures
        for message, certain in _slips_of(figure, figures, rules)
    ]
    twice: Counter[tuple[int, int, str | None]] = Counter(
        (f.start, f.end, f.metric) for f in figures if f.metric is not None
    )
    ids: Counter[str | None] = Counter(f.id for f in figures if f.id is not None)
    for figure in figures:
        if twice.pop((figure.start, figure.end, figure.metric), 0) > 1:
            slips.append(Slip(report.name, figure, f"stands twice with the metric {figure.metric}"))
        if ids.pop(figure.id, 0) > 1:
            slips.append(Slip(report.name, figure, f"the id {figure.id} stands twice"))
    return slips


def _slips_of(figure: GoldFigure, figures: list[GoldFigure], rules: RuleSet) -> Iterator[tuple[str, bool]]:
    try:
        metric_id(figure.metric or "", rules)
    except FazhiError as error:
        yield str(error), True
    if figure.value_max is not None and figure.value_max < figure.value:
        yield f"the range {write_number(figure.value, figure.value_max)} ends below its beginning", True
    if (figure.qualifier == "range") != (figure.value_max is not None):
        yield "a range has the qualifier range and a value_max, and nothing else has", True
    if figure.relation == "zero" and figure.value != 0:
        yield f"the relation is zero, but the value is {figure.value}", True
    if figure.part_of is not None:
        if figure.part_of == figure.id or all(f.id != figure.part_of for f in figures):
            yield f"part_of names {figure.part_of}, which is no other figure of the report", True
        elif figure.relation != "part":
            yield f"part_of names {figure.part_of}, but the relation is {figure.relation}", True
    read = quantity_of(figure.text)
    if read and (read.value, read.value_max) != (figure.value, figure.value_max):
        said = write_number(read.value, read.value_max)
        yield f"the value is {write_number(figure.value, figure.value_max)}, its words say {said}", False
