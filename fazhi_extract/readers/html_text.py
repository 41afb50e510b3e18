"""The text of a part of a web page, as a browser shows it: block elements begin new lines, inline ones do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any

from .ordinals import written

Element = Any
"""An element of lxml.html, whose classes are not told to type checkers."""

_BLOCKS = (
    "address article blockquote body caption center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr li main ol p pre section table tbody tfoot thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
CELLS = frozenset(("td", "th"))
_NO_TEXT = (
    "script style noscript template head title select option button input textarea iframe object embed svg nav "
    "footer aside audio video canvas map link meta"
)
_UNSEEN = frozenset(_NO_TEXT.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px|pt|r?em|%)?\s*(?:!|;|$)", re.IGNORECASE)
_SIZE = re.compile(r"\bfont(?:-size)?\s*:", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_NOTE = re.compile(r"\d{1,3}|[\[［〔【(（]\s*\d{1,3}\s*[\]］〕】)）]|[\u2460-\u2473]|\*+")
_POWER = re.compile(r"[A-Za-z米里]")
"""Behind these a raised number is a power: m², 平方; elsewhere it is the number of a note."""
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:(?:bd)?share\w*?|social|bread-?crumbs?|crumbs?|cur-?pos\w*?|(?:font|text)-?(?:size|set|zoom)(?:box|btn|bar)?|"
    r"print(?![_-]?(?:area|body|con|zone))(?:er|btn|box|page|this)?|tool-?bar|qr-?code\w*?|ewm|erweima|page-?(?:nav|prev|next)|"
    r"prev-?next|related\w*?|xgwd|copyright\w*?|(?:page|site|web|main)?foot(?:er)?|nav\w*?|side-?bar|editor-?info|zrbj)"
    r"(?![^\s_-]|[_-]?\d)",
    re.IGNORECASE,
)
_MAY_BE_FURNITURE = frozenset(
    ["a", "center", "dl", "div", "form", "header", "li", "ol", "section", "table", "ul"]
)
"""What an editor writes in, paragraphs, headings, cells and spans, goes by its text alone, whatever its class."""
_LONGEST_FURNITURE = 200
"""What is named like a share button and yet has more text than this holds the article."""
_FURNITURE_LINE = re.compile(
    r"[\s【\[（(|]*(?>字[体号][：:]?|视力保护色[：:]?|分享(?:到|至)?[：:]?|扫一扫.{0,20}|打印(?:本页|此页|正文)?|关闭(?:本页|窗口)?|"
    r"收藏(?:本页)?|返回顶部|[上下]一[篇条页][：:]?.{0,60}|【?(?:责任)?编辑[：:].{0,12}|(?:浏览|点击|阅读)(?:次数|量|数)?[：:].{0,12}|大|中|小|"
    r"微信|微博|QQ(?:空间)?|[\s|】\]）)])++"
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MARK = re.compile(r"[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\s*[、.．)）]")
_MOST_TAGS = 400
_FLAT_ROW = 400
"""A row of a table with no more text than this is one line, though its cells hold paragraphs."""


def article_text(parts: Sequence[Element], frame: Set[Element] = frozenset()) -> str:
    """Return an article's text without what only serves its page: buttons, counters, links to the next one."""
    lines = [line for part in parts for line in text_of(part, frame.__contains__).split("\n")]
    return "\n".join(line for line in lines if not _FURNITURE_LINE.fullmatch(line.strip()))


def text_of(element: Element, skip: Callable[[Element], bool] | None = None) -> str:
    """Return the text below an element, one paragraph a line; blanks other than HTML's own stay as they are."""
    writer = _Writer()
    waiting: list[tuple[str, Any]] = [("open", element)]
    while waiting:  # no recursion: tags may be nested as deep as a page likes
        what, node = waiting.pop()
        if what == "text":
            writer.text(node)
        elif what == "close":
            writer.close(node)
        elif is_shown(node) and not (skip and skip(node)) and not _is_note(node, writer.last()):
            writer.open(node)
            waiting.append(("close", node))
            for child in reversed(node):
                if child.tail:
                    waiting.append(("text", child.tail))
                waiting.append(("open", child))
            if node.text:
                waiting.append(("text", node.text))
    return "\n".join(writer.lines())


def is_shown(element: Element) -> bool:
    """Say whether an element is text for the reader: not hidden, no script, none of the page's furniture."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or "hidden" in element.attrib:
        return False
    style = element.get("style", "")
    if _HIDDEN.search(style) or (_NO_SIZE.search(style) and not _sizes_inside(element)):
        return False
    if element.tag not in _MAY_BE_FURNITURE:
        return True
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if named == " " or not _FURNITURE.search(named):
        return True
    return brief_text(element, _LONGEST_FURNITURE) is None


def _sizes_inside(element: Element) -> bool:
    """Say whether something in an element has a size of its own, so that the element's does not hide it."""
    for count, node in enumerate(element.iterdescendants()):
        style = node.get("style", "") if isinstance(node.tag, str) else ""
        if count > _MOST_TAGS or (_SIZE.search(style) and not _NO_SIZE.search(style)):
            return True
    return False


def _is_note(element: Element, before: str) -> bool:
    """Say whether an element is the raised number of a note, which would run together with the figures beside it."""
    if element.tag != "sup" and not _RAISED.search(element.get("style", "")):
        return False
    text = brief_text(element, 8) or ""
    return bool(_NOTE.fullmatch(text)) and not (text.isdigit() and _POWER.fullmatch(before))


def brief_text(element: Element, most: int) -> str | None:
    """Return all text below an element; None as soon as it has more signs, or more tags, than a label has."""
    length = 0
    for count, node in enumerate(element.iter()):
        inner_tail = node.tail if node is not element else None
        length += len((node.text or "").strip()) + len((inner_tail or "").strip())
        if length > most or count > _MOST_TAGS:
            return None
    return "".join(element.itertext()).strip()


class _Writer:
    """Puts text together as a browser would: runs of blanks are one, at the ends of a line none."""

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]
        self._blank = ""
        self._flat = 0
        self._pre = 0
        self._lists: list[Iterator[str] | None] = []
        self._mark = ""

    def lines(self) -> list[str]:
        return [line for parts in self._lines if (line := "".join(parts)).strip()]

    def last(self) -> str:
        """Return the sign before the next one on its line."""
        line = self._lines[-1]
        return line[-1][-1:] if line else ""

    def open(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._break()
        elif tag in CELLS and self._flat:
            self._cell()
        elif tag in BLOCKS or tag in CELLS:
            self._break()
        if tag == "tr" and (self._flat or _is_flat(element)):
            self._flat += 1
        elif tag == "pre":
            self._pre += 1
        elif tag in ("ol", "ul"):
            self._lists.append(_numbers(element) if tag == "ol" else None)
        elif tag == "li" and self._lists and (numbers := self._lists[-1]):
            own = element.get("value", "")
            if own.isdecimal() and len(own) < 4:
                self._lists[-1] = numbers = _numbers(element.getparent(), int(own))
            self._mark = next(numbers)

    def close(self, element: Element) -> None:
        tag = element.tag
        if tag == "tr" and self._flat:
            self._flat -= 1
        elif tag == "pre":
            self._pre -= 1
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in BLOCKS or (tag in CELLS and not self._flat):
            self._break()

    def text(self, text: str) -> None:
        if self._pre:
            for index, line in enumerate(text.splitlines()):
                if index:
                    self._break()
                self._put(line)
            return
        at = 0
        for blank in _SPACE.finditer(text):
            self._put(text[at : blank.start()])
            # a line end in the source is a blank between words, but between Chinese signs it only keeps lines short
            written = "\n" if "\n" in blank[0] or "\r" in blank[0] else " "
            self._blank = min(self._blank or written, written, key=" \n".index)
            at = blank.end()
        self._put(text[at:])

    def _put(self, text: str) -> None:
        if not text:
            return
        line = self._lines[-1]
        if self._mark:
            line.append("" if _MARK.match(text) else self._mark)
            self._mark = ""
        elif line and self._blank:
            left, right = line[-1][-1:], text[0]
            words = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
            line.append(" " if self._blank == " " or words else "")
        self._blank = ""
        line.append(text)

    def _break(self) -> None:
        if self._flat:
            self._blank = self._blank or "\n"
            return
        self._blank = ""
        if self._lines[-1]:
            self._lines.append([])

    def _cell(self) -> None:
        if self._lines[-1]:
            self._blank = ""
            self._lines[-1].append("  ")


def _is_flat(row: Element) -> bool:
    """Say whether a row is one of a table of data, not the frame of a page."""
    cells = [child for child in row if child.tag in CELLS]
    if len(cells) < 2 or brief_text(row, _FLAT_ROW) is None:
        return False
    return row.find(".//table") is None


# --- numbers of lists -------------------------------------------------------


def _numbers(ordered: Element, start: int | None = None) -> Iterator[str]:
    """Yield the marks before the items of a list, as its type or style says."""
    style = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", ordered.get("style", ""), re.IGNORECASE)
    kind = style[1].lower() if style else ordered.get("type", "1")
    form, sign = _FORMS.get(kind, ("decimal", "."))
    given = ordered.get("start", "")
    number = start if start is not None else int(given) if given.isdecimal() and len(given) < 4 else 1
    while True:
        yield written(form, number) + sign
        number += 1


_CHINESE = ("chineseCountingThousand", "、")
_FORMS = {
    "none": ("none", ""),
    "cjk-ideographic": _CHINESE,
    "cjk-decimal": _CHINESE,
    "simp-chinese-informal": _CHINESE,
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-informal": _CHINESE,
    "a": ("lowerLetter", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "A": ("upperLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "i": ("lowerRoman", "."),
    "lower-roman": ("lowerRoman", "."),
    "I": ("upperRoman", "."),
    "upper-roman": ("upperRoman", "."),
}
"""How a list's type or style writes its numbers, and the sign behind them."""
