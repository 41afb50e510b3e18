"""A panel as a workbook: 面板, 汇总, 核查, 说明. Each sheet is written row by row, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..book import new_workbook
from ..tables import Cell
from ..workbook import MAX_ROWS, cell_text
from .tables import Column, Table
from .words import WORDS

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_SHEETS = {"panel": "面板", "summary": "汇总", "findings": "核查"}
_FROZEN = {"panel": 9, "summary": 6, "findings": 1}
_WIDTHS = {
    "code": 11, "province": 9, "city": 9, "county": 11, "township": 13, "organ": 11, "year": 6, "mark": 8, "level": 7,
    "place_by": 9, "report_code": 11, "issuer": 24, "source": 34, "other_sources": 24, "metric": 24, "label": 18,
    "place": 26, "message": 90, "sources": 60, "growth_note": 20,
}  # fmt: skip
_SIGNS = {
    "over": ("", "余"),
    "about": ("约", ""),
    "at_least": ("≥", ""),
    "at_most": ("≤", ""),
    "range": ("", "–…"),
}
"""What stands before and after a number that is not exact."""

Facts = Sequence[tuple[str, str]]
"""What the last sheet says: where the workbook comes from, how it is read, what its metrics are."""


def write_workbook(path: Path, tables: Sequence[Table], headers: str, facts: Facts) -> None:
    """Write the tables, one a sheet, and a sheet that says how to read them."""
    with new_workbook(path) as workbook:
        workbook.set_properties({"title": "法治政府建设年度报告面板数据"})
        formats = _Formats(workbook)
        for table in tables:
            _write_table(workbook, formats, table, headers)
        _explain(workbook, formats, facts)


class _Formats:
    """The cell formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        look = {
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": "#305496",
            "border": 1,
            "border_color": "#8EA9DB",
        }
        self._workbook = workbook
        self._numbers: dict[tuple[str, bool, bool], Format] = {}
        self.header = workbook.add_format({**look, "align": "center", "valign": "vcenter", "text_wrap": True})
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.plain = workbook.add_format({"valign": "vcenter"})
        self.missing = workbook.add_format(
            {"valign": "vcenter", "font_color": "#7F7F7F", "bg_color": "#F2F2F2"}
        )
        self.wrapped = workbook.add_format({"valign": "vcenter", "text_wrap": True})

    def number(self, value: float, qualifier: str, marked: bool) -> Format:
        """Return the format that shows a number as the report has it: 160余, 约50; marked: 208*."""
        whole = value == int(value)
        if (qualifier, marked, whole) not in self._numbers:
            before, after = _SIGNS.get(qualifier, ("", ""))
            after += "*" if marked else ""
            digits = "#,##0" if whole else "#,##0.####"
            shown = (f'"{before}"' if before else "") + digits + (f'"{after}"' if after else "")
            look = {"font_color": "#C00000", "bg_color": "#FFF2CC"} if marked else {}
            made = self._workbook.add_format({"num_format": shown, "valign": "vcenter", **look})
            self._numbers[qualifier, marked, whole] = made
        return self._numbers[qualifier, marked, whole]


_Beside = tuple[int, int, int]
"""Where the columns stand that say how a number is to be read: its qualifier, what it is for if not the year, how it came about."""


def _write_table(workbook: Workbook, formats: _Formats, table: Table, headers: str) -> None:
    """Write a table; when a sheet is full it goes on in a further one: 面板, 面板2, …"""
    places = {column.id: at for at, column in enumerate(table.columns)}
    beside = [_beside(column.id, places) for column in table.columns]
    in_words = headers == "label"
    mark = next((at for at, column in enumerate(table.columns) if column.id == "mark"), None)
    number = row = 0
    sheet: Worksheet | None = None
    for cells in _rows(table):
        if sheet is None or row + 1 >= MAX_ROWS:
            if sheet is not None:
                sheet.autofilter(0, 0, row, len(table.columns) - 1)
            number, row = number + 1, 0
            sheet = _sheet(workbook, formats, table, headers, number)
        if cells is None:
            break
        row += 1
        plain = formats.missing if mark is not None and cells[mark] == "missing" else formats.plain
        for at, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            if isinstance(cell, str):
                sheet.write_string(row, at, cell_text(_in_words(column, cell) if in_words else cell), plain)
            elif cell is None:
                if plain is formats.missing:
                    sheet.write_blank(row, at, None, plain)
            elif column.kind == "number":
                sheet.write_number(row, at, cell, formats.number(cell, *_standing(cells, beside[at])))
            else:
                sheet.write_number(row, at, cell, plain)
    assert sheet is not None
    sheet.autofilter(0, 0, row, len(table.columns) - 1)


def _rows(table: Table) -> Iterator[Sequence[Cell] | None]:
    """Yield the rows and an end, so that a table without rows has its sheet, too."""
    yield from table.rows()
    yield None


def _sheet(workbook: Workbook, formats: _Formats, table: Table, headers: str, number: int) -> Worksheet:
    name = _SHEETS[table.name]
    sheet = workbook.add_worksheet(name if number == 1 else f"{name}{number}")
    for at, column in enumerate(table.columns):
        folded = {"level": 1, "hidden": True} if column.detail else {}
        sheet.set_column(at, at, _WIDTHS.get(column.id, 12), None, folded)
    sheet.set_row(0, 48)
    for at, header in enumerate(table.headers(headers)):
        sheet.write_string(0, at, header, formats.header)
    sheet.outline_settings(symbols_right=False)
    sheet.freeze_panes(1, _FROZEN[table.name])
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes are texts on purpose
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _beside(name: str, places: Mapping[str, int]) -> _Beside | None:
    """Find the columns beside a number: those of its own metric, or in a long table those of the row."""
    if f"{name}_qualifier" in places:
        return places[f"{name}_qualifier"], places[f"{name}_coverage"], places[f"{name}_how"]
    if name == "value":
        return places["qualifier"], places["period"], places["how"]
    return None


def _standing(cells: Sequence[Cell], beside: _Beside | None) -> tuple[str, bool]:
    """Return a number's qualifier, and whether a person should look."""
    if beside is None:
        return "", False
    qualifier, mark, how = beside
    return str(cells[qualifier]), bool(cells[mark]) or cells[how] == "conflict"


def _in_words(column: Column, code: str) -> str:
    words = WORDS.get(column.words)
    return "; ".join(words.get(part, part) for part in code.split("; ")) if words else code


def _explain(workbook: Workbook, formats: _Formats, facts: Facts) -> None:
    sheet = workbook.add_worksheet("说明")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "法治政府建设年度报告面板数据", formats.title)
    for row, (what, how) in enumerate(facts, 1):
        sheet.write_string(row, 0, cell_text(what), formats.wrapped)
        sheet.write_string(row, 1, cell_text(how), formats.wrapped)
