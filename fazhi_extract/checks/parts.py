"""The five parts that a yearly report has to have (法治政府建设与责任落实督察工作规定, 2019), and how each is there."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from ..models import Report, Section

STATUTORY_PARTS = {
    "achievements": "主要举措和成效",
    "problems": "存在的不足和原因",
    "first_responsible_person": "主要负责人履行第一责任人职责情况",
    "next_year_plan": "下一年度主要安排",
    "other_matters": "其他需要报告的情况",
}
"""Role of a section → what the rule calls the part, in the rule's order."""

_START = attrgetter("start")
NOTHING_SAID = 24
"""本年度无其他需要报告的情况。: a body of so few characters says that there is nothing to say."""
_NOTHING_WRITTEN = 8
"""The same for the other parts, which a report cannot do without …"""
_SOMETHING = 4
"""… unless these are words: 力量不足。 says something, 无。 nothing."""


def statutory_parts(report: Report) -> dict[str, str]:
    """Return how each of the five parts is there, by the headings alone.

    ``own``: a chapter of its own; ``merged``: a chapter that it shares (存在问题及下一步工作计划);
    ``inline``: only a sub-heading or a run-in point (一是…) of another chapter speaks of it;
    ``empty``: its chapter says nothing (无); ``absent``: no heading names it.
    """
    return standings(report, headings_by_role(report))


def standings(
    report: Report, by_role: Mapping[str, list[Section]], shadow: str | None = None
) -> dict[str, str]:
    """Return the same where the headings of each role are known, and what they say if the text is given."""
    return {role: _standing(report, role, by_role.get(role, []), shadow) for role in STATUTORY_PARTS}


def part_sections(report: Report, role: str, by_role: Mapping[str, list[Section]]) -> list[Section]:
    """Return the chapters, or failing these the sub-headings and points, that speak of a part."""
    return _speaking(report, role, by_role.get(role, []))


def headings_by_role(report: Report) -> dict[str, list[Section]]:
    """Return the headings by each role that they have."""
    by_roles: dict[str, list[Section]] = {}
    for section in report.sections:
        if section.kind == "heading" and section.role:
            by_roles.setdefault(section.role, []).append(section)
    found: dict[str, list[Section]] = {}
    for roles, headings in by_roles.items():
        for role in roles.split("+"):
            found[role] = sorted([*found.get(role, ()), *headings], key=_START) if role in found else headings
    return found


def _speaking(report: Report, role: str, headings: list[Section]) -> list[Section]:
    chapters = [s for s in headings if s.level == 1]
    return chapters or [s for s in headings if s.role == role] or _points(report, role)


def _standing(report: Report, role: str, headings: list[Section], shadow: str | None) -> str:
    found = _speaking(report, role, headings)
    if not found:
        return "absent"
    if found[0].level > 1:
        return "inline"
    own = [s for s in found if s.role == role]
    if not own:
        return "merged"
    return "empty" if all(_is_short(s, shadow) for s in own) and not _are_divided(own, report) else "own"


def _points(report: Report, role: str) -> list[Section]:
    """Return the run-in points whose title names the person first responsible; no other part is told so."""
    if role != "first_responsible_person":
        return []
    return [s for s in report.sections if s.kind == "point" and "第一责任人" in s.title]


def _is_short(section: Section, shadow: str | None) -> bool:
    length = section.end - section.heading_end
    if section.role == "other_matters":
        return length < NOTHING_SAID
    if length >= _NOTHING_WRITTEN or shadow is None:
        return length < _NOTHING_WRITTEN
    return len(shadow[section.heading_end : section.end].strip(" \n。.")) < _SOMETHING


def _are_divided(sections: list[Section], report: Report) -> bool:
    """Say whether any of some sections has headings or points of its own."""
    return not {s.id for s in sections}.isdisjoint(s.parent for s in report.sections)
