"""What every writer can do: a stream, one file, or a folder with one file a report."""

from __future__ import annotations

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ..models import Report


class Writer(ABC):
    """Writes reports in one format."""

    suffix: str
    encoding = "utf-8"

    @abstractmethod
    def write_stream(self, reports: Iterable[Report], stream: TextIO) -> int:
        """Write the reports to an open stream and return how many they were."""

    def write_file(self, reports: Iterable[Report], path: Path) -> int:
        """Write the reports to one file; if none could be read, an earlier file stays as it is."""
        with replacing(path, self.encoding) as stream:
            written = self.write_stream(reports, stream)
            if not written:
                raise _NothingWritten
            return written
        return 0

    def write_folder(self, reports: Iterable[Report], folder: Path) -> int:
        """Write one file a report; two reports of one name never share a file."""
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        count = 0
        for report in reports:
            stem = Path(report.source.path or "report").stem if report.source.path != "-" else "stdin"
            name, number = stem, 2
            while name.casefold() in taken:
                name, number = f"{stem}-{number}", number + 1
            taken.add(name.casefold())
            count += self.write_file([report], folder / f"{name}.{self.suffix}")
        return count


class _NothingWritten(Exception):
    """Leave the file as it was."""


@contextmanager
def replacing(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a temporary file beside ``path`` that takes its place once it is whole.

    After Ctrl-C what was finished takes its place too.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding=encoding, newline="") as stream:
            try:
                yield stream
            except KeyboardInterrupt:
                stream.close()
                _put(name, path)
                raise
        _put(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if not isinstance(error, _NothingWritten):
            raise


def _put(name: str, path: Path) -> None:
    os.chmod(name, 0o666 & ~_umask())
    os.replace(name, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
