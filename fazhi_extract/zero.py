"""Statements that something did not occur: 全年无重大安全事故发生, 未发生群体性事件."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .clauses import Clauses
from .language import alternation, load, words
from .patterns import pattern
from .records import record
from .rules import Metric

_DIGIT = pattern(r"\d")
_ONE = pattern(r"1[件起例宗次个]")
"""没有1件, 无1起: not even one."""
_LISTED = pattern(r"[、和及与或]")


@record
class ZeroStatement:
    """The place of such a statement and the metric whose absence it states."""

    start: int
    end: int
    metric: Metric


@cache
def _opens() -> re.Pattern[str]:
    return pattern(load("cues")["zero"]["opens"])


@cache
def _closes() -> re.Pattern[str]:
    return pattern(load("cues")["zero"]["closes"])


@cache
def _not_before() -> re.Pattern[str]:
    return pattern(alternation(words(load("cues")["zero"]["not_before"])))


_CLOSES = pattern(r"(?:的)?(?:情况|情形|现象)?(?:发生|出现)?")


def find_zero_statements(terms: Sequence[tuple[int, int, Metric]], clauses: Clauses) -> list[ZeroStatement]:
    """Return the zero statements among the places of the metrics' ``zero`` terms."""
    shadow = clauses.shadow
    found: list[ZeroStatement] = []
    named = 0  # where the term of the last statement ends
    for start, end, metric in terms:
        clause = max(clauses.clause_start(start), start - 40)
        opened = _opens().search(shadow, clause, start)
        if opened is None:
            closed = _closes().match(shadow, end)
            if found and found[-1].end >= end:
                continue  # 事故 in 安全事故零发生
            if closed and (
                closed[0].strip('“"”') != "零" or shadow[closed.end() : closed.end() + 1] in ",。;"
            ):
                found.append(ZeroStatement(start, closed.end(), metric))
            continue
        if _not_before().match(shadow, end):
            continue
        between = shadow[opened.end() : start]
        if one := _ONE.match(between):
            between = between[one.end() :]
        if _DIGIT.search(between) or (opened[0][0] == "零" and len(between) > 6):
            continue
        closes = _CLOSES.match(shadow, end)
        stop = closes.end() if closes else end
        if found and found[-1].start == opened.start():
            if end <= named:
                continue  # 安全事故 in 消防安全事故: the longer word says what it is
            if (
                found[-1].metric.id != metric.id
                and start - found[-1].end <= 2
                and not _LISTED.search(shadow, found[-1].end, start)
            ):  # 无行政诉讼败诉案件 states the absence of the last thing named
                found[-1], named = ZeroStatement(opened.start(), stop, metric), end
                continue
            if found[-1].metric.id == metric.id or found[-1].end >= end:
                if found[-1].metric.id == metric.id:
                    found[-1].end, named = max(found[-1].end, stop), end
                continue
        found.append(ZeroStatement(opened.start(), stop, metric))
        named = end
    return found
