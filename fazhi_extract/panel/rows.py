"""The rows of a panel: one a place and year, with the years that are missing between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..rules import Metric
from .entries import Entry, Value
from .findings import Finding
from .growth import Growth, growth
from .identity import Place, places_of


@dataclass(slots=True)
class Row:
    """A place in a year."""

    place: Place
    year: int | None
    entry: Entry | None
    """The report that counts; None for a year without one."""
    others: tuple[Entry, ...] = ()
    """Further reports of the place and year, which do not count."""

    @property
    def mark(self) -> str:
        """``missing``: there is no report; ``no year``: it names none; empty otherwise."""
        return "missing" if self.entry is None else "no year" if self.year is None else ""


@dataclass(slots=True)
class Filled:
    """A row with its values and how they grew."""

    row: Row
    values: dict[str, Value]
    growth: dict[str, Growth]


@dataclass(slots=True)
class Panel:
    """Places by years."""

    known: Mapping[str, Metric]
    metrics: list[str]
    """The ids of the metrics that it shows."""
    series: list[list[Row]] = field(default_factory=list)
    """The rows of each place by year; those without a year last."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all places."""
        for series in self.series:
            yield from series

    def filled(self) -> Iterator[Filled]:
        """Yield every row with its values; they are read one place at a time."""
        for series in self.series:
            before: Filled | None = None
            for row in series:
                values = self.values(row)
                filled = Filled(row, values, self._growth(row, values, before))
                yield filled
                before = filled if row.entry or before is None else Filled(row, {}, {})

    def values(self, row: Row) -> dict[str, Value]:
        """Return the values of a row by metric, in the order of the metrics."""
        values = row.entry.values() if row.entry else {}
        return {metric: values[metric] for metric in self.metrics if metric in values}

    def _growth(self, row: Row, values: dict[str, Value], before: Filled | None) -> dict[str, Growth]:
        reason = _no_growth(row, before)
        if reason or before is None:
            return {metric: Growth(None, reason) for metric in values}
        return {
            metric: growth(value, before.values.get(metric), self.known[metric].kind)
            for metric, value in values.items()
        }


def _no_growth(row: Row, before: Filled | None) -> str | None:
    """Return why nothing of a row can be compared with the row before it."""
    if row.year is None:
        return "no year"
    if before is None or before.row.year is None:
        return "no earlier year"
    if before.row.entry is None or before.row.year != row.year - 1:
        return "year missing"
    return None if row.place.settled else "place not settled"


def build(
    entries: Iterable[Entry],
    known: Mapping[str, Metric],
    metrics: Sequence[str] | None = None,
    *,
    gaps: bool = True,
    rules_version: str | None = None,
) -> Panel:
    """Return the panel of reports.

    ``known`` are the metrics there are, ``metrics`` the ids of those shown (None: all that some report states);
    ``gaps`` gives missing years rows of their own; reports read by other rules than ``rules_version`` are named.
    """
    entries = sorted(entries, key=lambda entry: (entry.path, entry.sha256))
    places, findings = places_of(entries)
    panel = Panel(known, list(metrics) if metrics is not None else [], findings=findings)
    if metrics is None:
        stated = {metric for entry in entries for metric, value in entry.values().items() if value.stated}
        panel.metrics = [metric for metric in known if metric in stated]
        if unknown := sorted(stated - set(known)):
            findings.append(Finding.unknown_metrics(unknown))
    by_rules: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_rules[entry.rules].append(entry.path)
    for version in sorted(set(by_rules) - {rules_version or min(by_rules, default="")}):
        findings.append(Finding.other_rules(version, by_rules[version]))
    for place in sorted(places, key=lambda place: place.order):
        panel.series += _series(place, places[place], panel, gaps)
    return panel


def _series(place: Place, entries: Sequence[Entry], panel: Panel, gaps: bool) -> Iterator[list[Row]]:
    """Yield the rows of a place, and those of reports that may be of another with its name."""
    rows: list[Row] = []
    apart: list[Entry] = []
    if place.by == "file":
        panel.findings += (Finding.no_place(place.shown, entry.year, entry.path) for entry in entries)
    ordered = sorted(entries, key=lambda entry: (entry.year is None, entry.year or 0))
    for year, group in groupby(ordered, key=lambda entry: entry.year):
        if year is None:
            for entry in _once(place, None, list(group), panel):
                panel.findings.append(Finding.no_year(place.shown, entry.path))
                rows.append(Row(place, None, entry))
            continue
        if gaps and rows and rows[-1].year is not None:
            rows += (Row(place, missing, None) for missing in range(rows[-1].year + 1, year))
        row, others = _row(place, year, _once(place, year, list(group), panel), panel)
        rows.append(row)
        apart += others
    yield rows
    for entry in apart:
        yield [Row(replace(place, alone=entry.path), entry.year, entry)]


def _once(place: Place, year: int | None, entries: Sequence[Entry], panel: Panel) -> list[Entry]:
    """Leave out further copies of one file."""
    kept: list[Entry] = []
    for _, group in groupby(sorted(entries, key=lambda e: e.sha256), key=lambda e: e.sha256):
        copies = sorted(group, key=lambda e: e.path)
        kept.append(copies[0])
        if len({entry.path for entry in copies}) > 1:
            panel.findings.append(Finding.copy(place.shown, year, [entry.path for entry in copies]))
    return sorted(kept, key=lambda entry: entry.path)


def _row(place: Place, year: int, entries: Sequence[Entry], panel: Panel) -> tuple[Row, list[Entry]]:
    """Return the row of a place and year, and reports that cannot be told to be of this place.

    Of several reports the one that states most metrics counts, then the one issued last, then the first by its path.
    """
    if len(entries) == 1:
        return Row(place, year, entries[0]), []
    if not place.settled:
        panel.findings.append(Finding.unsettled(place.shown, year, [entry.path for entry in entries]))
        return Row(place, year, entries[0]), list(entries[1:])
    chosen, *others = sorted(entries, key=lambda e: (e.stating, e.issued_on or ""), reverse=True)
    paths = [chosen.path, *(entry.path for entry in others)]
    panel.findings.append(Finding.double(place.shown, year, paths, _differing(panel, chosen, others)))
    return Row(place, year, chosen, tuple(others)), []


def _differing(panel: Panel, chosen: Entry, others: Sequence[Entry]) -> list[str]:
    """Return the labels of metrics for which another report has another value."""
    values = chosen.values()
    differing = {
        metric
        for other in others
        for metric, value in other.values().items()
        if metric in values and value[:3] != values[metric][:3]
    }
    return [panel.known[metric].label for metric in panel.metrics if metric in differing]
