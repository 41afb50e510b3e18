"""Files that are zip archives of XML (docx, odt, ofd): their members, read in memory and within bounds."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ..errors import ReadError
from .archive import MAX_RATIO

if TYPE_CHECKING:
    from zipfile import ZipInfo

MAX_MEMBER = 64 * 1024 * 1024
"""The largest that one member may unpack to."""
MAX_UNPACKED = 128 * 1024 * 1024
"""How much may be unpacked of one file in all."""
MAX_MEMBERS = 20_000
_RATIO_FROM = 1024 * 1024
_ENCRYPTED = 0x1


class Packed:
    """The members of one packed file, by name; what is unpacked in all is bounded.

    ``kind`` says what the file is ("a Word file") and stands in every error.
    """

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        from zipfile import BadZipFile, ZipFile

        self.name, self.kind = name, kind
        self._left = MAX_UNPACKED
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
            raise self._damaged() from None
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise self._bomb()
        # Some writers use Windows' slashes, some begin at the root; names differ in case from one part to the next.
        self._infos = {_key(info.filename): info for info in infos}

    @property
    def names(self) -> list[str]:
        """The members' names as they stand in the file, in its order."""
        return [info.filename for info in self._infos.values()]

    def __contains__(self, member: str) -> bool:
        return _key(member) in self._infos

    def read(self, member: str) -> bytes:
        """Return a member's bytes; raises ReadError for one that is missing, damaged, locked or a bomb."""
        info = self._infos.get(_key(member))
        if info is None:
            raise ReadError(
                self.name,
                f"is a damaged {self.kind[2:]}: its part {member[:80]} is missing",
                "Open it and save it again",
            )
        if info.flag_bits & _ENCRYPTED:
            raise locked(self.name)
        limit = min(MAX_MEMBER, self._left)
        if info.file_size > limit or _too_tight(info.file_size, info):
            raise self._bomb()
        data = self._unpack(info, limit)
        if len(data) > limit:  # the size that it gives may be a lie
            raise self._bomb()
        self._left -= len(data)
        return data

    def _unpack(self, info: ZipInfo, limit: int) -> bytes:
        from lzma import LZMAError
        from zipfile import BadZipFile
        from zlib import error

        try:
            with self._zip.open(info) as stream:
                return stream.read(limit + 1)
        except (
            BadZipFile,
            error,
            LZMAError,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ):
            raise self._damaged() from None

    def _damaged(self) -> ReadError:
        return ReadError(self.name, f"is a damaged {self.kind[2:]}", "Open it and save it again")

    def _bomb(self) -> ReadError:
        return ReadError(self.name, "unpacks to more than a report can have", "Leave it out: it is no report")


def locked(name: str) -> ReadError:
    """Return the error for a file that a password protects."""
    return ReadError(name, "is locked with a password", "Open it with the password and save it without one")


def _too_tight(size: int, info: ZipInfo) -> bool:
    return size > _RATIO_FROM and size > MAX_RATIO * max(info.compress_size, 1)


def _key(member: str) -> str:
    return member.replace("\\", "/").lstrip("/").lower()
