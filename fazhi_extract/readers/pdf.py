"""PDF files: their text layer, or with the extra ``ocr`` what a scan shows.

The library that reads them is a large body of C++, and the files come from anywhere: it
runs in a process of its own that has a limit of time and memory and may die alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from ..errors import ReadError
from .base import Content, Place, library
from .pdf_pages import MAX_OCR_PAGES, MAX_PAGES

_KIND = "a PDF file"
_SECONDS = 60.0
_SECONDS_PER_SCAN = 20.0

_FAULTS = {
    "damaged": ("is a PDF file that is damaged", "Open it and save or download it again"),
    "locked": ("is locked with a password", "Open it with the password and print it into a new PDF"),
    "long": (
        f"has more than {MAX_PAGES:,} pages, more than a report can have",
        "Split it into one file a report",
    ),
    "slow": ("takes too long to read", "Print it into a new PDF, or leave it out: it may be no report"),
    "heavy": (
        "made its reader fail: it is damaged, or unpacks to more than a report can have",
        "Print it into a new PDF, or leave it out",
    ),
    "long_scan": (
        f"is a scan of more than {MAX_OCR_PAGES} pages",
        "Make its text searchable (OCR) in a scanning program, or split it",
    ),
}


def read(data: bytes, name: str) -> Content:
    """Return the text of a PDF as paragraphs, and where each page begins; raises ReadError."""
    library("pypdfium2", "pdf", name, _KIND)
    answer = _ask(data, name, _SECONDS)
    recognised = False
    if scanned := answer.get("scanned"):
        if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
            raise ReadError(
                name,
                f"{_which(scanned, answer['pages'])} without a text layer, and pictures are only read by OCR",
                'Run: pip install "fazhi-extract[ocr]", or make its text searchable (OCR) in a scanning program',
            )
        answer = _ask(data, name, _SECONDS + _SECONDS_PER_SCAN * len(scanned), "--ocr")
        recognised = True
    places = [Place(start, page=page) for start, page in answer["places"]]
    return Content(answer["text"], places=places, recognised=recognised)


def _which(scanned: list[int], pages: int) -> str:
    if len(scanned) == pages:
        return "is a scan"
    listed = ", ".join(map(str, scanned[:5])) + (" …" if len(scanned) > 5 else "")
    return f"has {'a scanned page' if len(scanned) == 1 else 'scanned pages'} ({listed})"


def _ask(data: bytes, name: str, seconds: float, *options: str) -> dict[str, Any]:
    """Let a process of its own read the file; raises ReadError for what it says, and for its death."""
    command = [sys.executable, "-P", "-m", "fazhi_extract.readers.pdf_pages", *options]
    # -P: a report's folder may hold a json.py; and the process finds this package wherever this one found it
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path)}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        raise ReadError(name, *_FAULTS["slow"]) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise ReadError(name, *_FAULTS["heavy"]) from None
    if fault := answer.get("fault"):
        raise ReadError(name, *_FAULTS[fault])
    return answer
