"""What the program finds in reports, written as a sheet, or with gold as tasks for an annotation tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from ..errors import FazhiError, ReadError
from ..inputs import Input
from ..models import Report
from ..pipeline import extract_text
from ..rules import RuleSet
from ..writers.base import Format, replacing
from .model import GoldReport, gold_of
from .sheet import COLUMNS, sheet_lines, sheet_rows
from .texts import Together, read_text
from .tools import Task


class SheetFormat(Format):
    """The draft that a person corrects in a spreadsheet."""

    suffix = "csv"
    wants_text = True
    mark = b"\xef\xbb\xbf"
    head = none = ",".join(COLUMNS) + "\n"

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules

    def write(self, report: Report) -> str:
        return sheet_lines(sheet_rows(report, self._rules))


def new_file(path: str | Path) -> Path:
    """Return a path to write to; raises FazhiError where a file stands that may hold somebody's work."""
    file = Path(path)
    if file.is_file() and file.stat().st_size:
        raise FazhiError(
            f"{path} exists and may hold somebody's work. Choose another name, or delete it first"
        )
    return file


def tasks_of(inputs: list[Input], failed: Callable[[ReadError], None], rules: RuleSet) -> Iterator[Task]:
    """Yield a task a report, with what the program finds in it by these rules."""
    for one in inputs:
        try:
            read = read_text(one)
        except ReadError as error:
            failed(error)
            continue
        figures = gold_of(extract_text(read, rules=rules)).placed(read.text)
        yield Task(one.shown, read.sha256, read.text, figures)


def tasks_with(together: Together[GoldReport]) -> Iterator[Task]:
    """Yield a task a report, with its gold; raises ReadError and FazhiError."""
    for one, gold in together.pairs:
        read = read_text(one)
        yield Task(one.shown, read.sha256, read.text, gold.placed(read.text))


def version(rules: RuleSet) -> str:
    """Return what made the figures of a task."""
    from .. import __version__

    return f"fazhi-extract {__version__}, rules {rules.version}"


def write_pieces(pieces: Iterator[str], stream: TextIO) -> None:
    """Write a text piece by piece."""
    for piece in pieces:
        stream.write(piece)


def save(pieces: Iterator[str], path: Path) -> None:
    """Write a file that is whole or not there."""
    with replacing(path) as temporary, open(temporary, "w", encoding="utf-8", newline="\n") as file:
        write_pieces(pieces, file)
