"""CSV files that hold one report a row: each is read from its place in the file, so that memory does not grow."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from typing import BinaryIO

from ..errors import ReadError
from . import read_limited_part
from .base import MAX_BYTES


class _Lines:
    """The decoded lines of a file, and how far they have been read."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._encoding = file, encoding
        self.at = file.tell()

    def __iter__(self) -> Iterator[str]:
        for line in self._file:
            self.at += len(line)
            yield line.decode(self._encoding)


def row_places(path: str, column: str | None) -> list[tuple[int, int]]:
    """Return number and place in bytes of every row; raises ReadError."""
    encoding, delimiter = _form(path)
    csv.field_size_limit(MAX_BYTES)
    found: list[tuple[int, int]] = []
    texts = 0
    try:
        with open(path, "rb") as file:
            lines = _Lines(file, encoding)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            header = _header(next(reader, []))
            listed = ", ".join(header[:12]) or "none"
            if column is None:
                reason = f"is a table (its columns: {listed})"
                raise ReadError(path, reason, "Say which column holds the reports: --text-column NAME")
            if column not in header:
                raise ReadError(path, f"has no column {column} (it has: {listed})", "Check --text-column")
            if header.count(column) > 1:
                raise ReadError(path, f"has several columns {column}", "Give one of them another name")
            index = header.index(column)
            start = lines.at
            for number, row in enumerate(reader, 1):
                if any(row):
                    found.append((number, start))
                    texts += len(row) > index and bool(row[index].strip())
                start = lines.at
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(path, f"is a damaged table ({error})", "Save it again as CSV in UTF-8") from None
    if not texts:
        raise ReadError(path, f"has no text in the column {column}", "Check --text-column")
    return found


def read_row(path: str, place: int, column: str, shown: str) -> bytes:
    """Return the text of one row as UTF-8; raises ReadError."""
    encoding, delimiter = _form(path)
    csv.field_size_limit(MAX_BYTES)
    try:
        with open(path, "rb") as file:
            header = _header(next(csv.reader(_Lines(file, encoding), delimiter=delimiter)))
            file.seek(place)
            row = next(csv.reader(_Lines(file, encoding), delimiter=delimiter))
            index = header.index(column)
            return row[index].encode() if index < len(row) else b""
    except (OSError, UnicodeDecodeError, csv.Error, StopIteration, ValueError, IndexError) as error:
        raise ReadError(
            shown, f"could not be read ({error})", "Save the table again as CSV in UTF-8"
        ) from None


def _header(row: list[str]) -> list[str]:
    return [name.lstrip("\ufeff").strip() for name in row]


def _form(path: str) -> tuple[str, str]:
    """Return encoding and delimiter of a table; raises ReadError."""
    beginning = read_limited_part(path, 64 * 1024)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ReadError(path, "is a table in UTF-16", "Save it as “CSV UTF-8”")
    first = beginning.partition(b"\n")[0]
    counts = {sign: first.count(sign.encode()) for sign in (",", ";", "\t")}
    delimiter = max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ","
    whole = beginning[: beginning.rfind(b"\n") + 1] or beginning
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030", delimiter
    return "utf-8", delimiter
