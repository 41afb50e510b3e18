"""What a reader gives: the text of a report, and where each stretch of it stands in the file."""

from __future__ import annotations

import importlib
from dataclasses import field
from typing import Any

from ..errors import ReadError
from ..records import record

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that one report may be."""
MAX_CHARS = 20_000_000
"""The longest text that one report may have; what unpacks to more is no report."""


@record
class Place:
    """From ``start`` on (an offset in the text) the text stands on this page, in this paragraph (from 1 on)."""

    start: int
    page: int | None = None
    paragraph: int | None = None


@record
class Content:
    """What a format's reader makes of the bytes of a file."""

    text: str
    encoding: str | None = None
    places: list[Place] = field(default_factory=list)
    """In the order of the text; empty for formats without pages or paragraphs of their own."""
    recognised: bool = False
    """True if the text was read off a picture (OCR), so that every figure may be misread."""


@record
class Text:
    """A decoded report: every offset counts the characters of ``text``."""

    text: str
    path: str | None
    sha256: str
    format: str
    encoding: str | None
    places: list[Place] = field(default_factory=list)
    recognised: bool = False


def library(module: str, extra: str, name: str, kind: str) -> Any:
    """Import a library that only one format needs; raises ReadError that names the command to install it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ReadError(
            name, f"is {kind}, whose reader is not installed", f'Run: pip install "fazhi-extract[{extra}]"'
        ) from None
