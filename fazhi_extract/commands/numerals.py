"""``numerals``: what each numeral of a report was taken for."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import FazhiError
from .common import File, Stop

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
    from ..readers import read_file, read_stdin
    from ..sections import outline

    try:
        read = read_stdin() if file == "-" else read_file(file)
    except FazhiError as error:
        raise Stop(error, 1) from None
    shadow = normalise(read.text)
    for numeral in find_numerals(shadow, outline(read.text, shadow).markers):
        written = read.text[numeral.start : numeral.end]
        if not all_ and not any(c.isdecimal() for c in written):
            continue
        value = numeral.quantity.value if numeral.quantity else ""
        typer.echo(f"{numeral.start}\t{numeral.end}\t{numeral.kind}\t{written.strip()}\t{value}")
