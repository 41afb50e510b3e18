"""What the ways to annotation tools share: a text with its figures, and how others count characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate

from ..errors import FazhiError
from ..readers import Text
from ..rules import Metric, RuleSet
from .model import GoldFigure, GoldReport
from .numbers import quantity_of

COLOURS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#17becf")
"""One a group of metrics."""


def coloured(rules: RuleSet) -> Iterator[tuple[str, str, list[Metric]]]:
    """Yield each group of metrics with its colour, in the order of tables."""
    groups: dict[str, list[Metric]] = {}
    for metric in rules.metrics.values():
        groups.setdefault(metric.group, []).append(metric)
    for number, (group, metrics) in enumerate(groups.items()):
        yield group, COLOURS[number % len(COLOURS)], metrics


@dataclass(slots=True)
class Task:
    """One report as an annotator gets it."""

    path: str
    sha256: str
    text: str
    figures: list[GoldFigure]


class Utf16:
    """Turns offsets in characters into offsets in UTF-16 code units, as JavaScript counts, and back."""

    def __init__(self, text: str) -> None:
        self._units = [0, *accumulate(1 + (c > "\uffff") for c in text)]

    def of(self, at: int) -> int:
        """Return the code units before a character."""
        return self._units[at]

    def to(self, at: int) -> int:
        """Return the characters before a code unit; beyond the end is one past the text."""
        return bisect_left(self._units, at)


@contextmanager
def naming(report: str) -> Iterator[None]:
    """Let errors say which report they are about."""
    try:
        yield
    except FazhiError as error:
        raise FazhiError(f"{report}: {error}") from None


def drawn_anew(start: int, end: int, text: str, metric: str | None) -> GoldFigure:
    """Return the figure for a span that a person drew, with the value that its words say.

    Raises FazhiError where they do not say one.
    """
    quantity = quantity_of(text[start:end])
    if quantity is None:
        raise FazhiError(f"{text[start:end]!r} at {start}–{end} is not one number. Give its value")
    return GoldFigure(
        start=start,
        end=end,
        text=text[start:end],
        metric=metric,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
    )


Finder = Callable[[str, str | None, str | None], tuple[str | None, str | None]]
"""Returns path and hash of a report, given its text and what the tool's file says of them."""


def finder(texts: Iterable[Text], asked: bool) -> Finder:
    """Return how the file of a task's text is found: among ``texts`` if asked to, else as the task says."""
    files = {text.text: (text.path, text.sha256) for text in texts}

    def find(text: str, path: str | None, sha256: str | None) -> tuple[str | None, str | None]:
        if not asked and (path or sha256):
            return path, sha256
        if text not in files:
            raise FazhiError(
                f"{path or text[:20]!r}: is not the text of any report. Name the reports with --texts, "
                "as they were when the tasks were made"
            )
        return files[text]

    return find


def gold_report(
    task_text: str, path: str | None, sha256: str | None, figures: list[GoldFigure]
) -> GoldReport:
    """Return the gold of one task, its figures in order and at their places."""
    report = GoldReport(path, sha256, figures)
    report.number()
    report.placed(task_text)
    ids = {figure.id for figure in report.figures}
    for figure in report.figures:
        if figure.part_of not in ids:
            figure.part_of = None  # its total was deleted
    return report
