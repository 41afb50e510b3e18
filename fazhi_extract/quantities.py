"""Number + qualifier + unit → value.

Works on the normalised shadow of a text (see normal.py) at a place where a
number is known to stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from .language import load, words
from .models import Number, Qualifier
from .patterns import pattern
from .records import record

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)"
CHINESE = r"[一二两三四五六七八九十廿卅百千万亿〇零数几]"

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MULTIPLIERS = {
    "万": 10_000,
    "亿": 100_000_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "万亿": 10**12,
    "百": 100,
    "千": 1000,
    "十万": 100_000,
    "w": 10_000,
    "W": 10_000,
}
# cn2an costs more to import than the rest of the program takes to run, so the
# numbers up to 99, nearly all that reports write in characters, have a table.
_SMALL: dict[str, int] = {
    (("" if t == 1 else "零一二三四五六七八九"[t]) + "十" if t else "")
    + ("" if u == 0 and t else "零一二三四五六七八九"[u]): 10 * t + u
    for t in range(10)
    for u in range(10)
} | {"两": 2, "〇": 0, "一十": 10}

_NUMBER_TAIL = pattern(
    r"\s{0,3}(?P<q1>余|多|几|来(?=[\u4e00-\u9fff])|\+(?=[\u4e00-\u9fff]))?\s{0,3}"
    r"(?P<mult>万亿|百万|千万|十万|万|亿|[百千](?![瓦米克])|[wW](?=[余多+]?[\u4e00-\u9fff]))?\s{0,3}(?P<q2>余|多|几|\+(?=[\u4e00-\u9fff]))?"
)
_RANGE_TAIL = pattern(
    r"\s{0,3}(?:-|—|~|至|到){1,2}\s{0,3}(?P<high>(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,15})(?:\.\d{1,9})?)"
)
_SCALED_RANGE_TAIL = pattern(
    r" ?(?:-|—|~|至|到){1,2} ?(?P<high>\d{1,15}(?:\.\d{1,9})?) ?(?P<mult>[万亿千百])(?![余多几])"
)
_CHINESE_RANGE_TAIL = pattern(r"(?:-|—|~|至|到)(?P<high>[一二两三四五六七八九十百千]{1,6})")
_AT_LEAST = pattern(r"(?:至少|最少(?!的)|不少于|不低于)[^,。;、:\d]{1,10}$")
_MORE = pattern(r"(?P<number>\d{1,4})(?P<scale>千万|百万|万|千|百)?(?P<vague>余|多)?(?=\D)")
_TEENS = pattern(r"([二三四五六七八九]?十)([一二三四五六七八])([二三四五六七八九])")
_PAIR = pattern(r"([一二两三四五六七八九])([二两三四五六七八九])([十百千万]*)")
# One of these must follow for the pattern to match: a look at it saves most tries.
_RANGE_SIGNS = frozenset("-—~至到 ")
_TENFOLD = pattern("[十百千]?[万亿]|万亿")
_A_HUNDRED = "百十"
"""About a hundred."""
_TENS = frozenset("十百千万")
_TAIL_SIGNS = frozenset("余多几来万亿百千十wW+ ")


_SAME: dict[str | None, str] = {unit: units[0] for units in ("人名位", "件起宗例") for unit in units}


def same_unit(one: str | None, other: str | None) -> bool:
    """Say whether two units count the same thing: 人 and 名, 件 and 起."""
    return one == other or _SAME.get(one, one) == _SAME.get(other, other)


@cache
def _families() -> dict[str | None, frozenset[str | None]]:
    listed = (frozenset[str | None](words(family)) for family in load("units")["alike"]["families"])
    return {unit: family for family in listed for unit in family}


def unit_family(unit: str | None) -> frozenset[str | None]:
    """Return the units that count the same as one, so that figures may be added: 场 and 次, 件 and 起, 份 and 本."""
    return _families().get(unit) or frozenset({unit})


@record
class Quantity:
    """A figure read: where it stands and what it says."""

    start: int
    end: int
    value: Number
    value_max: Number | None
    qualifier: Qualifier
    unit: str | None
    number_end: int


@cache
def unit_kinds() -> dict[str, frozenset[str]]:
    """Return the units of each unit kind of the catalogue."""
    kinds = load("units")["kinds"]
    return {kind: words(listed) for kind, listed in kinds.items()}


@cache
def _units() -> dict[str, tuple[str, ...]]:
    listed = set(words(load("units")["other"]["words"])) | time_units()
    return _by_first(listed.union(*unit_kinds().values()))


@cache
def not_units() -> tuple[str, ...]:
    """Return the words that only begin like a unit; behind a blank they are meant."""
    return tuple(load("units")["not_units"]["words"].split())


@cache
def _quoted_with() -> frozenset[str]:
    """Return the units with which a number in quotation marks is a figure."""
    return words(load("units")["quoted"]["words"])


@cache
def time_units() -> frozenset[str]:
    """Return the units with which a number is a length of time or an age."""
    return words(load("units")["spans_of_time"]["words"])


@cache
def act_units() -> frozenset[str]:
    """Return the units that count acts, not things: 场, 家次."""
    return words(load("units")["acts"]["words"])


@cache
def _chinese_units() -> tuple[frozenset[str], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the units of 一 too, those from 两 on, and those of tens; each holds the ones before."""
    strict, loose, tens = (words(load("units")["chinese"][key]) for key in ("strict", "loose", "tens"))
    return strict, _by_first(strict | loose), _by_first(strict | loose | tens)


@record
class _Qualifiers:
    before: tuple[tuple[str, Qualifier], ...]
    before_ends: frozenset[str]
    """The last characters of the words in ``before``: a look at one saves trying all."""
    after: tuple[tuple[str, Qualifier], ...]
    after_begins: frozenset[str]
    """The first characters of the words in ``after``."""
    none: tuple[str, ...]
    """What only ends like a qualifier."""


@cache
def _qualifiers() -> _Qualifiers:
    table = load("numerals")

    def listed(side: str) -> tuple[tuple[str, Qualifier], ...]:
        pairs = [(w, q) for q, row in table["qualifiers"][side].items() for w in row.split()]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    before, after = listed("before"), listed("after")
    return _Qualifiers(
        before=before,
        before_ends=frozenset(w[-1] for w, _ in before),
        after=after,
        after_begins=frozenset(w[0] for w, _ in after),
        none=tuple(table["not_a_qualifier"]["words"].split()),
    )


def _at(shadow: str, at: int, signs: frozenset[str]) -> bool:
    return shadow[at : at + 1] in signs


def _behind_spaces(shadow: str, at: int) -> int:
    end = at
    while end - at < 3 and shadow[end : end + 1] == " ":
        end += 1
    return end


def _unit_at(shadow: str, at: int, units: dict[str, tuple[str, ...]]) -> str | None:
    """Return the longest unit that stands at a place; ``units`` are listed by their first character."""
    for unit in units.get(shadow[at : at + 1], ()):
        if shadow.startswith(unit, at):
            return unit
    return None


def _by_first(units: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for unit in sorted(units, key=lambda u: (-len(u), u)):
        found.setdefault(unit[0], []).append(unit)
    return {first: tuple(listed) for first, listed in found.items()}


def _tidy(value: float) -> Number:
    """Undo what binary fractions do to products: 146.2 × 10⁸ is 14620000000."""
    if value < 10**12 and value == int(value):
        return int(value)
    value = float(f"{value:.12g}")
    return int(value) if value == int(value) else value


def chinese_value(written: str) -> tuple[int, int | None] | None:
    """Return the value of a number in Chinese numerals, or None if it is none.

    A pair of neighbouring digits is a range (两三 → 2, 3; 三五十 → 30, 50; 十五六 → 15, 16), as
    is 数/几 with a scale the least it can be (数十 → 10). cn2an reads the rest.
    """
    if "廿" in written or "卅" in written:
        written = written.replace("廿", "二十").replace("卅", "三十")
    small = _SMALL.get(written)
    if small is not None:
        return small, None
    if written[-1] == "几" and len(written) > 1:  # 二十几
        return chinese_value(written[:-1])
    if written[0] in "数几":
        rest = written[1:]
        return (_scales(rest), None) if rest and all(c in _SCALE for c in rest) else None
    if all(c in _SCALE for c in written):  # 百余, 万余
        if len(written) == 1 or _TENFOLD.fullmatch(written):
            return _scales(written), None
        return (100, None) if written == _A_HUNDRED else None
    if written[0] in "百千万" and written[1] in _DIGITS:  # 千二百
        return chinese_value(f"一{written}")
    pair = _PAIR.fullmatch(written)
    if pair:
        low, high, scale = _DIGITS[pair[1]], _DIGITS[pair[2]], _scales(pair[3])
        return (low * scale, high * scale) if low < high else None
    teens = _TEENS.fullmatch(written)
    if teens:  # 十五六, 二十七八
        tens = _SMALL[teens[1]]
        low, high = _DIGITS[teens[2]], _DIGITS[teens[3]]
        return (tens + low, tens + high) if high == low + 1 else None
    import cn2an

    try:
        return int(cn2an.cn2an(written.replace("〇", "零").replace("两", "二"), "smart")), None
    except (ValueError, KeyError):  # cn2an has no word for 三五十一
        return None


def _scales(written: str) -> int:
    value = 1
    for sign in written:
        value *= _SCALE.get(sign, 0)
    return value


def _finish(
    shadow: str,
    number_start: int,
    at: int,
    unit: str | None,
    low: float,
    high: float | None,
    inner: str | None,
    number_end: int,
) -> Quantity:
    """Look for the qualifiers around a number with its unit and build the quantity."""
    known = _qualifiers()
    qualifier: Qualifier = "over" if inner in ("余", "多", "几", "+") else "about" if inner else "exact"
    start, end = number_start, at
    behind = at + 1 if shadow[at : at + 1] == " " else at
    words_after = known.after if shadow[behind : behind + 1] in known.after_begins else ()
    for word, meaning in words_after:
        if not shadow.startswith(word, behind) or (unit is None and word in ("多", "来", "几")):
            continue
        stop = behind + len(word)
        if len(word) > 1 or not shadow[stop : stop + 1].isalnum():  # 以上; but not 公里多 + noun
            qualifier = meaning if qualifier == "exact" else qualifier
            end = stop
        break
    front = number_start
    while front and shadow[front - 1] == " " and number_start - front < 2:
        front -= 1
    words_before = known.before if shadow[front - 1 : front] in known.before_ends else ()
    for word, meaning in words_before:
        if shadow.endswith(word, 0, front) and not shadow.endswith(known.none, 0, front):
            start = front - len(word)
            if qualifier == "exact" or meaning in ("at_least", "at_most"):
                qualifier = meaning
            break
    else:
        before = shadow[max(0, number_start - 14) : number_start] if qualifier == "exact" else ""
        if ("少" in before or "低" in before) and _AT_LEAST.search(before):
            qualifier = "at_least"  # 至少配备3名: the verb stands between
    if high is not None:
        qualifier = "range"
    return Quantity(
        start, end, _tidy(low), None if high is None else _tidy(high), qualifier, unit, number_end
    )


def read_arabic(shadow: str, start: int, end: int) -> Quantity:
    """Read the quantity whose Arabic number is ``shadow[start:end]``."""
    digits = shadow[start:end]
    low = float(digits if digits.isdecimal() else digits.replace(",", "").replace(" ", ""))
    high: float | None = None
    at, units = end, _units()
    unit = _unit_at(shadow, at, units)
    tail = _RANGE_TAIL.match(shadow, at) if _at(shadow, at, _RANGE_SIGNS) else None
    if unit and tail is None and _at(shadow, at + len(unit), _RANGE_SIGNS):
        # 3次至5次, 30%—40%: the unit may stand at both ends
        tail = _RANGE_TAIL.match(shadow, at + len(unit))
        if tail and _unit_at(shadow, tail.end(), units) != unit:
            tail = None
    if tail:
        candidate = float(tail["high"].replace(",", ""))
        if candidate > low:
            high, at = candidate, tail.end()
    inner: str | None = None
    unit_at = _behind_spaces(shadow, at)
    if unit_at > end:
        unit = _unit_at(shadow, unit_at, units)
    if unit is None or unit == "万元":
        scaled = _NUMBER_TAIL.match(shadow, at) if _at(shadow, at, _TAIL_SIGNS) else None
        if scaled:
            inner = scaled["q1"] or scaled["q2"]
            after = scaled.end()
            if scaled["mult"]:
                factor = _MULTIPLIERS[scaled["mult"]]
                low *= factor
                high = None if high is None else high * factor
                more = None if inner else _MORE.match(shadow, scaled.end())
                if more and high is None:  # 5万6千元
                    scale = _MULTIPLIERS.get(more["scale"] or "", 1)
                    if int(more["number"]) * scale < factor:
                        low += int(more["number"]) * scale
                        inner, after = more["vague"], more.end()
            if inner or scaled["mult"]:
                at = after
        unit_at = _behind_spaces(shadow, at)
        unit = _unit_at(shadow, unit_at, units)
    if unit and unit_at > at and shadow.startswith(not_units(), unit_at):
        unit = None  # 3  人民调解组织: the next cell of a table
    number_end = at
    if unit:
        at = unit_at + len(unit)
    if high is None and inner is None and shadow[at : at + 1] in _RANGE_SIGNS:
        top = _SCALED_RANGE_TAIL.match(shadow, at)
        behind = _unit_at(shadow, top.end(), units) if top else None
        if top and behind and behind == (unit or behind):  # 3万元至5万元, 3万至5万元
            highest = float(top["high"]) * _MULTIPLIERS[top["mult"]]
            if highest > low:
                high, unit, number_end, at = highest, behind, top.end(), top.end() + len(behind)
    return _finish(shadow, start, at, unit, low, high, inner, number_end)


def read_quoted(shadow: str, start: int, end: int) -> Quantity | None:
    """Read “200”件, where ``shadow[start:end]`` is the number between the marks; None if a name is quoted."""
    unit = _unit_at(shadow, end + 1, _units())
    if unit is None or unit not in _quoted_with() or not shadow[start:end].isdecimal() or end - start < 2:
        return None
    return Quantity(start - 1, end + 1 + len(unit), int(shadow[start:end]), None, "exact", unit, end + 1)


def read_chinese(shadow: str, start: int, end: int) -> Quantity | None:
    """Read the quantity whose Chinese number is ``shadow[start:end]``; None if it counts nothing."""
    strict, loose, of_tens = _chinese_units()
    number = shadow[start:end]
    up_to = _CHINESE_RANGE_TAIL.match(shadow, end) if _at(shadow, end, _RANGE_SIGNS) else None
    top = chinese_value(up_to["high"]) if up_to else None
    if up_to and top and top[1] is None:  # 三至五次
        end = up_to.end()
    else:
        top = None
    inner = shadow[end : end + 1] if shadow[end : end + 1] in ("余", "多", "来") else None
    at = end + len(inner or "")
    after_inner = shadow[at : at + 1]
    if inner and after_inner in "万亿" and after_inner:  # 二十余万
        number_scale, at = _SCALE[after_inner], at + 1
    else:
        number_scale = 1
    tens = len(number) > 1 and not _TENS.isdisjoint(number)
    unit = _unit_at(shadow, at, of_tens if tens else loose)
    parsed = chinese_value(number)
    if parsed is None:
        return None
    low, high = parsed
    if top is not None:
        high = top[0]
        if high <= low:
            return None
    bare_scale = all(c in "百千万亿" for c in number)
    vague = number[0] in "数几" or number[-1] == "几" or bare_scale
    about = number == _A_HUNDRED
    if number == "零" and shadow[start - 1 : start] not in ("为", "是"):
        return None  # 零件, 零星
    if unit is None and not inner:
        return None
    if bare_scale and not inner and shadow[start - 1 : start] not in ("近", "上", "约", "超", "逾", "达"):
        return None
    if low <= 1 and number_scale == 1 and unit not in strict:
        return None
    number_end = at
    if unit:
        at += len(unit)
    quantity = _finish(
        shadow,
        start,
        at,
        unit,
        low * number_scale,
        None if high is None else high * number_scale,
        inner,
        number_end,
    )
    if shadow[start - 1 : start] == "上" and bare_scale:
        quantity.start, quantity.qualifier = start - 1, "over"
    elif vague and quantity.qualifier == "exact":
        quantity.qualifier = "over"
    elif about and quantity.qualifier == "exact":
        quantity.qualifier = "about"
    return quantity


def read_percent(shadow: str, start: int, end: int) -> Quantity | None:
    """Read 百分之九十八, 百分百 or 三成 at ``shadow[start:end]``."""
    if "成" in shadow[start:end]:
        tenths, _, rest = shadow[start:end].partition("成")
        percent = 10.0 * _DIGITS[tenths] + (5 if rest == "半" else _DIGITS.get(rest, 0))
        more = "多" if shadow[end : end + 1] == "多" else None
        return _finish(shadow, start, end + bool(more), "%", percent, None, more, end)
    written = shadow[start:end].removeprefix("百分之").removeprefix("百分")
    whole, _, fraction = written.partition("点")
    parsed = chinese_value(whole) if whole else None
    if parsed is None:
        return None
    value = float(parsed[0])
    if fraction:
        value = float(f"{parsed[0]}." + "".join(str(_DIGITS[c]) for c in fraction))
    return _finish(shadow, start, end, "%", value, None, None, end)
