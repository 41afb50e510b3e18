"""Every numeral of a text, classed: figure, date, document number, name, …

One linear pass finds them; what stands around a number decides its class. A
numeral that is a figure carries its quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from .clauses import clause_before
from .durations import is_counted, is_training
from .headings import contents_lines, opens_line
from .language import load, words
from .patterns import pattern
from .pieces import end_of_thousands, read_pair
from .quantities import (
    ARABIC,
    CHINESE,
    Quantity,
    read_arabic,
    read_chinese,
    read_percent,
    read_quoted,
    time_units,
    unit_kinds,
)
from .records import record

NumeralClass = Literal[
    "figure",
    "date",
    "time",
    "duration",
    "document_number",
    "heading_number",
    "article",
    "ordinal",
    "name",
    "code",
    "page_number",
    "fraction",
    "placeholder",
    "idiom",
]


@record
class Numeral:
    """One numeral: its place, its class and, for a figure, its quantity."""

    start: int
    end: int
    kind: NumeralClass
    quantity: Quantity | None = None


_YEAR = r"(?:19|20)\d\d"
_CN = r"[〇零一二三四五六七八九十]"
# The run of digits in front is not without end: a text may be nothing else, and be tried at each of them.
_FRACTION = r"[一二三四五六七八九十百\d]{1,20}分之[一二三四五六七八九十\d]+"
_ARABIC_DATE = rf"""
        {_YEAR}\s*+年?\s*+(?:\d{{1,2}}\s*+月(?:\s*+\d{{1,2}}\s*+[日号])?)?\s*+(?:-+|—+|~+|至|到)\s*+{_YEAR}\s*+年?(?:度|(?:\s*+\d{{1,2}}\s*+月(?:\s*+\d{{1,2}}\s*+[日号])?)?)
      | {_YEAR}\s*+年?\s*+(?:-|—|~|至|到)\s*+\d\d\s*+年
      | {_YEAR}\s*+年\s*+\d{{1,2}}\s*+月(?:\s*+\d{{1,2}}\s*+[日号])?(?:\s*+(?:-|—|~|至|到)\s*+\d{{1,2}}\s*+(?:月(?:\s*+\d{{1,2}}\s*+[日号])?|日))?
      | {_YEAR}\s*+[-/.年]\s*+(?:0?[1-9]|1[0-2])\s*+[-/.]\s*+(?:0?[1-9]|[12]\d|3[01])(?![\d.])(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?
      | {_YEAR}\s*+年(?!\s*+以上)
      | {_YEAR}(?=\s*(?:[)〉》\]】]|版|届|-|法治|\b[^\d.%\w]))
      | \d{{1,2}}\s*+月?\s*+(?:-|—|~|至|到|、)\s*+\d{{1,2}}\s*+月(?:份)?(?!\d)
      | \d{{1,2}}\s*+月\s*+\d{{1,2}}\s*+(?:日|号)?(?:\s*+(?:-|—|~|至|到|、)\s*+(?:\d{{1,2}}\s*+月\s*+)?\d{{1,2}}\s*+[日号])?
      | \d{{1,2}}\s*+月(?:份|底|初|中旬|上旬|下旬|末|以来)?
      | \d{{1,2}}\s*+(?:-|—|~|至)\s*+\d{{1,2}}\s*+[日号]
      | \d{{1,2}}\s*+日(?!内|以内)
      | \d{{1,2}}\s*+[·]\s*+\d{{1,2}}(?![\d])
"""
# Blanks are never given back (\s*+): a long run of them would be tried in every division.
_FIRST_SIGN = re.compile(
    "[0-9٠-٩۰-۹༠-༩᠐-᠙᧐-᧙\U0001d7ce-\U0001d7ff〇零一二两三四五六七八九十廿卅百千万亿数几第○①-⒛㈠-㈩㊀-㊉❶-❿Ⅰ-Ⅻ½⅓⅔¼¾]"
)
"""The digits of the scripts written in China, one by one: a search for \\d takes twice as long."""
_WITH_DIGIT = pattern(
    rf"""
      (?P<count>(?>{ARABIC})(?=[件个人名起次份场家项户条余多万元%]))  # what no other form goes on with, and most do
    | (?P<document_number>(?:(?<=[〔\[【(])|(?<=[〔\[【(]\s)){_YEAR}\s*[〕\]】)]\s*+第?\s*+\d+(?:-\d+)?\s*号)
    | (?P<date>{_ARABIC_DATE})
    | (?P<time>\d{{1,2}}:\d\d(?::\d\d)?(?:\s*(?:-|—|~|至)\s*\d{{1,2}}:\d\d)?|\d{{1,2}}\s*(?:点|时)(?:\d{{1,2}}\s*分|半|整)?(?=[至到前后开,。—-]))
    | (?P<fraction>{_FRACTION}|(?<![\d./])\d{{1,2}}(?:/\d{{1,3}}(?![\d/])|(?<![^\n\ ].)(?<![^\n\ ]..)\ /\ \d{{1,3}}(?=\ *(?:\n|$))|:\d{{1,3}}(?!\d|\ ?[件起场次人名份个家户处%年月日万千百余多])))
    | (?P<arabic>{ARABIC})
    """,
    re.VERBOSE,
)
_IN_CHARACTERS = pattern(
    rf"""
      (?P<plain>(?>{CHINESE}+)(?![年分成规期时点”"'\s\d]))  # what no other form goes on with, and most do
    | (?P<date>
        [〇零一二三四五六七八九]{{4}}\s*年(?:\s*{_CN}{{1,3}}\s*月(?:\s*{_CN}{{1,3}}\s*[日号])?)?
      | 十[二三四五六]五(?=规划|期间|时期|[”"'])
      )
    | (?P<percent>百分之[一二三四五六七八九十百零〇两]+(?:点[一二三四五六七八九零〇]+)?|(?<=[率达到为双])百分百|(?<=[长降少加升占近约超逾达到至过有仅比缩减增的足])[一两二三四五六七八九]成(?:[一二三四五六七八九]|半)?(?=[,。;、多以左\ )])|(?<=[。;,、\n的量数])[二三四五六七八九]成(?=多|以上|左右))
    | (?P<fraction>{_FRACTION})
    | (?P<chinese>{CHINESE}+)
    """,
    re.VERBOSE,
)
_WITH_ORDINAL = pattern(
    rf"""
      (?P<article>第\s*(?:\d+|{CHINESE}+)\s*(?:条|款|章)(?:第\s*(?:\d+|{CHINESE}+|\({CHINESE}+\))\s*[款项])?)
    | (?P<ordinal>第\s*(?:\d+|{CHINESE}+))
    """,
    re.VERBOSE,
)


def _signs(ranges: str) -> str:
    """Return the signs of ranges that are written as in a pattern: a-c → abc."""
    pairs = zip(ranges[::3], ranges[2::3], strict=True)
    return "".join(chr(code) for low, high in pairs for code in range(ord(low), ord(high) + 1))


_FORMS = {
    "第": _WITH_ORDINAL,
    "○": pattern("(?P<placeholder>○+)"),
    **dict.fromkeys(_signs("①-⒛㈠-㈩㊀-㊉❶-❿"), pattern("(?P<heading_number>.)")),
    **dict.fromkeys(_signs("Ⅰ-Ⅻ"), pattern("(?P<ordinal>[Ⅰ-Ⅻ]+)")),
    **dict.fromkeys("½⅓⅔¼¾", pattern("(?P<fraction>.)")),
    **dict.fromkeys(CHINESE.strip("[]"), _IN_CHARACTERS),
}
"""What may begin with a sign that is no digit."""
_TO_FILL = "○×*"
"""What stands for digits that are to be filled in: 2○件, 1×场."""
_HALF_FILLED = pattern(r"[○×*]{1,4}(?![\dA-Za-z])")
_QUOTED = pattern(
    r"“[^“”\n]{1,24}”|《[^《》\n]{1,90}》|\"[^\"\n]{1,14}\"|‘[^‘’\n]{1,20}’|〔[^〔〕\n]{1,12}〕"
)
_PAGE_NUMBER = pattern(r"\n[ ]*[-—第·]{0,2} ?(\d{1,3}) ?[-—页·]{0,2}[ ]*$", re.MULTILINE)
_PAGES_OF = pattern(r"第 ?\d+ ?页[ ,/]*(?:共|总) ?$|\n *共 ?$")
"""第 3 页 共 5 页."""
_ASKED_BEFORE, _ASKED_WITH = frozenset("、 "), frozenset("对页")
_STANDARD = pattern(r"(?:GB|DB|HJ|GA|SF|ISO|IEC)[A-Z\d]{0,3}(?:/[A-Z]{1,2})? $")
"""GB/T 9704"""
_ORDINALS = pattern(r"第(?:[一二三四五六七八九十]{1,3}、)+$"), pattern(r"第(?:\d{1,3}、)+$")
"""第三、四次会议 and 第1、2次; but 第一、20个村建成阵地."""
_OF_ORDINALS = frozenset("次批期轮届")
_ORDINAL_COUNT_PREFIX = "人件次总户个份场函指基参票倍系分岁级票字戸戶代参款套页篇多少大半"
_MEETING_ORDINAL = pattern(rf"(?:、{_CN}+次)*(?:全会|全体会议|党代会|代表大会)")
_LONGEST = 18
"""The most digits that a number may have; longer runs are codes."""
_PAGE_COUNTER = pattern(r"(?:浏览|点击|阅读|访问)(?:次数|人数|量|数|率)?[: 【\[]*$")
_PLACE_NAME = pattern(
    r"[\u4e00-\u9fff]{1,4}(?:街道|镇|乡|苏木)(?=人民政府|政府|办事处|党工?委|委员会|司法所|综合|20\d\d|位于|坚持|高度|始终)"
)
_LONGEST_PLACE = 6
"""The most characters of such a name."""
_STOPS = frozenset(",。;、)\n") | {""}
_SERIAL = pattern(r" +[\u4e00-\u9fff“《]")
_LIST_OPENS = frozenset(":;。,\n ")
_LISTED = pattern(r"[.、](?=[\u4e00-\u9fff“《])")
_CASE_VERB = pattern(r"发生|查处|办理|受理|立案|处理|化解|调解|仅|共")
_QUOTED_QUOTA = pattern(r"(?:不少于|不低于|至少|不超过)[^,。;、\d]{0,6}$")
_QUOTA = pattern(r"每|至少|不少于|不低于|累计|学|训|不得少于")


@record
class _Words:
    """The word lists of language/numerals.toml, as str.startswith and str.endswith take them."""

    hotlines: frozenset[str]
    policies: tuple[str, ...]
    code_before: tuple[str, ...]
    date_before: tuple[str, ...]
    not_before: tuple[str, ...]
    not_behind_unit: tuple[str, ...]
    not_after: tuple[str, ...]
    not_one_after: tuple[str, ...]
    one_needs: tuple[str, ...]
    made: tuple[str, ...]
    labels: tuple[str, ...]
    one_behind: tuple[str, ...]


@cache
def _words() -> _Words:
    table = load("numerals")
    codes, chinese = table["codes"], table["chinese"]
    return _Words(
        hotlines=words(codes["hotlines"]),
        policies=tuple(codes["policies"].split()),
        code_before=tuple(codes["before"].split()),
        date_before=tuple(table["decimal_dates"]["after"].split()),
        not_before=tuple(chinese["not_before"].split()),
        not_behind_unit=tuple(chinese["not_behind_unit"].split()),
        not_after=tuple(chinese["not_after"].split()),
        not_one_after=tuple(chinese["not_one_after"].split()),
        one_needs=tuple(chinese["one_needs"].split()),
        made=tuple(chinese["made"].split()),
        labels=tuple(codes["labels"].split()),
        one_behind=tuple(chinese["one_behind"].split()),
    )


def find_numerals(shadow: str, markers: Sequence[tuple[int, int]] = ()) -> list[Numeral]:
    """Return every numeral of the shadow text in order; no two overlap.

    ``markers`` are the spans of heading numbers, as the section stage found
    them; they are taken as such, whatever stands in them.
    """
    quoted = [m.span() for m in _QUOTED.finditer(shadow)]
    pages = {m.start(1) for m in _PAGE_NUMBER.finditer(shadow)}
    pages |= {line.start("page") for line in contents_lines(shadow)}
    return list(_scan(shadow, sorted(markers), quoted, pages))


def _scan(
    shadow: str,
    markers: Sequence[tuple[int, int]],
    quoted: Sequence[tuple[int, int]],
    pages: set[int],
) -> Iterator[Numeral]:
    """Yield the numerals one after the other; a look for their first signs skips the text between them."""
    never = (len(shadow) + 1, len(shadow) + 1)
    left_markers, left_quoted = iter((*markers, never)), iter((*quoted, never))
    marker, quote = next(left_markers), next(left_quoted)
    at = 0
    while sign := _FIRST_SIGN.search(shadow, at):
        first, start = sign[0], sign.start()
        found = _FORMS.get(first, _WITH_DIGIT).match(shadow, start)
        if found is None:
            at = start + 1
            continue
        end, kind = found.end(), found.lastgroup
        while marker[1] <= start:
            marker = next(left_markers)
        if marker[0] <= start:
            at = min(end, marker[1])
            yield Numeral(start, at, "heading_number")
            continue
        while quote[1] <= start:
            quote = next(left_quoted)
        numeral: Numeral
        if kind in ("count", "arabic"):
            if start in pages:
                numeral = Numeral(start, end, "page_number")
            else:
                numeral = _class_arabic(shadow, start, end, quote[0] <= start)
        elif kind in ("plain", "chinese"):
            numeral = _class_chinese(shadow, start, end, quote[0] <= start)
        elif kind == "percent":
            numeral = _class_percent(shadow, start, end)
        else:
            numeral = Numeral(start, end, kind)  # type: ignore[arg-type]
        yield numeral
        at = numeral.end if numeral.end > start else start + 1


def _class_percent(shadow: str, start: int, end: int) -> Numeral:
    quantity = read_percent(shadow, start, end)
    if quantity is None:
        return Numeral(start, end, "idiom")
    return Numeral(start, max(end, quantity.end), "figure", quantity)


def _class_arabic(shadow: str, start: int, end: int, in_quotes: bool) -> Numeral:
    before, after = shadow[start - 1 : start], shadow[end : end + 1]
    if after == " " and end - start <= 3:
        end = end_of_thousands(shadow, start, end)
        after = shadow[end : end + 1]
    if in_quotes and not _is_quota(shadow, start):
        if (
            before
            and before in "“〔"
            and after
            and after in "”〕"
            and (figure := read_quoted(shadow, start, end))
        ):
            return Numeral(figure.start, figure.end, "figure", figure)
        name_end = end
        is_date = "." in shadow[start:end] and _is_month_and_day(shadow[start:end])
        return Numeral(start, name_end, "date" if is_date else "name")
    if "." in shadow[start:end] and _is_month_and_day(shadow[start:end]):
        if shadow.startswith(_words().date_before, end):
            return Numeral(start, end, "date")
    digits = shadow[start:end]
    if len(digits) > _LONGEST:
        return Numeral(start, end, "code")
    if after == "、" and (pair := read_pair(shadow, start, end)):
        return Numeral(start, pair.end, "figure", pair)
    if before in _ASKED_BEFORE:
        if (
            before == "、"
            and after in _OF_ORDINALS
            and _ORDINALS[1].search(shadow, max(0, start - 12), start)
        ):
            return Numeral(start, end, "ordinal")
        if "A" <= shadow[start - 2 : start - 1] <= "Z" and _STANDARD.search(
            shadow, max(0, start - 12), start
        ):
            return Numeral(start, end, "code")
    quantity = read_arabic(shadow, start, end)
    if quantity.unit is None or (quantity.unit == "次" and before in ": "):
        if _PAGE_COUNTER.search(shadow, max(0, start - 12), start):
            return Numeral(start, quantity.end, "code")  # 浏览次数: 57
    if quantity.unit is None:
        if after and after in _TO_FILL and (rest := _HALF_FILLED.match(shadow, end)):
            return Numeral(start, rest.end(), "placeholder")
        if digits in _words().hotlines or (digits[:1] == "0" and len(digits) > 1):
            return Numeral(start, end, "code")
        if after and after in "×*-" and shadow[end + 1 : end + 2].isdecimal() and quantity.value_max is None:
            return Numeral(start, end, "code")  # 7×24小时, 3-2-101
        if before == "对" and shadow[max(0, start - 2)].isnumeric():
            return Numeral(start, end, "code")  # 1对1
        if before in "+-_/#ＮNo№." or (after in "+_/#" and after):
            return Numeral(start, end, "code")
        if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()):
            return Numeral(start, end, "code")
        if before == "(" and after == ")" and len(digits) <= 2:
            return Numeral(start, end, "heading_number")
        if after in ("年", "届", "期"):
            return Numeral(start, end, "duration" if after == "年" else "ordinal")
        if len(digits) >= 3 and quantity.qualifier == "exact":
            if shadow.startswith(_words().code_before, end):
                return Numeral(start, end, "code")
            if shadow[max(0, start - 8) : start].rstrip(": ").endswith(_words().labels):
                return Numeral(start, end, "code")
            if len(digits) >= 7 or (digits[:2] in ("19", "20") and len(digits) == 4):
                return Numeral(start, end, "date" if len(digits) == 4 else "code")
        if after in (".", "、") and shadow[end + 1 : end + 2].isspace():
            return Numeral(start, end, "heading_number")
        if len(digits) <= 3 and opens_line(shadow, start) and _SERIAL.match(shadow, end):
            return Numeral(start, end, "heading_number")  # the serial number of a table's row
        if len(digits) <= 2 and before in _LIST_OPENS and _LISTED.match(shadow, end):
            return Numeral(start, end, "heading_number")  # 重点:1.争取…;2.建设…
    else:
        if quantity.unit in _ASKED_WITH:
            if quantity.unit == "对" and shadow[quantity.end : quantity.end + 1].isnumeric():
                return Numeral(start, end, "code")  # 1对1
            if quantity.unit == "页" and _PAGES_OF.search(shadow, max(0, start - 14), start):
                return Numeral(start, quantity.end, "page_number")
        if digits[0] == "0" and quantity.value == 0 and len(digits) > 1 and not digits.strip("0"):
            return Numeral(start, end, "code")  # 000份
        if digits in _words().hotlines and shadow[end : end + 1] != " " and quantity.unit in ("号",):
            return Numeral(start, end, "code")
        people = quantity.unit in unit_kinds()["person"] and quantity.value >= 100
        if before.isascii() and before.isalpha() and quantity.qualifier == "exact" and not people:
            return Numeral(start, end, "code")  # G20峰会, but 反诈APP8900余人
        if before in "+-" and before and shadow[start - 2 : start - 1].isascii():
            return Numeral(start, end, "code")
        if quantity.unit in time_units() and quantity.unit not in unit_kinds()["hour"]:
            return _class_time(shadow, start, quantity)
        if quantity.unit == "小时" and not is_training(shadow, quantity):
            return _class_time(shadow, start, quantity)
        if quantity.unit == "条":  # 民营经济31条
            if shadow.endswith(_words().policies, 0, start):
                return Numeral(start, end, "name")
    return Numeral(start, max(end, quantity.end), "figure", quantity)


def _is_quota(shadow: str, start: int) -> bool:
    """“每村不少于3名法律明白人”的要求: a quota that is quoted counts; a name such as “1+6+N” does not."""
    opened = max(0, shadow.rfind("“", max(0, start - 24), start))
    return _QUOTED_QUOTA.search(shadow, opened, start) is not None


def _is_month_and_day(digits: str) -> bool:
    month, _, day = digits.partition(".")
    return (
        month.isdigit() and day.isdigit() and len(day) <= 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    )


def _class_time(shadow: str, start: int, quantity: Quantity) -> Numeral:
    """Class a length of time, which is a figure only where it counts."""
    if is_counted(shadow, start, quantity):
        return Numeral(min(start, quantity.start), quantity.end, "figure", quantity)
    if quantity.unit == "号":
        return Numeral(start, max(quantity.end, start + 1), "name")
    return Numeral(start, max(quantity.end, start + 1), "duration")


def _class_chinese(shadow: str, start: int, end: int, in_quotes: bool) -> Numeral:
    if in_quotes:
        return Numeral(start, end, "name")
    if end - start > _LONGEST:
        return Numeral(start, end, "idiom")
    run_start = start
    if shadow[start] in "数几" and shadow[start - 1 : start] in _ORDINAL_COUNT_PREFIX and start:
        run_start = start + 1
        if run_start == end:
            return Numeral(start, end, "idiom")
    if shadow[start] == "〇" and end > start + 1 and not shadow[start:end].strip("〇"):
        return Numeral(start, end, "placeholder")  # 〇〇次
    known = _words()
    if shadow.endswith(known.not_after, max(0, run_start - 3), run_start):
        return Numeral(start, end, "idiom")
    if shadow[run_start] == "一" and shadow.endswith(known.not_one_after, max(0, run_start - 3), run_start):
        return Numeral(start, end, "idiom")
    if shadow.startswith(known.not_before, end):
        return Numeral(start, end, "idiom")
    if shadow[start - 1 : start] == "、" and shadow[end : end + 1] in _OF_ORDINALS:
        if _ORDINALS[0].search(shadow, max(0, start - 12), start):
            return Numeral(start, end, "ordinal")
    if shadow.startswith("、", end) and (pair := read_pair(shadow, run_start, end)):
        return Numeral(run_start, pair.end, "figure", pair)
    quantity = read_chinese(shadow, run_start, end)
    if quantity is None:
        return Numeral(start, end, "idiom")
    if quantity.value <= 10 and _names_place(shadow, end):
        return Numeral(start, end, "name")  # 三棵榆街道办事处, 五里镇人民政府
    unit = quantity.unit or ""
    if quantity.value <= 10 and unit:
        if shadow.startswith(known.not_behind_unit, quantity.end):
            clause = clause_before(shadow, quantity.start, 16, ",。;:\n")
            if not any(w in clause for w in known.made):
                return Numeral(start, end, "name")
        if (
            shadow[quantity.end : quantity.end + 1] == "一"
            or shadow[quantity.end + 1 : quantity.end + 2] == "一"
        ):
            return Numeral(start, end, "idiom")  # 一村一品, 一户一策
    if unit in ("次", "轮") and _MEETING_ORDINAL.match(shadow, quantity.end):
        return Numeral(start, end, "ordinal")
    clause = clause_before(shadow, quantity.start, 14, ",。;:、\n")
    if unit == "天" and not _QUOTA.search(shadow, max(0, quantity.start - 8), quantity.end):
        return Numeral(start, end, "duration")
    if quantity.value == 1 and quantity.value_max is None:
        named = clause.endswith(known.one_behind) and shadow[quantity.end : quantity.end + 1] in _STOPS
        if quantity.qualifier == "exact" and not named and not _is_one(clause):
            return Numeral(start, end, "idiom")
        if unit == "起" and not named and not _CASE_VERB.search(clause):
            return Numeral(start, end, "idiom")
    return Numeral(min(start, quantity.start), quantity.end, "figure", quantity)


def _names_place(shadow: str, at: int) -> bool:
    near = shadow[at : at + _LONGEST_PLACE]
    may = "镇" in near or "乡" in near or "街道" in near or "苏木" in near
    return may and _PLACE_NAME.match(shadow, at) is not None


def _is_one(clause: str) -> bool:
    """一 is a count behind 每, 各 or, within five characters, a verb of doing or having."""
    if "每" in clause or "各" in clause:
        return True
    return any(clause.rfind(w) >= len(clause) - len(w) - 5 for w in _words().one_needs if w in clause)
