"""What a Word file's styles say of hidden text and of numbering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 50
"""Word itself allows ten styles one upon the other; a circle must end too."""


def on(parent: Element | None, name: str) -> bool | None:
    """Return a switch among an element's children: True, False, or None where it is not set."""
    found = parent.find(W + name) if parent is not None else None
    return None if found is None else found.get(VAL, "true") not in _OFF


def value(parent: Element | None, name: str) -> str | None:
    """Return the value of the child of that name."""
    found = parent.find(W + name) if parent is not None else None
    return None if found is None else found.get(VAL)


def integer(parent: Element | None, name: str) -> int | None:
    """Return the whole number of the child of that name."""
    text = value(parent, name)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class NumberProperties:
    """Which list (numId) and which of its levels; None where it is not said."""

    list_id: int | None
    level: int | None

    @classmethod
    def of(cls, properties: Element | None) -> NumberProperties:
        """Read them from paragraph properties (w:pPr)."""
        found = properties.find(f"{W}numPr") if properties is not None else None
        return cls(integer(found, "numId"), integer(found, "ilvl"))


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    hidden: bool | None
    number: NumberProperties


class Styles:
    """The styles of a file by id; without the part there are none."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        for style in root.iter(f"{W}style") if root is not None else ():
            name = style.get(f"{W}styleId")
            if name is None:
                continue
            self._styles[name] = _Style(
                value(style, "basedOn"),
                on(style.find(f"{W}rPr"), "vanish"),
                NumberProperties.of(style.find(f"{W}pPr")),
            )
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF:
                self._default = name

    def chain(self, name: str | None) -> Iterator[tuple[str, _Style]]:
        """Go from a style up to what it is based on."""
        for _ in range(_DEEPEST):
            if name is None or name not in self._styles:
                return
            yield name, self._styles[name]
            name = self._styles[name].based_on

    def of_paragraph(self, properties: Element | None) -> str | None:
        """Return the id of a paragraph's style."""
        return value(properties, "pStyle") or self._default

    def hidden(self, name: str | None) -> bool | None:
        """Say whether a style hides its text; None where it leaves that open."""
        return next((style.hidden for _, style in self.chain(name) if style.hidden is not None), None)
