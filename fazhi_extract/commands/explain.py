"""``explain``: why a figure is what it is."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import FazhiError
from . import completion
from .common import Colour, File, Rules, Stop, chosen_rules, read_report

EXAMPLES = (
    "fazhi-extract explain report.txt",
    "fazhi-extract explain report.txt --text 208件",
    "fazhi-extract explain report.txt --at 1342 --others 8",
    "fazhi-extract explain report.txt --metric mediation_cases",
    "fazhi-extract explain report.txt --json | jq '.figures[].message'",
)


def command(
    file: File,
    at: Annotated[
        int | None, typer.Option("--at", help="What stands at this offset: a figure, or another numeral.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", help="What stands where the report says this: 208件.")
    ] = None,
    metric: Annotated[
        str | None,
        typer.Option(
            "--metric",
            help="The figures of this metric, and those that only just missed it.",
            autocompletion=completion.metric_ids,
        ),
    ] = None,
    most: Annotated[
        int, typer.Option("--others", min=1, help="How many of the rules that did not win are named.")
    ] = 3,
    rules: Rules = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object (docs/explain.md).")] = False,
    color: Colour = None,
) -> None:
    """Say why figures are what they are: the rule that won, those that lost or failed, and by what."""
    from ..explain import explain

    if at is not None and text is not None:
        raise Stop("choose one of --at and --text", 2)
    own = chosen_rules(rules)
    read = read_report(file)
    try:
        answer = explain(read, at=at, text=text, metric=metric, most=most, rules=own)
    except FazhiError as error:
        raise Stop(f"{file}: {error}", 2) from None
    if json:
        typer.echo(answer.model_dump_json(indent=2))
        return
    from ..explain.terminal import show
    from ..writers import marked

    whole = (at, text, metric) != (None, None, None)
    signs = marked.signs_for(typer.get_text_stream("stdout"), own)
    show(answer, marked.console(color), signs, whole=whole)
