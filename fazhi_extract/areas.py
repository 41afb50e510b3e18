"""Figures of a wider area than the report's own: 全县共调解5000件,我镇208件."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .clauses import Clauses
from .language import load
from .models import Metadata
from .patterns import pattern
from .quantities import Quantity
from .standing import Cue, Standing, cue_at

WIDER = "wider area"
"""What ``review`` says of such a figure: it is none of the report's own values."""


class _Passage(NamedTuple):
    """From the words that name a wider area to where the sentence ends or the own place has its turn."""

    wider: Cue
    own: Cue | None
    """What speaks of the own place again, in the same sentence."""
    end: int
    """Where the sentence ends."""


@cache
def _words() -> dict[str, Any]:
    """Return the words of language/cues.toml, the patterns ready for use."""
    table = load("cues")["area"]
    ranks = {sign: rank for rank, signs in enumerate(table["ranks"].split()) for sign in signs}
    return {
        "ranks": ranks,
        "levels": {level: ranks[sign] for level, sign in table["levels"].items()},
        **{name: pattern(table[name]) for name in ("wider", "before", "wider_not", "counts", "own")},
    }


def mark_wider(
    quantities: Sequence[Quantity], clauses: Clauses, standings: Sequence[Standing], metadata: Metadata
) -> None:
    """Mark the figures of a wider area, and free what is the report's own from being a part of them."""
    starts: list[int] = []
    for passage in _passages(clauses, metadata):
        starts = starts or [q.start for q in quantities]
        first = bisect_left(starts, passage.wider.end)
        last = bisect_left(starts, passage.end)
        for i in range(first, last):
            standing = standings[i]
            if passage.own is None or starts[i] < passage.own.start:
                standing.area_cue = passage.wider
            elif standing.relation == "part" and _is_wider(standing.part_of, standings):
                standing.relation, standing.part_of = "plain", None
                standing.relation_cue = passage.own


def _is_wider(index: int | None, standings: Sequence[Standing]) -> bool:
    return index is not None and standings[index].area_cue is not None


def _passages(clauses: Clauses, metadata: Metadata) -> Iterator[_Passage]:
    words, shadow = _words(), clauses.shadow
    ranks: dict[str, int] = words["ranks"]
    issuer = _rank(metadata, words)
    end = 0
    for found in words["wider"].finditer(shadow):
        at = found.start()
        if at < end and issuer is None:
            continue
        clause = clauses.clause_start(at)
        if not words["before"].fullmatch(shadow[clause:at].strip()):
            continue
        if words["wider_not"].match(shadow, found.end()):
            continue
        rank = ranks[found["of"]]
        if issuer is not None and rank <= issuer:
            continue
        end = clauses.sentence_end(at)
        # a department may well report what it counts for all the county: only a place tells it from its own
        own = _own(found.end(), end, range(issuer is None, rank), clauses, metadata)
        if own is None and (issuer is None or not words["counts"].match(shadow, found.end())):
            continue  # whose report it is nobody knows; 全国宪法日, 全县“打非治违”行动 count nothing of all the county
        yield _Passage(cue_at("wider", found), own, end)


def _rank(metadata: Metadata, words: dict[str, Any]) -> int | None:
    """Return how wide the issuer's own place is; None where the report does not say, and of a department."""
    levels: dict[str | None, int] = words["levels"]
    ranks: dict[str, int] = words["ranks"]
    rank = levels.get(metadata.level)
    if rank is None or not metadata.region:
        return rank
    return max(rank, ranks.get(metadata.region[-1][-1], rank))  # a county that is called 市


def _own(start: int, end: int, below: range, clauses: Clauses, metadata: Metadata) -> Cue | None:
    """Return the first words in a stretch that speak of the report's own place or organ, of a rank ``below``."""
    words, shadow = _words(), clauses.shadow
    name = metadata.region[-1] if metadata.region else ""
    named = shadow.find(name, start, end) if name else -1
    for found in words["own"].finditer(shadow, start, named if named >= 0 else end):
        if words["ranks"][found[found.lastgroup or 0][0]] in below:
            return cue_at("own_area", found)
    return Cue("own_area", named, named + len(name)) if named >= 0 else None
