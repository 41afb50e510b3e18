"""What there is to read: files, folders, globs, lists of paths, archives, in a stable order."""

from __future__ import annotations

import codecs
import glob
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import FazhiError, ReadError
from .readers import SUFFIXES, archive, read_limited, read_stdin_bytes

STDIN = "-"
_TABLES = (".csv", ".tsv")
_NOT_READ = frozenset(
    [
        ".rar",
        ".7z",
        ".jpg",
        ".jpeg",
        ".png",
        ".tif",
        ".tiff",
        ".bmp",
        ".xls",
        ".et",
        ".ppt",
        ".pptx",
        ".ceb",
        ".caj",
        ".pages",
    ]
)
"""What offices also send reports in."""


@dataclass(frozen=True, slots=True)
class Input:
    """One report to read: a file, a member of an archive, a row of a table, or standard input.

    ``path`` is the name under which it is reported: for a member the archive's
    path and the name inside, joined by /; for a row the table's path and #number.
    """

    path: str
    holder: str | None = None
    """The archive or the table that holds it."""
    member: int | None = None
    """Its number in the archive, or where its row begins in the table."""
    column: str | None = None
    """The table's column with the text."""

    @property
    def shown(self) -> str:
        """The path as it can be written everywhere: bytes that are no UTF-8 are spelt out."""
        return self.path.encode("utf-8", "backslashreplace").decode()

    def read(self) -> bytes:
        """Return the bytes of the report; raises ReadError."""
        if self.path == STDIN:
            return read_stdin_bytes()
        if self.holder is not None and self.member is not None:
            if self.column is not None:
                from .readers import rows  # tables of texts are seldom

                return rows.read_row(self.holder, self.member, self.column, self.path)
            return archive.read_member(self.holder, self.member, self.path)
        return read_limited(self.path)


def expand(paths: Iterable[str], text_column: str | None = None) -> tuple[list[Input], list[ReadError]]:
    """Turn files, folders, globs, archives and - into inputs in a stable order, each once.

    With ``text_column`` a CSV or TSV file among ``paths`` holds a report a row, in that
    column; raises FazhiError where there is none. What leads to no report is returned as
    failures, so that the rest goes on.
    """
    failures: list[ReadError] = []
    found: list[Input] = []
    paths = list(paths)
    if text_column is not None and not any(path.lower().endswith(_TABLES) for path in paths):
        raise FazhiError(
            "--text-column goes with .csv or .tsv files among the PATHS. Here it changes nothing"
        )
    for path in paths:
        if path.lower().endswith(_TABLES):
            found.extend(_rows(path, text_column, failures))
        else:
            found.extend(_inputs(path, failures))
    once = {one.path if one.path == STDIN else _place(one): one for one in reversed(found)}
    return list(reversed(once.values())), failures


def _place(one: Input) -> str:
    """Return what is the same for two names of one file."""
    if one.holder is not None:
        return f"{os.path.realpath(one.holder)}/{one.member}"
    return os.path.realpath(one.path)


def _inputs(path: str, failures: list[ReadError]) -> Iterator[Input]:
    if path == STDIN:
        yield Input(path)
    elif os.path.isdir(path):
        files = list(report_files(path, failures))
        for file in files:
            yield from _file(file, failures)
        if not files:
            failures.append(
                ReadError(
                    path,
                    "holds no report file (text, Word, PDF, web page …)",
                    "Name the folder that holds the reports",
                )
            )
    elif glob.has_magic(path) and not os.path.exists(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            failures.append(ReadError(path, "matches no file", "Check the pattern"))
        for match in matches:
            if os.path.isfile(match):
                yield from _file(match, failures)
            elif "**" not in path:  # reports/*: a folder that matches is read, too
                yield from _inputs(match, failures)
    else:
        yield from _file(path, failures)  # if it is missing, reading it names the reason


def _rows(path: str, column: str | None, failures: list[ReadError]) -> Iterator[Input]:
    from .readers import rows

    try:
        places = rows.row_places(path, column)
    except ReadError as error:
        failures.append(error)
        return
    for number, place in places:
        yield Input(f"{path}#{number}", path, place, column)


def _file(path: str, failures: list[ReadError]) -> Iterator[Input]:
    if not archive.is_archive(path):
        yield Input(path)
        return
    try:
        members = archive.members(path)
    except ReadError as error:
        failures.append(error)
        return
    for number, name in members:
        yield Input(f"{path}/{name}", path, number)


def report_files(folder: str | Path, failures: list[ReadError] | None = None) -> Iterator[str]:
    """Yield the report files below a folder by name; hidden ones are left out.

    A subfolder that may not be read goes to ``failures``.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        if failures is not None:
            reason = f"is a folder that could not be read ({error.strerror})"
            failures.append(ReadError(str(folder), reason, "Ask for the right to read it"))
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):  # ~$报告.docx is how Word locks 报告.docx while it is open
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from report_files(entry.path, failures)
        elif entry.name.lower().endswith(SUFFIXES) and (os.path.isfile(entry.path) or _leads_nowhere(entry)):
            yield entry.path


def _leads_nowhere(entry: os.DirEntry[str]) -> bool:
    """Say whether an entry is a link to nothing, which is worth a word; one to a pipe or a device is no report."""
    return entry.is_symlink() and not os.path.exists(entry.path)


def left_out(paths: Iterable[str], text_column: str | None = None) -> dict[str, int]:
    """Return how many files in folders and archives may be reports of kinds that are not read, by suffix.

    With ``text_column`` tables are among them: those of a folder may be results, so only a named one is read.
    """
    kinds = _NOT_READ if text_column is None else {*_NOT_READ, *_TABLES}
    found: Counter[str] = Counter()
    for path in paths:
        files = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        found.update(_suffixes(files, kinds))
        for one in (path, *files):
            if archive.is_archive(one):
                found.update(_suffixes(archive.names(one), {*_NOT_READ, *_TABLES, ".zip"}))
    return dict(sorted(found.items()))


def _suffixes(names: Iterable[str], kinds: Collection[str]) -> list[str]:
    return [suffix for name in names if (suffix := os.path.splitext(name)[1].lower()) in kinds]


def listed_paths(source: str) -> list[str]:
    """Return the paths that a file, or - for standard input, lists one a line, or each with a NUL behind it; raises ReadError."""
    data = sys.stdin.buffer.read() if source == STDIN else read_limited(source)
    data = data.removeprefix(codecs.BOM_UTF8)
    ended = b"\0" if b"\0" in data else b"\n"  # as find -print0 ends them
    lines = [line.removesuffix(b"\r") for line in data.split(ended)]
    return [_path(line) for line in lines if line.strip()]


def _path(line: bytes) -> str:
    """Return a listed path: as the system spells it, or where there is no such file, as Windows would."""
    path = os.fsdecode(line)
    if os.path.exists(path):
        return path
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("gb18030", "surrogateescape")
