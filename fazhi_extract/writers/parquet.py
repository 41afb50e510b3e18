"""Parquet: a folder of four tables for pandas, polars and DuckDB.

``reports.parquet``, ``sections.parquet``, ``observations.parquet`` and
``metrics.parquet`` (one row a report and metric). ``report`` in the last three
is ``path`` in the first. Memory does not grow with the number of reports, and
the files take their places only when all of them are whole.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import FazhiError
from ..rules import RuleSet, builtin_rules
from . import database
from .base import put_in_place
from .outputs import Output

ROWS = 10_000
"""Rows of a table that are kept in memory before they are written as one group."""

render = database.render

_TEXTS = "texts"
_TYPES = {
    "chars": "int64", "report_year": "int32", "issued_on": "date32", "level": "int32", "start": "int64",
    "heading_end": "int64", "end": "int64", "evidence_start": "int64", "evidence_end": "int64", "value": "float64",
    "value_max": "float64", "metric": "dictionary", "observations": _TEXTS,
}  # fmt: skip
"""The types of the columns that are no text."""


def _after_metric(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns with the report at the head and the metric's name behind its id."""
    at = columns.index("metric") + 1
    return ("report", *columns[:at], "label", *columns[at:])


TABLES: dict[str, tuple[str, ...]] = {
    "reports": database.REPORT_COLUMNS,
    "sections": ("report", *database.SECTION_COLUMNS),
    "observations": _after_metric(database.OBSERVATION_COLUMNS),
    "metrics": _after_metric(database.METRIC_COLUMNS),
}


@dataclass(slots=True)
class _File:
    """One table on its way to its file."""

    path: Path
    temporary: Path
    schema: Any
    writer: Any
    rows: list[Sequence[Any]] = field(default_factory=list)


def load_arrow() -> Any:
    """Return pyarrow with its Parquet writer; raises FazhiError if it is missing."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError:
        raise FazhiError('Parquet needs pyarrow: pip install "fazhi-extract[parquet]"') from None
    return pyarrow


def array(arrow: Any, values: Sequence[Any], kind: Any) -> Any:
    """Return a column of values as Parquet holds them."""
    if kind == arrow.float64():  # whole numbers that it cannot hold exactly are refused
        values = [v if v is None else float(v) for v in values]
    try:
        return arrow.array(values, kind)
    except UnicodeEncodeError:
        return arrow.array(database.storable(list(values)), kind)


class ParquetFolder:
    """A folder of Parquet files that takes reports one after the other.

    ``close`` puts the files in place; ``discard`` gives up, and files of an earlier
    run stay. As a context manager it does the one or, on an exception, the other.
    Raises FazhiError if pyarrow is missing.
    """

    def __init__(self, folder: Path, rules: RuleSet | None = None) -> None:
        self._arrow = load_arrow()
        self._labels = {m.id: m.label for m in (rules or builtin_rules()).metrics.values()}
        self._files: dict[str, _File] = {}
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name in TABLES:
                self._files[name] = self._begin(folder / f"{name}.parquet", name)
        except BaseException:
            self.discard()
            raise

    def _begin(self, path: Path, name: str) -> _File:
        schema = self._schema(name)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        try:
            writer = self._arrow.parquet.ParquetWriter(temporary, schema, compression="zstd")
        except BaseException:
            Path(temporary).unlink()
            raise
        return _File(path, Path(temporary), schema, writer)

    def _schema(self, name: str) -> Any:
        arrow = self._arrow
        types = {
            "int32": arrow.int32(),
            "int64": arrow.int64(),
            "float64": arrow.float64(),
            "date32": arrow.date32(),
            "dictionary": arrow.dictionary(arrow.int32(), arrow.string()),
            _TEXTS: arrow.list_(arrow.string()),
        }
        kinds = {column: _TYPES.get(column) for column in TABLES[name]}
        if name == "reports":
            kinds["level"] = None  # of the organ, not of a heading
        return arrow.schema([(c, types[kind] if kind else arrow.string()) for c, kind in kinds.items()])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self.discard()

    def put(self, item: dict[str, Any]) -> None:
        """Take what ``render`` made of a report."""
        path, *_ = report = list(item["report"])
        at = database.REPORT_COLUMNS.index("issued_on")
        report[at] = _date(report[at])
        self._add("reports", [report])
        self._add("sections", [[path, *row] for row in item["sections"]])
        self._add(
            "observations",
            [[path, *row[:2], self._labels.get(row[1]), *row[2:]] for row in item["observations"]],
        )
        self._add("metrics", [[path, row[0], self._labels.get(row[0]), *row[1:]] for row in item["metrics"]])
        self._count += 1

    def _add(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        file = self._files[name]
        file.rows += rows
        if len(file.rows) >= ROWS:
            self._write(file)

    def _write(self, file: _File) -> None:
        if file.rows:
            columns = zip(*file.rows, strict=True)
            arrays = [array(self._arrow, c, t) for c, t in zip(columns, file.schema.types, strict=True)]
            file.writer.write_table(self._arrow.Table.from_arrays(arrays, schema=file.schema))
            file.rows = []

    def close(self) -> None:
        """Complete the files and put them in place; without a single report nothing is put anywhere."""
        try:
            for file in self._files.values():
                self._write(file)
                file.writer.close()
            if self._count:
                for file in self._files.values():
                    put_in_place(file.temporary, file.path)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove what is not in place."""
        for file in self._files.values():
            with suppress(Exception):  # a full disk must not hide what went wrong before
                file.writer.close()
            file.temporary.unlink(missing_ok=True)
        self._files = {}


def _date(iso: str | None) -> date | None:
    """Return a day; None for one that no calendar has (2月30日), since a column of dates cannot hold it."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


class ParquetOutput(Output):
    """The folder as an output of a batch; every run writes it anew."""

    def __init__(self, folder: Path, rules: RuleSet | None = None) -> None:
        self.form = database.Form()
        self._was_there = any((folder / f"{name}.parquet").exists() for name in TABLES)
        self._folder = ParquetFolder(folder, rules)

    def put(self, path: str, sha256: str, share: dict[str, Any] | None) -> None:
        if share is not None:
            self._folder.put(share)

    def abandon(self) -> None:
        self._folder.discard()

    def finish(self, *, interrupted: bool = False) -> None:
        if interrupted and self._was_there:  # no fragment in place of a whole
            self._folder.discard()
        else:
            self._folder.close()
