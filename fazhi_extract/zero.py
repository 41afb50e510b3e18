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
_LISTED = pattern("[、和与及:]")
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
    nouns = {"not_before": alternation(words(table["not_before"]))}
    return _Cues(*(pattern({**table, **nouns}[name]) for name in _Cues._fields))


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
    closed = _closed(start, end, clauses)
    if closed is not None:
        return ZeroStatement(start, closed, metric)
    cues, shadow = _cues(), clauses.shadow
    low = max(clauses.clause_start(start), start - _REACH)
    if not _may_open(shadow[low:end]):
        return None
    behind = cues.behind.match(shadow, end)
    if behind is None or cues.not_before.match(shadow, end):
        return None
    if cues.opens.match(shadow, start, end):  # the term is a statement by itself: 无重大行政决策
        opened = None if cues.to_some.search(shadow, low, start) else start
    else:
        opened = _opened(low, start, end, shadow)
    return None if opened is None else ZeroStatement(opened, behind.end(), metric)


def _closed(start: int, end: int, clauses: Clauses) -> int | None:
    """Return where the words end by which a thing is said not to occur: 群体性事件零发生."""
    cues, shadow = _cues(), clauses.shadow
    after = shadow[end : end + _CLOSED_BY]
    if "零" not in after and "未" not in after and "无" not in after and "为0" not in after:
        return None
    closed = cues.closes.match(shadow, end)
    if closed is None and not _LISTED.search(after, 0, _OF_ZERO):
        return None
    closed = closed or cues.close_all.match(shadow, end)
    if closed is None and (listed := cues.close_list.match(shadow, end)):
        if cues.list_opens.fullmatch(shadow, clauses.clause_start(start), start):
            closed = listed
    return closed.end() if closed else None


def _may_open(words: str) -> bool:
    """Say whether one of the signs stands there that all openers have; a chain is quicker than any()."""
    return "未" in words or "没" in words or "无" in words or "零" in words or "绝" in words


def _opened(low: int, start: int, end: int, shadow: str) -> int | None:
    """Return where the words open by which what is named behind them is said not to occur: 未发生群体性事件."""
    cues, before = _cues(), shadow[low:start]
    openers = list(cues.opens.finditer(before))  # 零复议纠错、零诉讼败诉: the last one opens it
    if not openers:
        return None
    at, word, between = low + openers[-1].start(), openers[-1][0], before[openers[-1].end() :]
    if one := _ONE.match(between):
        between = between[one.end() :]
    if _DIGIT.search(between) or cues.amiss.search(between):
        return None
    if word == "零":
        if len(between) > _OF_ZERO or "”" in between or cues.of_others.search(shadow, low, at):
            return None
        if shadow[at - 1 : at] == "“" and not cues.quoted.match(shadow, end):
            return None  # “零事故”村
    elif word[-1] in "未曾":  # without a verb: 未严格落实安全事故报告制度
        if not cues.needs.search(between) if between else cues.to_some.search(before):
            return None
    return at
