"""The numbers that word processors give to list items, written in the forms that Chinese reports use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def counted(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Return 十二, 一百零三: beyond 9999 nobody numbers headings."""
    if not 0 < number < 10_000:
        return str(number)
    written = ""
    for place, figure in enumerate(reversed(str(number))):
        digit = int(figure)
        if digit:
            written = digits[digit] + (units[place - 1] if place else "") + written
        elif written and not written.startswith(digits[0]):
            written = digits[0] + written
    # 一十二 is said 十二 (and legal 壹拾贰 in full)
    return written[1:] if written.startswith("一十") else written


def _legal(number: int) -> str:
    return counted(number, _LEGAL, "拾佰仟")


def _one_by_one(number: int, digits: str) -> str:
    return "".join(digits[int(figure)] for figure in str(number)) if number >= 0 else str(number)


def _digital(number: int) -> str:
    return _one_by_one(number, "〇一二三四五六七八九")


def _counting(number: int) -> str:
    return counted(number) if number < 100 else _digital(number)


def _full_width(number: int) -> str:
    return _one_by_one(number, "０１２３４５６７８９")


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb, …: as Word goes on after z."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 800 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _among(signs: str) -> Callable[[int], str]:
    """Return a form that has one sign a number, and falls back to digits when the signs end."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _row(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


_CIRCLED = _among(_row(0x2460, 0x2473) + _row(0x3251, 0x325F) + _row(0x32B1, 0x32BF))

FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "koreanCounting": counted,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _among(_row(0x2488, 0x249B)),
    "decimalEnclosedParen": _among(_row(0x2474, 0x2487)),
    "ideographEnclosedCircle": _among(_row(0x3220, 0x3229)),
    "none": lambda number: "",
}
"""By the names that Word's files use (w:numFmt)."""


def written(form: str, number: int) -> str:
    """Return a number in a form; one that is not known is written in digits."""
    return FORMS.get(form, str)(number)


@dataclass(frozen=True, slots=True)
class Label:
    """An item's number as it is shown, and whether a tab or a blank follows it."""

    text: str
    spaced: bool


def prefix(label: Label, text: str) -> str:
    """Return an item's number as one would type it before its text: 一、标题, （一）标题, 1.标题, 1.1 标题.

    What would run together to another number (1. and 2023年) is kept apart in any case.
    """
    number = label.text.rstrip() if label.spaced else label.text
    if not number or not text or text[0].isspace() or number[-1].isspace():
        return number
    bare = number[-1].isascii() and number[-1].isalnum()
    digits_meet = text[0].isascii() and text[0].isalnum() and (bare or number[-1] in ".．")
    return number + " " if digits_meet or (bare and label.spaced) else number
