"""read → split → find figures → classify → qualify → resolve → check."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

from .checks import ALL_CHECKS, Settings, run_checks
from .classify import classify
from .clauses import Clauses
from .matcher import default_matcher, reading_spans, windows
from .metadata import read_metadata
from .models import Location, Observation, Report, Section, Source
from .normal import normalise
from .numerals import find_numerals
from .observe import Figure, observe
from .qualify import qualify
from .quantities import Quantity
from .readers import Place, Text
from .resolve import resolve
from .rules import metrics, rules_version
from .sections import outline
from .zero import ZeroStatement, find_zero_statements


def extract_text(read: Text, *, with_text: bool = False, checks: Settings = ALL_CHECKS) -> Report:
    """Turn a text that a reader gave into a Report; ``checks`` says which of them run."""
    text, shadow = read.text, normalise(read.text)
    structure = outline(text, shadow)
    metadata, spans = read_metadata(text, shadow, structure.sections)
    clauses, matcher = Clauses.of(shadow), default_matcher()
    zeros = find_zero_statements(matcher.zero_terms(shadow), clauses)
    numerals = find_numerals(shadow, structure.markers)
    quantities = _outside([n.quantity for n in numerals if n.quantity], zeros)
    sections = _Sections(structure.sections)
    chains = [sections.around(q.start) for q in quantities]
    terms = matcher.read(shadow, reading_spans(quantities, chains, clauses))
    around = windows(quantities, clauses)
    standings = qualify(quantities, around, clauses, structure.plans, metadata.report_year)
    decisions = classify(matcher, quantities, around, standings, terms, clauses, chains)
    figures = [Figure(*parts) for parts in zip(quantities, around, standings, decisions, chains, strict=True)]
    observations = observe(figures, [(z, sections.around(z.start)) for z in zeros], text, clauses)
    _locate(observations, read.places)
    report = Report(
        rules_version=rules_version(),
        source=Source(
            path=read.path,
            sha256=read.sha256,
            format=read.format,
            encoding=read.encoding,
            chars=len(text),
        ),
        metadata=metadata,
        metadata_spans=spans,
        sections=structure.sections,
        observations=observations,
        metrics=resolve(observations, shadow, metrics()),
        checks=[],
        text=text if with_text else None,
    )
    report.checks = run_checks(report, shadow, checks, recognised=read.recognised)
    if read.recognised:
        for observation in observations:
            observation.review.append("read by OCR")
    return report


def _locate(observations: Sequence[Observation], places: Sequence[Place]) -> None:
    """Say for each figure on which page or in which paragraph of the file it stands."""
    starts = [place.start for place in places]
    for observation in observations:
        at = bisect_right(starts, observation.start) - 1
        if at >= 0:
            observation.location = Location(page=places[at].page, paragraph=places[at].paragraph)


def extract(text: str, *, with_text: bool = False) -> Report:
    """Extract every figure of a report given as a string.

    Offsets in the result count the characters of exactly this string.
    """
    data = text.encode("utf-8", "surrogatepass")
    read = Text(text, None, hashlib.sha256(data).hexdigest(), "txt", None)
    return extract_text(read, with_text=with_text)


class _Sections:
    """Look-up of the sections around a place, the innermost first."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [s.start for s in sections]
        self._by_id = {s.id: s for s in sections}

    def around(self, at: int) -> list[Section]:
        index = bisect_right(self._starts, at) - 1
        section = self._sections[index] if index >= 0 else None
        chain: list[Section] = []
        while section is not None:
            if section.end > at:
                chain.append(section)
            section = self._by_id.get(section.parent) if section.parent else None
        return chain


def _outside(quantities: list[Quantity], zeros: list[ZeroStatement]) -> list[Quantity]:
    """Leave out the 一起 of 未发生一起安全事故: the statement is one observation."""
    if not zeros:
        return quantities
    return [q for q in quantities if not any(z.start < q.end and q.start < z.end for z in zeros)]
