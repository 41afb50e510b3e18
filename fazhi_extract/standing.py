"""What is said of a figure beside its value, and the words by which it is said."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from .language import load
from .models import Relation, Status
from .patterns import pattern
from .records import record


class Cue(NamedTuple):
    """The words by which a figure was judged: the name of the pattern in language/cues.toml, and the place."""

    name: str
    start: int
    end: int


@record
class Standing:
    """What qualify() says of one figure; ``part_of`` is the index of the total, if known."""

    relation: Relation = "plain"
    status: Status = "actual"
    period: str | None = None
    part_of: int | None = None
    summed: bool = False
    """True if only the sum says that it is a part."""
    relation_cue: Cue | None = None
    status_cue: Cue | None = None
    period_cue: Cue | None = None
    area_cue: Cue | None = None
    """What names the wider area that the figure is of, in place of the report's own."""


class Cues(dict[str, re.Pattern[str]]):
    """The patterns of language/cues.toml, and the signs without which some of them cannot match."""

    def __init__(self, patterns: dict[str, re.Pattern[str]], signs: dict[str, str]) -> None:
        super().__init__(patterns)
        self.signs = {name: tuple(listed.split()) for name, listed in signs.items()}
        """By the name of a pattern: the words of which one stands in whatever it matches."""

    def may(self, name: str, text: str) -> bool:
        """Say whether a search is worth while: a look for a few words saves most of them."""
        for sign in self.signs[name]:  # noqa: SIM110 (any() of a generator takes as long as the search)
            if sign in text:
                return True
        return False


@cache
def cues_of_language() -> Cues:
    """Return the patterns that say of a figure what it is, compiled."""
    table: dict[str, Any] = load("cues")
    relations, status, whole, zero = (table[name] for name in ("relations", "status", "whole", "zero"))
    patterns = {
        "part": pattern(relations["part_opens"]),
        "from": pattern(relations["from_opens"]),
        "to": pattern(relations["to_follows"]),
        "total": pattern(rf"(?:{whole['total']})[^,。;\d]{{0,8}}$"),
        "total_farther": pattern(rf"(?:{whole['total']})[^,。;、\d]{{0,14}}$"),
        "of_the_whole": pattern(f"{whole['total']}|{whole['whole']}"),
        "achieved": pattern(relations["achieved"]),
        "breakdown": pattern(relations["breakdown"]),
        "acts": pattern(relations["acts"]),
        "per_unit": pattern(relations["per_unit"]),
        "per_unit_not": pattern(relations["per_unit_not"]),
        "previous": pattern(relations["previous"]),
        "change": pattern(rf"(?:{relations['change']})$"),
        "change_needs": pattern(relations["change_needs"]),
        "change_not": pattern(rf"(?:{relations['change_not']})$"),
        "required": pattern(status["required"]),
        "required_with": pattern(status["required_with"]),
        "must": pattern(status["must"]),
        "demanded": pattern(status["demanded"]),
        "demanded_on": pattern(status["demanded_on"]),
        "aimed": pattern(status["aimed"]),
        "aimed_not": pattern(status["aimed_not"]),
        "must_with": pattern(status["must_with"]),
        "quota_quoted": pattern(status["quota_quoted"]),
        "planned": pattern(status["planned"]),
        "planned_on": pattern(status["planned_on"]),
        "undone": pattern(status["undone"]),
        "not_done": pattern(status["not_done"]),
        "called_off": pattern(status["called_off"]),
        "called_off_after": pattern(status["called_off_after"]),
        "pending": pattern(status["pending"]),
        "planned_not": pattern(status["planned_not"]),
        "planned_done": pattern(status["planned_done"]),
        "planned_year": pattern(status["planned_year"]),
        "zero_aims": pattern(zero["aims"]),
        "zero_asked": pattern(zero["asked"]),
        "zero_aimed": pattern(zero["aimed"]),
        "zero_reached": pattern(zero["reached"]),
        "period": pattern(
            "(?={first})(?:(?P<whole>{whole})|(?P<opens>{opens}(?P<speaks>(?={speaks}))?)|{until}|{cues})".format(
                **table["period"]
            )
        ),
    }
    return Cues(
        patterns,
        {**relations["signs"], **status["signs"], **zero["signs"], "period": table["period"]["signs"]},
    )


def cue_at(name: str, found: re.Match[str], offset: int = 0) -> Cue:
    """Return the cue at a match in a stretch of the text that begins at ``offset``."""
    return Cue(name, offset + found.start(), offset + found.end())
