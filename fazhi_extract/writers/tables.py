"""The tables that CSV and the terminal share: their columns and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import FazhiError
from ..models import MetricValue, Report
from ..rules import metrics

Cell = str | int | float | None

HEADLINE = (
    "mediation_cases",
    "mediation_resolved",
    "enforcement_certificate_holders",
    "administrative_inspections",
    "publicity_events",
    "publicity_materials",
    "law_study_sessions",
)
"""The metrics that a table for people shows unless others are asked for."""

_HEAD = (
    ("文件", lambda r: Path(r.source.path).name if r.source.path else ""),
    ("标题", lambda r: r.metadata.title),
    ("单位", lambda r: r.metadata.issuer),
    ("地区", lambda r: "/".join(r.metadata.region)),
    ("年度", lambda r: r.metadata.report_year),
    ("成文日期", lambda r: r.metadata.issued_on),
)


def chosen_metrics(asked: str | None, default: Sequence[str]) -> list[str]:
    """Return the ids of the metrics asked for (``a,b,c`` or ``all``); raises FazhiError for an unknown one."""
    known = metrics()
    if asked is None:
        return list(default)
    if asked == "all":
        return list(known)
    ids = [m.strip() for m in asked.split(",") if m.strip()]
    for metric in ids:
        if metric not in known:
            raise FazhiError(f"there is no metric {metric}; docs/metrics.md lists them")
    return ids


def report_columns(ids: Sequence[str]) -> list[str]:
    """Return the headers of the wide table."""
    known = metrics()
    return [name for name, _ in _HEAD] + [known[m].label for m in ids]


def report_row(report: Report, ids: Sequence[str]) -> list[Cell]:
    """Return a report's row of the wide table: numbers, empty where the report does not say.

    What was only planned, required or compared is no statement of the year and stays empty.
    """
    head: list[Cell] = [get(report) for _, get in _HEAD]
    return head + [_stated(report.metrics.get(m)) for m in ids]


def _stated(value: MetricValue | None) -> Cell:
    if value is None or value.status != "actual" or value.relation in ("previous", "change"):
        return None
    return value.value


OBSERVATION_COLUMNS = (
    "file", "id", "metric", "label", "value", "value_max", "qualifier", "unit", "relation", "part_of",
    "status", "period", "text", "start", "end", "section", "evidence", "rule", "review",
)  # fmt: skip


def observation_rows(report: Report) -> Iterator[list[Cell]]:
    """Yield one row an observation."""
    file = report.source.path
    for o in report.observations:
        yield [
            file, o.id, o.metric, o.label, o.value, o.value_max, o.qualifier, o.unit, o.relation, o.part_of,
            o.status, o.period, o.text, o.start, o.end, o.section, o.evidence.text, o.rule, "; ".join(o.review),
        ]  # fmt: skip


SECTION_COLUMNS = (
    "file",
    "id",
    "kind",
    "level",
    "number",
    "title",
    "role",
    "start",
    "heading_end",
    "end",
    "parent",
)


def section_rows(report: Report) -> Iterator[list[Cell]]:
    """Yield one row a section."""
    for s in report.sections:
        yield [
            report.source.path, s.id, s.kind, s.level, s.number, s.title, s.role, s.start, s.heading_end, s.end,
            s.parent,
        ]  # fmt: skip
