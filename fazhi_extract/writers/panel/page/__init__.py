"""The page of charts: one file, without any network.

``page.html``, ``page.css`` and the scripts beside this module are packed into it with the data: what the page knows
of everything, and a block an area (the townships of a county), which the browser reads once the area is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .... import __version__
from ....panel import Area, Filled, Panel, Row, summarise
from ....panel.summary import area_of
from ...base import replacing
from ...packing import block, packed
from ..tables import coverage
from ..words import WORDS

VALUE = (
    "year", "value", "value_max", "qualifier", "unit", "how", "coverage", "growth", "growth_note",
)  # fmt: skip
STATISTIC = (
    "year",
    "reports",
    "missing",
    "stating",
    "exact",
    "approximate",
    "other",
    "unit",
    "sum",
    "median",
)
FINDING = ("severity", "message", "place", "year", "paths")
_FINDINGS = 1000
"""How many findings the page lists."""
_FOLDER = Path(__file__).parent


def write_page(path: Path, panel: Panel, rules_version: str) -> None:
    """Write the page of a panel."""
    head, tail = packed(_FOLDER)
    areas: dict[Area, list[list[Row]]] = defaultdict(list)
    for series in panel.series:
        levels = [row.entry.level for row in series if row.entry]
        areas[area_of(series[0].place, levels[-1], "county")].append(series)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write(head)
        file.write(block("catalogue", _catalogue(panel, list(areas), rules_version)))
        for area, found in areas.items():
            part = Panel(panel.known, panel.metrics, found)
            file.write(block("area", {"places": list(_places(part)), "statistics": _statistics(part, area)}))
        file.write(tail)


def _catalogue(panel: Panel, areas: list[Area], rules_version: str) -> dict[str, Any]:
    """Return what the page knows beside the areas."""
    entries = [panel.known[metric] for metric in panel.metrics]
    return {
        "program": f"fazhi-extract {__version__}",
        "rules_version": rules_version,
        "metrics": [[m.id, m.label, m.group, m.kind, m.definition] for m in entries],
        "areas": [[area.code, area.names, area.level] for area in areas],
        "value": VALUE,
        "statistic": STATISTIC,
        "finding": FINDING,
        "findings": [[getattr(f, name) for name in FINDING] for f in panel.findings[:_FINDINGS]],
        "finding_count": len(panel.findings),
        "words": WORDS,
    }


def _places(part: Panel) -> Iterator[dict[str, Any]]:
    """Yield each place of an area: its years with a report, and its values by metric."""
    place: dict[str, Any] | None = None
    of: object = None
    for filled in part.filled():
        if filled.row.place != of:
            if place:
                yield place
            of, place = filled.row.place, _place(filled)
        assert place is not None
        if filled.row.entry and filled.row.year is not None:
            place["years"].append(filled.row.year)
            for metric, row in _values(filled):
                place["values"].setdefault(metric, []).append(row)
    if place:
        yield place


def _place(filled: Filled) -> dict[str, Any]:
    place = filled.row.place
    name = next(filter(None, reversed(place.names)), "") + place.organ
    return {"name": name or place.alone, "full": place.shown, "code": place.code, "years": [], "values": {}}


def _values(filled: Filled) -> Iterator[tuple[str, list[Any]]]:
    for metric, v in filled.values.items():
        if v.stated:
            grown = filled.growth[metric]
            row = [v.value, v.value_max, v.qualifier, v.unit, v.how, coverage(v), grown.value, grown.reason]
            yield metric, [filled.row.year, *row]


def _statistics(part: Panel, area: Area) -> dict[str, list[list[Any]]]:
    """Return the summary of an area by metric; of years that the reports name."""
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for s in summarise(part):
        if s.year is not None and s.stating and s.area.level == area.level:
            found[s.metric].append([getattr(s, name) for name in STATISTIC])
    return found
