"""What a long run has finished so far, safe against a kill at any moment.

Two files beside the output: ``.NAME.part`` holds what each finished report
becomes in the output, one after the other, and ``.NAME.part.index`` says whose
each piece is: path, hash of the bytes, place, checksum. A piece counts only
once its line in the index is whole and the checksum agrees, so whatever a
kill leaves half-written is read again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from .records import record


@record
class Piece:
    """Where one report's share of the output stands in the part file."""

    sha256: str
    start: int
    length: int
    crc: int


class Journal:
    """The pieces of one output; ``version`` says what made them: pieces of another version are dropped."""

    def __init__(self, output: Path, version: str, *, resume: bool) -> None:
        self._output, self._version = output, version
        self.part = output.with_name(f".{output.name}.part")
        self.index_path = output.with_name(f".{output.name}.part.index")
        self._pieces: dict[str, Piece] = {}
        if resume:
            self._load(version)
        else:
            self.delete()
        fresh = not self._pieces
        self._data: BinaryIO = open(self.part, "w+b" if fresh else "r+b")  # noqa: SIM115 (closed by close)
        self._index: BinaryIO = open(self.index_path, "wb" if fresh else "ab")  # noqa: SIM115
        self._data.seek(0, 2)
        self._end = self._data.tell()
        if fresh:
            self._index.write(json.dumps({"version": version}).encode() + b"\n")
            self._index.flush()

    def _load(self, version: str) -> None:
        try:
            lines = self.index_path.read_bytes().split(b"\n")
            size = self.part.stat().st_size
        except OSError:
            return
        try:
            if json.loads(lines[0]).get("version") != version:
                return
        except (ValueError, AttributeError):
            return
        if lines[-1]:  # cut off by a kill: what is appended next must begin on a line of its own
            with open(self.index_path, "ab") as index:
                index.write(b"\n")
        for line in lines[1:]:
            try:
                path, sha256, start, length, crc = json.loads(line)
                inside = 0 <= start <= start + length <= size
            except (ValueError, TypeError):
                continue
            if inside:
                self._pieces[path] = Piece(sha256, start, length, crc)

    def known(self, path: str) -> str | None:
        """Return the hash of the bytes from which a whole piece was made, or None."""
        piece = self._pieces.get(path)
        if piece is None or zlib.crc32(self._read(piece)) != piece.crc:
            return None
        return piece.sha256

    def put(self, path: str, sha256: str, data: bytes) -> None:
        """Keep the piece of one report."""
        piece = Piece(sha256, self._end, len(data), zlib.crc32(data))
        self._data.seek(self._end)
        self._data.write(data)
        self._data.flush()
        self._end += len(data)
        self._pieces[path] = piece
        row = json.dumps([path, sha256, piece.start, piece.length, piece.crc])
        self._index.write(row.encode() + b"\n")
        self._index.flush()

    def get(self, path: str) -> bytes:
        """Return the piece of one report; raises KeyError."""
        return self._read(self._pieces[path])

    def _read(self, piece: Piece) -> bytes:
        self._data.seek(piece.start)
        return self._data.read(piece.length)

    def compact(self, order: Sequence[str]) -> None:
        """Drop the pieces that are not in ``order`` once they take more room than the others."""
        kept = sum(self._pieces[path].length for path in order)
        if self._end <= 2 * kept:
            return
        fresh = Journal(self._output.with_name(f"{self._output.name}.new"), self._version, resume=False)
        for path in order:
            fresh.put(path, self._pieces[path].sha256, self.get(path))
        fresh.close()
        self.close()
        fresh.part.replace(self.part)  # a kill between the two leaves pieces whose checksums do not agree
        fresh.index_path.replace(self.index_path)

    def close(self) -> None:
        """Close the files and leave them where they are."""
        self._data.close()
        self._index.close()

    def delete(self) -> None:
        """Remove the files: the output is whole, or a new one is begun."""
        self.part.unlink(missing_ok=True)
        self.index_path.unlink(missing_ok=True)
