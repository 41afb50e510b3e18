"""Figures whose numbers are written in pieces: 1 200 000元 with blanks, 三、四场 with a comma."""

from __future__ import annotations

from .clauses import clause_before
from .patterns import pattern
from .quantities import Quantity, chinese_value, read_arabic, read_chinese

_SPACED = pattern(r"(?: \d{3}){1,5}(?![\d.,:/—~-]|年|月| \d)")
"""The thousands of 1 200 000元, behind the first digits."""
_IN_PROSE, _WORD_BEFORE = pattern("[。,;、]"), pattern("[\u4e00-\u9fff、,(]")
_PAIR_OF = pattern(
    r"(?P<tens>十|[二三四五六七八九]十)?(?P<low>[一二两三四五六七八]|[1-8])、(?P<high>[二三四五六七八九]|[2-9])(?P<scale>[十百千]?)"
    r"(?=余?(?:次|场|件|起|人|名|份|家|户|个|处)(?!会议))"
)
"""三、四场"""
_EACH = 8
"""So near 分别 says that a number is one thing's, the next another's."""
_PAIR_BEHIND = pattern("[\u4e00-\u9fff](?<![第周届是一二三四五六七八九十])")


def end_of_thousands(shadow: str, start: int, end: int) -> int:
    """Return where the number ends whose first digits are ``shadow[start:end]``, if blanks stand between its thousands."""
    found = _SPACED.match(shadow, end)
    return found.end() if found and _is_spaced(shadow, start, found.end()) else end


def _is_spaced(shadow: str, start: int, end: int) -> bool:
    """Say whether blanks stand between the thousands of a number (12 000余份), not between a table's cells (12 100件)."""
    groups = shadow[start:end].split(" ")
    if read_arabic(shadow, start, end).unit is None or shadow.startswith("\n", start - 1):
        return False
    if any(group[0] == "0" for group in groups):
        return groups[0][0] != "0"
    line = clause_before(shadow, start, 60, "\n") + shadow[end : end + 40].partition("\n")[0]
    return _IN_PROSE.search(line) is not None and _WORD_BEFORE.match(shadow, start - 1) is not None


def read_pair(shadow: str, start: int, end: int) -> Quantity | None:
    """Read 三、四场 as one figure where its numbers follow one another and no list of ordinals is meant."""
    found = _PAIR_OF.match(shadow, start)
    if found is None or found.end("low") != end or not _PAIR_BEHIND.match(shadow, start - 1):
        return None
    if "分别" in shadow[max(0, start - _EACH) : start]:
        return None  # 分别为3、4件
    low, high = (_one_digit(found[name]) for name in ("low", "high"))
    if high != low + 1 or found["low"].isascii() != found["high"].isascii():
        return None
    last = (
        read_arabic(shadow, *found.span("high"))  # it reads the scale itself
        if found["high"].isascii()
        else read_chinese(shadow, found.start("high"), found.end("scale"))
    )
    if last is None or last.value_max is not None:
        return None
    tens, scale = (chinese_value(found["tens"] or "零") or (0,))[0], int(last.value) // high
    if tens and scale > 1:
        return None
    low, high = tens + low * scale, tens + high * scale
    return Quantity(start, last.end, low, high, "range", last.unit, last.number_end)


def _one_digit(sign: str) -> int:
    read = chinese_value(sign)
    return read[0] if read else int(sign)
