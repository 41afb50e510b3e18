"""read → split → find figures → qualify → classify → resolve → check."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter

from .checks import ALL_CHECKS, Settings, run_checks
from .classify import classify
from .clauses import Clauses
from .digests import sha256
from .matcher import Matcher, matcher_of
from .metadata import read_metadata
from .models import Finding, Location, Metadata, Observation, Report, Section, Source
from .normal import normalise
from .numerals import Numeral, find_numerals
from .observe import Figure, observe
from .places import locate, rank
from .qualify import qualify, qualify_zeros
from .quantities import Quantity
from .readers import Place, Text
from .records import record
from .resolve import resolve
from .rules import RuleSet, builtin_rules
from .sections import Outline, outline
from .terms import Terms
from .windows import own_sentences, windows
from .zero import ZeroStatement, find_zero_statements


@record
class Reading:
    """A report read and its figures judged: what a Report is made of, and what explain looks into."""

    read: Text
    rules: RuleSet
    shadow: str
    outline: Outline
    metadata: Metadata
    metadata_spans: dict[str, tuple[int, int]]
    clauses: Clauses
    matcher: Matcher
    terms: Terms
    numerals: list[Numeral]
    figures: list[Figure]
    zeros: list[tuple[ZeroStatement, list[Section]]]
    findings: Sequence[Finding]
    """What was noticed on the way."""


def extract_text(
    read: Text,
    *,
    rules: RuleSet | None = None,
    with_text: bool = False,
    checks: Settings = ALL_CHECKS,
) -> Report:
    """Turn a text that a reader gave into a Report, by the built-in rules unless others are given.

    ``checks`` says which checks run.
    """
    return make_report(read_figures(read, rules), with_text=with_text, checks=checks)


def read_figures(read: Text, rules: RuleSet | None = None) -> Reading:
    """Find, classify and qualify the figures of a text, by the built-in rules unless others are given."""
    rules = rules or builtin_rules()
    text, shadow = read.text, normalise(read.text)
    structure = outline(text, shadow)
    metadata, spans = read_metadata(text, shadow, structure.sections)
    located = locate(metadata, spans, shadow, structure.sections)
    metadata.division_code = located.code
    metadata.level = rank(metadata.level, located.code)
    if located.code and located.span:
        spans["division_code"] = located.span
    clauses, matcher = Clauses.of(shadow), matcher_of(rules)
    zeros = find_zero_statements(matcher.zero_terms(shadow), clauses)
    numerals = find_numerals(shadow, structure.markers)
    quantities = _outside([n.quantity for n in numerals if n.quantity], zeros)
    sections = _Sections(structure.sections)
    chains = [sections.around(q.start) for q in quantities]
    around = windows(quantities, clauses)
    terms = matcher.terms.read(shadow, own_sentences(around, clauses))
    standings = qualify(quantities, around, clauses, structure.plans, metadata)
    qualify_zeros(zeros, clauses, structure.plans, metadata)
    decisions = classify(matcher, quantities, around, standings, terms, clauses, chains)
    figures = [Figure(*parts) for parts in zip(quantities, around, standings, decisions, chains, strict=True)]
    return Reading(
        read=read,
        rules=rules,
        shadow=shadow,
        outline=structure,
        metadata=metadata,
        metadata_spans=spans,
        clauses=clauses,
        matcher=matcher,
        terms=terms,
        numerals=numerals,
        figures=figures,
        zeros=[(z, sections.around(z.start)) for z in zeros],
        findings=located.findings,
    )


def make_report(reading: Reading, *, with_text: bool = False, checks: Settings = ALL_CHECKS) -> Report:
    """Turn figures that were judged into observations, resolve them to metrics, and check them."""
    read, shadow = reading.read, reading.shadow
    observations = observe(reading.figures, reading.zeros, read.text, reading.clauses)
    _locate(observations, read.places)
    report = Report(
        rules_version=reading.rules.version,
        source=Source(
            path=read.path,
            sha256=read.sha256,
            format=read.format,
            encoding=read.encoding,
            chars=len(read.text),
        ),
        metadata=reading.metadata,
        metadata_spans=reading.metadata_spans,
        sections=reading.outline.sections,
        observations=observations,
        metrics=resolve(observations, shadow, reading.rules.metrics, reading.metadata.report_year),
        checks=[],
        text=read.text if with_text else None,
    )
    noticed = [finding for finding in reading.findings if finding.code not in checks.off]
    report.checks = [
        *noticed,
        *run_checks(report, shadow, reading.rules, checks, recognised=read.recognised),
    ]
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


def extract(text: str, *, rules: RuleSet | None = None, with_text: bool = False) -> Report:
    """Extract every figure of a report given as a string.

    Offsets in the result count the characters of exactly this string. ``rules`` are
    those of ``load_rules``, or the built-in ones.
    """
    data = text.encode("utf-8", "surrogatepass")
    read = Text(text, None, sha256(data).hexdigest(), "txt", None)
    return extract_text(read, rules=rules, with_text=with_text)


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
    ordered = sorted(zeros, key=attrgetter("start"))
    starts = [zero.start for zero in ordered]
    ends = list(accumulate((zero.end for zero in ordered), max))  # the farthest end so far
    begun = [bisect_left(starts, quantity.end) for quantity in quantities]
    return [q for q, n in zip(quantities, begun, strict=True) if not (n and ends[n - 1] > q.start)]
