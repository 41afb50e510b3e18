"""The tables of a panel, the same in CSV, workbook and Parquet: their columns and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...errors import FazhiError
from ...panel import Filled, Growth, Panel, Statistic, Value, summarise
from ..tables import Cell

Kind = Literal["text", "year", "count", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id, its Chinese label, what stands in it."""

    id: str
    label: str
    kind: Kind = "text"
    words: str = ""
    """The list of words that says its codes to a reader."""
    detail: bool = False
    """Whether it only explains the column before it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whose rows can be gone through more than once."""

    name: str
    columns: Sequence[Column]
    rows: Callable[[], Iterator[Sequence[Cell]]]

    def headers(self, names: str) -> list[str]:
        """Return the headers: ``label`` or ``id``."""
        return [column.label if names == "label" else column.id for column in self.columns]


Get = Callable[[Filled], Cell]


def _of_report(name: str) -> Get:
    """Return what looks up a fact of the row's report, if there is one."""
    return lambda filled: getattr(filled.row.entry, name, None)


_PLACE: tuple[tuple[Column, Get], ...] = (
    (Column("code", "代码"), lambda f: f.row.place.code),
    (Column("province", "省"), lambda f: f.row.place.names[0]),
    (Column("city", "市"), lambda f: f.row.place.names[1]),
    (Column("county", "县区"), lambda f: f.row.place.names[2]),
    (Column("township", "乡镇街道"), lambda f: f.row.place.names[3]),
    (Column("organ", "部门"), lambda f: f.row.place.organ),
    (Column("level", "层级", words="level"), _of_report("level")),
    (Column("year", "年度", "year"), lambda f: f.row.year),
    (Column("mark", "标记", words="mark"), lambda f: f.row.mark),
)
_SOURCE: tuple[tuple[Column, Get], ...] = (
    (Column("place_by", "地方依据", words="place_by"), lambda f: f.row.place.by),
    (Column("report_code", "报告时代码"), _of_report("code")),
    (Column("issuer", "单位"), _of_report("issuer")),
    (Column("source", "路径"), _of_report("path")),
    (Column("other_sources", "未采用的报告"), lambda f: "; ".join(entry.path for entry in f.row.others)),
)


def _cells(columns: Sequence[tuple[Column, Get]], filled: Filled) -> list[Cell]:
    return [get(filled) or None for _, get in columns]


def wide(panel: Panel, *, plain: bool = False) -> Table:
    """Return one row a place and year, the metrics beside one another; ``plain``: their numbers alone."""
    details = () if plain else _DETAILS
    columns = [column for column, _ in _PLACE]
    for metric in panel.metrics:
        entry = panel.known[metric]
        columns.append(Column(metric, entry.label, "number"))
        for name, label, kind, words, _ in details:
            if name == "growth":
                label = "增减百分点" if entry.kind == "percent" else "增长%"
            columns.append(Column(f"{metric}_{name}", f"{entry.label}（{label}）", kind, words, detail=True))
    columns += (column for column, _ in _SOURCE)

    def rows() -> Iterator[list[Cell]]:
        for filled in panel.filled():
            row = _cells(_PLACE, filled)
            for metric in panel.metrics:
                value = filled.values.get(metric)
                if value is None or not value.stated:
                    row += [None] * (1 + len(details))
                else:
                    row.append(value.value)
                    row += (get(value, filled.growth[metric]) for *_, get in details)
            yield row + _cells(_SOURCE, filled)

    return Table("panel", columns, rows)


def coverage(value: Value) -> str | None:
    """Say of what it is the value, where that is not the whole place and year."""
    relation = None if value.relation in ("plain", "zero") else value.relation
    return "; ".join(filter(None, (relation, value.period))) or None


_DETAILS: tuple[tuple[str, str, Kind, str, Callable[[Value, Growth], Cell]], ...] = (
    ("max", "上限", "number", "", lambda v, g: v.value_max),
    ("qualifier", "限定", "text", "qualifier", lambda v, g: v.qualifier),
    ("unit", "单位", "text", "", lambda v, g: v.unit),
    ("how", "由来", "text", "how", lambda v, g: v.how),
    ("coverage", "范围", "text", "coverage", lambda v, g: coverage(v)),
    ("growth", "增长%", "number", "", lambda v, g: g.value),
    ("growth_note", "不计增长的原因", "text", "growth_note", lambda v, g: g.reason),
)

_LONG: tuple[tuple[Column, Callable[[Value], Cell]], ...] = (
    (Column("value", "数值", "number"), lambda v: v.value),
    (Column("value_max", "上限", "number"), lambda v: v.value_max),
    (Column("qualifier", "限定", words="qualifier"), lambda v: v.qualifier),
    (Column("unit", "单位（量词）"), lambda v: v.unit),
    (Column("how", "由来", words="how"), lambda v: v.how),
    (Column("status", "状态", words="status"), lambda v: v.status),
    (Column("relation", "关系", words="relation"), lambda v: v.relation),
    (Column("period", "时段"), lambda v: v.period),
)
_GROWTH = (
    Column("growth", "增长", "number"),
    Column("growth_unit", "增长单位"),
    Column("growth_note", "不计增长的原因", words="growth_note"),
)


def long(panel: Panel) -> Table:
    """Return one row a place, year and metric; a year without a report, or without any of the metrics, has one empty row."""
    columns = [
        *(column for column, _ in _PLACE),
        Column("metric", "指标代码"),
        Column("label", "指标"),
        *(column for column, _ in _LONG),
        *_GROWTH,
        *(column for column, _ in _SOURCE),
    ]

    def rows() -> Iterator[list[Cell]]:
        for filled in panel.filled():
            place, source = _cells(_PLACE, filled), _cells(_SOURCE, filled)
            if not filled.values:
                yield [*place, *[None] * (2 + len(_LONG) + len(_GROWTH)), *source]
            for metric, value in filled.values.items():
                entry, grown = panel.known[metric], filled.growth[metric]
                unit = None if grown.value is None else "百分点" if entry.kind == "percent" else "%"
                yield [
                    *place, metric, entry.label, *(get(value) for _, get in _LONG), grown.value, unit, grown.reason,
                    *source,
                ]  # fmt: skip

    return Table("panel", columns, rows)


_SUMMARY: tuple[tuple[Column, Callable[[Statistic], Cell]], ...] = (
    (Column("code", "代码"), lambda s: s.area.code or None),
    (Column("province", "省"), lambda s: s.area.names[0] or None),
    (Column("city", "市"), lambda s: s.area.names[1] or None),
    (Column("county", "县区"), lambda s: s.area.names[2] or None),
    (Column("level", "层级", words="level"), lambda s: s.area.level or None),
    (Column("year", "年度", "year"), lambda s: s.year),
    (Column("reports", "报告数", "count"), lambda s: s.reports),
    (Column("missing", "缺报告数", "count"), lambda s: s.missing),
    (Column("metric", "指标代码"), lambda s: s.metric),
    (Column("stating", "写明的报告数", "count"), lambda s: s.stating),
    (Column("share", "写明的比例", "number"), lambda s: s.share),
    (Column("exact", "准确数", "count"), lambda s: s.exact),
    (Column("approximate", "约数", "count"), lambda s: s.approximate),
    (Column("other", "其他", "count"), lambda s: s.other),
    (Column("unit", "单位（量词）"), lambda s: s.unit),
    (Column("sum", "合计（准确数）", "number"), lambda s: s.sum),
    (Column("median", "中位数", "number"), lambda s: s.median),
    (Column("q1", "下四分位数", "number"), lambda s: s.q1),
    (Column("q3", "上四分位数", "number"), lambda s: s.q3),
)
_LABEL = Column("label", "指标")


def summary(panel: Panel, by: str) -> Table:
    """Return one row an area, year and metric."""
    at = [column.id for column, _ in _SUMMARY].index("metric") + 1
    columns = [column for column, _ in _SUMMARY]

    def rows() -> Iterator[list[Cell]]:
        for statistic in summarise(panel, by):
            row = [get(statistic) for _, get in _SUMMARY]
            yield [*row[:at], panel.known[statistic.metric].label, *row[at:]]

    return Table("summary", [*columns[:at], _LABEL, *columns[at:]], rows)


def findings(panel: Panel) -> Table:
    """Return one row a finding."""
    columns = [
        Column("severity", "程度", words="severity"), Column("code", "代码"), Column("place", "地方"),
        Column("year", "年度", "year"), Column("message", "说明"), Column("sources", "路径"),
    ]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for f in panel.findings:
            yield [f.severity, f.code, f.place or None, f.year, f.message, "; ".join(f.paths) or None]

    return Table("findings", columns, rows)


def tables(panel: Panel, *, long_rows: bool, plain: bool, by: str) -> list[Table]:
    """Return the panel, its summary and its findings."""
    return [long(panel) if long_rows else wide(panel, plain=plain), summary(panel, by), findings(panel)]


def check_headers(headers: str | None) -> None:
    """Raise FazhiError for headers that do not exist."""
    if headers not in (None, "label", "id"):
        raise FazhiError(f"there are no headers {headers}: choose label or id")


def as_numbers(cells: Sequence[Any]) -> list[float | None]:
    """Return numbers of one type, as a column of Parquet holds them."""
    return [None if cell is None else float(cell) for cell in cells]
