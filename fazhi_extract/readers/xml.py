"""XML of the parts of docx, odt and ofd files: no document types, no entities, no network, no giants."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ..errors import ReadError
from .base import library

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["Element", "parse"]

MAX_TAGS = 3_000_000
"""A report of a thousand pages has some hundred thousand; each takes memory far beyond its length."""
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.-]+)["']""")
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "gbk", "gb2312", "gb18030", "utf-16"}


def parse(data: bytes, name: str, extra: str, kind: str) -> Element:
    """Return the root of an XML document; raises ReadError.

    ``extra`` is the extra of this package that installs the library, ``kind`` says what
    the file is ("a Word file").
    """
    etree = library("lxml.etree", extra, name, kind)
    text = _utf8(data)
    if text is None or b"<!DOCTYPE" in text or b"<!ENTITY" in text or text.count(b"<") > MAX_TAGS:
        # No such format allows a document type, and entities are declared nowhere else.
        raise ReadError(
            name,
            f"holds what {kind} may not hold",
            "Do not trust it; open it and save it again, or leave it out",
        )
    parser = etree.XMLParser(
        # the encoding is settled above: what the text declares must not bring back what was looked for
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root: Element = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        raise ReadError(name, f"is a damaged {kind[2:]}", "Open it and save it again") from None
    return root


def _utf8(data: bytes) -> bytes | None:
    """Return a document in UTF-8 whatever its encoding; None for one that no such format is written in."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding not in _ENCODINGS:
        return None
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data
    try:
        return data.decode("gb18030" if encoding.startswith("gb") else encoding).encode("utf-8")
    except UnicodeDecodeError:
        return None
