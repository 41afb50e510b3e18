"""What the reports of a county (or city, or province) say in a year, metric by metric."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..models import Number
from ..quantities import unit_family
from ..resolve import ANY_UNIT
from .entries import Value
from .identity import RANKS, Place
from .rows import Panel, Row

AREAS = ("county", "city", "province")
"""What rows can be put together by."""
_DIGITS = {"county": 6, "city": 4, "province": 2}
_LEVELS = {"subdistrict": "township"}


class Area(NamedTuple):
    """Places of one level in one county, city or province."""

    code: str
    names: tuple[str, ...]
    """Province, city, county; empty below the area."""
    level: str
    """Townships and street offices are one level; a government and its departments never are."""


class Statistic(NamedTuple):
    """One metric in an area and a year."""

    area: Area
    year: int | None
    reports: int
    missing: int
    """Places without a report between two years with one."""
    metric: str
    stating: int
    """Reports that state it: exact + approximate + other."""
    exact: int
    """Those with an exact value; the statistics are over them alone."""
    approximate: int
    other: int
    """Those that state it for a part, per unit, for another period, with a conflict, or in another unit."""
    unit: str | None
    sum: Number | None
    """None for rates."""
    median: Number | None
    q1: Number | None
    q3: Number | None

    @property
    def share(self) -> float | None:
        """How many of the reports state it, 0 to 1; None where there is no report."""
        return round(self.stating / self.reports, 4) if self.reports else None


def area_of(place: Place, level: str | None, by: str) -> Area:
    """Return the area of a place."""
    rank = RANKS.index(by) + 1
    code = (place.code or place.within)[: _DIGITS[by]]
    return Area(
        code and code.ljust(6, "0"),
        (*place.names[:rank], *[""] * (3 - rank)),
        _LEVELS.get(level or "", level or ""),
    )


def summarise(panel: Panel, by: str = "county") -> Iterator[Statistic]:
    """Yield every metric of the panel for every area and year."""
    groups: dict[tuple[Area, int | None], list[Row]] = defaultdict(list)
    for series in panel.series:
        level = None
        for row in series:
            level = row.entry.level if row.entry else level
            groups[area_of(row.place, level, by), row.year].append(row)
    for area, year in sorted(groups, key=lambda g: (not g[0].code, g[0], g[1] is None, g[1] or 0)):
        rows = groups[area, year]
        reports = sum(row.entry is not None for row in rows)
        found: dict[str, list[Value]] = defaultdict(list)
        for row in rows:
            for metric, value in panel.values(row).items():
                if value.stated:
                    found[metric].append(value)
        for metric in panel.metrics:
            kind = panel.known[metric].kind
            yield _statistic(area, year, reports, len(rows) - reports, metric, kind, found[metric])


def _statistic(
    area: Area, year: int | None, reports: int, missing: int, metric: str, kind: str, values: Sequence[Value]
) -> Statistic:
    whole = [value for value in values if value.whole]
    unit = _common_unit(whole)
    if kind not in ANY_UNIT:
        family = unit_family(unit)
        whole = [value for value in whole if value.unit in family or value.relation == "zero"]
    exact = sorted(value.value for value in whole if value.exact)
    q1, median, q3 = _quartiles(exact)
    return Statistic(
        area, year, reports, missing, metric, len(values), len(exact), len(whole) - len(exact), len(values) - len(whole),
        unit, _sum(exact) if exact and kind != "percent" else None, median, q1, q3,
    )  # fmt: skip


def _common_unit(values: Sequence[Value]) -> str | None:
    """Return the unit that most have, exact values before approximate ones; zero statements have none of their own."""
    counted = Counter((value.exact, value.unit) for value in values if value.relation != "zero")
    return min(counted, key=lambda unit: (not unit[0], -counted[unit], unit[1] or ""))[1] if counted else None


def _sum(values: Sequence[Number]) -> Number:
    return _plain(sum(values))


def _quartiles(values: Sequence[Number]) -> tuple[Number | None, Number | None, Number | None]:
    if len(values) < 2:
        one = values[0] if values else None
        return one, one, one
    q1, median, q3 = statistics.quantiles(values, n=4, method="inclusive")
    return _plain(q1), _plain(median), _plain(q3)


def _plain(number: Number) -> Number:
    """Leave out the tail of binary fractions: 0.1 + 0.2 is 0.3."""
    return int(number) if number == int(number) else round(number, 6)
