"""Statements that something did not occur: 全年无重大安全事故发生, 未发生群体性事件."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from functools import cache
from typing import Any, NamedTuple

from .clauses import Clauses
from .language import alternation, load, words
from .patterns import pattern
from .records import record
from .rules import Metric
from .standing import Standing

_DIGIT = pattern(r"\d")
_ONE = pattern(r"1[件起例宗次个]")
"""没有1件, 无1起: not even one."""
_REACH = 40
"""So far before its noun a statement may open."""
_CLOSED_BY = 48
"""… and so near is what closes one."""
_OF_ZERO = 6
"""零 stands no farther from its noun."""


@record
class ZeroStatement:
    """The place of such a statement and the metric whose absence it states."""

    start: int
    end: int
    metric: Metric
    standing: Standing = field(default_factory=Standing)
    """What the words around it say of it, once qualify.py has judged it."""


class _Cues(NamedTuple):
    """The patterns of language/cues.toml."""

    opens: re.Pattern[str]
    needs: re.Pattern[str]
    amiss: re.Pattern[str]
    of_others: re.Pattern[str]
    to_some: re.Pattern[str]
    quoted: re.Pattern[str]
    closes: re.Pattern[str]
    close_all: re.Pattern[str]
    close_list: re.Pattern[str]
    list_opens: re.Pattern[str]
    behind: re.Pattern[str]
    not_before: re.Pattern[str]


@cache
def _cues() -> _Cues:
    table: dict[str, Any] = load("cues")["zero"]
    made = {
        name: pattern(table[name])
        for name in (
            "opens",
            "needs",
            "amiss",
            "of_others",
            "to_some",
            "quoted",
            "closes",
            "close_all",
            "close_list",
            "list_opens",
            "behind",
        )
    }
    return _Cues(**made, not_before=pattern(alternation(words(table["not_before"]))))


def find_zero_statements(terms: Sequence[tuple[int, int, Metric]], clauses: Clauses) -> list[ZeroStatement]:
    """Return the zero statements among the places of the metrics' ``zero`` terms."""
    found: list[ZeroStatement] = []
    shadow = clauses.shadow
    named = 0  # where the term of the last statement ends
    for start, end, metric in terms:
        inside = found and start < named and shadow[start - 1 : start] != "零"
        if inside and (end <= named or metric is found[-1].metric):
            if metric is found[-1].metric and (longer := _statement(start, end, metric, clauses)):
                found[-1].end, named = max(found[-1].end, longer.end), max(named, end)
            continue  # 安全事故 in 消防安全事故: the longer word says what it is
        stated = _statement(start, end, metric, clauses)
        if stated is None:
            continue
        last = found[-1] if found else None
        if last and last.metric is metric and last.start == stated.start:
            last.end = max(last.end, stated.end)
        else:
            found.append(stated)
        named = end
    return found


def _statement(start: int, end: int, metric: Metric, clauses: Clauses) -> ZeroStatement | None:
    """Return the statement that the thing named at a place did not occur, if it is one."""
    cues, shadow = _cues(), clauses.shadow
    after = shadow[end : end + _CLOSED_BY]
    if "零" in after or "未" in after or "无" in after or "为0" in after:
        if closed := cues.closes.match(shadow, end) or cues.close_all.match(shadow, end):
            return ZeroStatement(start, closed.end(), metric)
        if listed := cues.close_list.match(shadow, end):
            if cues.list_opens.fullmatch(shadow, clauses.clause_start(start), start):
                return ZeroStatement(start, listed.end(), metric)
    low = max(clauses.clause_start(start), start - _REACH)
    before = shadow[low:end]
    if (
        "未" not in before
        and "没" not in before
        and "无" not in before
        and "零" not in before
        and "绝" not in before
    ):
        return None
    behind = cues.behind.match(shadow, end)
    if behind is None or cues.not_before.match(shadow, end):
        return None
    opened = cues.opens.match(shadow, start, end)
    if opened:  # the term is a statement of its own: 未制定规范性文件
        return None if cues.to_some.search(shadow, low, start) else ZeroStatement(start, behind.end(), metric)
    before = shadow[low:start]
    openers = list(cues.opens.finditer(before))  # 零复议纠错、零诉讼败诉: the last one opens it
    if not openers:
        return None
    opened, between = openers[-1], before[openers[-1].end() :]
    if one := _ONE.match(between):
        between = between[one.end() :]
    if _DIGIT.search(between) or cues.amiss.search(between):
        return None
    at, word = low + opened.start(), opened[0]
    if word == "零":
        if len(between) > _OF_ZERO or "”" in between or cues.of_others.search(shadow, low, at):
            return None
        if shadow[at - 1 : at] == "“" and not cues.quoted.match(shadow, end):
            return None  # “零事故”村
    elif word[-1] in "未曾":  # without a verb: 未严格落实安全事故报告制度
        if not cues.needs.search(between) if between else cues.to_some.search(before):
            return None
    return ZeroStatement(at, behind.end(), metric)
