"""What is written must never take the place of what is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..errors import FazhiError
from ..readers import SUFFIXES, begins_json

if TYPE_CHECKING:
    from ..errors import ReadError
    from ..inputs import Input

REPORTS = "one of the reports"
RULES = "one of the rule files"
LIST = "the list of paths"
TEXTS = "one of the texts"


def files_of(inputs: Iterable[Input], failures: Iterable[ReadError] = ()) -> list[str]:
    """Return the files that inputs are read from, those that could not be read among them."""
    return [*(one.holder or one.path for one in inputs), *(failure.path for failure in failures)]


def keep_apart(
    outputs: Iterable[str | os.PathLike[str] | None], read: Mapping[str, Iterable[str | None]]
) -> None:
    """Raise FazhiError where a file to write is a folder, is read, is named twice, or may be a report.

    ``read`` has the files that are read by what a message calls them. None and - stand for no file.
    """
    written: dict[object, str] = {}
    for place in _named(outputs):
        if os.path.isdir(place) or place.endswith(("/", os.sep)):
            raise FazhiError(f"{place} is a folder: name a file to write")
        if _identity(place) in written:
            raise FazhiError(f"{place} is named for two outputs: choose another name for one of them")
        written[_identity(place)] = place
    for what, places in read.items() if written else ():
        for place in _named(places):
            if (output := written.get(_identity(place))) is not None:
                raise FazhiError(f"{output} is {what}: choose another name for the output")
    for place in written.values():
        if _may_be_report(place):
            raise FazhiError(f"{place} is there and may be a report: choose another name for the output")


_TABLE = rb"\xef\xbb\xbf(?:\xe6\x96\x87\xe4\xbb\xb6|file)[\t,]|file[\t,]|code[\t,]"
"""How tables begin: with a column of files."""


def _may_be_report(place: str) -> bool:
    """Say whether a file is there that is named like a report and does not look like an output."""
    if not place.lower().endswith(SUFFIXES) or not os.path.isfile(place):
        return False
    with open(place, "rb") as file:
        beginning = file.read(4096)
    ours = begins_json(beginning) or re.match(_TABLE, beginning) or b"fazhi-extract" in beginning
    return bool(beginning) and not ours


def name_files(**outputs: str | None) -> None:
    """Raise FazhiError where - is given to an option that writes a file of its own."""
    for option, place in outputs.items():
        if place == "-":
            raise FazhiError(f"--{option} - would write to standard output: name a file")


def _named(places: Iterable[str | os.PathLike[str] | None]) -> list[str]:
    return [os.fspath(place) for place in places if place and place != "-"]


def _identity(place: str) -> object:
    """Return what is the same for two names of one file, hard links among them."""
    try:
        found = os.stat(place)
    except OSError:
        return os.path.realpath(place)
    return found.st_dev, found.st_ino
