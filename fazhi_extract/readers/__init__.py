"""One reader a format, behind one registry: bytes → Text.

Every format has a row in ``FORMATS`` and a module with
``read(data: bytes, name: str) -> Content``, imported when such a file comes.
What a file is, its first bytes say; its suffix decides only among formats
whose first bytes are alike.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from ..digests import sha256
from ..errors import ReadError
from .base import MAX_BYTES, MAX_CHARS, Content, Place, Text

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Content",
    "Place",
    "Text",
    "begins_json",
    "read_bytes",
    "read_file",
    "read_stdin",
]


@dataclass(frozen=True, slots=True)
class _Format:
    """A format: its name in ``source.format``, its suffixes, and what its files begin with."""

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...] = ()
    """A file with one of these beginnings is of this format, or of one that shares them; () for plain text."""

    @property
    def module(self) -> str:
        return _MODULES.get(self.name, self.name)


_ZIP = (b"PK\x03\x04",)
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_MODULES = {"txt": "plain", "md": "markdown", "doc": "office", "wps": "office"}
FORMATS = (
    _Format("txt", (".txt",)),
    _Format("md", (".md", ".markdown")),
    _Format("html", (".html", ".htm", ".shtml", ".xhtml")),
    _Format("mht", (".mht", ".mhtml")),
    _Format("docx", (".docx", ".docm"), _ZIP),
    _Format("odt", (".odt",), _ZIP),
    _Format("ofd", (".ofd",), _ZIP),
    _Format("doc", (".doc",), _OLE),
    _Format("wps", (".wps",), _OLE),
    _Format("pdf", (".pdf",), (b"%PDF",)),
    _Format("rtf", (".rtf",), (b"{\\rtf",)),
)
_BY_NAME = {form.name: form for form in FORMATS}
SUFFIXES = (*(suffix for form in FORMATS for suffix in form.suffixes), ".zip")
"""The files that a folder is searched for."""

_NO_REPORT = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
}
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<table", b"<?xml")

_MAY_BEGIN_JSON = (b"{", b"[", b"\xef", b" ", b"\n", b"\r", b"\t")
"""A look at the first byte saves most reports the pattern."""


def begins_json(data: bytes) -> bool:
    """Say whether bytes begin as a JSON object, or an array of them, does."""
    return (
        data[:1] in _MAY_BEGIN_JSON
        and re.match(rb'(?:\xef\xbb\xbf)?\s{0,99}(?:\[\s{0,99})?\{\s{0,99}"', data) is not None
    )


def read_file(path: str | Path) -> Text:
    """Read one report.

    Raises ReadError, which names the file, the reason and the way out.
    """
    return read_bytes(read_limited(path), str(path))


def read_limited(path: str | Path) -> bytes:
    """Return the bytes of a file, at most as many as one report may have; raises ReadError."""
    name = str(path)
    if "\0" in name:
        raise ReadError(name.replace("\0", "\\0"), "is no name of a file", "Check the name")
    try:
        if Path(path).is_dir():
            raise ReadError(name, "is a folder", "Name a file, or let the command read the folder")
        size = Path(path).stat().st_size
        if size > MAX_BYTES:
            raise too_large(name, size)
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)  # a device has no size beforehand
    except OSError as error:
        raise _unreadable(name, error) from None
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    return data


def read_limited_part(path: str | Path, size: int) -> bytes:
    """Return the first bytes of a file; raises ReadError."""
    try:
        with open(path, "rb") as file:
            return file.read(size)
    except OSError as error:
        raise _unreadable(str(path), error) from None


def _unreadable(name: str, error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError(name, "does not exist", "Check the name and the folder")
    if isinstance(error, PermissionError):
        return ReadError(name, "may not be read", "Ask for the right to read it")
    return ReadError(name, f"could not be read ({error.strerror})", "Check the path")


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
    form = _format_of(data, name)
    content: Content = import_module(f".{form.module}", __name__).read(data, name)
    if len(content.text) > MAX_CHARS:
        raise ReadError(name, "unpacks to more text than a report can have", "Leave it out: it is no report")
    if not content.text.strip():
        raise ReadError(
            name, "has no text in it", "Open it and see; save the report into it, or leave it out"
        )
    digest = sha256(data).hexdigest()
    return Text(content.text, name, digest, form.name, content.encoding, content.places, content.recognised)


def _format_of(data: bytes, name: str) -> _Format:
    """Say what a file is by its first bytes, and where these do not tell, by its suffix; raises ReadError."""
    for magic, kind in _NO_REPORT.items():
        if data.startswith(magic):
            raise ReadError(name, f"is {kind}, not a report", "Save the report as text, Word or PDF")
    if begins_json(data):
        raise ReadError(
            name,
            "is JSON, not a report",
            "Name the report itself; fazhi-extract panel and diff read what --jsonl has written",
        )
    suffix = Path(name).suffix.lower()
    alike = [form for form in FORMATS if data.startswith(form.magic)]
    if not alike and b"%PDF-" in data[:1024]:
        alike = [_BY_NAME["pdf"]]  # some portals put a line before it
    if not alike:
        head = data[:4096]
        if b"mime-version:" in head.lower() and b"content-type:" in head.lower():
            return _BY_NAME["mht"]
        if b"schemas.microsoft.com/office/word/" in head or b"xmlPackage" in head:
            raise ReadError(
                name, "is a Word file of 2003 (XML)", "Open it in Word or WPS and save it as .docx"
            )
        if data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
            return _BY_NAME["html"]
        plain = [form for form in FORMATS if suffix in form.suffixes and not form.magic]
        return plain[0] if plain else _BY_NAME["txt"]
    by_suffix = [form for form in alike if suffix in form.suffixes]
    if alike[0].magic == _ZIP:
        return _packed(data, name)
    return (by_suffix or alike)[0]


def _packed(data: bytes, name: str) -> _Format:
    """Tell the formats apart that are zip archives, by what is in them."""
    import io
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            kind = packed.open("mimetype").read(100) if "mimetype" in names else b""
    except (BadZipFile, KeyError, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        raise ReadError(
            name, "is a damaged Word, OpenDocument or OFD file", "Open it and save it again"
        ) from None
    if any(n.startswith("word/") for n in names):
        return _BY_NAME["docx"]
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return _BY_NAME["odt"]
    if any(n.lower().endswith("ofd.xml") for n in names):
        return _BY_NAME["ofd"]
    raise ReadError(
        name,
        "is a packed file, but no Word, OpenDocument or OFD text",
        "Unpack it, or name it .zip and read it as a folder",
    )


def read_stdin_bytes() -> bytes:
    """Return what stands on standard input; raises ReadError."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError("standard input", "is too large for one report", "Split it into one file a report")
    return data


def read_stdin() -> Text:
    """Read one report from standard input; raises ReadError."""
    return replace(read_bytes(read_stdin_bytes(), "standard input"), path="-")
