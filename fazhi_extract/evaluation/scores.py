"""Counts of right and wrong, for each metric, and the shares that follow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import reduce
from operator import add
from typing import Any

from ..gold.model import GoldFigure
from ..models import Observation
from .matching import Apart, Match, is_zero, match

_EXACT = ("qualifier", "relation", "status")
"""What must be equal, besides metric and value, for a full match."""
_BESIDES = frozenset({"unit", "part_of"})
"""What is compared, but is no part of a full match."""


@dataclass(slots=True)
class Counts:
    """True and false positives and what was missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """How much of what was found is right; 1 where nothing was found and nothing was to be found."""
        return _part(self.right, self.right + self.extra, nothing=self.missed == 0)

    @property
    def recall(self) -> float:
        """How much of what was to be found was found."""
        return _part(self.right, self.right + self.missed, nothing=self.extra == 0)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _part(2 * self.right, 2 * self.right + self.extra + self.missed, nothing=True)

    @property
    def any(self) -> bool:
        """Whether there was anything to count."""
        return bool(self.right or self.extra or self.missed)


@dataclass(slots=True)
class Share:
    """How many are right, of how many that were compared."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    def count(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.of += 1

    @property
    def share(self) -> float:
        """The share of those that are right; 1 where there are none."""
        return _part(self.right, self.of, nothing=True)


def _part(one: int, whole: int, *, nothing: bool) -> float:
    return one / whole if whole else float(nothing)


@dataclass(slots=True)
class Scores:
    """All that is measured: of one metric, of a group, or in total."""

    detection: Counts = field(default_factory=Counts)
    """The figure was seen at all: the spans overlap."""
    metric: Counts = field(default_factory=Counts)
    """Its metric is right; a figure of no metric counts only where it was given one."""
    full: Counts = field(default_factory=Counts)
    """Metric, value, qualifier, relation and status are right."""
    zero: Counts = field(default_factory=Counts)
    """Statements that something did not occur; they count in none of the above."""
    value: Share = field(default_factory=Share)
    qualifier: Share = field(default_factory=Share)
    unit: Share = field(default_factory=Share)
    relation: Share = field(default_factory=Share)
    status: Share = field(default_factory=Share)
    part_of: Share = field(default_factory=Share)
    """Of the parts whose total the gold names."""

    def __add__(self, other: Scores) -> Scores:
        return Scores(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(slots=True)
class Error:
    """One figure that is not as the gold says.

    ``wrong`` is ``("missed",)``, ``("extra",)``, or the names of the fields that differ.
    """

    path: str
    wrong: tuple[str, ...]
    expected: GoldFigure | None
    got: Observation | None

    @property
    def span(self) -> tuple[int, int]:
        """Where the figure stands."""
        figure = self.expected or self.got
        assert figure is not None
        return figure.start, figure.end

    @property
    def costs_a_match(self) -> bool:
        """Whether more is wrong than what a full match does not ask for."""
        return not set(self.wrong) <= _BESIDES


@dataclass(slots=True)
class Evaluation:
    """The scores of many reports, by metric (None: figures of no metric), and their errors."""

    metrics: dict[str | None, Scores] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)
    reports: int = 0
    figures: int = 0

    @property
    def total(self) -> Scores:
        """The scores of all metrics together."""
        return self.sum(self.metrics)

    def sum(self, metrics: Iterable[str | None]) -> Scores:
        """Return the scores of some metrics together."""
        return reduce(add, (self.metrics[m] for m in metrics if m in self.metrics), Scores())

    def add(
        self,
        path: str,
        gold: Sequence[GoldFigure],
        observations: Sequence[Observation],
        apart: Apart = is_zero,
    ) -> list[Error]:
        """Score one more report and return its errors.

        ``apart`` says which figures of the gold are counted under ``zero``.
        """
        found = match(gold, observations)
        before = len(self.errors)
        totals = _Totals(found)
        for figure, o in found.pairs:
            wrong = self._zero(figure, o) if apart(figure) else self._pair(figure, o, totals)
            if wrong:
                self.errors.append(Error(path, wrong, figure, o))
        for o in found.extra:
            self._extra(o)
            self.errors.append(Error(path, ("extra",), None, o))
        self.reports += 1
        self.figures += len(gold)
        return self.errors[before:]

    def _of(self, metric: str | None) -> Scores:
        return self.metrics.setdefault(metric, Scores())

    def _zero(self, figure: GoldFigure, o: Observation | None) -> tuple[str, ...]:
        scores = self._of(figure.metric)
        if o is None:
            scores.zero.missed += 1
            return ("missed",)
        scores.zero.right += 1
        return () if o.metric == figure.metric else ("metric",)

    def _extra(self, o: Observation) -> None:
        scores = self._of(o.metric)
        if is_zero(o):
            scores.zero.extra += 1
            return
        scores.detection.extra += 1
        scores.full.extra += 1
        scores.metric.extra += o.metric is not None

    def _pair(self, figure: GoldFigure, o: Observation | None, totals: _Totals) -> tuple[str, ...]:
        """Count a pair and return what is wrong with it."""
        scores = self._of(figure.metric)
        if o is None:
            scores.detection.missed += 1
            scores.full.missed += 1
            scores.metric.missed += figure.metric is not None
            return ("missed",)
        scores.detection.right += 1
        same = o.metric == figure.metric
        if same:
            scores.metric.right += figure.metric is not None
        else:
            self._of(o.metric).metric.extra += o.metric is not None
            scores.metric.missed += figure.metric is not None
        right = {
            "value": _same_value(figure, o),
            **{name: getattr(o, name) == getattr(figure, name) for name in _EXACT},
        }
        full = same and all(right.values())
        right["unit"] = _plain(o.unit) == _plain(figure.unit)
        if figure.part_of is not None:
            right["part_of"] = totals.same(figure, o)
        for name, is_right in right.items():
            getattr(scores, name).count(is_right)
        if full:
            scores.full.right += 1
        else:
            self._of(o.metric).full.extra += 1
            scores.full.missed += 1
        return (*(() if same else ("metric",)), *(name for name, is_right in right.items() if not is_right))


class _Totals:
    """Which observation stands for the total that a part of the gold names."""

    def __init__(self, found: Match) -> None:
        self._ids: dict[str, Any] = {f.id: o.id if o else None for f, o in found.pairs if f.id is not None}

    def same(self, figure: GoldFigure, o: Observation) -> bool:
        wanted = self._ids.get(figure.part_of or "")
        return wanted is not None and o.part_of == wanted


def _same_value(figure: GoldFigure, o: Observation) -> bool:
    """Compare values; an upper end counts only where the gold gives one."""
    return abs(o.value - figure.value) < 1e-9 and (
        figure.value_max is None or o.value_max == figure.value_max
    )


def _plain(unit: str | None) -> str:
    return unicodedata.normalize("NFKC", unit or "").strip()
