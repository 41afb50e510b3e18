"""The words around a figure: where they were looked for, which terms were seen, what they were for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ..candidates import Candidate
from ..models import Section
from ..pipeline import Reading
from ..quantities import Quantity
from .models import Heading, Span, Term, Words, Written

_CONTEXT = 20
"""Characters shown on both sides of a numeral."""


def context(text: str, start: int, end: int) -> Span:
    """Return a place with what stands around it on its line."""
    low = max(text.rfind("\n", 0, start) + 1, start - _CONTEXT)
    stop = text.find("\n", end)
    high = min(stop if stop >= 0 else len(text), end + _CONTEXT)
    return span(text, low, high)


def span(text: str, start: int, end: int) -> Span:
    """Return a place with its text."""
    return Span(start=start, end=end, text=text[start:end])


def words_of(reading: Reading, own: tuple[int, int], at: tuple[int, int], chain: Sequence[Section]) -> Words:
    """Return the stretches in which the words for the figure ``at`` a place were looked for."""
    text, clauses = reading.read.text, reading.clauses
    start, end = at
    return Words(
        own=span(text, *own),
        clause=span(text, clauses.clause_start(start), clauses.clause_end(end)),
        sentence=span(text, clauses.sentence_start(start), clauses.sentence_end(end)),
        headings=[_heading(section) for section in chain],
    )


def _heading(section: Section) -> Heading:
    return Heading(
        section=section.id,
        number=section.number,
        title=section.title,
        role=section.role,
        start=section.start,
        end=section.heading_end,
    )


def written(text: str, quantity: Quantity, numeral: int) -> Written:
    """Return a figure in its pieces: what stands before its numeral, the number, unit and all behind it."""
    start = max(numeral, quantity.start)
    return Written(
        before=text[quantity.start : start],
        number=text[start : quantity.number_end],
        after=text[quantity.number_end : quantity.end],
    )


def terms_near(
    reading: Reading, words: Words, chain: Sequence[Section], winner: Candidate | None
) -> list[Term]:
    """Return the words of rules that were seen near a figure, in the order of the text."""
    found: dict[tuple[int, int], Term] = {}
    for place, low, high in _places(reading, words, chain):
        for start, end, term in reading.terms.of(low, high).between(low, high):
            use = _use((start, end), term, place, winner)
            written = reading.read.text[start:end]  # a term is of the normalised text: 發生 is 发生 there
            found.setdefault((start, end), Term(start=start, end=end, text=written, place=place, use=use))
    return [found[at] for at in sorted(found)]


_Near = Literal["own_words", "clause", "sentence", "sentence_before", "heading"]


def _places(reading: Reading, words: Words, chain: Sequence[Section]) -> Iterator[tuple[_Near, int, int]]:
    yield "own_words", words.own.start, words.own.end
    yield "clause", words.clause.start, words.clause.end
    yield "sentence", words.sentence.start, words.sentence.end
    if words.sentence.start:
        before = reading.clauses.sentence_start(words.sentence.start - 1)
        yield "sentence_before", before, words.sentence.start
    for section in chain:
        yield "heading", section.start, section.heading_end


def _use(
    at: tuple[int, int], term: str, place: _Near, winner: Candidate | None
) -> Literal["noun", "with", "topic"] | None:
    """Say what a term was for the rule that won."""
    if winner is None:
        return None
    if at == winner.noun:
        return "noun"
    if place in ("own_words", "clause") and any(term in group for group in winner.rule.with_):
        return "with"
    return "topic" if any(term in group for group in winner.rule.topic) else None
