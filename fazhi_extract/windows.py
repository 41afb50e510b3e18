"""Which words are a figure's own, and which parts of a text are read for terms."""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import Clauses
from .patterns import pattern
from .quantities import Quantity
from .records import record

_NEXT_VERB = pattern(r"[已均](?![有经])")
_OBJECTS, _OCCASIONS = frozenset("家所个户处"), frozenset({"次", "轮", "场", "场次", "轮次", "期"})
_ACT = pattern(r"开展|进行|举办|实施|每[年月周季日半]")
_AND_DID = pattern(r"(?<![合一兼归])并(?![联列轨非不存])|(?<![并而尚])且(?!均无)")
_CONJUNCTION = pattern(r"(?:和|及|、|与|以及|并|或|,)\s*$")


@record
class Window:
    """Where a figure's own words stand."""

    left: int
    start: int
    end: int
    right: int
    clause: int
    """Where the figure's comma-clause begins; its own words may begin later."""
    sentence: int
    """Where its sentence begins."""

    def cut(self, left: int, right: int) -> Window:
        """Return the same figure with other words for its own."""
        return Window(left, self.start, self.end, right, self.clause, self.sentence)


def own_sentences(around: Sequence[Window], clauses: Clauses) -> list[tuple[int, int]]:
    """Return the sentences that have figures, which is where terms are looked for first."""
    merged: list[tuple[int, int]] = []
    for window in around:
        low, high = window.sentence, clauses.sentence_end(window.end)
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def windows(quantities: Sequence[Quantity], clauses: Clauses) -> list[Window]:
    """Return each figure's own words: its clause, cut at the figures beside it."""
    shadow = clauses.shadow
    result: list[Window] = []
    for index, quantity in enumerate(quantities):
        left = clause = clauses.clause_start(quantity.start)
        right = clauses.clause_end(quantity.end)
        if index and quantities[index - 1].end > left:
            left = quantities[index - 1].end
            cut = _CONJUNCTION.search(shadow, left, quantity.start)
            if cut:  # 2个宣传栏和1个图书角: what stands before 和 belongs to the figure before it
                left = quantity.start
        if index + 1 < len(quantities) and quantities[index + 1].start < right:
            right = quantities[index + 1].start
            verb = _NEXT_VERB.search(shadow, quantity.end, right)
            joined = _AND_DID.search(shadow, quantity.end, verb.start() if verb else right)
            if joined:
                right = joined.start()  # 评查案卷68件并整改问题9条: so does what 并 joins
            elif verb:
                right = verb.start()  # 15件积案已化解14件: what begins here belongs to the figure behind it
            elif quantity.unit in _OBJECTS and quantities[index + 1].unit in _OCCASIONS:
                act = _ACT.search(shadow, quantity.end, right)
                if act:
                    right = act.start()  # 对28家商店开展食品安全检查6次: six checks, 28 shops
        stop = shadow.find("、", quantity.end, right)
        if stop == quantity.end:
            right = stop
        sentence = clauses.sentence_start(quantity.start)
        result.append(Window(left, quantity.start, quantity.end, right, clause, sentence))
    return result
