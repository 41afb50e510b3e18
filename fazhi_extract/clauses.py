"""Clauses and sentences around a place in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .patterns import pattern
from .records import record

# The sign stands first, so that the engine skips to the next one; only behind a digit is there more to ask.
_STOP = re.compile(
    r"[;。!?\n…(),:]"
    r"(?:(?<!\d[,:])"
    r"|(?<=,)(?:(?!\d{3}(?!\d))|(?<=\d{4},))"  # the comma of 2,300 is no stop
    r"|(?<=:)(?!\d\d))"  # nor the colon of 14:30
)
_WORD_IN_BRACKETS = pattern(
    r"\([社居街村场嘎队组苏点街镇乡园寨次户件起册份本幅条篇张构室站所广长][\u4e00-\u9fff]{0,2}\)"
    r"|\([市县区旗州站室所](?:[、/][市县区旗州站室所点])*\)|\([处科局厅]\)(?=级)"
    r"|\((?<=[\u4e00-\u9fff]\()(?![一二三四五六七八九十共含计其均已未])[\u4e00-\u9fff]{2,4}\)(?=[\u4e00-\u9fff])"
)
"""村(社区), 起(件), 公园(广场), 县(市、区), 县(处)级, 党委(扩大)会议: such brackets are part of a word."""
MAX_CLAUSE, MAX_SENTENCE = 300, 900
"""No look-up goes farther than this, so that a text without stops is read in linear time."""


def clause_before(shadow: str, at: int, reach: int, stops: str) -> str:
    """Return what stands before ``at`` in its clause, at most ``reach`` characters."""
    text = shadow[max(0, at - reach) : at]
    return text[max(text.rfind(sign) for sign in stops) + 1 :]


@record
class Clauses:
    """The stops of a shadow text, ready for look-up."""

    shadow: str
    clause_stops: list[int]
    sentence_stops: list[int]

    @classmethod
    def of(cls, shadow: str) -> Clauses:
        """Find every stop of the text."""
        stops = [found.start() for found in _STOP.finditer(shadow)]
        if "(" in shadow:
            kept = {
                at for found in _WORD_IN_BRACKETS.finditer(shadow) for at in (found.start(), found.end() - 1)
            }
            stops = [at for at in stops if at not in kept] if kept else stops
        return cls(shadow, stops, [at for at in stops if shadow[at] in "。!?\n"])

    def clause_start(self, at: int) -> int:
        """Return where the clause that holds ``at`` begins."""
        index = bisect_left(self.clause_stops, at) - 1
        return max(self.clause_stops[index] + 1 if index >= 0 else 0, at - MAX_CLAUSE)

    def clause_end(self, at: int) -> int:
        """Return where the clause that holds ``at`` ends (its stop is not in it)."""
        index = bisect_left(self.clause_stops, at)
        end = self.clause_stops[index] if index < len(self.clause_stops) else len(self.shadow)
        return min(end, at + MAX_CLAUSE)

    def sentence_start(self, at: int) -> int:
        """Return where the sentence that holds ``at`` begins."""
        index = bisect_left(self.sentence_stops, at) - 1
        return max(self.sentence_stops[index] + 1 if index >= 0 else 0, at - MAX_SENTENCE)

    def sentence_end(self, at: int) -> int:
        """Return where the sentence that holds ``at`` ends, its stop included."""
        index = bisect_left(self.sentence_stops, at)
        end = self.sentence_stops[index] + 1 if index < len(self.sentence_stops) else len(self.shadow)
        return min(end, at + MAX_SENTENCE)

    def sentence_number(self, at: int) -> int:
        """Return how many sentences end before ``at``."""
        return bisect_left(self.sentence_stops, at)

    def clause_starts_between(self, low: int, high: int) -> list[int]:
        """Return the starts of the clauses that begin in (low, high], the nearest first."""
        first = bisect_left(self.clause_stops, low)
        last = bisect_right(self.clause_stops, high - 1)
        return [self.clause_stops[i] + 1 for i in range(last - 1, first - 1, -1)]
