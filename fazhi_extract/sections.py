"""The heading hierarchy and the roles.

Headings follow GB/T 9704-2012 (一、 （一） 1. （1）) as far as officials keep to
it. A heading's level comes from the numbering in force where it stands, not
from its mark alone.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

import regex

from .language import load
from .models import Section
from .patterns import pattern
from .quantities import chinese_value

_SECOND_BARE = pattern(r"\n *2(?:[、.]|(?=[\u4e00-\u9fff]))")
_LIST_GOES_ON = pattern(r" *[一二三四五六七八九十]、")
_MARKS = pattern(r"[() 第部分章]")
_TEXT_SIGN = pattern(r"[。;:(]")
_BLANKS = pattern(r"[\u3000\u00a0 ]{2,}")
_GLUED_BODY = pattern(
    r"[\u4e00-\u9fff、,]{2,24}?[\u4e00-\u9fff](?=(?:19|20)\d\d *年[度来]?,)|[\u4e00-\u9fff、“”]{4,24}(?= [\u4e00-\u9fff][^。 ]{0,40},)"
)
"""A title that runs into its text: 主要工作2021年，… or 加强组织领导 街道成立…，…"""
_GAP = pattern(r" {2,}(?=\S)")
_STOP = pattern(r"[。!?]")
_NONE = pattern(r":\s*(?:暂?无|没有)[。.]?\s*")
_DONE = pattern(r"成效|举措|做法|开展情况")
_DONE_BESIDE = pattern(r"成效|做法|开展|举措.*问题|成绩|情况.{0,4}(?:、|和|及|与)")
_CLOSING_LINE = pattern(
    r"\(?(?:此件|公开|联系|抄送|附件|审核|编辑|责任|打印|关闭|分享|扫)|[-—第]*\d{1,3}[-—页]*$"
)
_TURN = pattern(r"在?今后|下一?步|将(?:继续|进一步|着力|以)")
_POINT_STOP = pattern(r"[。;\n]")

_CN = "[一二三四五六七八九十]"
_CANDIDATE = pattern(
    rf"""(?=[一二三四五六七八九十\d(①-⑳第])(?:
      (?P<part>第\ ?{_CN}{{1,3}}\ ?(?:部分|章))[、:.]?
    | (?P<cnp>\(\ *{_CN}{{1,3}}\ *\)[、.]?|(?<![\w(]){_CN}{{1,3}}\)[、.]?)
    | (?P<cn>{_CN}{{1,3}}\ ?(?:、|\.(?!\d)))
    | (?P<arp>\(\ *\d{{1,2}}\ *\)[、.]?)
    | (?P<dec>(?<![\d.])\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?(?![\d%])[、.]?)
    | (?P<ar>(?<![\d.])\d{{1,2}}\ ?(?:、|\.(?!\d)|\)))
    | (?P<circled>[①-⑳])
    | (?P<bare>(?<![^\n\ ])\d{{1,2}}(?=[\u4e00-\u9fff])))
    """,
    regex.VERBOSE,
)
_POINT = pattern(
    rf"(?P<number>{_CN}{{1,2}})(?:是|要(?=[^,。]{{2}}))|其(?P<that>[一二三四五六])(?:是|[,:、])|第(?P<ord>[一二三四五六七八九十])[,:]"
)
_BOOKMARK = pattern(r"\[bookmark:[^\]\n]{0,40}\]")
_NO_MONTH_OR_UNIT = pattern(
    r"(?!年|月|日|号|个|件|起|次|人|名|份|场|项|家|户|处|条|万|千|百|级|楼|社区|村|组|点|时|天|周|届|期|吨|公里|米|亩|元|余|多|岁|大|类|种)"
)
_NUMBERED_PARAGRAPH = pattern(r"^(?:一是|1\.|\(1\)|首先|①)")
_FIGURE = pattern(r"\d[\d.,]*\s*[余多]?(?:万|千)?[余多]?\s*[件起次人名份场家户处条%元个项]")
_RANK = {"part": 0, "cn": 1, "cnp": 2, "ar": 3, "dec": 4, "arp": 5, "circled": 6}
_RUN_IN = 55
"""The longest run-in heading, in characters; longer first sentences are text."""
_OWN_LINE = 90
"""The longest heading on a line of its own, in characters."""


@dataclass(slots=True)
class Outline:
    """What the section stage hands on."""

    sections: list[Section]
    markers: list[tuple[int, int]]
    """Spans of the heading and point numbers."""
    plans: list[tuple[int, int]]
    """Spans of the text that speak of the coming year."""


@dataclass(slots=True)
class _Mark:
    style: str
    value: int
    number: str
    start: int
    end: int
    level: int = 0
    title: str = ""
    heading_end: int = 0
    title_span: tuple[int, int] = field(default=(0, 0))


def outline(text: str, shadow: str) -> Outline:
    """Find headings and points, with levels, roles and extents, in document order."""
    marks = _headings(shadow)
    for mark, bound in zip(marks, [*(m.start for m in marks[1:]), len(shadow)], strict=False):
        _set_title(text, shadow, mark, bound)
    _set_levels(marks, shadow)
    body_end = _signature_start(shadow, marks)
    sections = _build(text, shadow, marks, body_end)
    markers = [(m.start, m.end) for m in marks]
    points = _points(text, shadow, sections, marks, body_end)
    markers += [(p.start, p.start + len(p.number or "")) for p in points]
    merged = _renumber(sections, points)
    plans = _plans(shadow, merged)
    for section in merged:  # a point of a merged section belongs to the half it stands in
        if section.kind == "point" and section.role and "+next_year_plan" in section.role:
            planned = any(start <= section.start < end for start, end in plans)
            section.role = "next_year_plan" if planned else section.role.replace("+next_year_plan", "")
    return Outline(merged, sorted(markers), plans)


# --- finding headings -------------------------------------------------------


def _headings(shadow: str) -> list[_Mark]:
    marks: list[_Mark] = []
    last: dict[str, int] = {}
    for found in _CANDIDATE.finditer(shadow):
        style = found.lastgroup or ""
        start, end = found.span()
        before = _before(shadow, start)
        written = found[0].strip("()、.: ")
        if style == "bare":
            if before != "line" or not _NO_MONTH_OR_UNIT.match(shadow, end):
                continue
            opens_list = written == "1" and _SECOND_BARE.search(shadow, end, end + 600)
            if int(written) != last.get("ar", 0) + 1 and not opens_list:
                continue
            style = "ar"
        value = _value(style, written)
        if value is None:
            continue
        if before == "line":
            if style == "dec" and not _is_decimal_heading(shadow, end, last):
                continue
        elif not _continues(style, value, before, last, marks, shadow, start):
            continue
        if style == "cn" and before == "line" and _LIST_GOES_ON.match(shadow, end):
            continue
        number = _MARKS.sub("", written)
        marks.append(_Mark(style, value, number, start, end))
        last[style] = value
        for deeper, rank in _RANK.items():
            if rank > _RANK[style] and deeper in last and deeper != "ar":
                del last[deeper]
    return marks


def _value(style: str, written: str) -> int | None:
    if style == "circled":
        return ord(written) - ord("①") + 1
    if style == "dec":
        return int(written.split(".")[-1])
    if style in ("ar", "arp"):
        return int(written)
    parsed = chinese_value(_MARKS.sub("", written))
    return parsed[0] if parsed else None


def _before(shadow: str, start: int) -> str:
    """Say what stands before a place: ``line``, ``gap``, ``stop``, or the character."""
    at = start
    while at and shadow[at - 1] == " ":
        at -= 1
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


def _is_decimal_heading(shadow: str, end: int, last: dict[str, int]) -> bool:
    """1.1 at the start of a line is a heading only where 1. leads and no unit follows."""
    return bool(_NO_MONTH_OR_UNIT.match(shadow, end)) and shadow[end : end + 1] not in ("%", "")


def _continues(
    style: str,
    value: int,
    before: str,
    last: dict[str, int],
    marks: list[_Mark],
    shadow: str,
    start: int,
) -> bool:
    """Judge a mark inside a line: only one that goes on with a numbering is a heading."""
    expected = value == 1 or value == last.get(style, 0) + 1
    if not expected or style in ("bare", "dec", "part"):
        return style == "part" and before in ("。", "gap") and expected
    if style == "circled":
        return before in ("。", ":") or (before == ";" and marks[-1].style == style)
    if style == "arp":
        return before == "。"
    glued = (
        bool(marks) and start - marks[-1].end <= 45 and not _TEXT_SIGN.search(shadow, marks[-1].end, start)
    )
    if style == "cnp":
        return before in ("。", "!", ":", "gap", ";", "…") or (
            glued and _RANK[marks[-1].style] < _RANK[style] and before not in "第条款项"
        )
    if style == "cn":
        return before in ("。", "gap", "…", "!") or (before == ":" and value == 1)
    return (before in ("。", "gap", "…") and (value > 1 or before != "gap")) or (
        glued and value == 1 and style == "ar" and _RANK[marks[-1].style] < _RANK[style]
    )


# --- titles -----------------------------------------------------------------


def _set_title(text: str, shadow: str, mark: _Mark, bound: int) -> None:
    line_end = shadow.find("\n", mark.end, bound)
    end = bound if line_end < 0 else line_end
    start = mark.end
    while start < end and shadow[start] == " ":
        start += 1
    line = shadow[start:end]
    inline_list = mark.style == "circled" and _before(shadow, mark.start) != "line"
    title_end, heading_end = (0, 0) if inline_list else _title_length(line)
    title = text[start : start + title_end].strip().rstrip(":：;；。.,，、 \u3000\u00a0")
    mark.title = _BLANKS.sub(" ", title)
    mark.title_span = (start, start + title_end)
    mark.heading_end = start + heading_end if title_end else mark.end


def _title_length(line: str) -> tuple[int, int]:
    """Return the length of the title at the head of ``line``, and with its closing sign."""
    if _NUMBERED_PARAGRAPH.match(line):
        return 0, 0
    gap = _GAP.search(line)
    stop = _STOP.search(line)
    first = stop.start() if stop else len(line.rstrip())
    glued = _GLUED_BODY.match(line)
    if glued and glued.end() < first:
        return glued.end(), glued.end()
    if gap and gap.start() < first and gap.start() <= _RUN_IN and gap.start() > 3:
        return gap.start(), gap.end()
    colon = line.find(":")
    if colon > 0 and _NONE.fullmatch(line, colon):
        return colon, colon + 1
    if 0 < colon < first and colon <= 30 and colon < len(line.rstrip()) - 1:
        follows = line[colon + 1 :].lstrip()
        if first > _RUN_IN or _NUMBERED_PARAGRAPH.match(follows):
            return colon, colon + 1
    limit = _OWN_LINE if not stop or first >= len(line.rstrip()) - 1 else _RUN_IN
    if first <= limit:
        head = line[:first]
        if _FIGURE.search(head) and ("," in head or ";" in head):
            return 0, 0
        return first, min(first + 1, len(line)) if stop else first
    space = line.find(" ")
    if 4 <= space <= 30:
        return space, space + 1
    return 0, 0


# --- levels -----------------------------------------------------------------


def _set_levels(marks: list[_Mark], shadow: str) -> None:
    stack: list[_Mark] = []
    for mark in marks:
        top = stack[0] if stack else None
        styles = [m.style for m in stack]
        if (
            top is not None
            and mark.style != top.style
            and mark.style in ("ar", "cnp")
            and mark.value == top.value + 1
            and mark.value > 1
            and not (mark.style in styles and stack[styles.index(mark.style)].value == mark.value - 1)
            and role_of(mark.title) is not None
            and _is_statutory(mark.title)
        ):
            # 3、2023年度党政主要负责人… after 一、 二、: the wrong kind of number, the right place
            mark.level = 1
            stack = [_Mark(top.style, mark.value, mark.number, mark.start, mark.end, 1)]
            continue
        if mark.style in styles:
            depth = styles.index(mark.style)
            del stack[depth:]
        else:
            while stack and _RANK[stack[-1].style] > _RANK[mark.style]:
                stack.pop()
        mark.level = len(stack) + 1
        stack.append(mark)


def _is_statutory(title: str) -> bool:
    role = role_of(title)
    return role is not None and (
        any(part != "achievements" for part in role.split("+")) or "法治" in title or "年" in title
    )


# --- roles ------------------------------------------------------------------


@cache
def _role_patterns() -> list[tuple[str, regex.Pattern[str], regex.Pattern[str] | None]]:
    roles = load("headings")["roles"]
    return [
        (
            role,
            pattern("|".join(f"(?:{p})" for p in table["any"])),
            pattern("|".join(f"(?:{p})" for p in table["not"])) if "not" in table else None,
        )
        for role, table in roles.items()
    ]


@cache
def _plan_opening() -> regex.Pattern[str]:
    opens = "|".join(load("headings")["plan_opens"]["any"])
    return pattern(rf"(?:(?<=[\n。;])|^) *(?:{opens})(?:[^\n。;]{{0,30}}?(?:,|:|将|我|要|继续)|工作)")


def role_of(title: str) -> str | None:
    """Return the role that a heading's own words give it, or None."""
    found = [
        role
        for role, any_of, none_of in _role_patterns()
        if any_of.search(title) and not (none_of and none_of.search(title))
    ]
    if "first_responsible_person" in found and "achievements" in found:
        # 履行第一责任人职责…有关情况 speaks of the one thing, 举措和成效及… of two
        if not _DONE.search(title):
            found.remove("achievements")
    if "achievements" in found and ("problems" in found or "next_year_plan" in found):
        if not _DONE_BESIDE.search(title):
            found.remove("achievements")
    if "next_year_plan" in found and "other_matters" in found:
        found.remove("other_matters")
    if not found:
        return None
    order = ["achievements", "first_responsible_person", "problems", "next_year_plan", "other_matters"]
    return "+".join(sorted(found, key=order.index))


# --- building ---------------------------------------------------------------

_ORGAN_OR_DATE = pattern(
    rf"(?:政府|委员会|办事处|局|厅|党委|党组|街道|办公室|[镇乡])\)?$|^(?:(?:19|20)\d\d *年 *\d{{1,2}} *月 *\d{{1,2}} *日|[〇零一二三四五六七八九]{{4}}年{_CN}{{1,3}}月{_CN}{{1,3}}日)$"
)


def _signature_start(shadow: str, marks: list[_Mark]) -> int:
    """Return where the closing lines (organ, date) begin, or the text's end."""
    end = len(shadow)
    floor = marks[-1].heading_end if marks else 0
    start = end
    at = end
    while at > floor:
        line_start = shadow.rfind("\n", 0, at - 1) + 1 if at > 1 else 0
        line = shadow[line_start:at].strip()
        compact = line.replace(" ", "")
        if compact and not (len(compact) <= 40 and _ORGAN_OR_DATE.search(compact)):
            if not _CLOSING_LINE.match(compact):
                break
        elif compact:
            start = line_start
        if line_start <= floor or line_start == 0:
            break
        at = line_start - 1 if shadow[line_start - 1] == "\n" else line_start
        at = line_start
        if end - at > 400:
            break
    return start


def _build(text: str, shadow: str, marks: list[_Mark], body_end: int) -> list[Section]:
    sections: list[Section] = []
    first = marks[0].start if marks else body_end
    if shadow[:first].strip():
        sections.append(_block("preamble", 0, first))
    plan_or_problem_seen = False
    current: str | None = None
    for index, mark in enumerate(marks):
        later = index + 1
        while later < len(marks) and marks[later].level > mark.level:
            later += 1
        end = marks[later].start if later < len(marks) else body_end
        own = role_of(mark.title)
        if mark.level == 1:
            if own is None:
                own = "achievements" if not plan_or_problem_seen else current
            plan_or_problem_seen = plan_or_problem_seen or bool(
                "problems" in (own or "") or "next_year_plan" in (own or "")
            )
            current = own
        sections.append(
            Section(
                id="",
                kind="heading",
                level=mark.level,
                number=mark.number,
                title=mark.title,
                role=own,
                start=mark.start,
                heading_end=mark.heading_end,
                end=max(end, mark.heading_end),
            )
        )
    open_sections: list[Section] = []
    for section in sections:
        if section.kind != "heading":
            continue
        while open_sections and open_sections[-1].level >= section.level:
            open_sections.pop()
        above = open_sections[-1].role if open_sections else None
        # Below level 1 only the words that name a statutory part say otherwise:
        # 工作成效 or 成效 inside a plan is no return to achievements.
        if section.level > 1 and section.role not in (
            "first_responsible_person",
            "problems",
            "next_year_plan",
        ):
            section.role = above
        if section.level > 1 and above and section.role != above and "+" not in above:
            if above != "achievements":
                section.role = above
        open_sections.append(section)
    if shadow[body_end:].strip():
        sections.append(_block("signature", body_end, len(text)))
    return sections


def _block(role: str, start: int, end: int) -> Section:
    return Section(id="", kind="block", level=1, title="", role=role, start=start, heading_end=start, end=end)


def _points(
    text: str, shadow: str, sections: list[Section], marks: list[_Mark], body_end: int
) -> list[Section]:
    """Find the run-in points: 一是 … 二是 …, below the innermost heading."""
    points: list[Section] = []
    headings = [s for s in sections if s.kind == "heading"]
    at = 0
    owner: Section | None = None
    last = 0
    for found in _POINT.finditer(shadow, 0, body_end):
        start = found.start()
        before = _before(shadow, start)
        if before not in ("line", "gap", "。", ";", ":", "!", ",", "、", "”", ")"):
            continue
        written = found["number"] or found["that"] or found["ord"]
        parsed = chinese_value(written)
        if parsed is None:
            continue
        while at < len(headings) and headings[at].start <= start:
            owner, at = headings[at], at + 1
            last = 0
        if found[0].endswith("要") and last == 0 and parsed[0] != 1:
            continue
        if before in (",", "、", "”", ")") and parsed[0] != last + 1:
            continue
        last = parsed[0]
        end = owner.end if owner else body_end
        if at < len(headings):
            end = min(end, headings[at].start)
        if points and points[-1].end > start:
            points[-1].end = start
        stop = _POINT_STOP.search(shadow, found.end(), end)
        title_end = stop.start() if stop else end
        if title_end - found.end() > _RUN_IN or (stop and stop[0] == ";" and points is None):
            title_end = found.end()
        title = text[found.end() : title_end].strip().rstrip(":：;；。,，")
        points.append(
            Section(
                id="",
                kind="point",
                level=(owner.level if owner else 0) + 1,
                number=written,
                title=title,
                role=owner.role if owner else None,
                start=start,
                heading_end=min(title_end + (1 if title_end > found.end() else 0), end),
                end=end,
            )
        )
    return points


def _renumber(sections: list[Section], points: list[Section]) -> list[Section]:
    """Merge headings and points in document order; give ids by position, and parents."""
    merged = sorted([*sections, *points], key=lambda s: (s.start, s.kind == "point"))
    counts: dict[str, int] = {}
    path: list[Section] = []
    for section in merged:
        while path and (path[-1].level >= section.level or path[-1].end <= section.start):
            path.pop()
        parent = path[-1].id if path else ""
        if section.role == "preamble":
            section.id = "0"
            continue
        counts[parent] = counts.get(parent, 0) + 1
        section.id = f"{parent}.{counts[parent]}" if parent else str(counts[parent])
        section.parent = parent or None
        if section.kind != "block":
            path.append(section)
    return merged


def _plans(shadow: str, sections: list[Section]) -> list[tuple[int, int]]:
    plans: list[tuple[int, int]] = []
    for section in sections:
        role = section.role or ""
        if section.kind == "point" or "next_year_plan" not in role:
            continue
        if role == "next_year_plan":
            plans.append((section.start, section.end))
            continue
        opened = _plan_opening().search(shadow, section.heading_end, section.end)
        turns = opened or _TURN.search(shadow, section.heading_end, section.end)
        if turns:
            plans.append((turns.start(), section.end))
    starts = [s.start for s in sections if s.kind == "heading"]
    for found in _plan_opening().finditer(shadow):
        line_end = shadow.find("\n", found.end())
        end = len(shadow) if line_end < 0 else line_end
        following = bisect_right(starts, found.start())
        if following < len(starts):
            end = min(end, starts[following])
        plans.append((found.start(), end))
    return sorted(plans)
