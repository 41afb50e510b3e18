"""OpenDocument texts (odt): the text as Writer shows it, with the numbers of its lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import ReadError
from .base import Content
from .odt_lists import OFFICE, TABLE, TEXT, Lists, Styles
from .ordinals import prefix
from .packed import Packed, locked
from .word_lines import Line, content, table_row, visible
from .xml import parse

if TYPE_CHECKING:
    from .xml import Element

KIND = "an OpenDocument text"
EXTRA = "odt"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

_PARAGRAPHS = {TEXT + "p", TEXT + "h"}
_LIST, _TABLE, _ROW = TEXT + "list", TABLE + "table", TABLE + "table-row"
_CELLS = {TABLE + "table-cell", TABLE + "covered-table-cell"}
_ROW_GROUPS = {TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}
_BLOCK_WRAPPERS = {
    TEXT + name
    for name in (
        "section",
        "numbered-paragraph",
        "bibliography",
        "index-body",
        "illustration-index",
        "table-index",
    )
}
_NOT_READ = {
    *(
        TEXT + name
        for name in ("tracked-changes", "table-of-content", "alphabetical-index", "note", "script")
    ),
    *(TEXT + name for name in ("hidden-text", "page-number", "page-count", "ruby-text")),
    *(OFFICE + name for name in ("annotation", "annotation-end", "forms")),
}
"""What was deleted, what is for leafing, what stands beside the text."""
_BLANKS = re.compile(r"[ \t\r\n]+")


def read(data: bytes, name: str) -> Content:
    """Return the text of an OpenDocument text, a paragraph or a table row a line; raises ReadError."""
    packed = Packed(data, name, KIND)
    if "META-INF/manifest.xml" in packed and b":encryption-data" in packed.read("META-INF/manifest.xml"):
        raise locked(name)
    root = parse(packed.read("content.xml"), name, EXTRA, KIND)
    roots = [root]
    if "styles.xml" in packed:
        roots.append(parse(packed.read("styles.xml"), name, EXTRA, KIND))
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ReadError(name, f"is a damaged {KIND[3:]}", "Open it and save it again")
    return content(_Body(Styles(roots)).lines(body))


class _Body:
    """Walks the body of a document once, in order, counting paragraphs and list items."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lists = Lists(styles)
        self._paragraphs = 0
        self._parts: list[str] = []
        self._shapes: list[Element] = []

    def lines(self, parent: Element) -> list[Line]:
        """Return the lines of what stands in the body, a list item, a cell or a frame."""
        found: list[Line] = []
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                found.extend(self._paragraph(element))
            elif tag == _LIST:
                found.extend(self._list(element))
            elif tag == _TABLE:
                found.extend(self._table(element))
            elif tag in _BLOCK_WRAPPERS or tag.startswith(_DRAW):
                if element.get(TEXT + "display") != "none":
                    found.extend(self.lines(element))
        return found

    def _list(self, element: Element) -> list[Line]:
        found: list[Line] = []
        self._lists.enter(element)
        for item in element:
            if item.tag in (TEXT + "list-item", TEXT + "list-header"):
                self._lists.item(item, counted=item.tag == TEXT + "list-item")
                found.extend(self.lines(item))
        self._lists.leave()
        return found

    def _table(self, table: Element) -> list[Line]:
        found: list[Line] = []
        for child in table:
            if child.tag in _ROW_GROUPS:
                found.extend(self._table(child))
            elif child.tag == _ROW:
                cells = [self.lines(cell) for cell in child if cell.tag in _CELLS]
                found.extend(table_row(cells))
        return found

    def _paragraph(self, paragraph: Element) -> list[Line]:
        """Return a paragraph's line, and after it those of the frames in it."""
        self._paragraphs += 1
        here = self._paragraphs
        if self._styles.hidden(paragraph.get(TEXT + "style-name")):
            return []
        label = self._lists.label(paragraph)
        outer = self._parts, self._shapes
        self._parts, self._shapes = [], []
        self._read(paragraph)
        text, shapes = "".join(self._parts), self._shapes
        self._parts, self._shapes = outer
        if label is not None:
            text = prefix(label, text) + text
        found: list[Line] = [[(text, here)] if text else []]
        for shape in shapes:
            found.extend(line for line in self._within(shape) if visible(line))
        return found

    def _within(self, shape: Element) -> list[Line]:
        """Return the lines of a frame in a paragraph: the list outside of it does not number them."""
        lists, self._lists = self._lists, Lists(self._styles)
        found = self.lines(shape)
        self._lists = lists
        return found

    def _read(self, parent: Element) -> None:
        """Add the text of a paragraph or of what stands in it."""
        self._add(parent.text)
        for element in parent:
            tag = element.tag
            if tag == TEXT + "s":
                self._parts.append(" " * min(_count(element.get(TEXT + "c")), 1000))
            elif tag == TEXT + "tab":
                self._parts.append("\t")
            elif tag == TEXT + "line-break":
                self._parts.append("\n")
            elif tag.startswith(_DRAW):
                self._shapes.append(element)
            elif tag not in _NOT_READ and not (
                tag == TEXT + "span" and self._styles.hidden(element.get(TEXT + "style-name"))
            ):
                self._read(element)
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        """Add text as it is shown: blanks in a row are one, and a paragraph begins with none."""
        if text:
            text = _BLANKS.sub(" ", text)
            if not self._parts or self._parts[-1].endswith(" "):
                text = text.removeprefix(" ")
            self._parts.append(text)


def _count(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 1
