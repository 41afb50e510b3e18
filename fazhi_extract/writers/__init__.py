"""One module an output; ``choose`` finds the one for a format."""

from __future__ import annotations

from ..errors import FazhiError
from .base import Writer

FORMATS = ("json", "jsonl", "csv", "table")
TABLES = ("reports", "observations", "sections")


def choose(
    kind: str, *, table: str | None = None, metrics: str | None = None, several: bool = False
) -> Writer:
    """Return the writer of a format, for one report or ``several``.

    Raises FazhiError for a table or metric that does not exist.
    """
    if table is not None and table not in TABLES:
        raise FazhiError(f"there is no table {table}: choose one of {', '.join(TABLES)}")
    if kind in ("json", "jsonl"):
        from .json import JsonLinesWriter, JsonWriter

        return JsonWriter(several) if kind == "json" else JsonLinesWriter()
    if kind == "csv":
        from .csv import CsvWriter

        return CsvWriter(table, metrics)
    from .terminal import TerminalWriter

    return TerminalWriter(metrics)
