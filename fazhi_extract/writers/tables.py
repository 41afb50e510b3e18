"""The tables that CSV, the workbook and the terminal share: their columns and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import FazhiError, near
from ..models import MetricValue, Report, is_stated
from ..rules import RuleSet, builtin_rules

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
_MOST_SHOWN = 10
"""More columns than this do not fit on a screen."""


def headline(rules: RuleSet) -> list[str]:
    """Return what a table for people shows: of rules of one's own the first, for they were asked for."""
    rest = [metric for metric in HEADLINE if metric in rules.metrics and metric not in rules.own]
    return [*rest, *rules.own[: max(1, _MOST_SHOWN - len(rest))]]


_HEAD: tuple[tuple[str, str, Callable[[Report], Cell]], ...] = (
    ("file", "文件", lambda r: Path(r.source.path).name if r.source.path else ""),
    ("title", "标题", lambda r: r.metadata.title),
    ("issuer", "单位", lambda r: r.metadata.issuer),
    ("region", "地区", lambda r: "/".join(r.metadata.region)),
    ("report_year", "年度", lambda r: r.metadata.report_year),
    ("issued_on", "成文日期", lambda r: r.metadata.issued_on),
)
_PATH: tuple[str, str, Callable[[Report], Cell]] = ("path", "路径", lambda r: r.source.path)


@dataclass(frozen=True, slots=True)
class Table:
    """The headers of a table, and what makes a report's rows."""

    columns: Sequence[str]
    rows: Callable[[Report], Iterable[Sequence[Cell]]]


def chosen_metrics(asked: str | None, default: Sequence[str], rules: RuleSet | None = None) -> list[str]:
    """Return the ids of the metrics asked for (``a,b,c`` or ``all``); raises FazhiError for an unknown one."""
    known = (rules or builtin_rules()).metrics
    if asked is None:
        return list(default)
    if asked == "all":
        return list(known)
    ids = list(dict.fromkeys(m.strip() for m in asked.split(",") if m.strip()))
    for metric in ids:
        if metric not in known:
            hint = near(metric, known) or "; fazhi-extract rules list shows them"
            raise FazhiError(f"there is no metric {metric}{hint}")
    if not ids:
        raise FazhiError("--metrics names none: give ids, as fines,penalty_cases, or all")
    return ids


def check_headers(headers: str | None) -> None:
    """Raise FazhiError for headers that do not exist."""
    if headers not in (None, "label", "id"):
        raise FazhiError(f"there are no headers {headers}: choose label or id")


def choose_table(
    name: str,
    asked: str | None,
    *,
    headers: str | None = None,
    qualifiers: bool = False,
    rules: RuleSet | None = None,
) -> Table:
    """Return a table by its name; raises FazhiError for one that does not exist.

    ``headers`` are ``label`` (Chinese) or ``id``; without a choice the wide table
    has labels and the long ones ids.
    """
    check_headers(headers)
    if name == "reports":
        rules = rules or builtin_rules()
        ids = chosen_metrics(asked, list(rules.metrics), rules)
        return Table(
            report_columns(ids, by_id=headers == "id", qualifiers=qualifiers, path=True, rules=rules),
            _Wide(tuple(ids), qualifiers),
        )
    if name in _LONG:
        columns, rows = _LONG[name]
        return Table([label if headers == "label" else code for code, label in columns], rows)
    raise FazhiError(f"there is no table {name}: choose reports, observations, sections or findings")


@dataclass(frozen=True, slots=True)
class _Wide:
    """Makes a report's row of the wide table; a class, so that workers can be handed it."""

    ids: tuple[str, ...]
    qualifiers: bool

    def __call__(self, report: Report) -> list[list[Cell]]:
        return [report_row(report, self.ids, qualifiers=self.qualifiers, path=True)]


def report_columns(
    ids: Sequence[str],
    *,
    by_id: bool = False,
    qualifiers: bool = False,
    path: bool = False,
    rules: RuleSet | None = None,
) -> list[str]:
    """Return the headers of the wide table; with ``path`` one that joins it with the long tables."""
    known = (rules or builtin_rules()).metrics
    columns = [head[0] if by_id else head[1] for head in (*_HEAD, *([_PATH] if path else []))]
    for metric in ids:
        columns.append(metric if by_id else known[metric].label)
        if qualifiers:
            columns.append(f"{metric}_qualifier" if by_id else f"{known[metric].label}（限定）")
    return columns


def report_row(
    report: Report, ids: Sequence[str], *, qualifiers: bool = False, path: bool = False
) -> list[Cell]:
    """Return a report's row of the wide table: numbers, empty where the report does not say.

    What was only planned, required or compared, or is so much each, is no statement and stays empty.
    """
    row: list[Cell] = [get(report) for _, _, get in (*_HEAD, *([_PATH] if path else []))]
    for metric in ids:
        value = report.metrics.get(metric)
        shown = stated(value)
        row.append(shown)
        if qualifiers:
            row.append(_qualifier(value) if value and shown is not None else None)
    return row


def _qualifier(value: MetricValue) -> str:
    """Return how exact a value is, and what else keeps it from being that of the whole place and year."""
    conflict = "conflict" if value.how == "conflict" else None
    relation = value.relation if value.relation not in ("plain", "zero") else None
    besides = "other unit" if value.besides else None
    return "; ".join(filter(None, (value.qualifier, conflict, relation, value.period, besides)))


def stated(value: MetricValue | None) -> Cell:
    """Return the number that a report states, None where it only plans, requires, compares or says how many each."""
    return value.value if value is not None and is_stated(value.status, value.relation) else None


_OBSERVATION = (
    ("file", "文件"), ("id", "编号"), ("metric", "指标代码"), ("label", "指标"), ("value", "数值"),
    ("value_max", "最大值"), ("qualifier", "限定"), ("unit", "单位"), ("relation", "关系"), ("part_of", "所属总数"),
    ("status", "状态"), ("period", "时段"), ("text", "原文"), ("start", "起"), ("end", "止"), ("page", "页"),
    ("paragraph", "段"), ("section", "章节"), ("evidence", "依据"), ("rule", "规则"), ("review", "待核原因"),
    ("decision", "人工"),
)  # fmt: skip
OBSERVATION_COLUMNS = tuple(name for name, _ in _OBSERVATION)


def observation_rows(report: Report) -> Iterator[list[Cell]]:
    """Yield one row an observation."""
    file = report.source.path
    for o in report.observations:
        page, paragraph = (o.location.page, o.location.paragraph) if o.location else (None, None)
        yield [
            file, o.id, o.metric, o.label, o.value, o.value_max, o.qualifier, o.unit, o.relation, o.part_of,
            o.status, o.period, o.text, o.start, o.end, page, paragraph, o.section, o.evidence.text, o.rule,
            "; ".join(o.review), o.decision,
        ]  # fmt: skip


_SECTION = (
    ("file", "文件"), ("id", "编号"), ("kind", "种类"), ("level", "层级"), ("number", "序号"), ("title", "标题"),
    ("role", "内容"), ("start", "起"), ("heading_end", "标题止"), ("end", "止"), ("parent", "上级"),
)  # fmt: skip
SECTION_COLUMNS = tuple(name for name, _ in _SECTION)


def section_rows(report: Report) -> Iterator[list[Cell]]:
    """Yield one row a section."""
    for s in report.sections:
        yield [
            report.source.path, s.id, s.kind, s.level, s.number, s.title, s.role, s.start, s.heading_end, s.end,
            s.parent,
        ]  # fmt: skip


_FINDING = (
    ("file", "文件"), ("code", "代码"), ("severity", "程度"), ("message", "说明"), ("observations", "相关数字"),
    ("start", "起"), ("end", "止"), ("spans", "全部位置"),
)  # fmt: skip
FINDING_COLUMNS = tuple(name for name, _ in _FINDING)


def finding_rows(report: Report) -> Iterator[list[Cell]]:
    """Yield one row a finding of the checks."""
    for f in report.checks:
        start, end = f.span or (None, None)
        yield [
            report.source.path, f.code, f.severity, f.message, " ".join(f.observations), start, end,
            " ".join(f"{low}-{high}" for low, high in f.spans),
        ]  # fmt: skip


_LONG = {
    "observations": (_OBSERVATION, observation_rows),
    "sections": (_SECTION, section_rows),
    "findings": (_FINDING, finding_rows),
}
"""The tidy tables: the columns by code and by label, and what makes a report's rows."""
