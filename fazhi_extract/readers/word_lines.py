"""The lines that a document's paragraphs and table rows make, and the paragraph that each stretch comes from."""

from __future__ import annotations

from .base import Content, Place

Piece = tuple[str, int]
"""A stretch of text, and the number of its paragraph; 0 for what belongs to none (a tab between cells)."""
Line = list[Piece]


def visible(line: Line) -> bool:
    """Say whether a line has more than blanks."""
    return any(text.strip() for text, _ in line)


def table_row(cells: list[list[Line]]) -> list[Line]:
    """Return a table row as one line, its cells parted by tabs.

    A cell of several paragraphs goes on in further lines: a whole report may
    stand in one cell. A row without text is no line.
    """
    filled = [[line for line in cell if visible(line)] for cell in cells]
    while filled and not filled[-1]:
        filled.pop()
    if not filled:
        return []
    lines: list[Line] = [[]]
    for number, cell in enumerate(filled):
        if number:
            lines[-1].append(("\t", 0))
        if cell:
            lines[-1].extend(cell[0])
            lines.extend(list(line) for line in cell[1:])
    return lines


def content(lines: list[Line]) -> Content:
    """Return the text of all lines with the places of their paragraphs."""
    parts: list[str] = []
    places: list[Place] = []
    at = 0
    for line in lines:
        for text, paragraph in line:
            if paragraph and text and (not places or places[-1].paragraph != paragraph):
                places.append(Place(at, paragraph=paragraph))
            parts.append(text)
            at += len(text)
        parts.append("\n")
        at += 1
    return Content("".join(parts), places=places)
