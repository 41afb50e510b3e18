"""Plain text in the encodings that reach a Chinese office: UTF-8, GB18030/GBK, UTF-16."""

from __future__ import annotations

import codecs

from ..errors import ReadError
from .base import Content

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(data: bytes, name: str) -> Content:
    """Return the text of a plain file, unaltered; raises ReadError."""
    return Content(*decode(data, name))


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text, unaltered, and the name of its encoding.

    A byte-order mark belongs to the encoding, not to the text. Raises ReadError
    for bytes that are text in none of the known encodings.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(name, encoding, error.start) from None
            if encoding == "utf-16" and _looks_binary(text):
                raise _undecodable(name, encoding, None)
            return text, encoding
    if b"\0" in data[:4096]:
        guessed = _utf16_without_bom(data)
        if guessed is None:
            raise ReadError(name, "is a binary file, not a text", "Save it as plain text (.txt, UTF-8) first")
        return data.decode(guessed), guessed
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and _looks_binary(text):
            break
        return text, encoding
    raise _undecodable(name, "UTF-8 nor GB18030", None)


def _undecodable(name: str, encoding: str, at: int | None) -> ReadError:
    place = f" (byte {at})" if at is not None else ""
    return ReadError(
        name,
        f"has bytes that are no text in {encoding}{place}",
        "Open it in an editor and save it as UTF-8",
    )


def _utf16_without_bom(data: bytes) -> str | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data[: len(data) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(data) % 2 == 0 and text and not _looks_binary(text):
            return encoding
    return None


def _looks_binary(text: str) -> bool:
    """A text has few control characters, few private-use signs, and some Chinese or ASCII letters."""
    sample = text[:5000]
    odd = sum(
        1
        for c in sample
        if (c < " " and c not in "\t\r\n\x0b\x0c") or "\ue000" <= c <= "\uf8ff" or c == "\ufffd"
    )
    known = sum(
        1
        for c in sample
        if "\u4e00" <= c <= "\u9fff" or c.isascii() or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef"
    )
    return odd * 50 > len(sample) or known * 10 < len(sample) * 8
