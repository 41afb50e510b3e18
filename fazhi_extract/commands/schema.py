"""``schema``: what the JSON and rule files look like, for programs and editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Output, Stop, unwritable

EXAMPLES = (
    "fazhi-extract schema -o schemas/report.schema.json",
    "fazhi-extract schema --of corrections -o corrections.schema.json",
    "fazhi-extract schema --of rules -o rules.schema.json",
)


def command(
    of: Annotated[
        str,
        typer.Option(
            "--of",
            help="report; corrections (see apply); or rules: of a rule file of your own, by which editors complete its keys.",
            autocompletion=lambda: ["report", "corrections", "rules"],
        ),
    ] = "report",
    output: Output = None,
) -> None:
    """Print the JSON Schema of a report, of a file of corrections or of a rule file."""
    text = _schema(of)
    if output is None:
        typer.echo(text, nl=False)
    else:
        try:
            Path(output).write_text(text, "utf-8")
        except OSError as error:
            raise unwritable(error, output) from None


def _schema(of: str) -> str:
    if of == "report":
        from ..writers.json import report_schema

        return report_schema()
    if of == "corrections":
        from ..corrections import corrections_schema

        return corrections_schema()
    if of == "rules":
        from ..rules.schema import rules_schema

        return rules_schema()
    raise Stop(f"there is no schema of {of}: choose report, corrections or rules", 2)
