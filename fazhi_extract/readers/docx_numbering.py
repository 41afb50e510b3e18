"""Word's automatic numbering: the 一、 and （一） that stand in no paragraph's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .docx_styles import NumberProperties, Styles, W, integer, on, value
from .ordinals import Label, written

if TYPE_CHECKING:
    from .xml import Element

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    restart: int | None = None
    """The level (from 1 on) whose items make this one begin anew; 0: none; None: every higher one."""
    spaced: bool = True
    legal: bool = False
    """All numbers in digits, whatever the forms of their own levels."""


@dataclass(slots=True)
class _List:
    """A w:num: a list definition, with what this instance alters."""

    definition: int
    levels: dict[int, _Level]
    starts: dict[int, int]
    """Levels that begin anew where this instance is first used."""
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts the paragraphs of a document in their order; without the part there are no lists."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[int, _List] = {}
        self._counts: dict[int, list[int | None]] = {}
        if root is not None:
            self._load(root)

    def label(self, properties: Element | None) -> Label | None:
        """Count a paragraph and return its number, or None for one without."""
        if not self._lists:
            return None
        list_id, level = self._find(properties)
        found = self._lists.get(list_id) if list_id else None
        if found is None or level not in found.levels:
            return None
        counts = self._count(found, level)
        here = found.levels[level]
        if here.form == "bullet":
            # Mostly a letter in a font of pictures; but someone may have made 第一、 a sign.
            return (
                Label(here.text, here.spaced) if any("\u4e00" <= c <= "\u9fff" for c in here.text) else None
            )

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            form = found.levels.get(other, _Level())
            count = counts[other]
            digits = here.legal and form.form != "none"
            return written("decimal" if digits else form.form, form.start if count is None else count)

        text = _PLACE.sub(number, here.text)
        return Label(text, here.spaced) if text.strip() else None

    def _find(self, properties: Element | None) -> tuple[int | None, int]:
        """Return list and level of a paragraph: its own, or else its style's."""
        own = NumberProperties.of(properties)
        if own.list_id is not None and own.level is not None:
            return own.list_id, own.level
        chain = list(self._styles.chain(self._styles.of_paragraph(properties)))
        list_id = own.list_id
        if list_id is None:
            list_id = next((s.number.list_id for _, s in chain if s.number.list_id is not None), None)
        if own.level is not None:
            return list_id, own.level
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        for name, style in chain:  # a level that names the style is the style's level
            linked = [number for number, level in levels.items() if level.style == name]
            if linked:
                return list_id, linked[0]
            if style.number.level is not None:
                return list_id, style.number.level
        return list_id, 0

    def _count(self, found: _List, level: int) -> list[int | None]:
        """Count one item of a level; lists of one definition count on together."""
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        before = counts[level]
        if level in found.starts and level not in found.begun:
            counts[level] = found.starts[level]
        else:
            counts[level] = found.levels[level].start if before is None else before + 1
        found.begun.add(level)
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                counts[deeper] = None
        return counts

    def _load(self, root: Element) -> None:
        definitions: dict[int, dict[int, _Level]] = {}
        linked: dict[int, str] = {}
        for element in root.findall(f"{W}abstractNum"):
            number = _id(element, "abstractNumId")
            definitions[number] = _levels(element)
            link = value(element, "numStyleLink")
            if link is not None:
                linked[number] = link
        instances = root.findall(f"{W}num")
        used = {_id(num, "numId"): integer(num, "abstractNumId") for num in instances}
        for num in instances:
            definition = integer(num, "abstractNumId")
            if definition in linked:  # the list stands where a list style has it
                via = next((s.number.list_id for _, s in self._styles.chain(linked[definition])), None)
                definition = used.get(via, definition) if via is not None else definition
            if definition not in definitions:
                continue
            levels, starts = dict(definitions[definition]), {}
            for override in num.findall(f"{W}lvlOverride"):
                level = _id(override, "ilvl")
                levels.update(_levels(override))
                start = integer(override, "startOverride")
                if start is not None and level in levels:
                    starts[level] = start
                    levels[level] = replace(levels[level], start=start)
            self._lists[_id(num, "numId")] = _List(definition, levels, starts)


def _levels(parent: Element) -> dict[int, _Level]:
    """Read the levels that stand in a definition or an override."""
    levels = {}
    for element in parent.findall(f"{W}lvl"):
        number = _id(element, "ilvl")
        if not 0 <= number < LEVELS:
            continue
        levels[number] = _Level(
            start=_or(integer(element, "start"), 0),
            form=_form(element),
            text=value(element, "lvlText") or "",
            style=value(element, "pStyle"),
            restart=integer(element, "lvlRestart"),
            spaced=value(element, "suff") != "nothing",
            legal=bool(on(element, "isLgl")),
        )
    return levels


def _form(level: Element) -> str:
    """Return the form of a level's numbers; a newer one may stand in an alternative, with the old one beside it."""
    forms = [found.get(f"{W}val") for found in level.iter(f"{W}numFmt")]
    return next((form for form in reversed(forms) if form and form != "custom"), "decimal")


def _id(element: Element, name: str) -> int:
    try:
        return int(element.get(W + name, "-1"))
    except ValueError:
        return -1


def _or(number: int | None, otherwise: int) -> int:
    return otherwise if number is None else number
