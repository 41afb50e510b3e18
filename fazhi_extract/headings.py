"""Find the headings of a text: their marks, titles and levels.

Headings follow GB/T 9704-2012 (一、 （一） 1. （1）) as far as officials keep to
it. A heading's level comes from the numbering in force where it stands, not
from its mark alone.
"""

from __future__ import annotations

import re
from operator import attrgetter

from .patterns import pattern
from .quantities import chinese_value
from .records import record
from .roles import ends_of_names, role_of

CN = "[一二三四五六七八九十]"
_CONTENTS = pattern(
    rf"^ *(?P<mark>\({CN}{{1,3}}\)|{CN}{{1,3}}、|\d{{1,2}}[.、])[^\n。;:]{{2,70}}?(?:[.…·]{{2,}} *| +)(?P<page>\d{{1,3}}) *$",
    re.MULTILINE,
)
_CONTENTS_TITLE = pattern(r"目 *[录次] *$", re.MULTILINE)
# The first sign stands apart, so that the engine skips to the next of them; what may follow depends on it.
_CANDIDATE = pattern(
    rf"""[一二三四五六七八九十0-9(①-⑳第](?:
      (?<={CN})(?:
        (?P<cnp>(?<![\w(].){CN}{{0,2}}\)[、.]?)
      | (?P<cn>{CN}{{0,2}}\ ?(?:、|\.(?!\d(?!\d{{3}}年)))))
    | (?<=\d)(?:
        (?<![\d.].)(?:(?P<dec>\d?\.\d{{1,2}}(?:\.\d{{1,2}})?(?![\d%](?!\d年))[、.]?)|(?P<ar>\d?\ ?(?:、|\.(?!\d)|\))))
      | (?P<bare>(?<![^\n\ ].)\d?(?=[\u4e00-\u9fff])))
    | (?<=\()\ *(?:(?P<cnb>{CN}{{1,3}}\ *\)[、.]?)|(?P<arp>\d{{1,2}}\ *\)[、.]?))
    | (?<=第)(?:(?P<part>\ ?{CN}{{1,3}}\ ?(?:部分|章))[、:.]?|(?P<ord>(?<![^\n\ ].){CN}{{1,2}}、(?=[^\n。;,:]{{2,30}}\n)))
    | (?P<circled>(?<=[①-⑳])))
    """,
    re.VERBOSE,
)
_SECOND_BARE = pattern(r"\n *2(?:[、.]|(?=[\u4e00-\u9fff]))")
_LIST_GOES_ON = pattern(r" *[一二三四五六七八九十]、")
_BODY_AT_ONCE = pattern(
    r"[\u4e00-\u9fff、,“”]{3,24}?[\u4e00-\u9fff”](?=(?:我[镇乡街县区局市办]|今年以来|一年来|[镇乡](?:党委|政府|党政)|街道党工委|街道办事处|(?:县|区|市)委|截至|全年共|坚持以习近平)[^。\n]{0,60},)"
)
"""加强组织领导镇党委成立…,…: a title whose text begins without any sign."""
_MARKS = str.maketrans("", "", "() 第部分章")
_TEXT_SIGN = pattern(r"[。;:(\n]")
_LISTED = pattern(rf"\(? *{CN}+ *\)[^。;:()\n]{{1,30}}[、,和及与]\(? *{CN}+ *\)")
"""（一）普法、（二）执法: what a sentence lists."""
_BLANKS = pattern(r"[\u3000\u00a0 ]{2,}")
_BODY_WITH_YEAR = pattern(r"[\u4e00-\u9fff、,]{2,24}?[\u4e00-\u9fff](?=(?:19|20)\d\d *年[度来]?,)")
"""A title that runs into its text: 主要工作2021年，…"""
_BODY_BEHIND_BLANK = pattern(r"[\u4e00-\u9fff、“”]{4,24}(?= [\u4e00-\u9fff][^。 ]{0,40},)")
"""加强组织领导 街道成立…，…"""
ATTACHED = pattern(r"^ *附件 *\d*[:.]?", re.MULTILINE)
"""A list of attachments behind the last sentence has numbers, but no headings."""
_GAP = pattern(r" {2,}(?=\S)")
_STOP = pattern(r"[。!?]")
_ITEM_BEHIND = pattern(r";(?:\(?[2-9二三]\)|[2-9][.、]|[二三]是)")
_NONE = pattern(r":\s*(?:暂?无|没有)[。.]?\s*")
_BOOKMARK = pattern(r"\[bookmark:[^\]\n]{0,40}\]")
_NO_MONTH_OR_UNIT = pattern(
    r"(?!年|月|日|号|个|件|起|次|人|名|份|场|项|家|户|处|条|万|千|百|级|楼|社区|村|组|点|时|天|周|届|期|吨|公里|米|亩|元|余|多|岁|大|类|种)"
)
_SURELY_UNIT = pattern(r"[万亿余倍吨米亩元]|公里|个百分点|人次|[件起次场份家户条][,。;、]")
_NUMBERED_PARAGRAPH = ("一是", "1.", "(1)", "首先", "①")
_FIGURE = pattern(
    r"(?<!不少于)(?<!不低于)(?<!至少)(?<!\d)\d[\d.,]*\s*[余多]?(?:万|千)?[余多]?\s*[件起次人名份场家户处条%元个项]"
)
RANK = {
    "line": -1,
    "part": 0,
    "cn": 1,
    "ord": 2,
    "cnp": 3,
    "ar": 4,
    "dec": 5,
    "deep": 6,
    "arp": 7,
    "circled": 8,
}
"""The styles of marks from the chapters down; ``line`` is a title without a mark, ``dec`` is 1.1, ``deep`` is 1.1.1."""
RUN_IN = 55
"""The longest run-in heading, in characters; longer first sentences are text."""
_GLUED = 34
"""Where the text begins at the latest that is glued to its title."""
_OWN_LINE = 90
"""The longest heading on a line of its own, in characters."""


@record
class Mark:
    """A heading: its number, its place, its title."""

    style: str
    value: int
    number: str | None
    start: int
    end: int
    level: int = 0
    title: str = ""
    plain: str = ""
    """The title in the text's shadow: what it says is read there."""
    heading_end: int = 0


def contents_lines(shadow: str) -> list[re.Match[str]]:
    """Return the lines of a table of contents: a heading, dots or blanks, and the number of its page."""
    titles = (t for t in _CONTENTS_TITLE.finditer(shadow) if opens_line(shadow, t.start()))
    title = next(titles, None)
    return list(_CONTENTS.finditer(shadow, title.end())) if title else []


def opens_line(shadow: str, at: int) -> bool:
    """Say whether nothing but blanks stands before a place in its line."""
    return not shadow[shadow.rfind("\n", 0, at) + 1 : at].strip()


def find_headings(text: str, shadow: str) -> list[Mark]:
    """Return the headings in document order, with titles and levels."""
    attached = ATTACHED.search(shadow, shadow.rfind("。") + 1)
    listed = {line.start("mark") for line in contents_lines(shadow)}
    marks = [m for m in _headings(shadow, listed) if attached is None or m.start < attached.start()]
    for mark, bound in zip(marks, [*(m.start for m in marks[1:]), len(shadow)], strict=False):
        _set_title(text, shadow, mark, bound)
    lines = _may_name_parts(shadow, marks)
    if lines or any(mark.value == 1 and mark.style == marks[0].style for mark in marks[1:]):
        from .unnumbered import unnumbered_chapters  # most reports have none

        marks = sorted([*marks, *unnumbered_chapters(text, shadow, marks, lines)], key=attrgetter("start"))
    _set_levels(marks)
    return marks


_LONGEST_NAME = 50


def _may_name_parts(shadow: str, marks: list[Mark]) -> list[tuple[int, int]]:
    """Return the lines without a number that are short and end as the names of the parts do."""
    ends = ends_of_names()
    found: list[tuple[int, int]] = []
    at = 0
    while (stop := shadow.find("\n", at)) >= 0:
        if 4 <= stop - at <= _LONGEST_NAME and shadow[stop - 1] in ends:
            while shadow[at] == " ":
                at += 1
            found.append((at, stop))
        at = stop + 1
    starts = {mark.start for mark in marks}
    return [line for line in found if line[0] not in starts]


def _headings(shadow: str, listed: set[int]) -> list[Mark]:
    """Return the marks of headings; those ``listed`` in a table of contents are none."""
    marks: list[Mark] = []
    last: dict[str, int] = {}
    for found in _CANDIDATE.finditer(shadow):
        style = found.lastgroup or ""
        style = "cnp" if style == "cnb" else style
        start, end = found.span()
        if start in listed:
            continue
        preceding = before(shadow, start)
        written = found[0].strip("()、.: ")
        if style == "bare":
            if preceding != "line" or not _NO_MONTH_OR_UNIT.match(shadow, end):
                continue
            opens_list = written == "1" and _SECOND_BARE.search(shadow, end, end + 600)
            if int(written) != last.get("ar", 0) + 1 and not opens_list:
                continue
            style = "ar"
        elif style == "dec" and shadow[end : end + 1].isdecimal():  # 3.2025年工作计划
            end = start + written.index(".") + 1
            style, written = "ar", written.partition(".")[0]
        elif style == "dec" and written.count(".") == 2:
            style = "deep"
        value = _value(style, written)
        if value is None:
            continue
        if preceding == "line":
            if style in ("dec", "deep") and not _is_decimal_heading(written, value, last, shadow, end):
                continue
        elif not _continues(style, value, preceding, last, marks, shadow, start):
            continue
        if style == "ord":
            style = "part" if "cn" not in last else style  # below 一、 it is one of its points
        if style == "cn" and preceding == "line" and _LIST_GOES_ON.match(shadow, end):
            continue
        number = written.translate(_MARKS)
        marks.append(Mark(style, value, number, start, end))
        last[style] = value
        rank = RANK[style]
        for deeper in [one for one in last if RANK[one] > rank and one != "ar"]:
            del last[deeper]
    return marks


def _value(style: str, written: str) -> int | None:
    if style == "circled":
        return ord(written) - ord("①") + 1
    if style in ("dec", "deep"):
        return int(written.split(".")[-1])
    if style in ("ar", "arp"):
        return int(written)
    parsed = chinese_value(written.translate(_MARKS))
    return parsed[0] if parsed else None


def without_blanks(shadow: str, at: int) -> int:
    """Return where the blanks begin that stand before a place."""
    while at and shadow[at - 1] == " ":
        at -= 1
    return at


def before(shadow: str, start: int) -> str:
    """Say what stands before a place: ``line``, ``gap``, ``stop``, or the character."""
    at = without_blanks(shadow, start)
    if at == 0 or shadow[at - 1] == "\n":
        return "line"
    if shadow[at - 1] == "]":
        floor = max(0, at - 200)
        line_start = shadow.rfind("\n", floor, at) + 1 or floor
        if not _BOOKMARK.sub("", shadow[line_start:at]).strip():
            return "line"
    if shadow[at - 1] in "。!?:;…":
        return shadow[at - 1]
    return "gap" if start - at >= 2 else shadow[at - 1]


def _is_decimal_heading(written: str, value: int, last: dict[str, int], shadow: str, end: int) -> bool:
    """1.1 at the start of a line is a heading only where no unit follows, or where it is the next: 二、 2.1人员"""
    if shadow[end : end + 1] in ("%", ""):
        return False
    if _NO_MONTH_OR_UNIT.match(shadow, end):
        return True
    if written.count(".") == 2 or _SURELY_UNIT.match(shadow, end):
        return False
    chapter = int(written.split(".")[0])
    return chapter in (last.get("cn"), last.get("ar")) and value == last.get("dec", 0) + 1


def _continues(
    style: str,
    value: int,
    before: str,
    last: dict[str, int],
    marks: list[Mark],
    shadow: str,
    start: int,
) -> bool:
    """Judge a mark inside a line: only one that goes on with a numbering is a heading."""
    expected = value == 1 or value == last.get(style, 0) + 1
    if not expected or style in ("bare", "dec", "deep", "part"):
        return style == "part" and before in ("。", "gap") and expected
    if style == "circled":
        return before in ("。", ":") or (before == ";" and bool(marks) and marks[-1].style == style)
    if style in ("ar", "arp") and before == ";" and value > 1:
        return marks[-1].style == style and marks[-1].value == value - 1  # 1、甲;2、乙;3、丙
    if style == "arp":
        return before == "。"
    glued = (
        bool(marks) and start - marks[-1].end <= 45 and not _TEXT_SIGN.search(shadow, marks[-1].end, start)
    )
    if style == "cnp":
        if _LISTED.match(shadow, start):
            return False
        return before in ("。", "!", ":", "gap", ";", "…") or (
            glued and RANK[marks[-1].style] < RANK[style] and before not in "第条款项"
        )
    if style == "cn":
        return before in ("。", "gap", "…", "!") or (before == ":" and value == 1)
    return (before in ("。", "gap", "…") and (value > 1 or before != "gap")) or (
        glued and value == 1 and style == "ar" and RANK[marks[-1].style] < RANK[style]
    )


def _set_title(text: str, shadow: str, mark: Mark, bound: int) -> None:
    line_end = shadow.find("\n", mark.end, bound)
    end = bound if line_end < 0 else line_end
    start = mark.end
    while start < end and shadow[start] == " ":
        start += 1
    line = shadow[start:end]
    inline_list = mark.style == "circled" and before(shadow, mark.start) != "line"
    title_end, heading_end = (0, 0) if inline_list else _title_length(line)
    title = text[start : start + title_end].strip().rstrip(":：;；。.,，、 \u3000\u00a0")
    mark.title = _BLANKS.sub(" ", title)
    mark.plain = shadow[start : start + title_end].rstrip(":;.,、 ")
    mark.heading_end = start + heading_end if title_end else mark.end


def _title_length(line: str) -> tuple[int, int]:
    """Return the length of the title at the head of ``line``, and with its closing sign."""
    if line.startswith(_NUMBERED_PARAGRAPH):
        return 0, 0
    gap = _GAP.search(line) if "  " in line else None
    stop = _STOP.search(line)
    first = stop.start() if stop else len(line.rstrip())
    glued = _glued_body(line)
    if glued and glued.end() < first:
        return glued.end(), glued.end()
    if gap and gap.start() < first and gap.start() <= RUN_IN and gap.start() > 3:
        return gap.start(), gap.end()
    colon = line.find(":")
    if colon > 0 and _NONE.fullmatch(line, colon):
        return colon, colon + 1
    if 0 < colon < first and colon <= 30 and colon < len(line.rstrip()) - 1:
        follows = line[colon + 1 :].lstrip()
        told = line[colon:first] if stop else ""
        says_more = "," in told or _FIGURE.search(told)  # 压实责任:召开会议,听取汇报。
        if first > RUN_IN or says_more or follows.startswith(_NUMBERED_PARAGRAPH):
            return colon, colon + 1
    limit = _OWN_LINE if not stop or first >= len(line.rstrip()) - 1 else RUN_IN
    if first <= limit:
        head = line[:first]
        if ";" in head and _ITEM_BEHIND.search(head):
            return 0, 0  # (1)甲;(2)乙: a list, and no title
        if not (("," in head or ";" in head) and _FIGURE.search(head)):
            return first, min(first + 1, len(line)) if stop else first
    at_once = _BODY_AT_ONCE.match(line)
    if at_once:
        return at_once.end(), at_once.end()
    space = line.find(" ")
    if first > limit and 4 <= space <= 30:
        return space, space + 1
    return 0, 0


def _glued_body(line: str) -> re.Match[str] | None:
    """Return the title whose text begins without a sign; most lines have neither year nor blank so early."""
    head = line[:_GLUED]
    with_year = _BODY_WITH_YEAR.match(line) if "20" in head or "19" in head else None
    return with_year or (_BODY_BEHIND_BLANK.match(line) if " " in head else None)


def _set_levels(marks: list[Mark]) -> None:
    """Give each of the headings, which are in document order, its level."""
    stack: list[Mark] = []
    for mark in marks:
        top = stack[0] if stack else None
        styles = [m.style for m in stack]
        if mark.number is None:
            # a chapter, beside those with numbers if they came first
            mark.level = 1
            stack = [Mark(marks[0].style, 0, None, mark.start, mark.end, 1)]
            continue
        if (
            top is not None
            and mark.style != top.style
            and mark.style in ("ar", "cnp")
            and mark.value == top.value + 1
            and mark.value > 1
            and not (mark.style in styles and stack[styles.index(mark.style)].value == mark.value - 1)
            and _is_statutory(mark.plain)
        ):
            # 3、2023年度党政主要负责人… after 一、 二、: the wrong kind of number, the right place
            mark.level = 1
            stack = [Mark(top.style, mark.value, mark.number, mark.start, mark.end, 1)]
            continue
        if mark.style in styles:
            depth = styles.index(mark.style)
            del stack[depth:]
        else:
            while stack and RANK[stack[-1].style] > RANK[mark.style]:
                stack.pop()
        mark.level = len(stack) + 1
        stack.append(mark)


def _is_statutory(title: str) -> bool:
    role = role_of(title)
    return role is not None and (
        any(part != "achievements" for part in role.split("+")) or "法治" in title or "年" in title
    )
