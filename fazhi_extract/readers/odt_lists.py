"""What an OpenDocument text's styles say of hidden text and of the numbers of its lists and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .ordinals import Label, written

if TYPE_CHECKING:
    from .xml import Element

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, TABLE, OFFICE = (
    _URN + "text:1.0}",
    _URN + "style:1.0}",
    _URN + "table:1.0}",
    _URN + "office:1.0}",
)
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
LEVELS = 10
_DEEPEST = 50
_PLACE = re.compile(r"%(\d{1,2})%")

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "１": "decimalFullWidth", "一": "chineseCountingThousand", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac", "壹": "chineseLegalSimplified",
    "〇": "ideographDigital",
}  # fmt: skip
"""By the sign that a format begins with: 一, 二, 三, ..."""


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    """Empty for a bullet, or a level without a number."""
    before: str
    after: str
    shown: int
    start: int
    pattern: str | None
    spaced: bool


@dataclass(slots=True)
class _Style:
    parent: str | None
    hidden: bool | None
    list_style: str | None


class Styles:
    """The styles of a file, by name; automatic ones come first in ``roots``, so that they prevail."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, _Style] = {}
        self.lists: dict[str, dict[int, _Level]] = {}
        self.outline: dict[int, _Level] = {}
        for root in roots:
            for element in root.iter(STYLE + "style"):
                if element.get(STYLE + "family") in ("paragraph", "text"):
                    self._styles.setdefault(element.get(STYLE + "name", ""), _style(element))
            for element in root.iter(TEXT + "list-style"):
                self.lists.setdefault(element.get(STYLE + "name", ""), _levels(element))
            for element in root.iter(TEXT + "outline-style"):
                self.outline = _levels(element)

    def hidden(self, name: str | None) -> bool:
        """Say whether a paragraph or text style hides its text."""
        return next((s.hidden for s in self._chain(name) if s.hidden is not None), None) is True

    def list_of(self, name: str | None) -> str | None:
        """Return the list style of a paragraph style."""
        return next((s.list_style for s in self._chain(name) if s.list_style is not None), None)

    def _chain(self, name: str | None) -> Iterable[_Style]:
        for _ in range(_DEEPEST):
            if name is None or name not in self._styles:
                return
            yield self._styles[name]
            name = self._styles[name].parent


@dataclass(slots=True)
class _Open:
    """A list or sublist that is being read."""

    style: str | None
    counts: list[int | None]
    waiting: bool = False
    """An item has begun whose first paragraph, which bears the number, has not come."""
    start: int | None = None


@dataclass(slots=True)
class Lists:
    """Counts the items of the lists, and the headings, in the order of the text."""

    styles: Styles
    _open: list[_Open] = field(default_factory=list)
    _by_id: dict[str, list[int | None]] = field(default_factory=dict)
    _by_style: dict[str | None, list[int | None]] = field(default_factory=dict)
    _headings: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def enter(self, element: Element) -> None:
        """Begin a list or a sublist."""
        style = element.get(TEXT + "style-name")
        if self._open:
            outer = self._open[-1]
            self._open.append(_Open(style or outer.style, outer.counts))
            return
        counts: list[int | None] | None = self._by_id.get(element.get(TEXT + "continue-list", ""))
        if counts is None and element.get(TEXT + "continue-numbering") == "true":
            counts = self._by_style.get(style)
        if counts is None:
            counts = [None] * LEVELS
        if name := element.get(_XML_ID):
            self._by_id[name] = counts
        self._by_style[style] = counts
        self._open.append(_Open(style, counts))

    def item(self, element: Element, *, counted: bool) -> None:
        """Begin an item of the innermost list."""
        self._open[-1].waiting = counted
        self._open[-1].start = _integer(element.get(TEXT + "start-value"))

    def leave(self) -> None:
        """End the innermost list."""
        self._open.pop()

    def label(self, paragraph: Element) -> Label | None:
        """Count a paragraph and return its number, or None for one without."""
        if self._open:
            here = self._open[-1]
            if not here.waiting:
                return None
            here.waiting = False
            style = here.style or self.styles.list_of(paragraph.get(TEXT + "style-name"))
            levels = self.styles.lists.get(style or "", {})
            return _count(levels, here.counts, len(self._open) - 1, here.start)
        level = _integer(paragraph.get(TEXT + "outline-level"))
        if paragraph.tag != TEXT + "h" or not level or paragraph.get(TEXT + "is-list-header") == "true":
            return None
        start = _integer(paragraph.get(TEXT + "start-value"))
        return _count(self.styles.outline, self._headings, level - 1, start)


def _count(
    levels: dict[int, _Level], counts: list[int | None], level: int, start: int | None
) -> Label | None:
    """Count one item of a level (from 0 on) and return its number as it is shown."""
    here = levels.get(level)
    if here is None or not 0 <= level < LEVELS:
        return None
    before = counts[level]
    counts[level] = start if start is not None else here.start if before is None else before + 1
    counts[level + 1 :] = [None] * (LEVELS - level - 1)
    if not here.form:
        return None

    def number(other: int) -> str:
        form = levels.get(other)
        if form is None or not form.form:
            return ""
        count = counts[other]
        return written(form.form, form.start if count is None else count)

    if here.pattern is not None:
        text = _PLACE.sub(lambda match: number(int(match[1]) - 1), here.pattern)
    else:
        shown = [number(other) for other in range(max(0, level - here.shown + 1), level + 1)]
        text = here.before + ".".join(filter(None, shown)) + here.after
    return Label(text, here.spaced) if text.strip() else None


def _style(element: Element) -> _Style:
    properties = element.find(STYLE + "text-properties")
    display = properties.get(TEXT + "display") if properties is not None else None
    return _Style(
        element.get(STYLE + "parent-style-name"),
        None if display is None else display == "none",
        element.get(STYLE + "list-style-name"),
    )


def _levels(parent: Element) -> dict[int, _Level]:
    levels = {}
    for element in parent:
        level = _integer(element.get(TEXT + "level"))
        if level is None or not 0 < level <= LEVELS:
            continue
        form = element.get(STYLE + "num-format", "")
        label = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
        levels[level - 1] = _Level(
            _FORMS.get(form[:1], "decimal") if form else "",
            element.get(STYLE + "num-prefix", ""),
            element.get(STYLE + "num-suffix", ""),
            _integer(element.get(TEXT + "display-levels")) or 1,
            1 if (start := _integer(element.get(TEXT + "start-value"))) is None else start,
            element.get(_LOEXT + "num-list-format"),
            label is None or label.get(TEXT + "label-followed-by") != "nothing",
        )
    return levels


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None
