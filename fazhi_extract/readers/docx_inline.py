"""The text of one paragraph of a Word file: tracked changes as accepted, fields as their results, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .docx_styles import VAL, Styles, W, on, value

if TYPE_CHECKING:
    from .xml import Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_ALTERNATE = _MC + "AlternateContent"
_RUN, _TEXT, _BOX, _CONTROL, _FIELD = W + "r", W + "t", W + "txbxContent", W + "sdt", W + "fldChar"
_READ_ON = {
    W + name
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "sdtContent",
        "bdo",
        "dir",
        "rubyBase",
    )
} | {_MATH + "oMathPara"}
"""What is wrapped round text. Not here, so not read: w:del, w:moveFrom, w:rt, comments, properties."""
_WRAPS_BLOCKS = {W + name for name in ("customXml", "ins", "moveTo", "sdtContent")}
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_SYMBOLS = {0xFC: "√", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x52: "☑", 0xFB: "×", 0xA3: "□", 0x6C: "●", 0x6E: "■"}
"""What the commonest signs of Word's fonts of pictures show."""
_NOT_TEXT = {"TOC", "INDEX", "PAGE", "NUMPAGES", "PAGEREF"}
"""Fields whose result is for leafing: a table of contents would give every heading twice."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_code: bool = True

    @property
    def silent(self) -> bool:
        return self.in_code or _is_no_text(self.code)


class Inline:
    """Reads paragraphs in their order; remembers the fields that go on from one to the next."""

    def __init__(self, body: Element, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._balanced = _fields_are_closed(body)
        self._parts: list[str] = []
        self._boxes: list[Element] = []

    def paragraph(self, paragraph: Element, hidden: bool) -> tuple[str, list[Element]]:
        """Return the text of a paragraph and the text boxes in it; ``hidden``: so its style says."""
        self._parts, self._boxes = [], []
        self._read(paragraph, hidden)
        if not self._balanced:
            self._fields.clear()  # a field without an end must not swallow the report
        return "".join(self._parts), self._boxes

    def _read(self, parent: Iterable[Element], hidden: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self._run(element, element, hidden)
            elif tag in _READ_ON:
                self._read(element, hidden)
            elif tag == W + "fldSimple":
                if not _is_no_text(element.get(W + "instr", "")):
                    self._read(element, hidden)
            elif tag == _MATH + "oMath":
                self._add("".join(t.text or "" for t in element.iter(_MATH + "t")), hidden)
            elif tag in (_CONTROL, _ALTERNATE):
                self._read(unwrapped(element), hidden)

    def _run(self, run: Element, parts: Iterable[Element], hidden: bool) -> None:
        """Read a run; ``parts`` are its children, or those of an alternative in it."""
        properties = run.find(W + "rPr")
        own = on(properties, "vanish")
        if own is None:
            own = self._styles.hidden(value(properties, "rStyle"))
        hidden = hidden if own is None else own
        for element in parts:
            tag = element.tag
            if tag == _TEXT:
                self._add(_spaced(element), hidden)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag], hidden)
            elif tag == W + "sym":
                self._add(_symbol(element), hidden)
            elif tag == _FIELD:
                self._field(element.get(W + "fldCharType"))
            elif tag == W + "instrText":
                if self._fields and self._fields[-1].in_code:
                    self._fields[-1].code += element.text or ""
            elif tag == W + "ruby":
                self._read(element.iterchildren(W + "rubyBase"), hidden)
            elif tag == _ALTERNATE:
                self._run(run, unwrapped(element), hidden)
            elif not hidden and tag in (W + "drawing", W + "pict", W + "object"):
                self._boxes.extend(_boxes(element))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].in_code = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _add(self, text: str, hidden: bool) -> None:
        if not hidden and not any(field.silent for field in self._fields):
            self._parts.append(text)


def elements(parent: Iterable[Element], *tags: str) -> Iterator[Element]:
    """Give the elements of these names (paragraphs and tables, rows, cells), whatever they are wrapped in."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag in _WRAPS_BLOCKS:
            yield from elements(element, *tags)
        elif element.tag in (_CONTROL, _ALTERNATE):
            yield from elements(unwrapped(element), *tags)


def unwrapped(element: Element) -> list[Element]:
    """Return what is to be read of a content control, or of alternatives of one thing."""
    if element.tag == _CONTROL:
        properties = element.find(W + "sdtPr")
        gallery = properties.find(f".//{W}docPartGallery") if properties is not None else None
        if on(properties, "showingPlcHdr") or (
            gallery is not None and gallery.get(VAL) == "Table of Contents"
        ):
            return []  # 单击此处输入文字, and tables of contents
        content = element.find(W + "sdtContent")
        return list(content) if content is not None else []
    # The first alternative is for new programs, the last says the same to old ones.
    full = [one for one in element if any(True for _ in one.iter(_TEXT, _MATH + "t"))]
    return list(full[0]) if full else []


def _boxes(drawing: Element) -> list[Element]:
    """Return the text boxes of a drawing, each once."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            found.append(element)
        else:
            waiting.extend(reversed(unwrapped(element) if element.tag == _ALTERNATE else list(element)))
    return found


def _fields_are_closed(body: Element) -> bool:
    opened = 0
    for mark in body.iter(_FIELD):
        if next(mark.iterancestors(W + "del", W + "moveFrom"), None) is None:
            opened += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType", ""), 0)
    return opened == 0


def _is_no_text(code: str) -> bool:
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in _NOT_TEXT


def _spaced(element: Element) -> str:
    """Return a piece of text with the blanks that Word shows."""
    text = (element.text or "").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return text if element.get(_PRESERVE) == "preserve" else text.strip(" ")


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get(code - 0xF000, "")
    return chr(code) if 0x20 <= code <= 0xFFFD and not 0xD800 <= code <= 0xDFFF else ""
