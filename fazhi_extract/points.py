"""Run-in points below a heading: 一是 … 二是 …, 第一， … 第二， …, 首先 … 其次 …"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from .headings import CN, RUN_IN, before, without_blanks
from .models import Section
from .patterns import pattern
from .quantities import chinese_value

_POINT_STOP = pattern(r"[。;\n]")

# The first sign stands apart, so that the engine skips to the next of them.
_POINT = pattern(
    rf"[其第首再最一二三四五六七八九十](?:(?<={CN}){CN}?(?:是|要(?=[^,。]{{2}}))|(?<=其)[一二三四五六](?:是|[,:、])|(?<=第){CN}[,:]|(?:(?<=首)先|(?<=最)后|(?<=[其再])次)[,:是要])"
)
_AROUND_NUMBER = "其第是要,:、"
_ADVERBS = {"首先": 1, "次": 2, "再次": 3, "最后": 0}
"""The words that number points, as far as they are left without the signs around a number; 最后 is any."""
_SECOND = pattern(r"[。;\n] *(?:其次|最后)(?:是|要|[,:])")
_OPENS = ("line", "gap", "。", ";", ":", "!")
_OPENS_THE_NEXT = (",", "、", "”", ")")
"""What stands before a point only if its number is the next one: 一是A，二是B。"""
_NEXT_POINT = 2_000
"""So far behind 首先 stands 其次 at most."""
_AROUND_TITLE = ":：;；。,，"


def find_points(
    text: str, shadow: str, headings: Sequence[Section], mark_ends: Collection[int], body_end: int
) -> list[Section]:
    """Return the run-in points, each below the innermost heading.

    Behind one of ``mark_ends`` a point may open, too: 1.一是 … Headings that turn out to
    stand inside a point are put one level deeper.
    """
    points: list[Section] = []
    owners: list[Section | None] = []
    at = last = adverbs = title_at = 0
    owner: Section | None = None
    going_on = False
    for found in _POINT.finditer(shadow, 0, body_end):
        start = found.start()
        preceding = before(shadow, start)
        if preceding not in _OPENS and preceding not in _OPENS_THE_NEXT:
            if preceding != "." or without_blanks(shadow, start) not in mark_ends:
                continue
            preceding = "line"
        written = found[0].strip(_AROUND_NUMBER)
        while at < len(headings) and headings[at].start <= start:
            owner, at = headings[at], at + 1
            last = adverbs = 0
        end = owner.end if owner else body_end
        if at < len(headings):
            end = min(end, headings[at].start)
        if written in _ADVERBS:
            value = _ADVERBS[written] or max(adverbs + 1, 3)
            if preceding not in _OPENS or value not in (1, adverbs + 1):
                continue
            if value == 1 and not _SECOND.search(shadow, start, min(end, start + _NEXT_POINT)):
                continue
            adverbs, written = value, shadow[start : start + 2]
        else:
            parsed = chinese_value(written)
            if parsed is None:
                continue
            value = parsed[0]
            if last == 0 and value > 1:
                if found[0][-1] == "要":
                    continue
                going_on = going_on or preceding == "line"
            if preceding in _OPENS_THE_NEXT and value != last + 1:
                if not (preceding == "," and value == 1 and _second_follows(shadow, found.end(), end)):
                    continue
            last = value
        if points and points[-1].end > start:
            _end_before(text, points[-1], title_at, start)
        title_at = found.end()
        points.append(_point(text, shadow, owner, written, (start, title_at, end)))
        owners.append(owner)
    if going_on:
        _go_on_behind_headings(shadow, points, owners, headings)
    return points


def _second_follows(shadow: str, start: int, end: int) -> bool:
    """Say whether the next point behind 下一步，一是 … is 二是."""
    following = _POINT.search(shadow, start, end)
    return following is not None and following[0] in ("二是", "二要")


def _point(
    text: str, shadow: str, owner: Section | None, number: str, places: tuple[int, int, int]
) -> Section:
    start, title_at, end = places
    within = min(end, title_at + RUN_IN + 1)
    stop = _POINT_STOP.search(shadow, title_at, within)
    title_end = stop.start() if stop else within
    if title_end - title_at > RUN_IN:
        title_end = title_at
    return Section(
        id="",
        kind="point",
        level=(owner.level if owner else 0) + 1,
        number=number,
        title=text[title_at:title_end].strip().rstrip(_AROUND_TITLE),
        role=owner.role if owner else None,
        start=start,
        heading_end=min(title_end + (1 if title_end > title_at else 0), end),
        end=end,
    )


def _end_before(text: str, point: Section, title_at: int, start: int) -> None:
    """End a point where the next one begins, and its title there at the latest: 一是A，二是B。"""
    point.end = start
    if point.heading_end > start:
        point.heading_end = start
        point.title = text[title_at:start].strip().rstrip(_AROUND_TITLE)


def _go_on_behind_headings(
    shadow: str, points: list[Section], owners: list[Section | None], headings: Sequence[Section]
) -> None:
    """Put headings into the points that go on behind them: 一是 … 1. … 2. … 二是 …"""
    around: dict[int, Section] = {}
    starts = [heading.start for heading in headings]
    for index in range(1, len(points)):
        point, above = points[index], points[index - 1]
        owner, below = owners[index - 1], owners[index]
        if owner is None or below is None or below is owner or owner.end < point.start:
            continue
        inside = headings[bisect_right(starts, above.start) : bisect_left(starts, point.start)]
        if (
            before(shadow, point.start) == "line"
            and _value(point) == _value(above) + 1 > 1
            and _begin_anew(inside, above.level)
        ):
            _put_into(above, inside, point.start)
            for later in range(index, len(points)):
                if owners[later] is not below:
                    break
                owners[later] = owner
                points[later].level, points[later].role = above.level, owner.role
            around[owner.start] = owner
    lasts = {owner.start: at for at, owner in enumerate(owners) if owner is not None}
    for owner in around.values():  # headings may stand inside the last point, too
        at = lasts[owner.start]
        last, behind = points[at], points[at + 1] if at + 1 < len(points) else None
        inside = headings[bisect_right(starts, last.start) : bisect_left(starts, owner.end)]
        if _begin_anew(inside, last.level) and not (behind and behind.start < owner.end):
            _put_into(last, inside, owner.end)


def _value(point: Section) -> int:
    written = point.number or ""
    parsed = None if written[0] in "首其再最" else chinese_value(written)
    return parsed[0] if parsed else -1


def _begin_anew(headings: Sequence[Section], level: int) -> bool:
    """Say whether headings are of a level and the first of them is the first of its list."""
    return (
        bool(headings)
        and headings[0].number in ("1", "①")
        and headings[0].level == min(heading.level for heading in headings) == level
    )


def _put_into(point: Section, headings: Sequence[Section], end: int) -> None:
    point.end = end
    for heading in headings:
        heading.level += 1
        heading.end = min(heading.end, end)
