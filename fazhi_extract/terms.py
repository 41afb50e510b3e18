"""The terms of the rules, found in a text and looked up by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from .records import record

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
