"""What ``explain`` answers with: the figures of a report with all that spoke for and against their metrics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..models import Model, Observation, Source

Outcome = Literal["won", "lost", "failed"]
Way = Literal[
    "own_words", "clause_before", "list", "figure_beside", "total", "shared_number", "zero_statement", "none"
]
"""How a figure came by its metric; ``none`` where no rule held."""
Demand = Literal["noun", "unit", "follows", "with", "within", "counted", "not", "topic", "not_topic", "zero"]
"""What a rule demands, by the keys of docs/rules.md; ``within`` stands for ``side`` too."""


@dataclass(slots=True, kw_only=True)
class Span(Model):
    """A place in the text."""

    start: int
    end: int
    text: str


@dataclass(slots=True, kw_only=True)
class Term(Model):
    """A word of some rule that was seen near a figure."""

    start: int
    end: int
    text: str
    place: Literal["own_words", "clause", "sentence", "sentence_before", "heading"]
    use: Literal["noun", "with", "topic"] | None = None
    """What it was for the rule that won; null if nothing."""


@dataclass(slots=True, kw_only=True)
class Unmet(Model):
    """A condition that a rule failed by."""

    condition: Demand
    words: list[str] = field(default_factory=list)
    """Words (units, metrics) of which one would have done."""
    seen: Span | None = None
    """The word in the way; or the noun that stands too far off or elsewhere."""
    distance: int | None = None
    """Characters between noun and figure, where that was too much."""
    reach: int | None = None
    """The most it could have been."""
    message: str


@dataclass(slots=True, kw_only=True)
class RuleOutcome(Model):
    """What became of one rule that was asked about a figure."""

    rule: str
    metric: str
    label: str
    outcome: Outcome
    noun: Span | None = None
    score: dict[str, int] | None = None
    """What speaks for a rule that held, in the order in which it counts; greater is better."""
    decided_by: str | None = None
    """For a rule that lost: the part of the score in which the winner was better, or ``giver`` where the
    metric came from another figure, or ``shared_number`` where its noun names another rate."""
    unmet: list[Unmet] = field(default_factory=list)
    """For a rule that failed: what it failed by, the first first."""
    message: str


@dataclass(slots=True, kw_only=True)
class Cause(Model):
    """Why a figure stands as it does: its relation, part_of, status, period or area."""

    of: Literal["relation", "part_of", "status", "period", "area"]
    value: str
    cue: str | None = None
    """The pattern of language/cues.toml, or a name of its own."""
    seen: Span | None = None
    """Where that stands; of a whole part of the text that speaks of plans, its beginning."""
    message: str


@dataclass(slots=True, kw_only=True)
class Heading(Model):
    """A section that holds a figure."""

    section: str
    number: str | None
    title: str
    role: str | None
    start: int
    end: int


@dataclass(slots=True, kw_only=True)
class Words(Model):
    """Where the words for a figure were looked for."""

    own: Span
    """The figure's own words: its clause, cut at the figures beside it."""
    clause: Span
    sentence: Span
    headings: list[Heading]
    """The innermost first."""


@dataclass(slots=True, kw_only=True)
class Written(Model):
    """A figure in its pieces: 不少于 + 1.2万余 + 人次."""

    before: str
    number: str
    after: str


@dataclass(slots=True, kw_only=True)
class FigureExplanation(Model):
    """One observation and why it is what it is."""

    observation: Observation
    written: Written | None
    """Null for a zero statement, which has no number."""
    causes: list[Cause]
    words: Words
    terms: list[Term]
    way: Way
    giver: str | None = None
    """The observation whose metric it took."""
    winner: RuleOutcome | None
    others: list[RuleOutcome]
    """The next best rules: those that held and lost, then those that failed, the nearest miss first."""
    held: int
    """How many rules held."""
    failed: int
    """How many rules have a noun in the sentence or the headings, and failed."""
    message: str


@dataclass(slots=True, kw_only=True)
class NumeralExplanation(Model):
    """A numeral that is no figure."""

    start: int
    end: int
    text: str
    numeral_class: str
    context: Span
    message: str


@dataclass(slots=True, kw_only=True)
class Explanation(Model):
    """The answer for one report."""

    schema_version: Literal["1"] = "1"
    rules_version: str
    source: Source
    figures: list[FigureExplanation]
    numerals: list[NumeralExplanation] = field(default_factory=list)
    """Only where a place was asked for."""
    message: str | None = None
    """What there is to say where nothing was found."""
