"""What a number counts by the word beside it, where no metric counts such things: 便民措施96项."""

from __future__ import annotations

from .language import alternation, load, words
from .patterns import pattern
from .quantities import act_units
from .terms import Hit
from .windows import Window

CLASSIFIERS = frozenset({"个", "家", "所", "处", "类"})
"""Units that leave it to the word behind them what is counted: 26家执法单位."""
_ITEMS = frozenset({"条", "项", "个"})
_PERSONS = frozenset({"名", "人", "位", "人次"})
_SO_MANY = "共计达到为约近超有总合已各均了仅 "
"""What may stand between a thing and its number: 措施共96项."""


class Things:
    """The things of language/cues.toml, ready for look-up."""

    def __init__(self) -> None:
        related = load("cues")["relations"]
        self._acts = act_units()
        self._before: dict[str, list[str]] = {}
        """By their last sign, the longest first."""
        for thing in sorted(words(related["things"]), key=lambda thing: (-len(thing), thing)):
            self._before.setdefault(thing[-1], []).append(thing)
        self._longest = max(len(things[0]) for things in self._before.values())
        heads, of = (alternation(words(related[name])) for name in ("heads", "heads_of"))
        self._behind = pattern(rf"(?:{of}){{1,3}}({heads})")
        self._with_persons = words(related["with_persons"])
        self._measures = pattern(related["measures"])
        self._attended = pattern(rf"[^,。;、\d]{{2,16}}({alternation(words(related['attended']))})")

    def counted(self, unit: str | None, window: Window, shadow: str) -> Hit | None:
        """Return the word that says what a figure counts, if no metric counts such things."""
        if unit in self._acts:
            return None  # 视察民生项目4次: the word before is what was acted on
        if unit in CLASSIFIERS and (head := self._behind.match(shadow, window.end, window.right)):
            return *head.span(1), head[1]
        if unit in _ITEMS and (head := self._measures.match(shadow, window.end, window.right)):
            return *head.span(), head[0]
        if unit in _PERSONS and (did := self._attended.match(shadow, window.end, window.right)):
            return *did.span(1), did[1]
        left = shadow[max(window.left, window.start - self._longest - 4) : window.start]
        bare = left.rstrip(_SO_MANY)
        end = window.start - len(left) + len(bare)
        for thing in self._before.get(bare[-1:], ()):
            if bare.endswith(thing):
                if thing in self._with_persons and unit in _PERSONS:
                    return None  # 全系统208名干部
                return end - len(thing), end, thing
        return None
