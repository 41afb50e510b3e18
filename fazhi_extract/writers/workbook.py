"""A workbook for people: one row a report, every number a step away from the sentence that proves it.

All sheets are written at once, row by row, so that memory does not grow with
the number of reports. The links are formulas, since only formulas can be
streamed; each carries its number, so that programs that compute nothing show it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..models import MetricValue, Report
from ..rules import Metric, RuleSet, builtin_rules
from .book import new_workbook
from .outputs import JournalledOutput
from .tables import (
    OBSERVATION_COLUMNS,
    SECTION_COLUMNS,
    Cell,
    chosen_metrics,
    observation_rows,
    report_columns,
    report_row,
    section_rows,
)
from .workbook_words import (
    COMBINES,
    DETAIL,
    FINDING,
    FINDING_COLUMNS,
    HEAD_WIDTHS,
    MARKS,
    METRIC_WIDTH,
    OUTLINE,
    SEPARATORS,
    UNIT_KINDS,
    WORD_TITLES,
    WORDS,
    Column,
    long_columns,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

MAX_ROWS = 1_048_576
"""Rows of a sheet in Excel, the header among them."""
MAX_TEXT = 32_767
"""Characters of a cell in Excel, counted in UTF-16."""
_EXACT = 10**15
"""From here on Excel would round a number."""
_A3, _A4 = 8, 9
"""Paper sizes by their numbers in the file format."""
_LINE, _MAX_LINES = 15, 27
"""The height of a line in points, and how many lines fit Excel's tallest row."""
_KEPT = ("row_info", "set_rows", "row_sizes")
"""Where the library, by its version, keeps the heights of all rows, also of those long written."""
_MAX_RANGE_FORMATS = 100
"""Each upper end of a range is a number format of its own; Excel has room for some 200."""


# What a worker makes of one report


def render(report: Report, ids: Sequence[str]) -> dict[str, Any]:
    """Return a report's share of the workbook as what JSON can hold; ``ids`` are the metrics' columns."""
    row = report_row(report, ids)
    head = len(row) - len(ids)
    return {
        "head": row[:head],
        "metrics": [
            None if value is None else _share(report.metrics[metric])
            for metric, value in zip(ids, row[head:], strict=True)
        ],
        "observations": list(observation_rows(report)),
        "sections": list(section_rows(report)),
        "findings": [
            [report.source.path, f.severity, f.code, f.message, f.observations, *(f.span or (None, None))]
            for f in report.checks
        ],
    }


def _share(value: MetricValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "value_max": value.value_max,
        "qualifier": value.qualifier,
        "unit": value.unit,
        "marked": value.marked,
        "observations": value.observations,
    }


def _in_words(column: str, value: Any) -> Cell:
    words = WORDS.get(column)
    if words is None or not isinstance(value, str):
        return value  # type: ignore[no-any-return]
    separator = SEPARATORS.get(column)
    parts = value.split(separator) if separator else [value]
    return (separator or "").join(words.get(part, part) for part in parts)


# Cells


@dataclass(frozen=True, slots=True)
class _Link:
    """A cell that leads to another."""

    place: str
    value: Cell
    format: Format


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cell_text(value: str) -> str:
    """Return a text as a cell can hold it."""
    value = _NOT_IN_XML.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(value) > MAX_TEXT // 2 and len(value.encode("utf-16-le")) // 2 > MAX_TEXT:
        value = value[: MAX_TEXT // 2] + "…"
    if value.startswith("<r>") and value.endswith("</r>"):
        # the library would pass this on as markup; made into markup it shows as it stands
        value = f'<r><t xml:space="preserve">{escape(value, quote=False)}</t></r>'
    return value


def _lines(cell: Cell | _Link, width: float) -> int:
    """Return how many lines a text takes in a cell, since not every program finds the height itself."""
    if not isinstance(cell, str):
        return 1
    taken = (sum(2.15 if c > "\u00ff" else 1.1 for c in line) for line in cell.splitlines())
    return max(1, min(sum(max(1, ceil(t / (width - 1))) for t in taken), _MAX_LINES))


def _number_format(value: dict[str, Any], upper: str) -> str:
    """Return the number format that shows a number as the report has it: 160余, 约50, 99.5%."""
    number = value["value"]
    whole = number == int(number)
    unit = value["unit"] if value["unit"] in ("%", "‰") else ""
    before = {"about": "约", "at_least": "≥", "at_most": "≤"}.get(value["qualifier"], "")
    after = upper + unit + ("余" if value["qualifier"] == "over" else "") + ("*" if value["marked"] else "")
    digits = ("#,##0" if not unit else "0") + ("" if whole else ".####" if not unit else ".##")
    return (f'"{before}"' if before else "") + digits + (f'"{after}"' if after else "")


class _Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._numbers: dict[tuple[str, bool], Format] = {}
        self._uppers: set[str] = set()
        self.header = workbook.add_format(
            {
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": "#305496",
                "border": 1,
                "border_color": "#8EA9DB",
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.plain = workbook.add_format({"valign": "vcenter"})
        self.wrapped = workbook.add_format({"valign": "vcenter", "text_wrap": True})
        self.link = workbook.add_format({"valign": "vcenter", "font_color": "#1F4E79", "underline": 1})

    def number(self, value: dict[str, Any]) -> Format:
        """Return the format for a metric's value."""
        key = (_number_format(value, self._upper(value["value_max"])), value["marked"])
        if key not in self._numbers:
            look = {"font_color": "#C00000", "bg_color": "#FFF2CC"} if key[1] else {"font_color": "#1F4E79"}
            self._numbers[key] = self._workbook.add_format(
                {"num_format": key[0], "align": "right", "valign": "vcenter", **look}
            )
        return self._numbers[key]

    def _upper(self, value_max: float | None) -> str:
        if value_max is None:
            return ""
        shown = f"–{value_max:,}"
        if shown not in self._uppers:
            if len(self._uppers) >= _MAX_RANGE_FORMATS:
                return "–…"
            self._uppers.add(shown)
        return shown


# Sheets


class _Sheet:
    """A table with a frozen head that goes on in a further sheet when one is full: 明细, 明细2, …"""

    def __init__(
        self,
        workbook: Workbook,
        name: str,
        columns: Sequence[Column],
        formats: _Formats,
        *,
        frozen: int,
        wide: bool = False,
    ) -> None:
        self._workbook, self._name, self._columns, self._formats = workbook, name, columns, formats
        self._frozen, self._wide = frozen, wide
        self._cell_formats = [formats.wrapped if c.wrap else formats.plain for c in columns]
        self._number = 0
        self._open()

    def _open(self) -> None:
        self._number += 1
        self._title = self._name if self._number == 1 else f"{self._name}{self._number}"
        self._sheet: Worksheet = self._workbook.add_worksheet(self._title)
        sheet = self._sheet
        for at, column in enumerate(self._columns):
            sheet.set_column(at, at, column.width)
        sheet.set_row(0, 48 if self._wide else 24)
        for at, column in enumerate(self._columns):
            sheet.write_string(0, at, column.header, self._formats.header)
        sheet.freeze_panes(1, self._frozen)
        # section numbers such as 1.2 are texts on purpose: no green corner on each
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.hide_gridlines(0)
        sheet.repeat_rows(0)
        if self._wide:
            sheet.set_default_row(20)
            sheet.set_paper(_A3)
            sheet.set_print_scale(70)
            sheet.repeat_columns(0, self._frozen - 1)
        else:
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&A　第 &P 页，共 &N 页")
        self._row = 0

    def append(self, cells: Iterable[Cell | _Link]) -> str:
        """Write the next row and return its place for links."""
        if self._row + 1 >= MAX_ROWS:
            self.finish()
            self._open()
        self._row += 1
        cells = list(cells)
        lines = max(
            (_lines(c, col.width) for c, col in zip(cells, self._columns, strict=True) if col.wrap), default=1
        )
        if lines > 1:
            self._sheet.set_row(self._row, lines * _LINE)
        for at, cell in enumerate(cells):
            if cell is not None and cell != "":
                self._write(at, cell)
        for kept in _KEPT:
            getattr(self._sheet, kept, {}).pop(self._row - 1, None)
        return f"#'{self._title}'!A{self._row + 1}"

    def _write(self, at: int, cell: Cell | _Link) -> None:
        if isinstance(cell, _Link):
            shown = f'"{cell.value}"' if isinstance(cell.value, str) else repr(cell.value)
            formula = f'=HYPERLINK("{cell.place}",{shown})'
            self._sheet.write_formula(self._row, at, formula, cell.format, cell.value)
        elif isinstance(cell, str) or abs(cell or 0) >= _EXACT:
            self._sheet.write_string(self._row, at, cell_text(str(cell)), self._cell_formats[at])
        else:
            self._sheet.write_number(self._row, at, cell, self._cell_formats[at])

    def finish(self) -> None:
        """Set what needs the number of rows."""
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)


class _Book:
    """The sheets that grow with each report."""

    def __init__(self, workbook: Workbook, ids: Sequence[str], rules: RuleSet) -> None:
        self.formats = formats = _Formats(workbook)
        headers = report_columns(ids, rules=rules)
        heads = len(headers) - len(ids)
        summary = [
            Column(h, HEAD_WIDTHS.get(h, 14) if at < heads else METRIC_WIDTH) for at, h in enumerate(headers)
        ]
        self._detail_columns = long_columns("observations", OBSERVATION_COLUMNS, DETAIL)
        self._outline_columns = long_columns("sections", SECTION_COLUMNS, OUTLINE)
        self._summary = _Sheet(workbook, "汇总", summary, formats, frozen=3, wide=True)
        self._detail = _Sheet(workbook, "明细", self._detail_columns, formats, frozen=2)
        self._outline = _Sheet(workbook, "章节", self._outline_columns, formats, frozen=1)
        self._findings = _Sheet(workbook, "核查", FINDING_COLUMNS, formats, frozen=1)
        self.reports = self.figures = 0

    def add(self, item: dict[str, Any]) -> None:
        """Write one report into all sheets; the evidence first, so that links know where it stands."""
        places: dict[str, str] = {}
        for row in item["observations"]:
            named = dict(zip(OBSERVATION_COLUMNS, row, strict=True))
            places[named["id"]] = self._detail.append(_cells(named, self._detail_columns))
        self._summary.append([*item["head"], *(self._metric(v, places) for v in item["metrics"])])
        for row in item["sections"]:
            named = dict(zip(SECTION_COLUMNS, row, strict=True))
            self._outline.append(_cells(named, self._outline_columns))
        for row in item["findings"]:
            named = dict(zip(FINDING, row, strict=True))
            named["observations"] = self._related(named["observations"], places)
            self._findings.append(_cells(named, FINDING_COLUMNS))
        self.reports += 1
        self.figures += len(item["observations"])

    def _metric(self, value: dict[str, Any] | None, places: dict[str, str]) -> Cell | _Link:
        if value is None:
            return None
        number = value["value"]
        if abs(number) >= _EXACT:
            number = str(number)
            return _Link(places[value["observations"][0]], number, self.formats.link)
        return _Link(places[value["observations"][0]], number, self.formats.number(value))

    def _related(self, ids: list[str], places: dict[str, str]) -> Cell | _Link:
        """Lead from a finding to the first of its figures."""
        shown = "、".join(ids)
        place = places.get(ids[0]) if ids else None
        # a text in a formula holds 255 characters
        return _Link(place, shown, self.formats.link) if place and len(shown) < 255 else shown

    def finish(self) -> None:
        for sheet in (self._summary, self._detail, self._outline, self._findings):
            sheet.finish()


def _cells(named: dict[str, Any], columns: Sequence[Column]) -> list[Cell | _Link]:
    path = named["file"] or ""
    named = {**named, "file": Path(path).name or path, "path": path}
    return [_in_words(c.source, named[c.source]) for c in columns]


def _explain(
    workbook: Workbook,
    formats: _Formats,
    title: str,
    known: Sequence[Metric],
    facts: Sequence[tuple[str, str]],
) -> None:
    """Write 说明: where the workbook comes from, what its marks, columns and words mean."""
    sheet = workbook.add_worksheet("说明")
    widths = (24, 80, 38, 26, 22)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    row = 0

    def table(head: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        nonlocal row
        if head:
            sheet.write_string(row, 0, head, formats.title)
            row += 1
        for number, cells in enumerate([header, *rows] if header else rows):
            look = formats.header if header and number == 0 else formats.wrapped
            lines = max(_lines(cell, width) for cell, width in zip(cells, widths, strict=False))
            sheet.set_row(row, lines * _LINE + 2)
            for at, cell in enumerate(cells):
                sheet.write_string(row, at, cell_text(cell), look)
            row += 1
        row += 1

    table(title, (), facts)
    table("怎样读“汇总”", ("写法", "含义"), MARKS)
    table(
        "指标",
        ("指标", "含义", "代码", "单位类别", "合并方式"),
        (
            (
                metric.label,
                metric.definition,
                metric.id,
                _coded(metric.kind, UNIT_KINDS),
                _coded(metric.combine, COMBINES),
            )
            for metric in known
        ),
    )
    table(
        "用词与数据文件（JSON、CSV）中的代码",
        ("栏目", "用词", "代码"),
        (
            (WORD_TITLES[column], word, code)
            for column, words in WORDS.items()
            for code, word in words.items()
        ),
    )


def _coded(code: str, words: Mapping[str, str]) -> str:
    return f"{words[code]}（{code}）" if code in words else code


def write_workbook(
    path: Path,
    items: Iterable[dict[str, Any]],
    *,
    ids: Sequence[str],
    command: str,
    date: str,
    rules: RuleSet | None = None,
) -> int:
    """Write the shares that ``render`` made into one workbook and return how many reports they were.

    ``date`` (ISO) is the workbook's date of making: the same shares and date give
    the same bytes. If the shares break off, the workbook holds what came before.
    """
    rules = rules or builtin_rules()
    with new_workbook(path) as workbook:
        workbook.set_properties({"title": f"{rules.genre}数据", "created": datetime.fromisoformat(date)})
        book = _Book(workbook, ids, rules)
        try:
            for item in items:
                book.add(item)
        finally:
            book.finish()
            facts = (
                ("程序", f"fazhi-extract {__version__}"),
                ("规则版本", rules.version),
                *(("自备规则", name) for name, _ in rules.sources),
                ("日期", date),
                ("命令", command),
                ("报告数", str(book.reports)),
                ("数字数", str(book.figures)),
            )
            _explain(workbook, book.formats, f"{rules.genre}数据", [rules.metrics[m] for m in ids], facts)
    return book.reports


# Where the batch hands its reports


class WorkbookRows:
    """Makes a report's share of the workbook."""

    wants_text = False

    def __init__(self, asked: str | None, rules: RuleSet | None = None) -> None:
        self.rules = rules or builtin_rules()
        self.ids = chosen_metrics(asked, list(self.rules.metrics), self.rules)

    def render(self, report: Report) -> bytes:
        return json.dumps(render(report, self.ids), ensure_ascii=False).encode("utf-8", "surrogatepass")


class WorkbookOutput(JournalledOutput):
    """One workbook, written from the journal when all is read."""

    def __init__(self, rows: WorkbookRows, version: str, path: Path, *, command: str, resume: bool) -> None:
        super().__init__(rows, f"{version} workbook {rows.ids}", path, resume=resume)
        self._ids, self._command, self._rules = rows.ids, command, rows.rules

    def assemble(self, shares: Iterator[bytes], path: Path) -> None:
        items = (json.loads(share.decode("utf-8", "surrogatepass")) for share in shares)
        today = date.today().isoformat()
        write_workbook(path, items, ids=self._ids, command=self._command, date=today, rules=self._rules)
