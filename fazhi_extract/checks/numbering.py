"""Checks of the numbers of headings and of run-in points: what is missing, stands twice or is of another kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ..models import Section
from ..patterns import pattern
from ..quantities import chinese_value
from .base import Check, Context, Hit

_CHINESE_DIGITS = set("一二三四五六七八九十")


def heading_number_gap(context: Context) -> Iterator[Hit]:
    """Report a heading number that skips one."""
    for before, section in context.neighbours:
        one, two = _number(before.number), _number(section.number)
        if one is None or two is None or two in (one, one + 1, 1) or _filled(before, two, context):
            continue
        if _same_kind(before, section) and not _run_in(before, section, one, two, context):
            yield Hit(
                f"标题编号由“{before.number}”跳至“{section.number}”",
                "heading number skips",
                spans=[_heading(section)],
            )


def _run_in(before: Section, section: Section, one: int, two: int, context: Context) -> bool:
    """Say whether the numbers missing between two headings stand in the text, or a list of another mark begins."""
    from ..readers.ordinals import counted  # few reports need it

    shadow = context.shadow
    if _stop(before, shadow) != _stop(section, shadow):
        return True
    stop = _stop(section, shadow)
    between = shadow[before.start : section.start]
    for number in range(one + 1, two) if two > one else range(1, two):
        written = str(number) if (section.number or "").isdecimal() else counted(number)
        if any(f"{opening}{written}{stop}" in between for opening in ("(" if stop == ")" else "\n ")):
            return True
    return False


def _stop(section: Section, shadow: str) -> str:
    """Return the sign behind a heading's number: 、 or . or )"""
    at = shadow.find(section.number or "", section.start) + len(section.number or "")
    return shadow[at : at + 1]


def heading_number_repeated(context: Context) -> Iterator[Hit]:
    """Report a heading number that is used twice."""
    for before, section in context.neighbours:
        one, two = _number(before.number), _number(section.number)
        if one is None or one != two or not _same_kind(before, section):
            continue
        if not _run_in(before, section, one, two, context):
            yield Hit(
                f"标题编号“{section.number}”重复",
                "heading number repeated",
                spans=[_heading(section), _heading(before)],
            )


def heading_number_kind(context: Context) -> Iterator[Hit]:
    """Report a heading number of another kind than those beside it: 二、 and then 3、 or （三）, 一、 and then 2. and 三、."""
    if any(_other_mark(before, section, context) for before, section in context.neighbours):
        for run in _runs(context):
            yield from _odd_ones(run, context)
    for before, children in _first_children(context):
        if _goes_on_below(before, children, context):
            yield _kind(children[0], before)


def _kind(section: Section, beside: Section) -> Hit:
    return Hit(
        f"标题编号“{section.number}”与同级标题“{beside.number}”形式不同",
        "heading number of another kind than those beside it",
        spans=[_heading(section), _heading(beside)],
    )


def _runs(context: Context) -> Iterator[list[Section]]:
    """Yield the headings of each level and parent, from 1 to where the numbers begin anew."""
    runs: dict[tuple[str | None, int], list[Section]] = {}
    for section in context.headings:
        if section.number:
            key = (section.parent, section.level)
            if key in runs and _number(section.number) == 1:
                yield runs.pop(key)
            runs.setdefault(key, []).append(section)
    yield from runs.values()


def _odd_ones(run: list[Section], context: Context) -> Iterator[Hit]:
    """Yield the headings of a run that are not numbered as its first; the first if it alone is numbered so."""
    odd = {s.id for s in run[1:] if _other_mark(run[0], s, context)}
    if len(odd) == len(run) - 1 > _FEW:
        yield _kind(run[0], run[1])
        return
    right = run[0]
    for section in run:
        if section.id in odd:
            yield _kind(section, right)
        else:
            right = section


_FEW = 2


def _other_mark(right: Section, section: Section, context: Context) -> bool:
    """Say whether a heading is numbered in another way than one of its level: 一、 and 3、.

    Of chapters brackets say so, too, if the number goes on and another part begins: 二、（三）.
    """
    if not _same_kind(right, section):
        return True
    if section.level > 1 or context.shadow[section.start] != "(" or section.role == right.role:
        return False
    return context.shadow[right.start] in "1一二三四五六七八九"


def _first_children(context: Context) -> Iterator[tuple[Section, list[Section]]]:
    """Yield the numbered headings with those at once below them, if these do not begin with 1."""
    headings = [s for s in context.headings if s.number]
    for before, section in pairwise(headings):
        if section.parent == before.id and (_number(section.number) or 1) > 1:
            yield before, [s for s in headings if s.parent == before.id]


def _goes_on_below(before: Section, children: Sequence[Section], context: Context) -> bool:
    """Say whether what stands below a heading goes on with its number and is of its level: （一） 2. （三）."""
    one = _number(before.number)
    numbers = [_number(s.number) for s in children]
    if one is None or numbers != list(range(one + 1, one + 1 + len(numbers))):
        return False
    behind = [s for s in context.headings if (s.parent, s.level) == (before.parent, before.level)]
    later = next((s for s in behind if s.start > before.start), None)
    if later:
        return _number(later.number) == one + 1 + len(numbers)
    # numbers may also go on from one heading to the next: （一）1. 2.（二）3.
    return (one == 1 or any(s.start < before.start for s in behind)) and not any(
        s.level == children[0].level and _number(s.number) == one and s.start < before.start
        for s in context.headings
    )


def _filled(before: Section, two: int, context: Context) -> bool:
    """Say whether the numbers that are missing behind a heading stand below it, as those of another kind."""
    return any(
        section is before
        and _goes_on_below(before, children, context)
        and _number(children[-1].number) == two - 1
        for section, children in _first_children(context)
    )


def _same_kind(one: Section, other: Section) -> bool:
    return (one.number or "").isdecimal() == (other.number or "").isdecimal()


@cache
def _number(written: str | None) -> int | None:
    if written is None:
        return None
    if written.isdecimal():
        return int(written)
    if not set(written) <= _CHINESE_DIGITS:
        return None
    parsed = chinese_value(written)
    return parsed[0] if parsed else None


_DEEPEST = 12
"""No list stands inside so many others."""


def point_number(context: Context) -> Iterator[Hit]:
    """Report run-in points of which one is missing or stands twice: 一是 … 二是 … 四是 …"""
    lists: list[Section] = []  # the last point of each list that is open, those inside others behind them
    for section in context.report.sections:
        number = _number(section.number) if section.kind == "point" else None
        if number is None:
            continue
        if lists and lists[-1].parent == section.parent and _number(lists[-1].number) == number - 1:
            lists[-1] = section  # nearly all
            continue
        if lists and _list_of(lists[-1], context) != _list_of(section, context):
            lists.clear()
        for at in range(len(lists) - 1, -1, -1):
            if _number(lists[at].number) == number - 1:
                del lists[at:]
                break
        else:
            if lists:
                yield from _no_sequence(lists[-1], section, context)
            if lists and number > 1:
                lists.pop()
        del lists[:-_DEEPEST]
        lists.append(section)


_BEGINS_ANEW = pattern(r"一是|一要|第一|首先|其一")


def _no_sequence(before: Section, section: Section, context: Context) -> Iterator[Hit]:
    """Yield what is wrong with two points that follow one another, if anything is."""
    one, two = _number(before.number) or 0, _number(section.number) or 0
    between = context.shadow[before.start : section.start]
    if "\n" in between.rstrip() or _BEGINS_ANEW.search(between, len(before.number or "") + 1):
        return  # 我们将一是…
    spans = [(s.start, s.start + len(s.number or "") + 1) for s in (section, before)]
    if one == two and not (one == 1 and (":" in between or between[-1] in "\n ")):  # a list may begin anew
        yield Hit(
            f"分点“{section.number}”重复",
            "a point of the list stands twice",
            spans=spans,
            severity="info" if one == 1 else None,
        )
    elif two > one and not _elsewhere(one, two, between[2:]):
        said = f"分点序号由“{before.number}”跳至“{section.number}”"
        yield Hit(said, "a point of the list is missing", spans=spans)


def _list_of(section: Section, context: Context) -> tuple[str | None, str]:
    """Return what points of one list share: what they stand in, and how they are written, their number aside."""
    at = context.shadow.find(section.number or "", section.start)
    behind = at + len(section.number or "")
    return section.parent, context.shadow[section.start : at] + context.shadow[behind : behind + 1]


def _elsewhere(one: int, two: int, between: str) -> bool:
    """Say whether a number between two points stands in the text in another manner: 二要, 其二, 2."""
    from ..readers.ordinals import counted  # few reports need it

    for number in range(one + 1, two):
        written = counted(number)
        forms = (*(sign + written for sign in "第其(。;,、\n"), *(written + sign for sign in "是要则为、,:"))
        numerals = (f"{sign}{number}{stop}" for sign in "。;,(" for stop in ".、)")
        if any(form in between for form in (*forms, *numerals)):
            return True
    return False


def _heading(section: Section) -> tuple[int, int]:
    return section.start, section.heading_end


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
        "a heading number of another kind than those beside it",
        heading_number_kind,
    ),
    Check(
        "point_number",
        "warning",
        "form",
        "分点序号跳号或重复（一是、二是、四是）",
        "a run-in point (一是, 二是, 四是) is missing or stands twice",
        point_number,
    ),
)
