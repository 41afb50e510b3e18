"""What a format makes of one report, and files that are whole or not there."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..models import Report


class Format(ABC):
    """A text format: what stands at the head, between the reports and at the end, and a report's own share.

    ``render`` runs where the report was read, in a worker; the rest is put
    together where all of them arrive.
    """

    suffix: str
    wants_text = False
    """Whether reports come with their text."""
    mark = b""
    """What a file begins with, and a stream does not: the byte-order mark that Excel wants."""
    head = ""
    between = ""
    tail = ""
    none = ""
    """What stands for no report at all, in place of head and tail."""

    @abstractmethod
    def write(self, report: Report) -> str:
        """Return a report's share of the output."""

    def render(self, report: Report) -> bytes:
        """Return the share as it goes into a file."""
        return self.write(report).encode()

    @property
    def version(self) -> str:
        """Return what the shares depend on besides the report: two runs can share them if it is equal."""
        return type(self).__name__

    def alone(self) -> Format:
        """Return the format for a file that holds one report."""
        return self


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; what is written there takes its place once it is whole.

    A link keeps pointing where it did; what is no regular file (/dev/stdout) is written to itself.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        yield path
        return
    import tempfile  # wanted by files only: a report on standard output is there sooner without it

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        yield Path(name)
        put_in_place(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)


def put_in_place(written: Path, path: Path) -> None:
    """Let a finished file take its place, with the rights that a new file would have."""
    os.chmod(written, 0o666 & ~_umask())
    os.replace(written, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
