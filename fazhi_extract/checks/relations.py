"""Which metrics must agree with which: relations.tsv, read and refused where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from ..errors import RuleError
from ..models import Severity
from ..patterns import pattern
from ..rules import metrics

_FILE = Path(__file__).parent / "relations.tsv"


class Ratio(NamedTuple):
    """A rate is its part in a hundred of the whole."""

    part: str
    whole: str
    wording: tuple[str, ...]
    """How the rate must be written, just before its number."""


class AtMost(NamedTuple):
    """One figure is never more than another."""

    small: str
    large: str
    whole_report: bool
    """True if this also holds for figures from different sentences."""
    severity: Severity


class Order(NamedTuple):
    """A figure told by certain words holds the one at once behind it."""

    before: tuple[str, ...]
    verbs: tuple[str, ...]
    """One of them stands between the two."""
    behind: re.Pattern[str]
    """What stands between the two, the noun of the second aside (group 1)."""
    rate: re.Pattern[str]
    """What stands between the second and the rate of the two."""


class Relations(NamedTuple):
    """The relations of relations.tsv."""

    rates: dict[str, list[Ratio]]
    at_most: list[AtMost]
    orders: list[Order]
    written: list[tuple[str, str, str]]
    """The orders as the table has them."""
    words: dict[str, str]
    """Alternations of words by their name, ready for a pattern."""


@cache
def words(name: str) -> re.Pattern[str]:
    """Return a pattern for the words of a name."""
    return pattern(relations().words[name])


@cache
def relations() -> Relations:
    """Return the built-in relations; raises RuleError if they name a metric that does not exist."""
    return read_relations(_FILE.read_text("utf-8"), metrics())


def read_relations(text: str, known: Container[str]) -> Relations:
    """Read relations from their table; raises RuleError for a wrong line or a metric not among ``known``."""
    found = Relations({}, [], [], [], {})
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, *cells = line.split("\t")
        match kind, cells:
            case "rate", [rate, part, whole, wording]:
                ids = [rate, part, whole]
                found.rates.setdefault(rate, []).append(Ratio(part, whole, tuple(wording.split("|"))))
            case "at_most", [small, large, "sentence" | "report" as reach, "error" | "warning" as severity]:
                ids = [small, large]
                found.at_most.append(AtMost(small, large, reach == "report", cast("Severity", severity)))
            case "order", [before, behind, rate]:
                ids = []
                found.written.append((before, behind, rate))
            case "words", [name, listed]:
                ids = []
                found.words[name] = listed
            case _:
                raise RuleError(f"{_FILE.name}, line {number}: its head says how a line is written")
        for metric in ids:
            if metric not in known:
                raise RuleError(f"{_FILE.name}, line {number}: there is no metric {metric}")
    adverbs = found.words.get("adverbs", "")
    for before, behind, rate in found.written:
        gap = pattern(rf"^[,、](?:其中)?(?:{adverbs})*(?:{behind})([^,。;、:\d()]{{0,10}})$")
        at_once = pattern(rf"^[,、](?:{rate})(?:达到?|为)?$")
        found.orders.append(Order(tuple(before.split("|")), tuple(behind.split("|")), gap, at_once))
    return found
