"""Checks of the five statutory parts: which are missing, merged, only touched upon or empty."""

from __future__ import annotations

from collections.abc import Iterator

from .base import Check, Context, Hit, Span
from .parts import STATUTORY_PARTS, part_sections

_SINCE = 2019
"""The rule that asks for the five parts is of May 2019: what an earlier report lacks is no fault of it."""
_PERSON = "第一责任人"


def part_absent(context: Context) -> Iterator[Hit]:
    """Report parts that no heading names; a sentence that touches upon one is shown."""
    if not context.headings:
        return
    for role in _parts(context, "absent"):
        spans = []
        if role == "first_responsible_person":
            spans = _mention(context.shadow)
        touched = "，仅正文提及" if spans else ""
        also = ", only a sentence touches upon it" if spans else ""
        before = (context.report.metadata.report_year or _SINCE) < _SINCE
        minor = role == "other_matters" or before or bool(spans)
        yield Hit(
            f"缺少“{STATUTORY_PARTS[role]}”部分{touched}",
            f"the part {role} is missing{also}",
            spans=spans,
            severity="info" if minor else None,
        )


def _mention(shadow: str) -> list[Span]:
    """Return where the person first responsible is first named, titles of documents aside."""
    at = shadow.find(_PERSON)
    while at >= 0 and shadow.rfind("《", 0, at) > shadow.rfind("》", 0, at):
        at = shadow.find(_PERSON, at + 1)
    return [(at, at + len(_PERSON))] if at >= 0 else []


def part_merged(context: Context) -> Iterator[Hit]:
    """Say which parts share a chapter with another."""
    yield from _told(context, "merged", "“{}”未单列，与其他部分合写", "the part {} shares a chapter")


def part_inline(context: Context) -> Iterator[Hit]:
    """Say which parts are only a sub-heading or a point of another."""
    yield from _told(
        context, "inline", "“{}”未单列，仅见于下级标题或分点", "the part {} is only a sub-heading or point"
    )


def part_empty(context: Context) -> Iterator[Hit]:
    """Report parts that have a heading and say nothing."""
    for hit in _told(context, "empty", "“{}”部分没有内容", "the part {} says nothing"):
        if STATUTORY_PARTS["other_matters"] in hit.chinese:
            hit.severity = "info"  # 无 is an answer
        yield hit


def _told(context: Context, standing: str, chinese: str, english: str) -> Iterator[Hit]:
    for role in _parts(context, standing):
        section = part_sections(context.report, role)[0]
        yield Hit(
            chinese.format(STATUTORY_PARTS[role]),
            english.format(role),
            spans=[(section.start, section.heading_end)],
        )


def _parts(context: Context, standing: str) -> list[str]:
    return [role for role, found in context.parts.items() if found == standing]


CHECKS = (
    Check(
        "part_absent",
        "warning",
        "form",
        "缺少法定部分（五个部分之一）",
        "one of the five statutory parts is missing",
        part_absent,
    ),
    Check(
        "part_empty",
        "warning",
        "form",
        "法定部分没有内容",
        "a statutory part has a heading and says nothing",
        part_empty,
    ),
    Check(
        "part_merged",
        "info",
        "form",
        "法定部分未单列，与其他部分合写",
        "a statutory part shares its chapter with another",
        part_merged,
    ),
    Check(
        "part_inline",
        "info",
        "form",
        "法定部分未单列，仅见于下级标题或分点",
        "a statutory part is only a sub-heading or a point",
        part_inline,
    ),
)
