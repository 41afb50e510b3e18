"""``schema``: what the JSON looks like, for programs."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import Output, unwritable

EXAMPLES = ("fazhi-extract schema -o schemas/report.schema.json",)


def command(output: Output = None) -> None:
    """Print the JSON Schema of a report."""
    from ..writers.json import report_schema

    text = report_schema()
    if output is None:
        typer.echo(text, nl=False)
    else:
        try:
            Path(output).write_text(text, "utf-8")
        except OSError as error:
            raise unwritable(error, output) from None
