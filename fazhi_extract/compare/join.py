"""The two lines of each report in two files of JSON lines, of any size.

As long as both files have the same reports in the same order they are read side by side. Where
they fall out of step, the rest of both is looked through once, and lines are found by their
place in the file; only their places are kept in memory.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import NOT_JSON, FazhiError, ReadError

# Inside a string every quotation mark is escaped, so that this is found nowhere but at the key itself.
_SOURCE = re.compile(rb'"source":\s*(\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\})')


@dataclass(slots=True)
class Line:
    """One line of an output, read when it is wanted."""

    file: str
    number: int
    offset: int
    data: bytes

    def key(self) -> tuple[str, str]:
        """Return the path and the hash of the report; raises FazhiError."""
        found = _SOURCE.search(self.data)
        try:
            source = json.loads(found[1] if found else self.data)
            source = source if found else source["source"]
            return str(source.get("path") or ""), str(source["sha256"])
        except (*NOT_JSON, KeyError, TypeError, AttributeError):
            raise self._error() from None

    def report(self) -> dict[str, Any]:
        """Return the report; raises FazhiError."""
        try:
            report = json.loads(self.data)
        except NOT_JSON:
            raise self._error() from None
        if not isinstance(report, dict) or not isinstance(report.get("observations"), list):
            raise self._error()
        return report

    def _error(self) -> FazhiError:
        return FazhiError(
            f"{self.file}, line {self.number}: is no report on one line. Compare files that --jsonl has written"
        )


def _lines(path: str, file: BinaryIO, offset: int = 0, first: int = 1) -> Iterator[Line]:
    file.seek(offset)
    for number, data in enumerate(file, first):
        if data.strip():
            yield Line(path, number, offset, data)
        offset += len(data)


def _open(path: str) -> BinaryIO:
    if path == "-":
        raise ReadError(
            "standard input", "cannot be looked through twice", "Name a file that --jsonl has written"
        )
    if Path(path).is_dir():
        raise ReadError(path, "is a folder", "Name a file that --jsonl has written")
    try:
        return open(path, "rb")
    except OSError as error:
        reason = f"could not be read ({(error.strerror or 'an error').lower()})"
        raise ReadError(path, reason, "Check the name and the folder") from None


def join(old: str, new: str) -> Iterator[tuple[Line | None, Line | None]]:
    """Yield the lines of each report in NEW's order, then those that are in OLD alone.

    Reports are the same if their paths are, or, where a path has no counterpart, if their bytes are.
    Raises ReadError, and FazhiError for a line that is no report.
    """
    with _open(old) as old_file, _open(new) as new_file:
        old_lines, new_lines = _lines(old, old_file), _lines(new, new_file)
        for one in old_lines:
            other = next(new_lines, None)
            if other is None:
                yield one, None
            elif one.data == other.data or one.key()[0] == other.key()[0]:
                yield one, other
            else:
                yield from _out_of_step(one, old_file, other, new_file)
                return
        for other in new_lines:
            yield None, other


def _out_of_step(
    first_old: Line, old_file: BinaryIO, first_new: Line, new_file: BinaryIO
) -> Iterator[tuple[Line | None, Line | None]]:
    new_paths: set[str] = set()
    for line in _lines(first_new.file, new_file, first_new.offset, first_new.number):
        new_paths.add(line.key()[0])
    by_path: dict[str, tuple[int, int]] = {}
    by_hash: dict[str, deque[tuple[int, int]]] = {}
    order: dict[tuple[int, int], None] = {}
    for line in _lines(first_old.file, old_file, first_old.offset, first_old.number):
        path, sha256 = line.key()
        place = line.offset, line.number
        order[place] = None
        if path in new_paths and path not in by_path:
            by_path[path] = place
        else:
            by_hash.setdefault(sha256, deque()).append(place)

    def fetch(place: tuple[int, int]) -> Line:
        old_file.seek(place[0])
        return Line(first_old.file, place[1], place[0], old_file.readline())

    for line in _lines(first_new.file, new_file, first_new.offset, first_new.number):
        path, sha256 = line.key()
        found = by_path.pop(path, None)
        if found is None and (same := by_hash.get(sha256)):
            found = same.popleft()
        if found is not None:
            del order[found]
        yield (fetch(found) if found is not None else None), line
    for place in order:
        yield fetch(place), None
