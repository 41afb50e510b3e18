"""From the lines of pages to paragraphs: `16` at the end of a line and `0余件` below it are 160余件 again.

Running heads, running feet and page numbers are left out, and so is a page that was scanned twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .base import Content, Place
from .lines import BLANKS, ITEM, Line, Page

_EDGE = 3
"""How many lines from the top and from the foot of a page may be a running head or foot."""
_MARGIN = 0.12
"""How much of a page's height its upper and its lower margin take."""
_SENTENCE = re.compile("[，。；：,;]")
_DASHES = "-—–―－─~～·•"
_PAGE_NUMBER = re.compile(
    rf"[{_DASHES}\s]*(?P<no>第?\s*\d{{1,4}}\s*页?)\s*(?:[/／,，;；|(（]?\s*(?:共|总)?\s*\d{{1,4}}\s*页?\s*[)）]?)?[{_DASHES}\s]*"
)
_NUMBER_IN_FOOT = re.compile(
    rf"第\s*\d+\s*页|共\s*\d+\s*页|[{_DASHES}]\s*\d+\s*[{_DASHES}]|\d+\s*/\s*\d+|^\d+|\d+$"
)
_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?、|[(（]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]|\d{1,2}(?:、|[.．](?!\d))"
    r"|第[一二三四五六七八九十]{1,3}(?:部分|章)|[①-⑳]|附件"
)
_STOP = "。；：！？…;:!?.”）)"
_HEADING_LONG = 90
_HEADING_WORDS = "情况|成效|成绩|问题|不足|短板|原因|计划|安排|打算|思路|职责|举措|措施|做法|经验|亮点|建议"
_WORDED_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s?、|[(（]\s*[一二三四五六七八九十]{1,3}\s*[)）]|第[一二三四五六七八九十]{1,3}部分)"
    rf"[^，。；：！？,;:!?]*(?:{_HEADING_WORDS})"
)
_GOES_ON = re.compile(
    r"[和及与并暨或、，。；：！？）)》”的以等之而还仍]|依然|主要(?:是|有|表现)|如下|良好|较好|明显|显著|突出|有力|有效"
    rf"|汇报|报告|总结|说明|通报|公示|{_HEADING_WORDS}"
)
"""How a line begins that goes on with a heading, or with a sentence that began like one."""
_SENTENCE_LONG = 15
"""A line without a comma that has so many signs is no rest of a heading."""
_FIGURE = re.compile(r"\D?[\d.,，]+\D?")
_YEAR = re.compile(r"(?:19|20)\d{2}年")


def content_of(pages: Sequence[Page]) -> Content:
    """Return the paragraphs of the pages, one a line, and where each page begins in them."""
    pages = [page for page in _distinct(pages) if page.lines]
    for page, lines in zip(pages, _bodies(pages), strict=True):
        page.lines = lines
    layout = _Layout.of(pages)
    text: list[str] = []
    places: list[Place] = []
    length = 0
    paragraph: list[Line] = []
    for page in pages:
        for index, line in enumerate(page.lines):
            key = _key(page, line)
            if paragraph:
                begins = layout.begins(paragraph, line, key, same_page=index > 0)
                between = "\n" if begins else _glue(paragraph[-1].text, line.text)
                if begins:
                    paragraph = []
                text.append(between)
                length += len(between)
            if index == 0:
                places.append(Place(length, page=page.number))
            paragraph.append(line)
            text.append(line.text)
            length += len(line.text)
    return Content("".join(text), places=places)


def _glue(above: str, below: str) -> str:
    """Say what stands between two lines of a paragraph: a blank between words, nothing else."""
    left, right = above[-1:], below[:1]
    words = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    return " " if words else ""


# --- pages ------------------------------------------------------------------


def _distinct(pages: Sequence[Page]) -> list[Page]:
    """Leave out a page that was scanned twice: as good as the same text, and the same figures, as the one before."""
    kept: list[Page] = []
    before, before_digits = Counter[str](), ""
    for page in pages:
        whole = "".join("".join(line.text.split()) for line in page.lines)
        pieces = Counter(whole[i : i + 5] for i in range(len(whole) - 4))
        # the page's own number may be on it
        digits = re.sub(r"\D", "", "".join(x.text for x in page.lines if not _PAGE_NUMBER.fullmatch(x.text)))
        common = (pieces & before).total()
        if common >= 60 and common >= 0.8 * max(pieces.total(), before.total()) and digits == before_digits:
            continue
        kept.append(page)
        if pieces:
            before, before_digits = pieces, digits
    return kept


def _bodies(pages: Sequence[Page]) -> list[list[Line]]:
    """Return each page's lines without running head, running foot and page number."""
    running = _running(pages)
    numbering = _numbering(pages)
    bodies = []
    for index, page in enumerate(pages):
        edge = _edge(page)
        drop = {
            id(line)
            for line in edge
            if (index, _masked(line.text)) in running or _is_page_number(page, line, numbering)
        }
        bodies.append([line for line in page.lines if id(line) not in drop])
    return bodies


def _edge(page: Page) -> list[Line]:
    """Return the lines that may be head or foot: the outermost ones, in the page's upper or lower margin."""
    lines = sorted(page.lines, key=lambda x: x.y)
    outer = {id(x): x for x in lines[:_EDGE] + lines[-_EDGE:]}
    return [x for x in outer.values() if not _MARGIN < x.y / page.height < 1 - _MARGIN]


def _masked(text: str) -> str:
    return _NUMBER_IN_FOOT.sub("#", "".join(text.split()))


def _running(pages: Sequence[Page]) -> set[tuple[int, str]]:
    """Return (page, text) of what stands at the same height on many pages."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, page in enumerate(pages):
        for line in _edge(page):
            if not _SENTENCE.search(line.text):
                found[_masked(line.text)].append((index, line.y))
    running = set()
    for text, places in found.items():
        for index, y in places:
            same = {other for other, height in places if abs(height - y) < 6}
            # heads of odd and even pages differ, and the first page may have none
            if len(same) >= 2 and len(same) >= 0.4 * len(pages):
                running.add((index, text))
    return running


def _numbering(pages: Sequence[Page]) -> set[int]:
    """Return by how much the bare numbers at the edges differ from the page's place, where they go on."""
    steps = Counter(
        int(line.text) - page.number
        for page in pages
        for line in _edge(page)
        if re.fullmatch(r"\d{1,4}", line.text)
    )
    return {step for step, count in steps.items() if count >= 2 or (step == 0 and len(pages) == 1)}


def _is_page_number(page: Page, line: Line, numbering: set[int]) -> bool:
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    if re.fullmatch(r"\d{1,4}", line.text):
        return int(line.text) - page.number in numbering
    return not re.fullmatch(r"[\d\s]+", line.text)


# --- paragraphs -------------------------------------------------------------

_Key = tuple[int, int]
"""Lines of the same column on pages of the same width have the same margins."""


def _key(page: Page, line: Line) -> _Key:
    return line.column, round(page.width / 10)


@dataclass(slots=True)
class _Margins:
    left: float
    right: float
    indents: bool
    """Paragraphs begin with an indent: a full line, then one at the margin, are one paragraph."""


@dataclass(slots=True)
class _Layout:
    """How the pages are set: the margins, and how far one line is below the other."""

    margins: dict[_Key, _Margins]
    pitch: float

    @classmethod
    def of(cls, pages: Sequence[Page]) -> _Layout:
        grouped: dict[_Key, list[Line]] = defaultdict(list)
        for page in pages:
            for line in page.lines:
                grouped[_key(page, line)].append(line)
        steps = [b.y - a.y for page in pages for a, b in pairwise(page.lines) if b.y > a.y]
        return cls({key: _margins(lines) for key, lines in grouped.items()}, median(steps) if steps else 0.0)

    def begins(self, paragraph: list[Line], line: Line, key: _Key, same_page: bool) -> bool:
        """Say whether a line begins a new paragraph, after the lines of the one before it."""
        above, margins = paragraph[-1], self.margins[key]
        size = line.size
        if line.cells or ITEM.match(line.text):
            return True
        if row := next((x for x in reversed(paragraph) if x.cells), None):
            return not self._is_wrapped(row, above, line, margins)
        if max(size, above.size) > 1.25 * min(size, above.size):
            return True
        if above.column == line.column and self._is_short(above, line, margins):
            return True
        ended = above.text.rstrip(BLANKS)[-1:] in _STOP
        if same_page and line.y - above.y > (1.4 if ended else 1.8) * self.pitch > 0:
            return True
        indent = line.x0 - margins.left > 1.2 * size
        if above.column != line.column:
            return indent
        if indent:
            hanging = len(paragraph) > 1 and abs(line.x0 - above.x0) < 0.5 * size
            deeper = line.x0 - above.x0 > size and len(paragraph) == 1 and bool(_MARK.match(above.text))
            return ended or not (hanging or deeper)
        if not margins.indents and _MARK.match(line.text) and (ended or _is_heading(paragraph)):
            return True
        return self._ends_heading(paragraph, line) or (
            not margins.indents and _is_worded_heading(paragraph, line)
        )

    @staticmethod
    def _is_short(above: Line, line: Line, margins: _Margins) -> bool:
        """Say whether there was room on the line above for what this one begins with."""
        return margins.right - above.x1 > line.head + 0.7 * line.size

    def _is_wrapped(self, row: Line, above: Line, line: Line, margins: _Margins) -> bool:
        """Say whether a line goes on with the last cell of a row: right below it and in the same room.

        Figures do not go on: two rows may have one each.
        """
        left, right = above.text[-1:], line.text[:1]
        figures = left.isdigit() and right.isdigit()
        return (
            abs(line.x0 - row.last_cell) < 0.5 * line.size
            and row.x1 - row.last_cell > 4 * row.size
            and line.x1 < row.x1 + line.size
            and not self._is_short(above, line, margins)
            and 0 < line.y - above.y < 1.8 * self.pitch
            and left not in _STOP
            and not _MARK.match(line.text)
            and not (figures and (_FIGURE.fullmatch(row.text.split()[-1]) or _YEAR.match(line.text)))
        )

    @staticmethod
    def _ends_heading(paragraph: list[Line], line: Line) -> bool:
        """Say whether a heading in a font of its own ends here, on a line that is full."""
        first = paragraph[0]
        return (
            _is_heading(paragraph)
            and all(x.one_font and x.fonts == first.fonts for x in paragraph)
            and line.one_font
            and line.fonts[0] != first.fonts[0]
        )


def _is_heading(paragraph: list[Line]) -> bool:
    """Say whether the lines can be a heading that fills its line: a mark, then no end of a sentence."""
    text = "".join(line.text for line in paragraph)
    return len(text) <= _HEADING_LONG and bool(_MARK.match(text)) and not re.search("[。；：]", text)


def _is_worded_heading(paragraph: list[Line], line: Line) -> bool:
    """Say whether the lines are a heading by their mark and their last word, and the next begins a sentence."""
    text = "".join(line.text for line in paragraph)
    return (
        len(text) <= _HEADING_LONG
        and bool(_WORDED_HEADING.fullmatch(text.strip(BLANKS)))
        and not _GOES_ON.match(line.text)
        and bool(_SENTENCE.search(line.text) or len(line.text) >= _SENTENCE_LONG)
    )


def _margins(lines: Sequence[Line]) -> _Margins:
    """Return the margins between which most lines stand; a few that stick out do not count."""
    lefts, rights = sorted(x.x0 for x in lines), sorted(x.x1 for x in lines)
    few = len(lines) // 30
    left, right = lefts[min(few, len(lefts) - 1)], rights[-1 - few]
    size = median(x.size for x in lines)
    at_left = sum(x.x0 - left < 0.7 * size for x in lines)
    indented = sum(1.2 * size < x.x0 - left < 2.8 * size for x in lines)
    return _Margins(left, right, indented >= 2 and at_left >= 2 and indented >= 0.04 * len(lines))
