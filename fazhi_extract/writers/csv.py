"""CSV and TSV that Excel and WPS open right: a byte-order mark in files, no formula in a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..models import Report
from .base import Format
from .tables import Cell, Table


class CsvFormat(Format):
    """One of the tables as CSV, or with tabs as TSV."""

    mark = b"\xef\xbb\xbf"

    def __init__(self, table: Table, *, tabs: bool = False) -> None:
        self.suffix = "tsv" if tabs else "csv"
        self._table = table
        self._delimiter = "\t" if tabs else ","
        self.head = self.none = self._lines([table.columns])

    @property
    def version(self) -> str:
        return f"{self.suffix} {self.head}"

    def write(self, report: Report) -> str:
        return self._lines(self._table.rows(report))

    def _lines(self, rows: Iterable[Iterable[Cell]]) -> str:
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=self._delimiter, lineterminator="\n")
        writer.writerows([safe(cell) for cell in row] for row in rows)
        return buffer.getvalue()


def safe(cell: Cell) -> Cell:
    """Escape a text that a spreadsheet would take for a formula."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell
