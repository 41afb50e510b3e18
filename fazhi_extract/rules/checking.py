"""What a rule file says that no report can fulfil: words that never match, units that no number has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ..clauses import Clauses
from ..language import load, words
from ..normal import normalise
from ..numerals import find_numerals
from ..quantities import unit_kinds
from .lines import Key
from .loader import Rule
from .reading import Parsed
from .schema import RuleFile

_MEASURED = ("percent", "money", "area", "hour")
"""Kinds whose values mean nothing in the units of another."""
_POINTS = ("百分点", "个百分点")
"""A rise or fall of a rate is told in these."""


def check_metrics(parsed: Parsed) -> None:
    """Note the words and units of a file's metrics that can never hold."""
    for name, terms in parsed.vocabulary.items():
        _check_terms(parsed, ("vocabulary", name), terms, False)
    for metric_id, entry in parsed.entries.items():
        kind = getattr(entry, "kind", None) or next(m.kind for m in parsed.metrics if m.id == metric_id)
        _check_terms(parsed, (metric_id, "zero"), entry.zero, True)
        made = next(m for m in parsed.metrics if m.id == metric_id)
        expanded = made.rules[-len(entry.rules) :]
        for at, rule in enumerate(entry.rules):
            key: Key = (metric_id, "rules", at)
            # what stands in the built-in word lists is no fault of a file of one's own
            said = rule if parsed.header else expanded[at]
            for name, terms, in_clause in _lists(said):
                _check_terms(parsed, (*key, name), terms, in_clause)
            _check_units(parsed, (*key, "units"), rule.units or [], kind, expanded[at].noun)
            _check_forbidden(parsed, key, expanded[at].noun, expanded[at].not_)


def _lists(rule: Rule | RuleFile) -> Iterator[tuple[str, list[str], bool]]:
    """Yield each list of a rule's words, and whether they must stand in one clause."""
    yield "noun", rule.noun, True
    yield "not", rule.not_, True
    yield "not_topic", rule.not_topic, False
    for name, groups, in_clause in (("with", rule.with_, True), ("topic", rule.topic, False)):
        for group in groups:
            yield name, group, in_clause


def _check_terms(parsed: Parsed, key: Key, terms: Iterable[str], in_clause: bool) -> None:
    for term in terms:
        clauses = Clauses.of(term)
        if term.startswith("@"):
            continue
        if (reads := normalise(term)) != term:
            parsed.fault(
                "R013", key, f"{term} can never match: texts are read with {reads}. Write that", term
            )
        elif stops := clauses.clause_stops if in_clause else clauses.sentence_stops:
            way = "words on its two sides are never seen as one: take those on one side"
            parsed.fault(
                "R013", key, f"{term!r} can never match: {term[stops[0]]!r} ends the clause; {way}", term
            )
        elif in_clause and (figure := _figure_in(term)):
            way = "Leave the number out: units and side say what stands beside it"
            parsed.fault("R013", key, f"{term} can never match: {figure} is a figure of its own. {way}", term)


@cache
def _figure_in(term: str) -> str | None:
    """Return the figure that a term holds, as 5件 in 办理5件: the words around a figure end there."""
    found = next((n for n in find_numerals(term, []) if n.quantity), None)
    return term[found.start : found.end] if found else None


def _check_units(parsed: Parsed, key: Key, units: Iterable[str], kind: str, nouns: list[str]) -> None:
    kinds = unit_kinds()
    measured = kinds[kind].issuperset(nouns)  # 学时45个: the noun is the unit
    for unit in units:
        if _unit_read(unit) != unit:
            listed = " ".join(sorted(kinds[kind], key=lambda one: (len(one), one))[:8])
            parsed.fault("R014", key, f"no number has the unit {unit}; of kind {kind} are {listed} …", unit)
        elif (kind == "percent" and unit in _POINTS) or (measured and unit == "个"):
            continue
        elif unit not in kinds[kind] and (kind in _MEASURED or any(unit in kinds[k] for k in _MEASURED)):
            other = next((k for k in kinds if unit in kinds[k]), "another")
            way = "numbers in it cannot be set beside the others"
            parsed.fault(
                "R015", key, f"the unit {unit} is of kind {other}, the metric of {kind}: {way}", unit
            )


@cache
def _unit_read(unit: str) -> str | None:
    """Return the unit that the program sees behind a number."""
    found = next((n.quantity for n in find_numerals(normalise(f"共有12{unit}。"), []) if n.quantity), None)
    return found.unit if found else None


def _check_forbidden(parsed: Parsed, key: Key, nouns: list[str], forbidden: list[str]) -> None:
    """Note a rule all of whose nouns hold a word that ``not`` forbids."""
    hiding = [*words(load("cues")["masks"]), *words(load("cues")["names"])]

    def dead(noun: str) -> str | None:
        hidden = [name for name in hiding if name in noun]
        return next((no for no in forbidden if no in noun and not any(no in h != no for h in hidden)), None)

    reasons = [(noun, dead(noun)) for noun in nouns]
    if nouns and all(no for _, no in reasons):
        noun, no = reasons[0]
        parsed.fault(
            "R013", (*key, "not"), f"the rule can never hold: its noun {noun} has {no} in it", str(no)
        )
