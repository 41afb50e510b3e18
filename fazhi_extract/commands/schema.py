"""``schema``: what the JSON looks like, for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Output, unwritable

EXAMPLES = (
    "fazhi-extract schema -o schemas/report.schema.json",
    "fazhi-extract schema --corrections -o schemas/corrections.schema.json",
)


def command(
    corrections: Annotated[
        bool, typer.Option("--corrections", help="That of a file of corrections (see apply).")
    ] = False,
    output: Output = None,
) -> None:
    """Print the JSON Schema of a report."""
    if corrections:
        from ..corrections import corrections_schema as schema
    else:
        from ..writers.json import report_schema as schema

    text = schema()
    if output is None:
        typer.echo(text, nl=False)
    else:
        try:
            Path(output).write_text(text, "utf-8")
        except OSError as error:
            raise unwritable(error, output) from None
