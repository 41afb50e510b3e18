"""Run-in points below a heading: 一是 … 二是 …, 第一， … 第二， …, 首先 … 其次 …"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from .headings import CN, RUN_IN, before
from .models import Section
from .patterns import pattern
from .quantities import chinese_value
from .records import record

_POINT_STOP = pattern(r"[。;\n]")

# The first sign stands apart, so that the engine skips to the next of them.
_POINT = pattern(
    rf"[其第一二三四五六七八九十](?:(?<![其第]){CN}?(?:是|要(?=[^,。]{{2}}))|(?<=其)[一二三四五六](?:是|[,:、])|(?<=第){CN}[,:])"
)
_AROUND_NUMBER = "其第是要,:、"
_ADVERB = pattern(r"(首先|其次|再次|最后)(?:,|:|是|要)")
_PLACES = {"首先": (0,), "其次": (1,), "再次": (2,), "最后": (2, 3, 4)}
"""After how many points of its list each of these words may stand."""
_OPENS = ("line", "gap", "。", ";", ":", "!")
_OPENS_THE_NEXT = (",", "、", "”", ")")
"""What stands before a point only if its number is the next one: 一是A，二是B。"""
_AROUND_TITLE = ":：;；。,，"


@record
class _Written:
    """A point as it is written."""

    start: int
    end: int
    """Where its title begins."""
    number: str
    value: int
    preceding: str
    bids: bool
    """二要 …"""


@record
class _Placed:
    """A point, the heading that it stands below, and how it is written."""

    section: Section
    owner: Section | None
    written: _Written


def find_points(
    text: str, shadow: str, headings: Sequence[Section], mark_ends: Sequence[int], body_end: int
) -> list[Section]:
    """Return the run-in points, each below the innermost heading.

    Behind one of ``mark_ends`` a point may open, too: 1.一是 … Headings that turn out to
    stand inside a point are put one level deeper.
    """
    placed: list[_Placed] = []
    at = 0
    owner: Section | None = None
    last = 0
    written = _written(shadow, mark_ends, body_end)
    if "首先" in shadow and (adverbs := _adverbs(shadow, [h.start for h in headings], body_end)):
        written = sorted([*written, *adverbs], key=attrgetter("start"))
    for index, point in enumerate(written):
        while at < len(headings) and headings[at].start <= point.start:
            owner, at = headings[at], at + 1
            last = 0
        if point.bids and last == 0 and point.value != 1:
            continue
        if point.preceding in _OPENS_THE_NEXT and point.value != last + 1:
            begins_anew = point.preceding == "," and point.value == 1
            if not (begins_anew and index + 1 < len(written) and written[index + 1].value == 2):
                continue
        last = point.value
        end = owner.end if owner else body_end
        if at < len(headings):
            end = min(end, headings[at].start)
        if placed:
            _end_before(text, placed[-1], point.start)
        placed.append(_Placed(_point(text, shadow, point, owner, end), owner, point))
    _go_on_behind_headings(placed, headings)
    return [point.section for point in placed]


def _written(shadow: str, mark_ends: Sequence[int], body_end: int) -> list[_Written]:
    """Return what may be a point, in document order."""
    written = []
    for found in _POINT.finditer(shadow, 0, body_end):
        start = found.start()
        preceding = before(shadow, start)
        if preceding == "." and _without_blanks(shadow, start) in mark_ends:
            preceding = "line"  # 1.一是
        if preceding not in _OPENS and preceding not in _OPENS_THE_NEXT:
            continue
        number = found[0].strip(_AROUND_NUMBER)
        parsed = chinese_value(number)
        if parsed is not None:
            written.append(
                _Written(start, found.end(), number, parsed[0], preceding, found[0].endswith("要"))
            )
    return written


def _without_blanks(shadow: str, at: int) -> int:
    while at and shadow[at - 1] == " ":
        at -= 1
    return at


def _adverbs(shadow: str, headings: Sequence[int], body_end: int) -> list[_Written]:
    """Return the points 首先 … 其次 … that have a second one below the same heading."""
    kept: list[_Written] = []
    open_list: list[_Written] = []
    heading = 0
    for found in _ADVERB.finditer(shadow, 0, body_end):
        start = found.start()
        preceding = before(shadow, start)
        if preceding not in _OPENS:
            continue
        below = bisect_right(headings, start)
        if below != heading or found[1] == "首先":
            open_list, heading = [], below
        if len(open_list) in _PLACES[found[1]]:
            open_list.append(
                _Written(start, found.end(), found[1], len(open_list) + 1, preceding, bids=False)
            )
            kept += open_list if len(open_list) == 2 else open_list[2:][-1:]
    return kept


def _point(text: str, shadow: str, point: _Written, owner: Section | None, end: int) -> Section:
    within = min(end, point.end + RUN_IN + 1)
    stop = _POINT_STOP.search(shadow, point.end, within)
    title_end = stop.start() if stop else within
    if title_end - point.end > RUN_IN:
        title_end = point.end
    return Section(
        id="",
        kind="point",
        level=(owner.level if owner else 0) + 1,
        number=point.number,
        title=text[point.end : title_end].strip().rstrip(_AROUND_TITLE),
        role=owner.role if owner else None,
        start=point.start,
        heading_end=min(title_end + (1 if title_end > point.end else 0), end),
        end=end,
    )


def _end_before(text: str, point: _Placed, start: int) -> None:
    """End a point where the next one begins, and its title there at the latest: 一是A，二是B。"""
    section = point.section
    section.end = min(section.end, start)
    if section.heading_end > start:
        section.heading_end = start
        section.title = text[point.written.end : start].strip().rstrip(_AROUND_TITLE)


def _go_on_behind_headings(placed: list[_Placed], headings: Sequence[Section]) -> None:
    """Put headings into the points that go on behind them: 一是 … 1. … 2. … 二是 …"""
    owners: dict[int, Section] = {}
    for index in range(1, len(placed)):
        point, above = placed[index], placed[index - 1]
        owner = above.owner
        if (
            owner is None
            or point.owner in (None, owner)
            or point.written.preceding != "line"
            or point.written.value != above.written.value + 1
        ):
            continue
        start = point.section.start
        inside = [h for h in headings if above.section.start < h.start < start]
        if not _begin_anew(inside, above.section.level) or owner.end < start:
            continue
        _put_into(above.section, inside, start)
        below = point.owner
        for later in placed[index:]:
            if later.owner is not below:
                break
            later.owner, later.section.level, later.section.role = owner, above.section.level, owner.role
        owners[owner.start] = owner
    for owner in owners.values():  # headings may stand inside the last point, too
        last = [point for point in placed if point.owner is owner][-1].section
        inside = [h for h in headings if last.start < h.start < owner.end]
        if _begin_anew(inside, last.level):
            _put_into(last, inside, owner.end)


def _begin_anew(headings: Sequence[Section], level: int) -> bool:
    return (
        bool(headings)
        and headings[0].number in ("1", "①")
        and headings[0].level == min(h.level for h in headings) == level
    )


def _put_into(point: Section, headings: Sequence[Section], end: int) -> None:
    point.end = end
    for heading in headings:
        heading.level += 1
        heading.end = min(heading.end, end)
