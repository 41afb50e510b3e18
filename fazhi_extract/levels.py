"""The levels of headings: by the numbering in force where each stands, not by its mark alone."""

from __future__ import annotations

from .records import record
from .roles import role_of

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


def set_levels(marks: list[Mark]) -> None:
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
