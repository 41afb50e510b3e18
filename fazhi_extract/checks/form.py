"""Checks of form: headings, what a template left in, quotation marks and brackets, empty results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..models import Section
from ..patterns import pattern
from ..quantities import chinese_value
from .base import Check, Context, Hit

_CHINESE_DIGITS = set("一二三四五六七八九十")


# Headings


def heading_number_gap(context: Context) -> Iterator[Hit]:
    """Report a heading number that skips one."""
    for before, section, one, two in _numbered(context):
        if two not in (one, one + 1, 1) and _same_kind(before, section):
            yield Hit(
                f"标题编号由“{before.number}”跳至“{section.number}”",
                "heading number skips",
                spans=[_heading(section)],
            )


def heading_number_repeated(context: Context) -> Iterator[Hit]:
    """Report a heading number that is used twice."""
    for before, section, one, two in _numbered(context):
        if one == two and _same_kind(before, section):
            yield Hit(
                f"标题编号“{section.number}”重复",
                "heading number repeated",
                spans=[_heading(section), _heading(before)],
            )


def heading_number_kind(context: Context) -> Iterator[Hit]:
    """Report a heading number of another kind than its neighbour's: 二、 and then 3、."""
    for before, section, _, _ in _numbered(context):
        if not _same_kind(before, section):
            yield Hit(
                f"标题编号“{section.number}”与前一标题“{before.number}”形式不同",
                "heading number of another kind than the one before",
                spans=[_heading(section), _heading(before)],
            )


def _numbered(context: Context) -> Iterator[tuple[Section, Section, int, int]]:
    """Yield each numbered heading behind the one before it on the same level, with the two numbers."""
    siblings: dict[tuple[str | None, int], Section] = {}
    for section in context.report.sections:
        if section.kind != "heading" or not section.number:
            continue
        key = (section.parent, section.level)
        before = siblings.get(key)
        siblings[key] = section
        if before is None or not before.number:
            continue
        one, two = _number(before.number), _number(section.number)
        if one is not None and two is not None:
            yield before, section, one, two


def _same_kind(one: Section, other: Section) -> bool:
    return (one.number or "").isdecimal() == (other.number or "").isdecimal()


def _number(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    if not set(written) <= _CHINESE_DIGITS:
        return None
    parsed = chinese_value(written)
    return parsed[0] if parsed else None


_SIGNS = re.compile(r"[\W_]+")
_TITLE = 4
"""Shorter headings (成效, 普法) may well come twice."""


def heading_twice(context: Context) -> Iterator[Hit]:
    """Report a heading that stands twice on one level of the same part of the report."""
    first: dict[tuple[int, str | None, str], Section] = {}
    for section in context.report.sections:
        words = _SIGNS.sub("", section.title)
        if section.kind == "heading" and len(words) >= _TITLE:
            before = first.setdefault((section.level, section.role, words), section)
            if before is not section:
                yield Hit(
                    f"标题“{section.title}”重复出现",
                    "the same heading stands twice",
                    spans=[_heading(section), _heading(before)],
                )


def _heading(section: Section) -> tuple[int, int]:
    return section.start, section.heading_end


# What a template left in

_UNIT = "名|次|件|场|人|份|个|起|项|条|户|家|批|期|余|万元|元|%|年|月|日"
_PLACE = "省|市|县|区|镇|乡|街道|村|社区|局|委|同志|政府"
_MASKED = pattern(
    rf"(?<![A-Za-z\d*])[xX×*]{{1,4}}\s*(?:{_UNIT})|20[xX×*]{{2}}\s*年|(?:19|20)\d[xX×*]\s*年|_{{2,}}\s*(?:{_UNIT})|(?<=[\u4e00-\u9fff])_{{2,}}(?=[\u4e00-\u9fff])"
)
_MASKED_PLACE = pattern(rf"(?<![A-Za-z\d*xX×])[xX×*〇]{{2,3}}(?:{_PLACE})")
_BLANK = pattern(
    r"[〔\[(【] *(?:20)?[xX×*\d]{0,2} *[〕\])】] *第?[ xX×*]*号"
    r"|〔20\d\d〕 *第?[ xX×*_]*号"
    r"|年[ _]{1,8}月|月[ _]{1,8}日|20 {2,6}年"
    r"|[(【](?:此处|请|在此|待)[^()【】\n]{0,12}(?:填|补充|插入|核实|完善|修改)[^()【】\n]{0,12}[)】]"
)


def placeholder(context: Context) -> Iterator[Hit]:
    """Report what a template left to be filled in: x名, *次, 20xx年, 〔20 〕号, （此处填写）."""
    shadow = context.shadow
    masked = any(sign in shadow for sign in "xX×*_")
    for found in _MASKED.finditer(shadow) if masked else ():
        yield _left(found[0], found.span())
    for found in _MASKED_PLACE.finditer(shadow) if masked or "〇〇" in shadow else ():
        hit = _left(found[0], found.span())
        hit.severity = "warning"  # XX村 may also be a name left out on purpose
        yield hit
    for found in _BLANK.finditer(shadow):
        yield _left(found[0], found.span())


def _left(written: str, span: tuple[int, int]) -> Hit:
    return Hit(f"模板占位符“{written}”未填写", "placeholder of a template left in", spans=[span])


# Marks that go in pairs

_OPENING = {"“": "”", "《": "》", "(": ")", "〔": "〕", "【": "】"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_MARK = re.compile(r"([“”《》()〔〕【】])(?:(?<=[“”])\1)?|\n")
"""Doubled quotation marks (““) are noise of some editors and count once."""
_ENUMERATED = re.compile(r"(?:^|[\s。;:,、”])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2})$")
_LINES = 3
"""A mark may be closed so many lines on: lines of a page are no paragraphs."""


def unpaired_mark(context: Context) -> Iterator[Hit]:
    """Report quotation marks and brackets of which one is missing."""
    lonely: list[int] = []
    open_: dict[str, list[tuple[int, int]]] = {mark: [] for mark in _OPENING}
    line, line_start = 0, 0
    for found in _MARK.finditer(context.shadow):
        mark, at = found[0][0], found.start()
        if mark == "\n":
            line, line_start = line + 1, found.end()
            for waiting in open_.values():
                while waiting and waiting[0][1] < line - _LINES:
                    lonely.append(waiting.pop(0)[0])
        elif mark in _OPENING:
            waiting = open_[mark]
            if waiting and waiting[-1][1] < line and not context.shadow[line_start:at].strip():
                waiting.pop()  # a quotation of several paragraphs opens again in each
            waiting.append((at, line))
        elif open_[_CLOSING[mark]]:
            open_[_CLOSING[mark]].pop()
        elif not (mark == ")" and _ENUMERATED.search(context.shadow[max(0, at - 4) : at])):
            lonely.append(at)
    lonely += [at for waiting in open_.values() for at, _ in waiting]
    for at in sorted(lonely):
        mark = context.shadow[at]
        other = _OPENING.get(mark) or _CLOSING[mark]
        yield Hit(f"“{mark}”没有与之配对的“{other}”", f"{mark} without {other}", spans=[(at, at + 1)])


# Nothing there


def no_headings(context: Context) -> Iterator[Hit]:
    """Say so where a text has no headings."""
    if not any(s.kind == "heading" for s in context.report.sections):
        yield Hit("未发现标题", "no heading found in the text")


def no_figures(context: Context) -> Iterator[Hit]:
    """Say so where a text has no figures."""
    if not context.report.observations:
        yield Hit("未发现数字", "no figure found in the text")


CHECKS = (
    Check(
        "heading_number_gap", "warning", "form", "标题编号跳号", "a heading number skips", heading_number_gap
    ),
    Check(
        "heading_number_repeated",
        "warning",
        "form",
        "标题编号重复",
        "a heading number is used twice",
        heading_number_repeated,
    ),
    Check(
        "heading_number_kind",
        "warning",
        "form",
        "标题编号形式不一致（“二、”之后为“3、”）",
        "a heading number of another kind than the one before",
        heading_number_kind,
    ),
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
