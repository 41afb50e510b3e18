"""Zip archives of reports: read member by member in memory, nothing is unpacked to disk."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..errors import ReadError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_MEMBERS = 200_000
MAX_RATIO = 200
"""A text is packed to a tenth of its size; what shrinks more than this is no report but a bomb."""
_RATIO_FROM = 1024 * 1024
_UTF8 = 0x800
_ENCRYPTED = 0x1


def is_archive(path: str) -> bool:
    """Say whether a file is to be opened as a zip archive, by its suffix and first bytes."""
    if not path.lower().endswith(".zip"):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def members(path: str) -> list[tuple[int, str]]:
    """Return number and name of every report in an archive, by name; raises ReadError."""
    from . import SUFFIXES

    infos = _open(path).infolist()
    if len(infos) > MAX_MEMBERS:
        raise ReadError(path, f"has more than {MAX_MEMBERS:,} members", "Split it into several archives")
    named = [(number, _name(info)) for number, info in enumerate(infos) if not info.is_dir()]
    reports = [
        (number, name)
        for number, name in named
        if name.lower().endswith(tuple(s for s in SUFFIXES if s != ".zip"))
        and not any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name).parts)
    ]
    if not reports:
        raise ReadError(
            path, "is an archive without a report", "Put the reports into it as text, Word or PDF"
        )
    taken: dict[str, int] = {}
    unique: list[tuple[int, str]] = []
    for number, name in sorted(reports, key=lambda item: item[1]):
        taken[name] = taken.get(name, 0) + 1  # an archive may hold one name twice
        unique.append((number, name if taken[name] == 1 else f"{name} ({taken[name]})"))
    return unique


def names(path: str) -> list[str]:
    """Return the names of all files in an archive; none of one that cannot be read."""
    try:
        return [_name(info) for info in _open(path).infolist() if not info.is_dir()]
    except ReadError:
        return []


def read_member(path: str, number: int, shown: str) -> bytes:
    """Return the bytes of one member, at most as many as one report may have; raises ReadError."""
    from . import MAX_BYTES, too_large

    packed = _open(path)
    infos = packed.infolist()
    if number >= len(infos):
        raise ReadError(shown, "is no longer in the archive", "Run the command again")
    info = infos[number]
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(shown, "is locked with a password", "Unpack it with the password first")
    if info.file_size > MAX_BYTES:
        raise too_large(shown, info.file_size)
    if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise ReadError(shown, "is packed too tightly for a text", "Leave it out: it is no report")
    try:
        with packed.open(info) as member:
            data = member.read(MAX_BYTES + 1)
    except _damage() as error:
        raise ReadError(shown, f"is damaged ({error})", "Pack the archive again") from None
    if len(data) > MAX_BYTES:
        raise too_large(shown, len(data))
    return data


def _damage() -> tuple[type[Exception], ...]:
    """Return what reading a damaged member may raise."""
    from lzma import LZMAError
    from zipfile import BadZipFile
    from zlib import error

    return (BadZipFile, error, LZMAError, RuntimeError, OSError, EOFError, ValueError, NotImplementedError)


def _open(path: str) -> ZipFile:
    """Return an archive; kept open, for its members are read one after the other."""
    try:
        stamp = os.stat(path)
    except OSError as error:
        raise ReadError(path, f"could not be read ({error.strerror})", "Check the path") from None
    return _opened(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _opened(path: str, changed: int, size: int) -> ZipFile:
    from zipfile import BadZipFile, ZipFile  # seldom wanted, and slow to import

    try:
        return ZipFile(path)
    except (BadZipFile, OSError, EOFError, ValueError) as error:
        raise ReadError(path, f"is a damaged archive ({error})", "Pack or download it again") from None


def _name(info: ZipInfo) -> str:
    """Return a member's name without a way out of the archive (../, C:, /); Windows packs names in GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("/", "..", ".")]
    return "/".join(p.replace(":", "_") for p in parts) or "member"
