"""What the matcher asks and answers: a rule as it is asked, a figure with its surroundings, and what holds for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field
from typing import Literal, NamedTuple

from .clauses import Clauses
from .models import Section
from .quantities import Quantity, unit_kinds
from .records import record
from .rules import Metric, Rule
from .terms import Hit, Terms
from .windows import Window


class Score(NamedTuple):
    """What speaks for a rule, in the order in which it counts; greater is better."""

    weight: int
    own: int
    """0 if its noun stands in the figure's own words, −1 if in the clause before."""
    follows: int
    nearness: int
    topic: int
    specificity: int
    distance: int
    order: int


@record
class Candidate:
    """A rule that holds for a figure, with what speaks for it (greater is better)."""

    metric: Metric
    rule: Rule
    score: Score
    noun: tuple[int, int]

    @property
    def name(self) -> str:
        """The rule as observations name it."""
        return f"{self.metric.id}.{self.rule.name}"


Condition = Literal["unit", "follows", "with", "noun", "within", "counted", "not", "topic", "not_topic"]
"""What a rule may demand, by the keys of docs/rules.md; ``within`` stands for ``side`` too, ``counted`` for ``thing``."""
Failed = tuple[Condition, frozenset[str] | Hit | None]
"""The condition that a rule failed by: the words of which none was found, or the term that was in the way."""


@record
class Compiled:
    """A rule as the matcher asks it: its words as sets, its defaults filled in."""

    index: int
    metric: Metric
    rule: Rule
    noun: frozenset[str]
    with_: list[frozenset[str]]
    topic: list[frozenset[str]]
    not_: frozenset[str]
    not_topic: frozenset[str]
    follows: frozenset[str]
    weight: int
    reach: int
    """How far off the noun may stand."""

    @property
    def units(self) -> Collection[str]:
        """The units that it takes."""
        return accepted_units(self.metric, self.rule)


def accepted_units(metric: Metric, rule: Rule) -> Collection[str]:
    """Return the units that a rule takes: its own, or those of its metric's kind."""
    return rule.units or unit_kinds()[metric.kind]


@record
class Place:
    """A figure with all that is known around it: what the rules are asked about."""

    quantity: Quantity
    window: Window
    terms: Terms
    clauses: Clauses
    headings: Sequence[Section]
    before: Sequence[str]
    any_unit: bool
    headed: bool = False
    """True if what follows the figure names the thing counted, whatever stands before (28家单位)."""
    thing: Hit | None = None
    """What the figure counts by the word beside it, if no metric counts such things (措施96项)."""
    of_rate: bool = False
    """True if what rose or fell is a rate (办结率同比上升3%): no rule of numbers is asked."""
    several: bool = False
    """True if the words before the figure may name several things (复议、诉讼各1件): all that hold are kept."""
    topics: dict[tuple[frozenset[str], bool], int | None] = field(default_factory=dict)
    """Where topics were found, for the next rule that asks for the same."""


@record
class Look:
    """A stretch of words in which nouns are looked for, with the terms seen there and in the figure's own."""

    level: int
    start: int
    end: int
    hits: Sequence[Hit]
    words: frozenset[str] = field(init=False)
    """The terms seen: a rule's words are sets too, and two sets are soon compared."""

    def __post_init__(self) -> None:
        self.words = frozenset([hit[2] for hit in self.hits])


@record
class Decision:
    """What became of a figure: the best candidates, the best first."""

    place: Place
    """What was asked; explain.py asks it again."""
    candidates: list[Candidate] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    giver: int | None = None
    """The index of the figure whose metric it took (see classify.py)."""
    listed: bool = False
    """True if its words are one item of a list (办结率、满意率分别为100%、98.6%)."""

    @property
    def inherited(self) -> bool:
        """True if the metric is that of another figure."""
        return self.giver is not None

    @property
    def best(self) -> Candidate | None:
        """The candidate that won."""
        return self.candidates[0] if self.candidates else None
