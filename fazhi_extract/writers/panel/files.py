"""A panel's tables as files: CSV and TSV, a workbook, Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ...errors import FazhiError
from ..base import replacing
from ..csv import safe
from ..tables import Cell
from .tables import Table

if TYPE_CHECKING:
    from .workbook import Facts

FORMATS = ("csv", "tsv", "xlsx", "parquet")
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_CELLS = 500_000
"""Cells of a table that are written to Parquet as one group."""


def kind_of(path: str) -> str:
    """Return the format that a file's name asks for; raises FazhiError."""
    kind = Path(path).suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise FazhiError(f"no format for {path}: end the name in {', '.join(f'.{name}' for name in FORMATS)}")
    if kind == "parquet":
        from ..parquet import load_arrow

        load_arrow()
    return kind


def write(path: Path, tables: Sequence[Table], headers: str, facts: Facts) -> list[Path]:
    """Write the tables and return the files: one workbook, or one file a table (panel.csv, panel.summary.csv …)."""
    kind = kind_of(path.name)
    if kind == "xlsx":
        from .workbook import write_workbook

        with replacing(path) as temporary:
            write_workbook(temporary, tables, headers, facts)
        return [path]
    write_one = _write_parquet if kind == "parquet" else _write_csv
    places = files_to_write(path)
    with ExitStack() as stack:  # all of them or none
        for place, table in zip(places, tables, strict=True):
            write_one(stack.enter_context(replacing(place)), table, headers, kind)
    return places


def files_to_write(output: str | Path) -> list[Path]:
    """Return the files that ``write`` makes; raises FazhiError for a name that says no format."""
    path = Path(output)
    kind = kind_of(path.name)
    beside = () if kind == "xlsx" else ("summary", "findings")
    return [path, *(path.with_suffix(f".{name}.{kind}") for name in beside)]


def print_table(table: Table, stream: TextIO, headers: str) -> None:
    """Print a table as CSV."""
    _write_lines(stream, table, headers, ",")


def _write_csv(path: Path, table: Table, headers: str, kind: str) -> None:
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        _write_lines(file, table, headers, _DELIMITERS[kind])


def _write_lines(stream: TextIO, table: Table, headers: str, delimiter: str) -> None:
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.headers(headers))
    writer.writerows([safe(cell) for cell in row] for row in table.rows())


def _write_parquet(path: Path, table: Table, headers: str, kind: str) -> None:
    from ..parquet import array, load_arrow

    arrow = load_arrow()
    types = {"text": arrow.string(), "year": arrow.int32(), "count": arrow.int64(), "number": arrow.float64()}
    fields = [(name, types[c.kind]) for name, c in zip(table.headers(headers), table.columns, strict=True)]
    schema = arrow.schema(fields)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batches(table.rows(), _CELLS // len(fields)):
            columns = zip(table.columns, zip(*rows, strict=True), strict=True)
            arrays = [array(arrow, cells, types[column.kind]) for column, cells in columns]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _batches(rows: Iterator[Sequence[Cell]], count: int) -> Iterator[list[Sequence[Cell]]]:
    while batch := list(islice(rows, count)):
        yield batch
