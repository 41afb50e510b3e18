"""What the commands share: arguments that several take, and how one leaves with a message."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import FazhiError
from ..rules import RuleSet, load_rules
from . import completion

if TYPE_CHECKING:
    from ..readers import Text

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders (read with their subfolders), globs, .zip archives, or - for standard input.",
        autocompletion=completion.paths,
    ),
]
File = Annotated[
    str, typer.Argument(help="A report, or - for standard input.", autocompletion=completion.paths)
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        help="Write to this file; or into this folder (end it with /), one file a report.",
        autocompletion=completion.paths,
    ),
]
Colour = Annotated[
    bool | None,
    typer.Option(
        "--color/--no-color",
        help="Colours, or none; by default on a terminal, unless NO_COLOR is set.",
        show_default=False,
    ),
]


Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rules",
        help="A file of metrics of your own, beside the built-in ones; may be given several times.",
        autocompletion=completion.paths,
    ),
]


class Stop(typer.Exit):
    """Leave with a message on standard error."""

    def __init__(self, message: object, code: int) -> None:
        typer.echo(f"fazhi-extract: {message}", err=True)
        super().__init__(code)


def read_report(file: str) -> Text:
    """Return the text of a report, ``-`` being standard input; leaves with a message where it cannot be read."""
    from ..readers import read_file, read_stdin

    try:
        return read_stdin() if file == "-" else read_file(file)
    except FazhiError as error:
        raise Stop(error, 1) from None


def chosen_rules(paths: list[str] | None) -> RuleSet:
    """Return the rules that a command reads by; leaves with a message where a file is wrong."""
    try:
        return load_rules(*(paths or []))
    except FazhiError as error:
        raise Stop(error, 2) from None


@contextmanager
def stopping(place: str | None, errors: str | None = None) -> Iterator[None]:
    """Leave with a message and the status 2 where something asked for cannot be done, or ``place`` cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(error, place, errors) from None
    except FazhiError as error:
        raise Stop(error, 2) from None


def unwritable(error: OSError, place: str | None, errors: str | None = None) -> Stop:
    """Return how to leave where an output cannot be written."""
    reason = (error.strerror or "an error").lower()
    way_out = "Make room" if error.errno == errno.ENOSPC else "Check the folder and its rights"
    named = errors if errors and error.filename == errors else place or "standard output"
    return Stop(f"cannot write {named}: {reason}. {way_out}", 2)
