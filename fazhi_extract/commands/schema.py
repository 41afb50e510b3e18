"""``schema``: what the JSON and rule files look like, for programs and editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ..errors import NOT_JSON, FazhiError
from .apart import keep_apart
from .common import Output, Stop, stopping

EXAMPLES = (
    "fazhi-extract schema -o schemas/report.schema.json",
    "fazhi-extract schema --of corrections -o corrections.schema.json",
    "fazhi-extract schema --of rules -o rules.schema.json",
)


_OF = ("report", "corrections", "explanation", "rules")


def command(
    of: Annotated[
        str,
        typer.Option(
            "--of",
            help="report; corrections (see apply); explanation (see explain --json); or rules: of a rule file of "
            "your own, by which editors complete its keys.",
            autocompletion=lambda: list(_OF),
        ),
    ] = "report",
    output: Output = None,
) -> None:
    """Print the JSON Schema of a report, of a file of corrections, of an explanation or of a rule file."""
    from ..writers.base import replacing

    text = _schema(of)
    if output is None or output == "-":
        typer.echo(text, nl=False)
    else:
        with stopping(output):
            keep_apart([output], {})
            file = Path(output)
            if file.is_file() and file.stat().st_size and not _is_schema(file):
                raise FazhiError(f"{output} is there and is no JSON Schema: choose another name")
            with replacing(file) as temporary:
                temporary.write_text(text, "utf-8")


def _is_schema(file: Path) -> bool:
    try:
        return b'"$schema"' in file.read_bytes() and isinstance(json.loads(file.read_bytes()), dict)
    except NOT_JSON:
        return False


def _schema(of: str) -> str:
    if of == "report":
        from ..writers.json import report_schema

        return report_schema()
    if of == "corrections":
        from ..corrections import corrections_schema

        return corrections_schema()
    if of == "explanation":
        from ..explain import explanation_schema

        return explanation_schema()
    if of == "rules":
        from ..rules.schema import rules_schema

        return rules_schema()
    raise Stop(f"there is no schema of {of}: choose {', '.join(_OF)}", 2)
