"""Chapters whose title stands on a line of its own, without a number."""

from __future__ import annotations

from collections.abc import Sequence

from .headings import RANK, Mark
from .patterns import pattern
from .roles import part_named, parts_ending, role_of

_LONGEST_TITLE = 60
_NO_TITLE = pattern(r"[。;!?:|>]|如下")
_TITLE_END = pattern(r"(?:情况|报告|总结|汇报|安排|计划|打算|思路)(?:\([^()]{1,12}\))?$")
_ENDED = "。;:!?”)"
_GOES_ON = (",", "。", "、", ";", ")", "")
_TEXT = pattern(r"[。;,:]|^\(?[一1](?:\)|[、.])|^(?:无|暂无)$")
"""What follows a title sooner or later; links on a page are followed by other links …"""
_REPORT = pattern(r"(?:报告|总结|汇报)(?:\([^()]{1,12}\))?$")
"""… and by the title of the report."""


def unnumbered_chapters(
    text: str, shadow: str, marks: Sequence[Mark], lines: Sequence[tuple[int, int]]
) -> list[Mark]:
    """Return the chapters that have no number, as marks without one, in document order.

    ``marks`` are the headings with numbers, ``lines`` the places of lines that may be such titles. A line is a chapter's title if it is the name of a part that
    none of them names (存在的问题); where the numbers of chapters begin anew, the title above them is one.
    """
    places = _names_of_parts(shadow, lines, marks) + _titles_between(shadow, marks)
    return [_mark(text, shadow, *place) for place in sorted(set(places))] if places else []


def _mark(text: str, shadow: str, start: int, end: int) -> Mark:
    title, plain = text[start:end].strip().rstrip(":："), shadow[start:end].strip().rstrip(":")
    return Mark("line", 0, None, start, start, title=title, plain=plain, heading_end=end)


def _names_of_parts(
    shadow: str, lines: Sequence[tuple[int, int]], marks: Sequence[Mark]
) -> list[tuple[int, int]]:
    """Return those of some lines that name a part which no numbered chapter has."""
    chapters = _chapters(marks)
    numbered = bool(chapters) and RANK[chapters[0].style] <= RANK["ord"]
    covered: set[str] = set()
    begin_anew = (
        sum(mark.value == 1 for mark in chapters) > 1
    )  # they may stand below chapters without numbers
    role_by = role_of if numbered and not begin_anew else part_named
    for mark in chapters:
        covered.update((role_by(mark.plain) or "").split("+"))
    found: list[tuple[int, int, str]] = []
    for start, line_end in lines:
        line = shadow[start:line_end].rstrip()
        title = line.rstrip(" :")
        if title and not covered.issuperset(parts_ending(title[-1])):
            role = part_named(title)
            if numbered and not begin_anew and (role == "achievements" or _goes_on(start, chapters)):
                continue  # 主要举措 below 二、下一步打算 is a title within it
            if role and role not in covered and _stands_apart(shadow, start, line_end):
                found.append((start, start + len(line), role))
    if not found or _needs_others(found, chapters if numbered else []):
        return []
    return [(start, end) for start, end, _ in found]


def _goes_on(at: int, chapters: Sequence[Mark]) -> bool:
    """Say whether a chapter that is no part of its own follows a place: the numbers go on over what stands there."""
    following = next((mark for mark in chapters if mark.start > at), None)
    return following is not None and role_of(following.plain) in (None, "achievements")


def _chapters(marks: Sequence[Mark]) -> list[Mark]:
    highest = min((RANK[mark.style] for mark in marks), default=0)
    return [mark for mark in marks if RANK[mark.style] == highest]


def _needs_others(found: list[tuple[int, int, str]], chapters: Sequence[Mark]) -> bool:
    """Say whether one name alone does not tell that a line is a title, and there are no others.

    Behind a chapter with a number it does.
    """
    if chapters and found[0][0] > chapters[0].start:
        return False
    return len({role for _, _, role in found}) < 2


def _stands_apart(shadow: str, start: int, end: int) -> bool:
    """Say whether a line has a text below, and above it one that has ended or a title."""
    above = shadow[max(0, start - 200) : start].strip().rpartition("\n")[2]
    if above and above[-1] not in _ENDED and not _TITLE_END.search(above):
        return False
    below = shadow[end : end + 200].strip().split("\n")[:2]
    if part_named(below[0].strip(" :")) or below[0][:1] in _GOES_ON:
        return False
    return any(_TEXT.search(line) for line in below) and not any(_REPORT.search(line) for line in below)


def _titles_between(shadow: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return the titles above the places where the numbers of chapters begin anew."""
    found: list[tuple[int, int]] = []
    chapter = marks[0].style if marks else ""
    for index, mark in enumerate(marks):
        if mark.value == 1 and mark.style == chapter and index:
            found += _last_title(shadow, marks[index - 1].heading_end, mark.start)
    return found


def _last_title(shadow: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the last line of a stretch of text that is a title of a report or of a part, if there is one."""
    while start < end:
        line_start = shadow.rfind("\n", start, end)
        if line_start < 0:
            return []
        line = shadow[line_start + 1 : end]
        bare = line.strip()
        if 4 <= len(bare) <= _LONGEST_TITLE and _TITLE_END.search(bare) and not _NO_TITLE.search(bare):
            at = line_start + 1 + line.find(bare)
            return [(at, at + len(bare))]
        end = line_start
    return []
