"""From the signs that are placed on a page (pdf, ofd, a scan) to its lines, in the order in which they are read.

Lengths are in points, from the page's top left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

BLANKS = " \u00a0\u3000\u2002\u2003\t"
_OPENING = "“‘（(《〈〔[【「『"
_CLOSING = "，。、；：？！”’）)》〉〕]】」』,.;:?!%％…"
_QUOTES = "“”‘’\"'"
_WIDE = "  "
ITEM = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章条]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）]|[①-⑳●○■□◆◇➢▪•·-])"
    r"\s{2,}(?!.*  )"
)
"""What a list puts before an item, with the blanks after it, in a line without further wide spaces."""
_LEAST_COLUMN = 8
"""Fewer lines side by side are a table or a pair of signatures, no columns of text."""


@dataclass(slots=True)
class Glyph:
    """A sign, or some signs that stand side by side, with the left and right end, the foot and the size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: int = 0


@dataclass(slots=True)
class Line:
    """A visual line."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    head: float
    """The width of what could not be broken off its beginning: a figure, a word, a sign with its stop."""
    fonts: tuple[int, int] = (0, 0)
    """The fonts of its first and last Chinese sign."""
    one_font: bool = True
    cells: bool = False
    """It has spaces so wide that it is a row of a table."""
    last_cell: float = 0.0
    """Where the last cell of such a row begins."""
    column: int = 0
    """0 for a line across the page, 1 and 2 for the lines of two columns."""


@dataclass(slots=True)
class Page:
    """A page of lines; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)


def page_of(number: int, width: float, height: float, glyphs: Sequence[Glyph]) -> Page:
    """Return a page with the lines that its signs make; signs that stand twice count once."""
    rows = _rows(_single(_once(glyphs)))
    gutter = _gutter(rows, width)
    if gutter is None:
        return Page(number, width, height, [_line(row, 0) for row in rows])
    return Page(number, width, height, list(_in_columns(rows, gutter)))


def _once(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Leave out a second layer of the same text, wherever on the page it stands."""
    shown = [g for g in glyphs if g.text.strip(BLANKS)]
    half = len(shown) // 2
    same = len(shown) % 2 == 0 and half >= 20
    if same and all(a.text == b.text for a, b in zip(shown[:half], shown[half:], strict=True)):
        return shown[:half]
    return glyphs


def _single(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Leave out signs that are printed over themselves: bold by overprint, shadows, a second layer."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        if glyph.size <= 0:
            continue
        cell = (int(glyph.x0 // glyph.size), int(glyph.y // glyph.size))
        around = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.text, cell[0] + dx, cell[1] + dy), ())
        )
        width = glyph.x1 - glyph.x0
        if any(abs(o.x0 - glyph.x0) < 0.45 * width and abs(o.y - glyph.y) < 0.45 * o.size for o in around):
            continue
        seen.setdefault((glyph.text, *cell), []).append(glyph)
        kept.append(glyph)
    return kept


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Put signs of about the same height together, from top to bottom, each row from left to right."""
    rows: list[list[Glyph]] = []
    foot = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.y):
        # a small sign beside a large one (a raised note, a dot) belongs to the large one's row
        if rows and abs(glyph.y - foot) <= 0.4 * max(size, glyph.size):
            rows[-1].append(glyph)
            if glyph.size > size:
                foot, size = glyph.y, glyph.size
        else:
            rows.append([glyph])
            foot, size = glyph.y, glyph.size
    for row in rows:
        row.sort(key=lambda g: g.x0)
    return [bare for row in rows if (bare := _bare(row))]


def _bare(row: list[Glyph]) -> list[Glyph]:
    """Return a row without the blanks at its ends."""
    first, last = 0, len(row)
    while first < last and not row[first].text.strip(BLANKS):
        first += 1
    while last > first and not row[last - 1].text.strip(BLANKS):
        last -= 1
    return row[first:last]


# --- columns ----------------------------------------------------------------


def _gutter(rows: list[list[Glyph]], width: float) -> float | None:
    """Return where the space between two columns of running text lies, if there are two."""
    if len(rows) < _LEAST_COLUMN:
        return None
    gaps = [gap for row in rows for gap in _gaps(row) if 0.3 * width < (gap[0] + gap[1]) / 2 < 0.7 * width]
    if len(gaps) < _LEAST_COLUMN:
        return None
    at = median((low + high) / 2 for low, high in gaps)
    here = [(low, high) for low, high in gaps if low < at < high]
    if len(here) < max(_LEAST_COLUMN, len(rows) / 2):
        return None
    size = median(row[0].size for row in rows)
    # running text fills its column up to the gutter, the cells of a table do not
    full = sum(at - low < 3 * size and high - at < 3 * size for low, high in here)
    return at if full >= 0.6 * len(here) else None


def _gaps(row: list[Glyph]) -> list[tuple[float, float]]:
    shown = [g for g in row if g.text.strip(BLANKS)]
    return [(a.x1, b.x0) for a, b in pairwise(shown) if b.x0 - a.x1 > 1.2 * max(a.size, b.size)]


def _cells(row: list[Glyph], text: str) -> list[tuple[float, float]]:
    """Return the spaces between the cells of a row of a table; the space after a number or a bullet makes none."""
    return _gaps(row) if _WIDE in text and not ITEM.match(text) else []


def _in_columns(rows: list[list[Glyph]], gutter: float) -> Iterable[Line]:
    """Yield the left column, then the right; a line across the page closes both."""
    waiting: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        left, right = [g for g in row if g.x1 <= gutter], [g for g in row if g.x0 >= gutter]
        if len(left) + len(right) < len(row):
            yield from waiting[0] + waiting[1]
            waiting = ([], [])
            yield _line(row, 0)
            continue
        for column, part in enumerate((_bare(left), _bare(right))):
            if part:
                waiting[column].append(_line(part, column + 1))
    yield from waiting[0] + waiting[1]


# --- lines ------------------------------------------------------------------


def _line(row: list[Glyph], column: int) -> Line:
    fonts = [g.font for g in row if "\u4e00" <= g.text[0] <= "\u9fff"] or [0]
    size = Counter(round(g.size, 1) for g in row).most_common(1)[0][0]
    text = _joined(row)
    cells = _cells(row, text)
    return Line(
        text=text,
        x0=row[0].x0,
        x1=max(g.x1 for g in row),
        y=median(g.y for g in row),
        size=size,
        head=_head(row),
        fonts=(fonts[0], fonts[-1]),
        one_font=len(set(fonts)) == 1,
        cells=bool(cells),
        last_cell=cells[-1][1] if cells else 0.0,
        column=column,
    )


def _joined(row: list[Glyph]) -> str:
    """Return a row's text; a blank is added only where a word or a cell ends."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    usual = max(0.0, median(gaps)) if gaps else 0.0  # a title may be set with wide spaces throughout
    if any(g.text[0].isdigit() for g in row):
        usual = min(usual, row[0].size)  # and a row of a table may have no more than a figure in each cell
    pairs = list(zip(row, row[1:], gaps, strict=False))
    # beside a wide space a narrower one is where a long cell comes near to the next
    wide = 0.8 if any(_is_wide(a, b, gap, usual, 1.5) for a, b, gap in pairs) else 1.5
    parts = [row[0].text]
    for a, b, gap in pairs:
        parts.append(_between(a, b, gap, usual, wide))
        parts.append(b.text)
    return "".join(parts).strip(BLANKS)


def _is_wide(a: Glyph, b: Glyph, gap: float, usual: float, least: float) -> bool:
    return gap > max(least * max(a.size, b.size), 2 * usual)


def _between(a: Glyph, b: Glyph, gap: float, usual: float, wide: float) -> str:
    if _is_wide(a, b, gap, usual, wide):
        return _WIDE
    if a.text[-1] in BLANKS or b.text[0] in BLANKS:
        return ""
    size = max(a.size, b.size)
    left, right = a.text[-1], b.text[0]
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        return " " if gap > 0.2 * size else ""
    if left.isdigit() or right.isdigit():
        return ""
    return " " if gap > max(0.8 * size, 2 * usual) else ""


def _head(row: list[Glyph]) -> float:
    """Return the width of what a line break could not have left on the line above."""
    at = 0
    while at < len(row) - 1 and _hold_together(row[at].text[-1], row[at + 1].text[0]):
        at += 1
    return row[at].x1 - row[0].x0


def _hold_together(left: str, right: str) -> bool:
    """Say whether typesetters break no line between two signs (some break none on either side of a quote)."""
    if right in _CLOSING or left in _OPENING or right in _QUOTES or left in _QUOTES:
        return True
    return _solid(left) and _solid(right)


def _solid(sign: str) -> bool:
    return sign in "—–" or (sign.isascii() and (sign.isalnum() or sign in ".,%/-+"))
