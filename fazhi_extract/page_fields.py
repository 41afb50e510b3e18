"""The head lines and tables of web pages: 日期: 来源: [ 发文字号 ] … |"""

from __future__ import annotations

import re
from functools import cache

from .facts import NUMBER, REPORT, YEAR, Found, iso_of
from .language import load
from .patterns import pattern

_DATE_TIME = pattern(
    rf"{YEAR} *[-/.年] *\d{{1,2}} *[-/.月] *\d{{1,2}}(?: *日)?(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?"
)
_STAMP = pattern(rf"^ *({YEAR}-\d\d?-\d\d? \d\d?:\d\d(?::\d\d)?)", re.MULTILINE)


def opens_with_field(line: str) -> bool:
    """Say whether a line opens with what a web page says of a text: 来源: …"""
    return _looks_like_field().search(line) is not None and _head_field().match(line) is not None


def has_field(line: str) -> bool:
    """Say whether a line says such a thing anywhere."""
    return _looks_like_field().search(line) is not None and _head_field().search(line) is not None


def read_page_fields(text: str, shadow: str, end: int, found: Found) -> None:
    """Put what the head of a web page says, up to ``end``, into what was found."""
    if not _looks_like_field().search(shadow, 0, end):
        return
    for key in _head_field().finditer(shadow, 0, end):
        name = _fields().get(key["key"].replace(" ", ""))
        low, high = key.end(), _value_end(shadow, key.end(), end)
        while high > low and shadow[high - 1] in " |":
            high -= 1
        value = shadow[low:high]
        if name is None or not value:
            continue
        if name in ("published_at", "issued_on"):
            date = _DATE_TIME.match(shadow, low)
            if date is None:
                continue
            if name == "published_at":
                found.put(name, text[low : date.end()].strip(), low, date.end())
            elif iso := iso_of(date[0]):
                found.put(name, iso, low, date.end())
        elif name == "document_number":
            if number := NUMBER.match(shadow, low, end):
                found.put(name, "".join(text[low : number.end()].split()), low, number.end())
        elif name == "title":
            if REPORT.search(value):
                found.put(name, "".join(text[low:high].split()), low, high)
        elif not _head_field().match(value + ":"):
            found.put(name, text[low:high].strip(), low, high)
    stamp = _STAMP.search(shadow, 0, end)
    if stamp:
        found.put("published_at", text[stamp.start(1) : stamp.end(1)], *stamp.span(1))


@cache
def _fields() -> dict[str, str]:
    """Return the words that say on web pages what follows, each with the field that it goes into."""
    return {word: name for name, listed in load("pages")["fields"].items() for word in listed.split()}


@cache
def _field_words() -> list[str]:
    return [*_fields(), *load("pages")["others"]["words"].split()]


@cache
def _field_word() -> str:
    longest = sorted(_field_words(), key=lambda word: (-len(word), word))
    return "(?P<key>" + "|".join(" *".join(re.escape(sign) for sign in word) for word in longest) + ")"


@cache
def _looks_like_field() -> re.Pattern[str]:
    """Return a cheap look: most texts have no such lines, and the list of words is long."""
    ends = "".join(sorted({word[-1] for word in _field_words()}))
    return pattern(rf"[{ends}] *[\]】]?[:|\]】]|^ *(?:19|20)\d\d-\d", re.MULTILINE)


@cache
def _head_field() -> re.Pattern[str]:
    return pattern(rf"{_field_word()} *[\]】]?[:|\]】][:|\]】 ]*")


_STOP = pattern(r" {2,}|[\n|\[【]")
_HAN = pattern("[\u4e00-\u9fff]")


def _value_end(shadow: str, start: int, end: int) -> int:
    """Return where a value ends: at a wide blank, the end of its line or cell, or the next field."""
    stop = _STOP.search(shadow, start, end)
    high = stop.start() if stop else end
    for key in _head_field().finditer(shadow, start, end):
        if key.start() >= high:
            break
        if shadow.startswith(":", key.end("key")) or not _HAN.match(shadow, key.start() - 1):
            return key.start()  # the blanks before it are left off
    return high
