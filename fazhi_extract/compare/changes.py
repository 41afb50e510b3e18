"""What changed in one report between two outputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Figure = dict[str, Any]
"""An observation as the output has it."""
FIELDS = ("metric", "value", "value_max", "qualifier", "unit", "relation", "status", "period", "text")
"""What is compared besides ``part_of``."""


@dataclass(slots=True)
class Change:
    """A figure that appeared, vanished or changed; of one that changed, the fields with old and new."""

    old: Figure | None
    new: Figure | None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """``appeared``, ``vanished`` or ``changed``."""
        return "appeared" if self.old is None else "vanished" if self.new is None else "changed"

    @property
    def metrics(self) -> tuple[str | None, ...]:
        """The metrics that it touches: the old one, the new one."""
        return tuple(figure.get("metric") for figure in (self.old, self.new) if figure is not None)

    @property
    def place(self) -> tuple[int, int]:
        """Where the figure stands, in the new output if it has it."""
        figure = self.new or self.old or {}
        return figure["start"], figure["end"]


def compare(old: Sequence[Figure], new: Sequence[Figure], *, same_text: bool = True) -> list[Change]:
    """Return the changes between the figures of a report, in the order of the text.

    Where both outputs read the same text a figure is known again by its place; else by its sentence.
    """
    pairs = _pairs(old, new, same_text)
    totals = _Totals(old, new, pairs)
    changes = []
    for i, j in pairs:
        one, other = old[i], new[j]
        fields = {n: (one.get(n), other.get(n)) for n in FIELDS if one.get(n) != other.get(n)}
        was, now = totals.of(one, other)
        if not totals.same(was, now):
            fields["part_of"] = (was and was["text"], now and now["text"])
        if fields:
            changes.append(Change(one, other, fields))
    gone, come = {i for i, _ in pairs}, {j for _, j in pairs}
    changes += [Change(figure, None) for i, figure in enumerate(old) if i not in gone]
    changes += [Change(None, figure) for j, figure in enumerate(new) if j not in come]
    return sorted(changes, key=lambda change: change.place)


class _Totals:
    """The totals that parts name, on either side. Ids say nothing from one output to the other."""

    def __init__(self, old: Sequence[Figure], new: Sequence[Figure], pairs: list[tuple[int, int]]) -> None:
        self._old, self._new = ({f.get("id"): f for f in figures} for figures in (old, new))
        self._later = {old[i].get("id"): new[j] for i, j in pairs}
        self._earlier = {new[j].get("id"): old[i] for i, j in pairs}

    def of(self, old: Figure, new: Figure) -> tuple[Figure | None, Figure | None]:
        """Return the totals of a figure that is in both outputs."""
        return self._old.get(old.get("part_of")), self._new.get(new.get("part_of"))

    def same(self, was: Figure | None, now: Figure | None) -> bool:
        """Say whether two totals are one; two figures with one span count as one."""
        if was is None or now is None:
            return was is now
        later, earlier = self._later.get(was.get("id")), self._earlier.get(now.get("id"))
        return bool((later and _place(later) == _place(now)) or (earlier and _place(earlier) == _place(was)))


def _place(figure: Figure) -> tuple[Any, ...]:
    return figure["start"], figure["end"]


def _in_sentence(figure: Figure) -> tuple[Any, ...]:
    evidence = figure["evidence"]
    return evidence["text"], figure["start"] - evidence["start"], figure["text"]


def _pairs(old: Sequence[Figure], new: Sequence[Figure], same_text: bool) -> list[tuple[int, int]]:
    """Pair figures: first those that are equal, then the rest, the likest first. OLD and NEW are alike to it."""
    where = _place if same_text else _in_sentence
    pairs = _equal(old, new, lambda f: (where(f), *(f.get(n) for n in FIELDS)))
    left_old = sorted(set(range(len(old))) - {i for i, _ in pairs})
    left_new = sorted(set(range(len(new))) - {j for _, j in pairs})
    candidates = []
    for i in left_old:
        for j in left_new:
            if same_text:
                likeness = min(old[i]["end"], new[j]["end"]) - max(old[i]["start"], new[j]["start"])
            else:
                likeness = int(where(old[i]) == where(new[j]))
            if likeness > 0:
                same = old[i].get("metric") == new[j].get("metric")
                candidates.append((not same, -likeness, min(i, j), max(i, j), i, j))
    taken_old, taken_new = set[int](), set[int]()
    for *_, i, j in sorted(candidates):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _equal(
    old: Sequence[Figure], new: Sequence[Figure], key: Callable[[Figure], tuple[Any, ...]]
) -> list[tuple[int, int]]:
    places: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for j, figure in enumerate(new):
        places[key(figure)].append(j)
    return [(i, places[k].pop(0)) for i, figure in enumerate(old) if places.get(k := key(figure))]
