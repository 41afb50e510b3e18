"""The terms of the rules, found in a text and looked up by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from functools import partial
from itertools import chain
from sys import intern
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from .language import load, words
from .records import record

_TITLE = re.compile(r"《[^《》\n]{1,60}》(?=等(?![\d约近超逾])|要求|规定|精神|明确|有关|相关)")
"""学习《生产安全事故处罚规定》等法规43次: such a title tells what the sentence is about; it names nothing counted."""

Hit = tuple[int, int, str]
"""A term seen: start, end, the term."""
Stretch = tuple[int, int]
"""Where a stretch of the text starts and ends."""


@record
class Terms:
    """The terms of a text by place, as far as it was read."""

    stretches: Sequence[Stretch]
    """What was read, in order."""
    read: Callable[[Sequence[Stretch]], Terms]
    """Reads more of the text."""
    hits: Sequence[Hit]
    starts: Sequence[int]
    words: Sequence[str]
    in_names: set[int]
    """The indexes of the terms inside names: they are topics, but no nouns or verbs."""
    _more: dict[Stretch, Terms] = field(default_factory=dict)

    def of(self, low: int, high: int) -> Terms:
        """Return the terms of a stretch, which is read now if it was not: few headings are ever asked for."""
        at = bisect_right(self.stretches, (low, high)) - 1
        for start, end in self.stretches[max(at, 0) : at + 2]:
            if start <= low and high <= end:
                return self
        if (low, high) not in self._more:
            self._more[low, high] = self.read([(low, high)])
        return self._more[low, high]

    def between(self, low: int, high: int) -> list[Hit]:
        """Return the terms that stand wholly in [low, high)."""
        first = bisect_left(self.starts, low)
        last = bisect_left(self.starts, high)
        in_names = self.in_names
        here = enumerate(self.hits[first:last], first)
        return [hit for i, hit in here if hit[1] <= high and i not in in_names]

    def last_of(self, group: frozenset[str], low: int, high: int) -> int | None:
        """Return where the last term of a group begins in [low, high), or None."""
        first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
        words = self.words
        if group.isdisjoint(words[first:last]):
            return None
        for i in range(last - 1, first - 1, -1):
            if words[i] in group and self.hits[i][1] <= high:
                return self.starts[i]
        return None

    def at(self, start: int, group: frozenset[str]) -> Hit:
        """Return the term of a group that begins at a place where last_of() found one."""
        first = bisect_left(self.starts, start)
        return next(self.hits[i] for i in range(first, len(self.hits)) if self.words[i] in group)


def hidden_by(found: Sequence[Hit], hiding: Iterable[int]) -> set[int]:
    """Return the indexes of the terms that stand inside a longer one, if that is one of the ``hiding``."""
    hidden: set[int] = set()
    for at in hiding:
        low, high, _ = found[at]
        first = at
        while first and found[first - 1][0] >= low:
            first -= 1
        for i in range(first, len(found)):
            start, end, _ = found[i]
            if start >= high:
                break
            if end <= high and end - start < high - low:
                hidden.add(i)
    return hidden


class TermReader:
    """The terms of the rules, ready to be found in one pass, with the longer words that hide them."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._masks = words(load("cues")["masks"])
        self._names = words(load("cues")["names"])
        self._hiding = self._masks | self._names
        listed = dict.fromkeys(chain(terms, sorted(self._masks), sorted(self._names)))
        self._all = list(map(intern, listed))  # looked up often: interned words compare at once
        self._automaton: Any = None
        self._reads = 0
        """How many texts were read so far."""

    def read(self, shadow: str, stretches: Sequence[Stretch]) -> Terms:
        """Find every term in the given stretches of the shadow text (sorted, none overlapping)."""
        return self._read(shadow, self._finder(shadow), stretches)

    def _read(self, shadow: str, finder: tuple[Any, list[str]], stretches: Sequence[Stretch]) -> Terms:
        found: list[Hit] = []
        automaton, words = finder
        for low, high in stretches:
            matches = automaton.find_matches_as_indexes(shadow[low:high], overlapping=True)
            found += [(low + start, low + end, words[term]) for term, start, end in matches]
        found.sort()
        terms = [hit[2] for hit in found]
        hiding = [i for i, term in enumerate(terms) if term in self._hiding]
        in_names = hidden_by(found, [i for i in hiding if terms[i] in self._names])
        for i in hidden_by(found, [i for i in hiding if terms[i] in self._masks]):
            found[i], terms[i] = (*found[i][:2], ""), ""  # no term, and nothing's topic
            in_names.add(i)
        starts = [hit[0] for hit in found]
        for title in _TITLE.finditer(shadow) if found else ():
            first, last = bisect_left(starts, title.start()), bisect_left(starts, title.end())
            in_names.update(i for i in range(first, last) if found[i][1] < title.end())
        return Terms(stretches, partial(self._read, shadow, finder), found, starts, terms, in_names)

    def _finder(self, shadow: str) -> tuple[Any, list[str]]:
        """Return an automaton and its words: all of them, or of the first text those that may stand in it.

        Building all takes three times as long as reading a report, which is all that many a process does.
        """
        self._reads += 1
        if self._reads == 1:
            pairs = {shadow[i : i + 2] for i in range(len(shadow))}.union(shadow, [""])
            some = [w for w in self._all if w[:2] in pairs and w[-2:] in pairs and w[1:3] in pairs]
            return _automaton(some), some
        self._automaton = self._automaton or _automaton(self._all)
        return self._automaton, self._all


def _automaton(terms: list[str]) -> Any:
    return AhoCorasick(terms, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
