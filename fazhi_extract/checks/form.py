"""Checks of form: headings, what a template left in, quotation marks and brackets, empty results."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match

from ..models import Section, Severity
from ..patterns import pattern
from .base import Check, Context, Hit

# Headings

_TITLE = 4
"""Shorter headings (成效, 普法) may well come twice."""


def heading_twice(context: Context) -> Iterator[Hit]:
    """Report a heading that stands twice on one level of the same part of the report."""
    first: dict[tuple[int, str | None, str], Section] = {}
    for section in context.headings:
        if len(section.title) >= _TITLE:
            before = first.setdefault((section.level, section.role, section.title), section)
            if before is not section:
                yield Hit(
                    f"标题“{section.title}”重复出现",
                    "the same heading stands twice",
                    spans=[_heading(section), _heading(before)],
                )


def _heading(section: Section) -> tuple[int, int]:
    return section.start, section.heading_end


# What a template left in

_UNIT = "名|次|处|宗|件|场|人|份|个|起|项|条|户|家|批|期|余|万元|元|%|年|月|日"
_PLACE = "省|市|县|区|镇|乡|街道|村|社区|局|委|同志|政府"
_MASKED = pattern(
    rf"(?<![A-Za-z\d*])[xX×*]{{1,4}}\s*(?:{_UNIT})|(?<=\d)[×*]{{1,4}}\s*(?:{_UNIT})|20[xX×*]{{2}}\s*年|(?:19|20)\d[xX×*]\s*年|_{{2,}}\s*(?:{_UNIT})|(?<=[\u4e00-\u9fff])_{{2,}}(?=[\u4e00-\u9fff])"
)
_CIRCLES = pattern(
    rf"(?:[〇○](?<![一二三四五六七八九十百千万亿零〇○].)[〇○]{{1,3}}|(?<=[\u4e00-\u9fff\d,、])○)\)?\s*(?:{_UNIT}|万)"
)
"""○○次, 2○件; but a single ○ at the beginning of a line is a bullet, and 〇件 is none."""
_MASKED_PLACE = pattern(rf"(?<![A-Za-z\d*xX×])[xX×*〇○]{{2,3}}(?:{_PLACE})")
_OFFICE = "书记|镇长|乡长|县长|区长|市长|局长|主任|部长|科长|所长|站长|组长|队长|主席|院长"
_MASKED_NAME = pattern(
    rf"(?:{_OFFICE})[xX×*〇○]{{2,3}}(?![A-Za-z\d*xX×])(?!同志)|(?:由|为)[xX×*〇○]{{2,3}}(?=担?任|负责|牵头|主持|带头)|(?<![A-Za-z\d*xX×\u4e00-\u9fff])[xX×*〇○]{{2,3}}(?=(?:副?(?:{_OFFICE})))"
)
_WORD_FOR_NUMBER = pattern(
    rf"\((?:(?:具体)?(?:数字|数量|数据|数值|次数|人数|件数|金额)\)(?=(?:{_UNIT}))|(?:姓名|日期)\)(?!的))"
)
_BLANK = pattern(rf" (?:(?<=  )(?:{_UNIT})|万元)(?=[,。;、)])")
_NO_BLANK = pattern(r"[^\u4e00-\u9fff]$|[一二三四五六七八九十百千万亿两几余多约近超达]$")
"""27.4 万元; 二十 万元; what a line begins with."""
_NO_NUMBER = pattern(
    r"[〔\[(【] *(?:20)?[xX×*\d]{0,2} *[〕\])】] *第?[ xX×*\d]*号|〔20\d\d〕 *第?[ xX×*_]*号"
)
_NO_DATE = pattern(r"年[ _]{1,8}月(?:[ _]{1,8}日)?|月[ _]{1,8}日|20 {2,6}年")
_TO_FILL = pattern(
    r"[(【](?:此处|请|在此|待)[^()【】\n]{0,12}(?:填|补充|插入|核实|完善|修改)[^()【】\n]{0,12}[)】]"
)
_BLANKS = 12
_NUMBER_LENGTH, _TAIL = 20, 300
"""A document number is no longer; the date stands in so many last characters."""


def placeholder(context: Context) -> Iterator[Hit]:
    """Report what a template left to be filled in: x名, *次, 20xx年, 〔20 〕号, （此处填写）."""
    shadow = context.shadow
    circles = "○" in shadow or "〇〇" in shadow
    if circles:
        yield from map(_left, _CIRCLES.finditer(shadow))
    if circles or "x" in shadow or "X" in shadow or "×" in shadow or "*" in shadow or "__" in shadow:
        for found in _MASKED.finditer(shadow):
            yield _left(found)
        for found in _MASKED_PLACE.finditer(shadow):  # XX村 may also be a name left out on purpose
            yield _left(found, "warning")
        for found in _MASKED_NAME.finditer(shadow):
            yield _left(found, "warning")
    at = shadow.find("号", 1)
    while at > 0:
        if shadow[at - 1] in "〕])】 xX×*_第":
            yield from map(_left, _NO_NUMBER.finditer(shadow, max(0, at - _NUMBER_LENGTH), at + 1))
        at = shadow.find("号", at + 1)
    yield from map(_left, _WORD_FOR_NUMBER.finditer(shadow))
    for found in _BLANK.finditer(shadow):
        first = max(0, found.start() - _BLANKS)
        before = shadow[first : found.start()].rstrip(" ")
        if before and not _NO_BLANK.search(before):
            yield _unfilled(shadow[first + len(before) : found.end()], first + len(before))
    for found in _NO_DATE.finditer(shadow, max(0, len(shadow) - _TAIL)):
        yield _left(found)
    for found in _TO_FILL.finditer(shadow) if "填" in shadow or "此处" in shadow else ():
        yield _left(found)


def _left(found: Match[str], severity: Severity | None = None) -> Hit:
    return _unfilled(found[0], found.start(), severity)


def _unfilled(written: str, start: int, severity: Severity | None = None) -> Hit:
    return Hit(
        f"模板占位符“{written}”未填写",
        "placeholder of a template left in",
        spans=[(start, start + len(written))],
        severity=severity,
    )


# Marks that go in pairs

_PAIRS = ("“”", "《》", "()", "〔〕")
_OPENING = {pair[0]: pair[1] for pair in _PAIRS}
_CLOSING = {pair[1]: pair[0] for pair in _PAIRS}
_ENUMERATED = pattern(r"(?:^|[\s。;:,、”])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2})$")
_LINES = 3
"""A mark may be closed so many lines on: lines of a page are no paragraphs."""


def unpaired_mark(context: Context) -> Iterator[Hit]:
    """Report quotation marks and brackets of which one is missing."""
    # as many of one as of the other is nearly always a pair each, and quick to see
    uneven = [p for p in _PAIRS if context.shadow.count(p[0]) != context.shadow.count(p[1])]
    for at in sorted(at for pair in uneven for at in _lonely(pair, context.shadow)):
        mark = context.shadow[at]
        other = _OPENING.get(mark) or _CLOSING[mark]
        yield Hit(f"“{mark}”没有与之配对的“{other}”", f"{mark} without {other}", spans=[(at, at + 1)])


def _lonely(pair: str, shadow: str) -> Iterator[int]:
    """Yield where one of a pair of marks stands without the other."""
    opening, closing = pair[0], pair[1]
    waiting: list[tuple[int, int]] = []
    start = 0
    for number, line in enumerate(shadow.split("\n")):
        if line.count(opening) != line.count(closing):
            while waiting and waiting[0][1] < number - _LINES:
                yield waiting.pop(0)[0]
            if waiting and line.lstrip().startswith(opening):
                waiting.pop()  # a quotation of several paragraphs opens again in each
            for at in _marks(pair, line):
                if line[at] == opening:
                    waiting.append((start + at, number))
                elif waiting:
                    waiting.pop()
                elif not (closing == ")" and _ENUMERATED.search(line[max(0, at - 4) : at])):
                    yield start + at
        start += len(line) + 1
    for at, _ in waiting:
        yield at


def _marks(pair: str, line: str) -> Iterator[int]:
    """Yield where the marks of a line stand; doubled quotation marks (““) are noise of some editors and count once."""
    last = -2
    for at, sign in enumerate(line):
        if sign in pair:
            if not (at - 1 == last and sign == line[last] and sign in "“”"):
                yield at
            last = at


# Nothing there


def no_headings(context: Context) -> Iterator[Hit]:
    """Say so where a text has no headings."""
    if not context.headings:
        yield Hit("未发现标题", "no heading found in the text")


def no_figures(context: Context) -> Iterator[Hit]:
    """Say so where a text has no figures."""
    if not context.report.observations:
        yield Hit("未发现数字", "no figure found in the text")


CHECKS = (
    Check(
        "heading_twice",
        "warning",
        "form",
        "同级标题重复",
        "the same heading stands twice on one level",
        heading_twice,
    ),
    Check(
        "placeholder",
        "error",
        "form",
        "模板占位符未填写",
        "a placeholder of a template is left in",
        placeholder,
    ),
    Check(
        "unpaired_mark",
        "info",
        "form",
        "引号、书名号或括号不成对",
        "a quotation mark or bracket without its other half",
        unpaired_mark,
    ),
    Check("no_headings", "warning", "form", "未发现标题", "no heading is found in the text", no_headings),
    Check("no_figures", "warning", "form", "未发现数字", "no figure is found in the text", no_figures),
)
