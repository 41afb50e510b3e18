"""What a section speaks of, by the wording of its heading, and which text is a plan.

The wordings are in language/headings.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from .language import load
from .models import Section
from .patterns import pattern

_ORDER = ("achievements", "first_responsible_person", "problems", "next_year_plan", "other_matters")
_DONE_AND_PERSON = pattern(
    r"(?:成效|成绩|举措|做法|情况|工作)(?:以及|及|和|与|、).{0,20}(?:责任人|负责人|主要领导|负责同志)"
)
"""主要举措和党政主要负责人履行…职责情况 speaks of two things, 履行第一责任人职责的举措和成效 of one."""
_DONE_BESIDE = pattern(r"成效|做法|开展|举措.*问题|成绩|亮点.*问题|情况.{0,4}(?:、|和|及|与)")
_YEAR = pattern(r"(?:19|20)\d\d")
_YEAR_NAMED = pattern(r"(?:19|20)\d\d(?=年)")
_YEAR_ALONE = pattern(r"(?<![-—–~至])(?:19|20)\d\d(?=年(?!\d))")
"""A year that ends no range (2021—2025年) and opens no date (2025年1月)."""
_WAS_DONE = pattern(r"成效|做法|成绩|取得|完成|开展情况|落实情况|推进情况|进展|总结|回顾")
_TURN = pattern(r"在?今后|下一?步|将(?:继续|进一步|着力|以)")


class _Wordings:
    """The wordings of a role: most are plain words, which need no pattern to be found."""

    def __init__(self, listed: list[str]) -> None:
        self._words = [one for one in listed if one == re.escape(one)]
        others = [f"(?:{one})" for one in listed if one != re.escape(one)]
        self._pattern = pattern("|".join(others)) if others else None

    def stand_in(self, title: str) -> bool:
        for word in self._words:
            if word in title:
                return True
        return self._pattern is not None and self._pattern.search(title) is not None


@cache
def _roles() -> list[tuple[str, _Wordings, _Wordings]]:
    roles = load("headings")["roles"]
    return [(role, _Wordings(table["any"]), _Wordings(table.get("not", []))) for role, table in roles.items()]


@cache
def _opening_words() -> re.Pattern[str]:
    return pattern("|".join(load("headings")["plan_opens"]["any"]))


@cache
def _plan_words() -> re.Pattern[str]:
    opens = "|".join(load("headings")["plan_opens"]["any"])
    return pattern(rf"(?:{opens})(?:[^\n。;]{{0,30}}?(?:,|:|将|我|要|继续)|工作)")


def _plan_openings(shadow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places where a sentence in [start, end) opens with what is to come: 下一步,我镇将…"""
    for found in _plan_words().finditer(shadow, start, end):
        at = found.start()
        while at > start and shadow[at - 1] == " ":
            at -= 1
        if at == 0 or shadow[at - 1] in "\n。;":
            yield at, found.end()


@lru_cache(4096)
def role_of(title: str) -> str | None:
    """Return the role that a heading's own words give it, or None; kept, for reports share their headings."""
    title = "".join(title.split())  # 存 在 问 题
    found = [
        role for role, wordings, other in _roles() if wordings.stand_in(title) and not other.stand_in(title)
    ]
    if "achievements" in found and ("first_responsible_person" in found or "责任人" in title):
        if not _DONE_AND_PERSON.search(title):
            found.remove("achievements")
    if "achievements" in found and ("problems" in found or "next_year_plan" in found):
        if not _DONE_BESIDE.search(title):
            found.remove("achievements")
    if "next_year_plan" in found and "other_matters" in found:
        found.remove("other_matters")
    if not found:
        return None
    return "+".join(sorted(found, key=_ORDER.index))


_LONGEST_ALONE = 40


def names_part(title: str, role: str) -> bool:
    """Say whether a title is the name of a part and says nothing else."""
    title = "".join(title.split())
    return (
        4 <= len(title) <= _LONGEST_ALONE
        and role in parts_ending(title[-1])
        and _names_of_parts()[role].fullmatch(title) is not None
    )


@cache
def _names_of_parts() -> dict[str, re.Pattern[str]]:
    table = load("headings")["alone"]
    return {
        role: pattern(
            "|".join(
                f"(?:{one.replace('{year}', table['year']).replace('{what}', table['what'])})"
                for one in table[role]["any"]
            )
        )
        for role in _ORDER
    }


@cache
def _ends_of_names() -> dict[str, list[str]]:
    table = load("headings")["alone"]
    ends: dict[str, list[str]] = {}
    for role in _ORDER:
        for sign in table[role]["ends"]:
            ends.setdefault(sign, []).append(role)
    return ends


@cache
def ends_of_names() -> frozenset[str]:
    """Return the signs with which a line may end that names a part, blanks and colons among them."""
    return frozenset([*_ends_of_names(), " ", ":"])


def parts_ending(sign: str) -> list[str]:
    """Return the parts whose names may end with a sign; a look-up, for most lines are no names."""
    return _ends_of_names().get(sign, [])


@lru_cache(4096)
def part_named(title: str) -> str | None:
    """Return the part that a title names and says nothing else: 存在的问题, 下一步工作打算; or None."""
    title = title.strip()
    return next((role for role in parts_ending(title[-1:]) if names_part(title, role)), None)


def opens_plan(title: str) -> bool:
    """Say whether a heading opens with the time to come: 下一步工作举措, and not 谋划下一步工作."""
    return _opening_words().match(title) is not None


def is_plan_among_problems(title: str) -> bool:
    """Say whether a heading of plan words among the problems is a plan indeed, and none of them: 工作思路不清, 整改措施落实不到位."""
    return _LACKS.search(title) is None and (opens_plan(title) or _PLAN_END.search(title) is not None)


_LACKS = pattern(r"[不未缺欠难弱差少够低慢薄]|滞后|繁重|有待|[仍尚还亟]需|需要?(?:完善|加强|提升)|空白")
_PLAN_END = pattern(r"(?:计划|打算|安排|思路|设想|措施|举措|方向|目标|任务|建议|重点|工作)$")


class YearsNamed:
    """The years that a report has named so far; what it says is read when a heading asks, and once."""

    def __init__(self) -> None:
        self._unread: list[str] = []
        self._named: set[int] = set()
        self._alone: set[int] = set()

    def add(self, text: str) -> None:
        """Take in what the report says next."""
        self._unread.append(text)

    def next_in(self, title: str) -> bool:
        """Say whether a heading names the year after one spoken of: 2025年重点工作, below 2024年….

        A heading that says what was done in its year is none; nor is one whose year was named before.
        """
        found = _YEAR.search(title)
        if found is None or _WAS_DONE.search(title):
            return False
        for text in self._unread:
            self._named.update(int(year) for year in _YEAR_NAMED.findall(text))
            self._alone.update(int(year) for year in _YEAR_ALONE.findall(text))
        self._unread.clear()
        year = int(found[0])
        return year - 1 in self._named and year not in self._alone


def plan_spans(shadow: str, sections: list[Section]) -> list[tuple[int, int]]:
    """Return the spans of the text that speak of the coming year."""
    plans: list[tuple[int, int]] = []
    for section in sections:
        role = section.role or ""
        if section.kind == "point" or "next_year_plan" not in role:
            continue
        if role == "next_year_plan":
            plans.append((section.start, section.end))
            continue
        opened = next(_plan_openings(shadow, section.heading_end, section.end), None)
        turned = None if opened else _TURN.search(shadow, section.heading_end, section.end)
        turns = opened[0] if opened else turned.start() if turned else None
        year = _YEAR.search(section.title)
        if year:  # 存在问题及2023年打算: from that year's first mention on
            at = shadow.find(year[0], section.heading_end, section.end)
            if at >= 0 and (turns is None or turns >= at):
                plans.append((at, section.end))
                continue
        if turns is not None:
            plans.append((turns, section.end))
    headings = [s for s in sections if s.kind != "point" and s.role != "preamble"]
    starts = [s.start for s in headings]
    for opening, behind in _plan_openings(shadow, 0, len(shadow)):
        line_end = shadow.find("\n", behind)
        end = len(shadow) if line_end < 0 else line_end
        following = bisect_right(starts, opening)
        if following < len(starts):
            end = min(end, starts[following])
        stop = shadow.find("。", behind, end)
        if stop < 0 or not shadow[stop + 1 : end].strip():
            end = _end_of_list(shadow, (opening, end), headings, following)
        plans.append((opening, end))
    return sorted(plans)


_FIRST = ("一", "1", "①")
_ANNOUNCES = pattern(r"以下|如下|下列|下述|[几二两三四五六]个?方面")
_REPORTED_BELOW = pattern(
    r"(?:报告|汇报|情况|问题|不足)如下|(?:以下|如下|下列)[^,。;:]{0,8}(?:问题|不足|困难)"
)
"""What follows is the report, or what is amiss: no plan."""
_FIRST_POINT = pattern(r"\s*(?:一是|一要|第一[,、:]|其一|首先)")


def _end_of_list(shadow: str, sentence: tuple[int, int], headings: list[Section], at: int) -> int:
    """Return where the list ends that a sentence opens, or else the sentence: 下一步，将：\n（一）…（二）…

    ``at`` is the index of the next heading.
    """
    opening, end = sentence
    if at == len(headings) or _REPORTED_BELOW.search(shadow, opening, end):
        return end
    first = headings[at]
    if _FIRST_POINT.match(shadow, end):
        return first.start
    if first.kind != "heading" or first.number not in _FIRST or shadow[end : first.start].strip():
        return end
    if shadow[opening:end].rstrip()[-1] == "。" and not _ANNOUNCES.search(shadow, opening, end):
        return end
    behind = (
        s.start
        for s in headings[at + 1 :]
        if s.level < first.level or (s.level == first.level and s.number in _FIRST) or s.kind == "block"
    )
    return next(behind, len(shadow))
