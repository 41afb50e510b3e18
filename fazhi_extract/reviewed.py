"""Where the reports are that a person decided about."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from .corrections import ReviewedReport
from .errors import ReadError
from .inputs import STDIN, Input, expand
from .readers import archive


def find_reports(
    reviewed: Sequence[ReviewedReport], named: Sequence[str], text_column: str | None
) -> tuple[list[Input], list[ReadError]]:
    """Return what there is to read: all that is ``named``, or without names the reviewed reports.

    A reviewed report that is found neither by its path nor, among those named, by its bytes
    is returned as a failure, so that the rest goes on.
    """
    if not named:
        return _by_path(dict.fromkeys(one.path for one in reviewed), text_column)
    inputs, failures = expand(named, text_column)
    there = {one.shown for one in inputs} | {failure.path for failure in failures}
    moved = {one.sha256: one for one in reviewed if one.path not in there}
    for sha256 in _hashes(inputs) if moved else ():
        moved.pop(sha256, None)
        if not moved:
            break
    for one in moved.values():
        failures.append(
            ReadError(
                one.path, "was reviewed but is not among the reports named", "Name the folder that holds it"
            )
        )
    return inputs, failures


def _by_path(paths: Iterable[str], text_column: str | None) -> tuple[list[Input], list[ReadError]]:
    """Return the inputs that were reported under these paths."""
    wanted = list(paths)
    inputs, failures = expand(dict.fromkeys(_holder(path) for path in wanted), text_column)
    by_path = {one.shown: one for one in inputs}
    known = {failure.path for failure in failures}
    for path in wanted:
        if path not in by_path and _holder(path) not in known:
            way_out = "Name the folder or the archive that holds it now"
            failures.append(ReadError(path, "was reviewed but is no longer there", way_out))
    return [by_path[path] for path in wanted if path in by_path], failures


def _holder(path: str) -> str:
    """Return the archive or table from which a report with this path came; else the path itself."""
    table, mark, row = path.rpartition("#")
    if mark and row.isdecimal() and os.path.isfile(table):
        return table
    for parent in Path(path).parents:
        if parent.is_file() and archive.is_archive(str(parent)):
            return str(parent)
    return path


def _hashes(inputs: Iterable[Input]) -> Iterable[str]:
    for one in inputs:
        try:
            if one.path != STDIN:
                yield hashlib.sha256(one.read()).hexdigest()
        except ReadError:
            continue  # reading it again will say why
