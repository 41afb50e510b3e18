"""Ask every rule about a figure again, and what else it would have failed by.

The conditions are those of the matcher itself: a rule that fails is asked once
more without the condition it failed by, until it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..candidates import Candidate, Compiled, Failed, Look, Place
from ..matcher import ANYWHERE, Matcher, own_look
from ..terms import Hit


@dataclass(slots=True)
class Trial:
    """One rule, asked about one figure."""

    compiled: Compiled
    place: Place
    unmet: list[Failed] = field(default_factory=list)
    """In the order asked; none if the rule held."""
    candidate: Candidate | None = None
    """What it came to, or would have come to but for the unmet; None if its noun stands nowhere near."""
    elsewhere: tuple[int, int] | None = None
    """Its noun, if that stands only outside the words in which it must."""

    @property
    def held(self) -> bool:
        """True if every condition was met."""
        return not self.unmet

    @property
    def name(self) -> str:
        """The rule as observations name it."""
        return f"{self.compiled.metric.id}.{self.compiled.rule.name}"

    @property
    def rank(self) -> tuple[object, ...]:
        """What sorts trials, the best first: held and best, then noun beside the figure, fewest unmet."""
        score = self.candidate.score if self.candidate else None
        failures = [condition for condition, _ in self.unmet]
        return (
            "noun" in failures,
            len(failures),
            "unit" in failures,
            self.candidate is None,
            tuple(-part for part in score) if score else (),
            self.compiled.index,
        )


def trials(matcher: Matcher, place: Place, metric: str | None = None) -> list[Trial]:
    """Return the best trial of each rule that has a noun near the figure, the best first.

    Where that leaves no rule beside the one that won, every other is asked too. With
    ``metric`` the rules of that metric alone are asked, all of them.
    """
    looks = _looks(matcher, place)
    around = _around(place)
    near: list[Compiled] = []
    rest: list[Compiled] = []
    for compiled in matcher.rules():
        if metric not in (None, compiled.metric.id):
            continue
        known = any(not compiled.noun.isdisjoint(look.words) for look in looks)
        (near if known or not compiled.noun.isdisjoint(around) else rest).append(compiled)
    found = [_best(matcher, compiled, looks, place, around) for compiled in near]
    if metric is not None or len(found) < 2:
        found += [_best(matcher, compiled, looks, place, around) for compiled in rest]
    return sorted(found, key=lambda trial: trial.rank)


def _looks(matcher: Matcher, place: Place) -> list[Look]:
    """Return the stretches in which the matcher looked: it stops where a rule holds."""
    looks = [own_look(place)]
    before = matcher.looks_before(place)
    while not matcher.holding(looks[-1], place):
        look = next(before, None)
        if look is None:
            break
        looks.append(look)
    return looks


def _around(place: Place) -> dict[str, list[Hit]]:
    """Return the terms of the sentence and the headings."""
    clauses, terms = place.clauses, place.terms
    start, end = place.quantity.start, place.quantity.end
    hits = terms.between(clauses.sentence_start(start), clauses.sentence_end(end))
    for section in place.headings:
        heading = section.start, section.heading_end
        hits += terms.of(*heading).between(*heading)
    seen: dict[str, list[Hit]] = {}
    for hit in hits:
        seen.setdefault(hit[2], []).append(hit)
    return seen


def _best(
    matcher: Matcher, compiled: Compiled, looks: list[Look], place: Place, around: dict[str, list[Hit]]
) -> Trial:
    return min((_trial(matcher, compiled, look, place, around) for look in looks), key=lambda t: t.rank)


def _trial(
    matcher: Matcher, compiled: Compiled, look: Look, place: Place, around: dict[str, list[Hit]]
) -> Trial:
    trial = Trial(compiled, place)
    if compiled.noun.isdisjoint(look.words):
        trial.unmet.append(("noun", compiled.noun))
        nouns = [hit for term in around if term in compiled.noun for hit in around[term]]
        look = replace(look, hits=[*look.hits, *nouns])
    if not matcher.accepts(compiled, place):
        trial.unmet.append(("unit", None))
    asked: Compiled | None = compiled
    while asked is not None:
        answer = matcher.ask(asked, look, place)
        if isinstance(answer, Candidate):
            trial.candidate = answer
            break
        if answer[0] != "noun":
            trial.unmet.append(answer)
        asked = _without(asked, answer)
    if trial.unmet and trial.unmet[0][0] == "noun" and trial.candidate:
        trial.elsewhere = trial.candidate.noun
    return trial


def _without(compiled: Compiled, failed: Failed) -> Compiled | None:
    """Return a rule without the condition that it failed by; None if it cannot do without."""
    condition, what = failed
    if condition == "follows":
        return replace(compiled, rule=replace(compiled.rule, follows=[]))
    if condition == "with":
        return replace(compiled, with_=[group for group in compiled.with_ if group is not what])
    if condition == "within":
        return replace(compiled, reach=2 * ANYWHERE, rule=replace(compiled.rule, side=None))
    if condition == "not" and isinstance(what, tuple):
        return replace(compiled, not_=compiled.not_ - {what[2]})
    if condition == "topic":
        return replace(compiled, topic=[group for group in compiled.topic if group is not what])
    if condition == "not_topic":
        return replace(compiled, not_topic=frozenset())
    return None
