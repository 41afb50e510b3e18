"""One reader a format: bytes → Text. The registry goes by suffix and first bytes."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import ReadError

MAX_BYTES = 64 * 1024 * 1024
SUFFIXES = (".txt", ".zip")
"""The files that a folder is searched for."""


@dataclass(slots=True)
class Text:
    """A decoded report: every offset counts the characters of ``text``."""

    text: str
    path: str | None
    sha256: str
    format: str
    encoding: str | None


_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, Excel, OFD or zip",
    b"\xd0\xcf\x11\xe0": "old Word or WPS",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG picture",
    b"\xff\xd8\xff": "JPEG picture",
}


def read_file(path: str | Path) -> Text:
    """Read one report.

    Raises ReadError, which names the file, the reason and the way out.
    """
    return read_bytes(read_limited(path), str(path))


def read_limited(path: str | Path) -> bytes:
    """Return the bytes of a file, at most as many as one report may have; raises ReadError."""
    name = str(path)
    try:
        if Path(path).is_dir():
            raise ReadError(name, "is a folder", "Name a file, or let the command read the folder")
        size = Path(path).stat().st_size
        if size > MAX_BYTES:
            raise too_large(name, size)
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise ReadError(name, "does not exist", "Check the name and the folder") from None
    except PermissionError:
        raise ReadError(name, "may not be read", "Ask for the right to read it") from None
    except OSError as error:
        raise ReadError(name, f"could not be read ({error.strerror})", "Check the path") from None


def too_large(name: str, size: int) -> ReadError:
    """Return the error for what is larger than one report may be."""
    mega = 1024 * 1024
    return ReadError(
        name,
        f"has {-(-size // mega)} MB, more than the {MAX_BYTES // mega} MB that one report may have",
        "Split it into one file a report",
    )


def read_bytes(data: bytes, name: str) -> Text:
    """Read one report from bytes; raises ReadError."""
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError(name, "is empty", "Save the report into it, or leave it out")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise ReadError(
                name, f"is a {kind} file, not a text", "Save it as plain text (.txt, UTF-8) first"
            )
    from . import plain

    text, encoding = plain.decode(data, name)
    return Text(text, name, hashlib.sha256(data).hexdigest(), "txt", encoding)


def read_stdin_bytes() -> bytes:
    """Return what stands on standard input; raises ReadError."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError("standard input", "is too large for one report", "Split it into one file a report")
    return data


def read_stdin() -> Text:
    """Read one report from standard input; raises ReadError."""
    return replace(read_bytes(read_stdin_bytes(), "standard input"), path="-")
