"""Where reports go: a stream, one file, a folder with one file a report, a workbook, a table for people.

An output has two halves: its ``form`` turns a report into its share and goes
to the worker that reads the report; ``put`` takes the shares in the order of
the inputs.
"""

from __future__ import annotations

import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TextIO

from ..errors import ReadError
from ..models import Report
from .base import Format, replacing

FigurePlace = tuple[str, int, int]
"""Where a figure stands: the hash of its report's bytes, its start and end."""


class Renders(Protocol):
    """Turns a report into its share of an output; it is sent to the workers."""

    wants_text: bool
    """Whether the report must come with its text."""

    def render(self, report: Report) -> Any:
        """Return the share; it must survive the way between processes."""


class Output(ABC):
    """Takes the shares of the reports one after the other."""

    form: Renders

    def expect(self, paths: Sequence[str]) -> None:
        """Hear of all reports to come, in their order; raises FazhiError where they must not be written."""
        return

    def known(self, path: str) -> str | None:
        """Return the hash of the bytes whose share is already here, or None."""
        return None

    @abstractmethod
    def put(self, path: str, sha256: str, share: Any) -> None:
        """Take the next share; None means that the one already here still holds."""

    def fail(self, error: ReadError) -> None:
        """Take note of a report that could not be read."""
        return

    def finish(self, *, interrupted: bool = False) -> None:
        """Complete the output; after Ctrl-C with what was finished."""
        return

    def abandon(self) -> None:
        """Leave nothing half-written behind when the run breaks off with an error."""
        return


class StreamOutput(Output):
    """Prints shares as they come."""

    def __init__(self, form: Format, stream: TextIO) -> None:
        self.form: Format = form
        self._stream, self._count = stream, 0

    def put(self, path: str, sha256: str, share: bytes) -> None:
        self._stream.write((self.form.between if self._count else self.form.head) + share.decode())
        self._count += 1

    def finish(self, *, interrupted: bool = False) -> None:
        self._stream.write(self.form.tail if self._count else self.form.none)
        self._stream.flush()


class JournalledOutput(Output):
    """One file, put together from the journal when all is read.

    If nothing could be read, or the run is interrupted, an earlier file stays as it is. The
    journal goes once the file is whole, unless the run may be resumed.
    """

    def __init__(self, form: Renders, version: str, path: Path, *, resume: bool) -> None:
        self.form = form
        self._path, self._resume = path, resume
        from ..journal import Journal  # a single report has no need of it

        self._journal = Journal(path, version, resume=resume)
        self._order: list[str] = []

    def known(self, path: str) -> str | None:
        return self._journal.known(path)

    def put(self, path: str, sha256: str, share: bytes | None) -> None:
        if share is not None:
            self._journal.put(path, sha256, share)
        self._order.append(path)

    def finish(self, *, interrupted: bool = False) -> None:
        if self._order and not (interrupted and self._path.is_file()):  # no fragment over a whole file
            with replacing(self._path) as temporary:
                self.assemble((self._journal.get(path) for path in self._order), temporary)
        if self._order and self._resume and not interrupted:
            self._journal.compact(self._order)
        self._journal.close()
        if not (self._resume or interrupted):
            self._journal.delete()

    @abstractmethod
    def assemble(self, shares: Iterator[bytes], path: Path) -> None:
        """Write the whole file to ``path``."""


class FileOutput(JournalledOutput):
    """One text file."""

    def __init__(self, form: Format, version: str, path: Path, *, resume: bool) -> None:
        super().__init__(form, f"{version} {form.version}", path, resume=resume)
        self._text = form

    def assemble(self, shares: Iterator[bytes], path: Path) -> None:
        between = self._text.between.encode()
        with open(path, "wb") as file:
            file.write(self._text.mark + self._text.head.encode())
            for number, share in enumerate(shares):
                if number:
                    file.write(between)
                file.write(share)
            file.write(self._text.tail.encode())


def file_names(paths: Sequence[str], suffix: str) -> dict[str, str]:
    """Return the file of each report in a folder; the same for the same order of reports, and none twice."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for path in dict.fromkeys(paths):
        stem = "stdin" if path == "-" else Path(path).stem or "report"
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names[path] = f"{name}.{suffix}"
    return names


class FolderOutput(Output):
    """One file a report, of the report's stem; two reports of one stem never share a file."""

    def __init__(self, form: Format, version: str, folder: Path, *, resume: bool) -> None:
        self.form: Format = form.alone()
        self._folder = folder
        self._names: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._index = folder / ".fazhi-extract.index"
        self._version = f"{version} {self.form.version}"
        self._known: dict[str, tuple[str, str, int]] = {}
        if resume:
            self._load()
        self._log = open(self._index, "ab" if self._known else "wb")  # noqa: SIM115 (closed by finish)
        self._keep = resume

    def _load(self) -> None:
        try:
            lines = self._index.read_bytes().split(b"\n")
        except OSError:
            return
        for line in lines:
            try:
                version, path, sha256, name, crc = json.loads(line)
            except ValueError:  # cut off by a kill
                continue
            if version == self._version:
                self._known[path] = (sha256, name, crc)

    def expect(self, paths: Sequence[str]) -> None:
        self._names = file_names(paths, self.form.suffix)

    def known(self, path: str) -> str | None:
        sha256, name, crc = self._known.get(path, ("", "", 0))
        try:
            whole = bool(name) and zlib.crc32((self._folder / name).read_bytes()) == crc
        except OSError:
            return None
        return sha256 if whole and name == self._names[path] else None

    def put(self, path: str, sha256: str, share: bytes | None) -> None:
        name = self._names[path]
        if share is None:
            return
        data = self.form.mark + self.form.head.encode() + share + self.form.tail.encode()
        with replacing(self._folder / name) as temporary:
            temporary.write_bytes(data)
        row = json.dumps([self._version, path, sha256, name, zlib.crc32(data)])
        self._log.write(b"\n" + row.encode() + b"\n")
        self._log.flush()

    def finish(self, *, interrupted: bool = False) -> None:
        self._log.close()
        if not (self._keep or interrupted):
            self._index.unlink(missing_ok=True)
