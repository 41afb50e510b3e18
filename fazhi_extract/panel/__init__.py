"""A panel: what many reports say by place and year.

>>> from fazhi_extract import extract
>>> from fazhi_extract.panel import build, entry_of
>>> from fazhi_extract.rules import metrics
>>> texts = [f"祁阳市黎家坪镇人民政府{y}年法治政府建设年度报告\\n全年共调解矛盾纠纷{n}件。" for y, n in ((2022, 100), (2023, 120))]
>>> panel = build([entry_of(extract(text)) for text in texts], metrics())
>>> [(row.row.year, row.values["mediation_cases"].value, row.growth["mediation_cases"].value) for row in panel.filled()]
[(2022, 100, None), (2023, 120, 20.0)]
"""

from __future__ import annotations

from .entries import Entry, Value, entry_of, entry_of_json, read_lines
from .findings import Finding
from .growth import REASONS, Growth, growth
from .identity import Place, place_of
from .rows import Filled, Panel, Row, build
from .summary import AREAS, Area, Statistic, summarise

__all__ = [
    "AREAS", "REASONS", "Area", "Entry", "Filled", "Finding", "Growth", "Panel", "Place", "Row", "Statistic", "Value",
    "build", "entry_of", "entry_of_json", "growth", "place_of", "read_lines", "summarise",
]  # fmt: skip
