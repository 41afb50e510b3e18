"""OFD (GB/T 33190): a zip archive of XML in which every text stands at its place on a page."""

from __future__ import annotations

import posixpath
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ReadError
from .base import Content
from .lines import Glyph, Page, page_of
from .packed import Packed
from .paragraphs import content_of
from .xml import parse

if TYPE_CHECKING:
    from .xml import Element

_KIND = "an OFD file"
_EXTRA = "ofd"
MAX_PAGES = 1000
_MAX_SIGNS = 200_000
"""The most signs that one page may have; a full page of small print has some five thousand."""
_SECONDS = 60.0
_POINTS = 72 / 25.4
"""OFD counts in millimetres."""

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(data: bytes, name: str) -> Content:
    """Return the text of an OFD file as paragraphs, and where each page begins; raises ReadError."""
    return _Reader(Packed(data, name, _KIND), name).content()


@dataclass(slots=True)
class _Reader:
    packed: Packed
    name: str

    def content(self) -> Content:
        entry = next(
            (m for m in self.packed.names if m.replace("\\", "/").lower().strip("/") == "ofd.xml"), ""
        )
        if "encryptions.xml" in {posixpath.basename(m).lower() for m in self.packed.names}:
            raise ReadError(self.name, "is encrypted", "Open it with the password and save it without one")
        until = time.monotonic() + _SECONDS
        pages: list[Page] = []
        for body in _children(self._xml(entry or "OFD.xml"), "DocBody"):
            for root in _children(body, "DocRoot"):
                pages.extend(self._pages(_beside("", root.text or ""), len(pages), until))
        content = content_of(pages)
        if not content.text:
            raise ReadError(
                self.name,
                "is a scan without a text layer, or has no text",
                'Print it into a PDF and make its text searchable (OCR), or run: pip install "fazhi-extract[ocr]" and read that PDF',
            )
        return content

    def _pages(self, document: str, before: int, until: float) -> Iterator[Page]:
        root = self._xml(document)
        common = _child(root, "CommonData")
        usual = _box(common)
        listed = [page for pages in _children(root, "Pages") for page in _children(pages, "Page")]
        if before + len(listed) > MAX_PAGES:
            raise ReadError(
                self.name,
                f"has more than {MAX_PAGES:,} pages, more than a report can have",
                "Split it into one file a report",
            )
        for number, page in enumerate(listed, before + 1):
            if time.monotonic() > until:
                raise ReadError(self.name, "takes too long to read", "Leave it out: it may be no report")
            content = self._xml(_beside(document, page.get("BaseLoc", "")))
            left, top, width, height = _box(content) or usual or (0.0, 0.0, 210.0, 297.0)
            move: Matrix = (_POINTS, 0.0, 0.0, _POINTS, -left * _POINTS, -top * _POINTS)
            glyphs: list[Glyph] = []
            for glyph in self._signs(content, move):
                glyphs.append(glyph)
                if len(glyphs) > _MAX_SIGNS:
                    raise ReadError(
                        self.name,
                        "has more text on a page than a page can have",
                        "Leave it out: it is no report",
                    )
            yield page_of(number, width * _POINTS, height * _POINTS, glyphs)

    def _xml(self, member: str) -> Element:
        return parse(self.packed.read(member), self.name, _EXTRA, _KIND)

    def _signs(self, page: Element, move: Matrix) -> Iterator[Glyph]:
        """Yield the signs of a page's own layers; its template is a head, a foot or a background."""
        for content in _children(page, "Content"):
            for layer in _children(content, "Layer"):
                yield from _block(layer, move)


def _block(parent: Element, move: Matrix) -> Iterator[Glyph]:
    for child in parent:
        name = _name(child)
        if name == "TextObject" and child.get("Visible", "true").lower() not in ("false", "0"):
            yield from _text(child, move)
        elif name in ("PageBlock", "Layer"):
            yield from _block(child, move)


def _text(text: Element, move: Matrix) -> Iterator[Glyph]:
    """Yield the signs of a TextObject: its Boundary is where its own measures begin."""
    box = _numbers(text.get("Boundary", ""))
    corner: Matrix = (1.0, 0.0, 0.0, 1.0, *(box[:2] if len(box) == 4 else [0.0, 0.0]))  # type: ignore[assignment]
    own = _numbers(text.get("CTM", ""))
    matrix = _times(tuple(own) if len(own) == 6 else _SAME, _times(corner, move))  # type: ignore[arg-type]
    size = _number(text.get("Size", ""), 0.0)
    stretch = _number(text.get("HScale", ""), 1.0)
    font = _number(text.get("Font", ""), 0.0)
    x = y = 0.0
    for code in _children(text, "TextCode"):
        signs = code.text or ""
        # what is not given goes on from the piece before
        x, y = _number(code.get("X", ""), x), _number(code.get("Y", ""), y)
        across = _steps(code.get("DeltaX", ""), len(signs))
        down = _steps(code.get("DeltaY", ""), len(signs))
        for index, sign in enumerate(signs):
            width = size * stretch * (0.5 if sign.isascii() else 1.0)
            if sign.isprintable():
                yield _glyph(sign, x, y, width, size, matrix, int(font))
            # with steps down and none across the text is set upright
            x += across[index] if index < len(across) else (0.0 if down else width)
            y += down[index] if index < len(down) else 0.0


def _glyph(sign: str, x: float, y: float, width: float, size: float, m: Matrix, font: int) -> Glyph:
    x0, foot = _moved(x, y, m)
    x1, _ = _moved(x + width, y, m)
    height = (m[2] ** 2 + m[3] ** 2) ** 0.5
    return Glyph(sign, min(x0, x1), max(x0, x1), foot, size * height, font)


def _steps(written: str, count: int) -> list[float]:
    """Return the steps of DeltaX: ``g 3 5.6`` stands for 5.6 three times."""
    steps: list[float] = []
    parts = written.replace(",", " ").split()
    at = 0
    while at < len(parts) and len(steps) < count:
        if parts[at] == "g" and at + 2 < len(parts):
            times = min(int(_number(parts[at + 1], 0.0)), count)
            steps.extend([_number(parts[at + 2], 0.0)] * times)
            at += 3
        else:
            steps.append(_number(parts[at], 0.0))
            at += 1
    return steps


# --- XML and numbers ----------------------------------------------------------


def _name(element: Element) -> str:
    """Return an element's name without its namespace: writers use several."""
    return str(element.tag).rpartition("}")[2]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _name(child) == name)


def _child(element: Element, name: str) -> Element | None:
    return next(_children(element, name), None)


def _box(holder: Element | None) -> tuple[float, float, float, float] | None:
    """Return left, top, width and height of the page that CommonData's PageArea or a page's Area gives."""
    for name in ("PageArea", "Area"):
        area = _child(holder, name) if holder is not None else None
        box = _child(area, "PhysicalBox") if area is not None else None
        numbers = _numbers(box.text or "") if box is not None else []
        if len(numbers) == 4 and min(numbers[2:]) > 0:
            return numbers[0], numbers[1], numbers[2], numbers[3]
    return None


def _beside(document: str, location: str) -> str:
    """Return the member that a location names: from the root if it begins with /, else beside the document."""
    location = location.strip().replace("\\", "/")
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), location))


def _numbers(written: str) -> list[float]:
    return [_number(part, 0.0) for part in written.replace(",", " ").split()[:8]]


def _number(written: str, otherwise: float) -> float:
    try:
        number = float(written)
    except ValueError:
        return otherwise
    return number if -1e6 < number < 1e6 else otherwise


def _times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does first ``m``, then ``n``."""
    a, b, c, d, e, f = m
    x, y = _moved(e, f, n)
    return (
        a * n[0] + b * n[2], a * n[1] + b * n[3],
        c * n[0] + d * n[2], c * n[1] + d * n[3],
        x, y,
    )  # fmt: skip


def _moved(x: float, y: float, m: Matrix) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]
