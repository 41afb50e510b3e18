"""``numerals``: what each numeral of a report was taken for."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import File, read_report

EXAMPLES = ("fazhi-extract numerals report.txt",)


def command(
    file: File,
    all_: Annotated[
        bool, typer.Option("--all/--digits", help="Chinese numerals too, or only those with Arabic digits.")
    ] = True,
) -> None:
    """List every numeral of a report with its class: figure, date, document number, name, …"""
    from ..normal import normalise
    from ..numerals import find_numerals
    from ..sections import outline

    read = read_report(file)
    shadow = normalise(read.text)
    for numeral in find_numerals(shadow, outline(read.text, shadow).markers):
        written = read.text[numeral.start : numeral.end]
        if not all_ and not any(c.isdecimal() for c in written):
            continue
        value = numeral.quantity.value if numeral.quantity else ""
        typer.echo(f"{numeral.start}\t{numeral.end}\t{numeral.kind}\t{written.strip()}\t{value}")
