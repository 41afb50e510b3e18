"""CSV that Excel and WPS open right: BOM in files, no formula in a cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from ..models import Report
from ..rules import metrics
from .base import Writer
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


class CsvWriter(Writer):
    """One of the tables as CSV."""

    suffix = "csv"
    encoding = "utf-8-sig"

    def __init__(self, table: str | None, asked: str | None) -> None:
        self._table = table or "reports"
        self._metrics = chosen_metrics(asked, list(metrics()))

    def write_stream(self, reports: Iterable[Report], stream: TextIO) -> int:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self._columns())
        count = 0
        for report in reports:
            count += 1
            writer.writerows([_safe(cell) for cell in row] for row in self._rows(report))
        return count

    def _columns(self) -> Sequence[str]:
        if self._table == "observations":
            return OBSERVATION_COLUMNS
        if self._table == "sections":
            return SECTION_COLUMNS
        return report_columns(self._metrics)

    def _rows(self, report: Report) -> Iterator[list[Cell]]:
        if self._table == "observations":
            return observation_rows(report)
        if self._table == "sections":
            return section_rows(report)
        return iter([report_row(report, self._metrics)])


def _safe(cell: Cell) -> Cell:
    """Escape a text that a spreadsheet would take for a formula."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell
