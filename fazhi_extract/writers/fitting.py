"""Which option goes with which output: one that would change nothing is a slip, and is told."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import FazhiError

GOES_WITH: dict[str, tuple[tuple[str, ...], str]] = {
    "--table": (("csv", "tsv"), "--csv or --tsv"),
    "--metrics": (("screen", "xlsx", "csv reports", "tsv reports"), "tables with a column a metric: on the screen, --xlsx, --csv or --tsv without another --table"),
    "--headers": (("csv", "tsv"), "--csv or --tsv"),
    "--qualifiers": (("csv reports", "tsv reports"), "--csv or --tsv without another --table; all else says it anyhow"),
    "--with-text": (("json", "jsonl"), "--json or --jsonl; the page of --html has the text anyhow"),
    "--compare": (
        ("json", "jsonl", "xlsx", "html", "db", "csv findings", "tsv findings"),
        "what shows findings: --json, --jsonl, --xlsx, --html, --db, or --csv --table findings",
    ),
}  # fmt: skip
"""Option → the outputs that it changes, and how a message names them.

An output is a format, and for CSV and TSV also the format with its table; ``screen`` is the table for people.
"""


def check_options(options: Iterable[str], outputs: Iterable[str]) -> None:
    """Raise FazhiError for an option that changes none of the outputs."""
    made = set(outputs)
    for option in options:
        fitting, named = GOES_WITH[option]
        if made.isdisjoint(fitting):
            raise FazhiError(f"{option} goes with {named}. Here it changes nothing")
