"""Word files (docx, docm): the text as Word shows it, with the numbers of its lists; macros are never looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .base import Content
from .docx_inline import Inline, elements
from .docx_numbering import Numbering
from .docx_styles import Styles, W, on
from .ordinals import prefix
from .packed import Packed
from .word_lines import Line, content, table_row, visible
from .xml import parse

if TYPE_CHECKING:
    from .xml import Element

KIND = "a Word file"
EXTRA = "docx"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Files of the strict kind say the same in other words."""

_PARAGRAPH, _TABLE, _ROW, _CELL = W + "p", W + "tbl", W + "tr", W + "tc"


def read(data: bytes, name: str) -> Content:
    """Return the text of a Word file, a paragraph or a table row a line; raises ReadError."""
    packed = Packed(data, name, KIND)
    main = _main_part(packed)
    root = _part(packed, main)
    styles = Styles(_beside(packed, main, "styles.xml"))
    numbering = Numbering(_beside(packed, main, "numbering.xml"), styles)
    body = root if root.tag == W + "body" else root.find(W + "body")
    if body is None:
        return Content("")
    return content(_Body(body, styles, numbering).lines(body))


def _main_part(packed: Packed) -> str:
    """Return the name of the part that holds the text: nearly always word/document.xml."""
    if "_rels/.rels" in packed:
        root = parse(packed.read("_rels/.rels"), packed.name, EXTRA, KIND)
        for relation in root.iter(_RELATIONS):
            target = relation.get("Target", "")
            if relation.get("Type", "").endswith("/officeDocument") and target in packed:
                return target
    return "word/document.xml"


def _beside(packed: Packed, main: str, other: str) -> Element | None:
    folder = main.replace("\\", "/").rpartition("/")[0]
    part = f"{folder}/{other}"
    return _part(packed, part) if part in packed else None


def _part(packed: Packed, part: str) -> Element:
    data = packed.read(part)
    for strict, common in _STRICT:
        data = data.replace(strict, common)
    return parse(data, packed.name, EXTRA, KIND)


class _Body:
    """Walks the body of a document once, in order, counting paragraphs and list items."""

    def __init__(self, body: Element, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = Inline(body, styles)
        self._paragraphs = 0

    def lines(self, parent: Element) -> list[Line]:
        """Return the lines of what stands in the body, in a cell or in a text box."""
        found: list[Line] = []
        line = _Open()
        for element in elements(parent, _PARAGRAPH, _TABLE):
            if element.tag == _TABLE:
                found.extend(self._table(element))
                continue
            boxes = self._paragraph(element, line)
            if line.closed:
                found.append(line.pieces)
                line = _Open()
            for box in boxes:
                found.extend(inner for inner in self.lines(box) if visible(inner))
        return [*found, line.pieces] if line.pieces else found

    def _table(self, table: Element) -> list[Line]:
        found: list[Line] = []
        for row in elements(table, _ROW):
            if not _deleted(row, "trPr", "del"):
                cells = [c for c in elements(row, _CELL) if not _deleted(c, "tcPr", "cellDel")]
                found.extend(table_row([self.lines(cell) for cell in cells]))
        return found

    def _paragraph(self, paragraph: Element, line: _Open) -> list[Element]:
        """Add a paragraph's number and text to a line; return the text boxes in it."""
        self._paragraphs += 1
        properties = paragraph.find(W + "pPr")
        style = self._styles.of_paragraph(properties)
        text, boxes = self._inline.paragraph(paragraph, bool(self._styles.hidden(style)))
        mark = properties.find(W + "rPr") if properties is not None else None
        if text:
            line.pieces.append((text, self._paragraphs))
        if on(mark, "del") or on(mark, "moveFrom"):
            return boxes  # without its end it is a part of the next one, whose number it takes
        hidden = on(mark, "vanish")
        if hidden is None:
            hidden = self._styles.hidden(style)
        if hidden and not text:
            return boxes
        label = self._numbering.label(properties)
        if label is not None and not line.numbered:
            typed = "".join(piece for piece, _ in line.pieces)
            line.pieces.insert(0, (prefix(label, typed), self._paragraphs))
        line.numbered = True
        line.closed = not hidden
        return boxes


@dataclass(slots=True)
class _Open:
    """A line that is being filled: paragraphs whose ends are deleted or hidden go on in one line."""

    pieces: Line = field(default_factory=list)
    numbered: bool = False
    closed: bool = False


def _deleted(element: Element, properties: str, name: str) -> bool:
    """Say whether a row or a cell is gone once the tracked changes are accepted."""
    return bool(on(element.find(W + properties), name))
