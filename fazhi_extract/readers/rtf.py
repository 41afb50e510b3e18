"""RTF: the text as Word shows it, with the numbers of its lists, which RTF keeps as text beside each paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..errors import ReadError
from .base import Content
from .ordinals import Label, prefix
from .rtf_words import (
    BREAKS,
    CODE_PAGES,
    DESTINATIONS,
    DOUBLE_BYTE,
    FONT_CODE_PAGES,
    LEAFING,
    SIGNS,
    SYMBOL_FONT,
    WORDS,
    encoding_of,
)
from .word_lines import Line, content, table_row

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|(?P<bytes>(?:\\'[0-9a-fA-F]{2})+)|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0]+|\\"
)
MAX_TOKENS = 6_000_000
MAX_DEPTH = 2_000


@dataclass(slots=True)
class _Target:
    """Where text goes: the report, a text box, a list number, or a field's code."""

    kind: str = "text"
    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    label: str = ""
    cells: list[list[Line]] = field(default_factory=list)
    nested: list[list[Line]] = field(default_factory=list)
    cell: list[Line] = field(default_factory=list)
    boxes: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """What a group takes over from the one around it, and gives back at its end."""

    target: _Target
    skipped: bool = False
    hidden: bool = False
    font: int = 0
    fallback: int = 1
    """How many signs stand, for old programs, after each one in Unicode."""
    in_table: bool = False
    in_fonts: bool = False
    field_code: list[str] = field(default_factory=list)


def read(data: bytes, name: str) -> Content:
    """Return the text of an RTF file, a paragraph or a table row a line; raises ReadError."""
    return content(_Reader(name).lines(data))


class _Reader:
    """Reads the tokens of one file in their order."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._code_page = "gb18030"  # what a file is in that does not say
        self._fonts: dict[int, int] = {}
        self._default_font = 0
        self._bytes = bytearray()
        self._pass_over = 0
        self._main = _Target()
        self._state = _State(self._main)
        self._outer: list[_State] = []
        self._starred = False

    def lines(self, data: bytes) -> list[Line]:
        """Return the lines of the file; raises ReadError for one that is damaged."""
        at, tokens = 0, 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None:
                break
            at, tokens = token.end(), tokens + 1
            if tokens > MAX_TOKENS or len(self._outer) > MAX_DEPTH:
                raise ReadError(
                    self._name, "unpacks to more than a report can have", "Leave it out: it is no report"
                )
            if token["word"] is not None:
                at += self._word(token["word"].decode("ascii"), token["number"])
            elif token["brace"] == b"{":
                self._flush()
                self._pass_over = 0
                self._outer.append(self._state)
                self._state = replace(self._state)
            elif token["brace"] == b"}":
                self._close()
                if not self._outer:
                    break
            elif token["bytes"] is not None:
                self._raw(bytes.fromhex(token["bytes"].replace(b"\\'", b"").decode("ascii")))
            elif token["sign"] is not None:
                self._sign(token["sign"].decode("latin-1"))
            elif token["text"] is not None:
                self._raw(token["text"])
        if self._outer:
            raise ReadError(
                self._name, "is a damaged RTF file: its end is missing", "Open it and save it again"
            )
        self._flush()
        self._end_of_paragraph(self._main, if_any=True)
        return self._main.lines

    def _raw(self, text: bytes) -> None:
        """Add text in the bytes of its font's code page."""
        passed = min(self._pass_over, len(text))
        self._pass_over -= passed
        if not self._state.skipped:
            self._bytes += text[passed:]

    def _flush(self) -> None:
        """Decode the bytes that have gathered."""
        if not self._bytes:
            return
        state, raw = self._state, bytes(self._bytes)
        self._bytes.clear()
        charset = self._fonts.get(state.font, 0)
        if state.in_fonts or charset == SYMBOL_FONT:
            return
        own = FONT_CODE_PAGES.get(charset)
        # Chinese bytes often stand under a Latin font's name in a Chinese file.
        encoding = (
            own if own and (own in DOUBLE_BYTE or self._code_page not in DOUBLE_BYTE) else self._code_page
        )
        self._add(raw.decode(encoding, "replace"))

    def _add(self, text: str) -> None:
        if not self._state.skipped and not self._state.hidden:
            self._state.target.parts.append(text)

    def _sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_of_paragraph(self._state.target)
        else:
            self._add(SIGNS.get(sign, ""))

    def _word(self, word: str, number: bytes | None) -> int:
        """Obey a control word; return how many bytes after it are binary."""
        value = int(number) if number is not None else None
        starred, self._starred = self._starred, False
        if self._pass_over and word != "bin":
            self._pass_over = 0  # a word takes the place of what was left
        self._flush()
        state = self._state
        if word == "bin":
            return max(value or 0, 0)
        if word in DESTINATIONS or starred:
            self._destination(word)
        elif word == "u":
            if value is not None:
                self._add(chr(value & 0xFFFF))
                self._pass_over = state.fallback
        elif word == "uc":
            state.fallback = min(max(value or 0, 0), 100)
        elif word == "f":
            state.font = value or 0
        elif word == "deff":
            self._default_font = state.font = value or 0
        elif word == "fcharset" and state.in_fonts:
            self._fonts.setdefault(state.font, value or 0)
        elif word == "ansicpg":
            self._code_page = CODE_PAGES.get(value or 0) or encoding_of(value or 0) or self._code_page
        elif word in ("v", "deleted"):
            state.hidden = value != 0
        elif word == "plain":
            state.hidden, state.font = False, self._default_font
        elif word == "pard":
            state.in_table = False
        elif word == "intbl":
            state.in_table = True
        elif word in BREAKS:
            self._break(word)
        elif word in WORDS:
            self._add(WORDS[word])
        return 0

    def _destination(self, word: str) -> None:
        """A group begins whose text does not belong to the paragraph."""
        state = self._state
        if word == "nesttableprops":
            state.target = _Target("props", nested=state.target.nested, cell=state.target.cell)
        elif word == "shpinst":
            state.skipped = True  # the text box in it takes that back
        elif word == "shptxt":
            outside = any(outer.skipped for outer in self._outer[:-2]) or state.target.kind != "text"
            state.skipped, state.target = outside, _Target("box")
        elif word in ("listtext", "pntext"):
            state.target = _Target("label")
        elif word == "field":
            state.field_code = []
        elif word == "fldinst":
            state.target = _Target("code")
        elif word == "fldrslt":
            code = "".join(state.field_code).split(maxsplit=1)
            state.skipped = state.skipped or (bool(code) and code[0].upper() in LEAFING)
        elif word == "fonttbl":
            state.in_fonts = True
        else:
            state.skipped = True

    def _close(self) -> None:
        """End a group, and put what gathered in it where it belongs."""
        self._flush()
        self._pass_over, self._starred = 0, False
        if not self._outer:
            return
        inner, self._state = self._state, self._outer.pop()
        target, outer = inner.target, self._state.target
        if target is outer or inner.skipped:
            return
        text = "".join(target.parts)
        if target.kind == "label":
            outer.label = outer.label or text
        elif target.kind == "code":
            self._state.field_code.append(text)
        elif target.kind == "box":
            self._end_of_paragraph(target, if_any=True)
            outer.boxes.extend(line for line in target.lines if line)

    def _break(self, word: str) -> None:
        """End a paragraph, a cell or a row."""
        target, state = self._state.target, self._state
        if word == "nestrow":
            target.cell.extend(table_row(target.nested))
            target.nested.clear()
            return
        if state.skipped or target.kind not in ("text", "box"):
            return
        if word == "row":
            target.lines.extend(table_row(target.cells))
            target.cells.clear()
        elif word in ("cell", "nestcell"):
            self._end_of_paragraph(target, if_any=True, in_cell=True)
            if word == "cell":
                target.cells.append(target.cell)
                target.cell = []
            else:
                target.nested.append(target.cell)
                target.cell = []
        else:
            self._end_of_paragraph(target, in_cell=state.in_table)

    def _end_of_paragraph(self, target: _Target, *, if_any: bool = False, in_cell: bool = False) -> None:
        text = _whole("".join(target.parts))
        label = target.label.strip()
        target.parts, target.label = [], ""
        if any(sign.isalnum() for sign in label) and label != "o":  # else it is a bullet
            text = prefix(Label(label, True), text) + text
        if not (if_any and not text):
            line: Line = [(text, 0)] if text else []
            (target.cell if in_cell else target.lines).append(line)
        target.lines.extend(target.boxes)
        target.boxes = []


def _whole(text: str) -> str:
    """Join the halves of the signs beyond the first 65,536, which RTF gives one after the other."""
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
