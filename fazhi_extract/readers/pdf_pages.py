"""The process in which a PDF is read: bytes from standard input, paragraphs to standard output as JSON.

``{"text", "places": [[start, page], …]}``, or ``{"scanned": [page, …], "pages": n}`` where pages
have no text layer and no OCR was asked for, or ``{"fault": code}``.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .lines import Glyph, Page, page_of
from .paragraphs import content_of

MAX_PAGES = 1000
MAX_OCR_PAGES = 200
_MAX_SIGNS = 200_000
"""The most signs one page is read of; a full page of small print has some five thousand."""
_MEMORY = 2 * 1024**3
_MEMORY_OCR = 8 * 1024**3
_CPU_SECONDS = 90
_WRONG_PASSWORD = 4
_FEW = 25
"""A scan may bear the name of a scanning program as text."""
_OCR_SIDE = 2000
"""The pixels of a page's longer side when it is read by OCR: 170 dots an inch for A4."""


def main() -> None:
    """Read standard input, write the answer to standard output."""
    ocr = "--ocr" in sys.argv[1:]
    _limit(ocr)
    answer = read(sys.stdin.buffer.read(), ocr)
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit(ocr: bool) -> None:
    """Bound the memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    memory = _MEMORY_OCR if ocr else _MEMORY
    limits = [(resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)]
    if not ocr:
        limits.append((resource.RLIMIT_CPU, _CPU_SECONDS))
    for what, most in limits:
        _, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or hard > most:
            # not every system lets every limit be set; the caller's clock stays
            try:
                resource.setrlimit(what, (most, hard))
            except (ValueError, OSError):
                continue


def read(data: bytes, ocr: bool) -> dict[str, Any]:
    """Return the answer for the bytes of a PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"fault": "locked" if error.err_code == _WRONG_PASSWORD else "damaged"}
    if len(document) == 0 or b"%%EOF" not in data:  # what is cut off would be read in part
        return {"fault": "damaged"}
    if len(document) > MAX_PAGES:
        return {"fault": "long"}
    pages: list[Page] = []
    scanned: list[int] = []
    recognise = None
    unread = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            unread += 1
            continue
        try:
            text = _TextLayer(page)
        except _TooHeavyError:
            return {"fault": "heavy"}
        if text.is_readable():
            pages.extend(text.pages(number))
        elif ocr:
            if recognise is None:
                recognise = _recogniser()
            width, height = page.get_size()
            pages.append(page_of(number, width, height, list(_recognised(page, recognise))))
        else:
            scanned.append(number)
        page.close()
    if unread:
        return {"fault": "damaged"}
    if scanned:
        too_long = len(scanned) > MAX_OCR_PAGES
        return {"fault": "long_scan"} if too_long else {"scanned": scanned, "pages": len(document)}
    content = content_of(pages)
    return {"text": content.text, "places": [[place.start, place.page] for place in content.places]}


class _TooHeavyError(Exception):
    """A page with more signs than a page can have."""


class _TextLayer:
    """The signs of a page's text layer, by the direction in which they are written."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._box: tuple[float, float, float, float] = page.get_bbox()
        self._signs: dict[int, list[Glyph]] = {}
        self._unmapped = 0
        self._read()

    def is_readable(self) -> bool:
        """Say whether the layer gives the page's text: a picture with no or few signs on it does not."""
        count = sum(map(len, self._signs.values()))
        if self._unmapped > 0.3 * (count + self._unmapped):
            return False
        return count >= _FEW or self._pictured() < 0.4

    def pages(self, number: int) -> Iterator[Page]:
        """Yield the page's lines; text set at a right angle to most of it follows as if on a page of its own."""
        left, bottom, right, top = self._box
        order = Counter({quarter: len(signs) for quarter, signs in self._signs.items()})
        for quarter, _ in order.most_common():
            size = (right - left, top - bottom) if quarter % 2 == 0 else (top - bottom, right - left)
            yield page_of(number, *size, self._signs[quarter])

    def _pictured(self) -> float:
        """Return how much of the page pictures cover, from 0 to 1."""
        import pypdfium2.raw as c

        left, bottom, right, top = self._box
        whole: float = max((right - left) * (top - bottom), 1.0)
        covered = 0.0
        for found in self._page.get_objects(
            filter=[c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING], max_depth=4
        ):
            x0, y0, x1, y1 = found.get_bounds()
            covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        return covered / whole

    def _read(self) -> None:
        import pypdfium2.raw as c

        layer = self._page.get_textpage()
        count = c.FPDFText_CountChars(layer)
        if count > _MAX_SIGNS:
            raise _TooHeavyError
        x, y = ctypes.c_double(), ctypes.c_double()
        box, matrix = c.FS_RECTF(), c.FS_MATRIX()
        sizes: dict[int, tuple[float, int, int]] = {}
        for index in range(count):
            code = c.FPDFText_GetUnicode(layer, index)
            if c.FPDFText_IsGenerated(layer, index) == 1 or code in (10, 13):
                continue  # blanks and line ends that the library guesses: ours come from the places
            if c.FPDFText_IsHyphen(layer, index) == 1:
                code = ord("-")  # at the end of a line the library puts a mark of its own in its place
            if code < 32 or 0xE000 <= code <= 0xF8FF or code >= 0xFFFD or 0xD800 <= code <= 0xDFFF:
                self._unmapped += 1
                continue
            key = ctypes.cast(c.FPDFText_GetTextObject(layer, index), ctypes.c_void_p).value or 0
            if key not in sizes:
                c.FPDFText_GetMatrix(layer, index, matrix)
                scale = math.hypot(matrix.c, matrix.d)
                sizes[key] = (
                    c.FPDFText_GetFontSize(layer, index) * scale,
                    _quarter(c.FPDFText_GetCharAngle(layer, index)),
                    _font(c.FPDFText_GetTextObject(layer, index)),
                )
            size, quarter, font = sizes[key]
            if quarter < 0:
                continue
            c.FPDFText_GetCharOrigin(layer, index, x, y)
            c.FPDFText_GetLooseCharBox(layer, index, box)
            ends = (box.left, box.right, box.bottom, box.top)
            x0, x1, foot = self._turned(quarter, ends, x.value, y.value)
            self._signs.setdefault(quarter, []).append(Glyph(chr(code), x0, x1, foot, size, font))
        layer.close()

    def _turned(
        self, quarter: int, ends: tuple[float, float, float, float], x: float, y: float
    ) -> tuple[float, float, float]:
        """Return left end, right end and foot of a sign as seen by who reads along its direction."""
        left, bottom, right, top = self._box
        x0, x1, y0, y1 = ends
        if quarter == 0:
            return x0 - left, x1 - left, top - y
        if quarter == 1:
            return y0 - bottom, y1 - bottom, x - left
        if quarter == 2:
            return right - x1, right - x0, y - bottom
        return top - y1, top - y0, right - x


def _quarter(angle: float) -> int:
    """Return the direction of writing in quarter turns to the left; -1 for slanted text: a watermark.

    The library counts the other way round.
    """
    turns = -angle / (math.pi / 2)
    return round(turns) % 4 if angle >= 0 and abs(turns - round(turns)) < 0.1 else -1


def _font(sign: Any) -> int:
    import pypdfium2.raw as c

    font = c.FPDFTextObj_GetFont(sign) if sign else None
    return hash(ctypes.cast(font, ctypes.c_void_p).value) if font else 0


# --- scans ------------------------------------------------------------------


def _recogniser() -> Any:
    """Return the reader of pictures; its models are part of its package, nothing is fetched."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _recognised(page: Any, recognise: Any) -> Iterator[Glyph]:
    """Yield the signs that a page shows, with their places in points."""
    scale = _OCR_SIDE / max(*page.get_size(), 1.0)
    found = recognise(page.render(scale=scale).to_numpy())
    if found.boxes is None or found.txts is None:
        return
    for corners, text in zip(found.boxes, found.txts, strict=True):
        (x0, y0), (x1, y1) = (corners.min(axis=0) / scale).tolist(), (corners.max(axis=0) / scale).tolist()
        widths = [0.5 if sign.isascii() else 1.0 for sign in text]
        step = (x1 - x0) / max(sum(widths), 0.5)
        size = min(step, y1 - y0) if sum(widths) >= 3 else y1 - y0
        for sign, width in zip(text, widths, strict=True):
            yield Glyph(sign, x0, x0 + width * step, y1, size)
            x0 += width * step


if __name__ == "__main__":
    main()
