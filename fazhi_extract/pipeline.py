"""read → split → find figures → classify → qualify → resolve → check."""

from __future__ import annotations

import hashlib
from bisect import bisect_right

from .checks import run_checks
from .classify import classify
from .clauses import Clauses
from .matcher import Decision, Window, default_matcher, reading_spans, windows
from .metadata import read_metadata
from .models import Evidence, Observation, Report, Section, Source
from .normal import normalise
from .numerals import find_numerals
from .patterns import pattern
from .qualify import Standing, qualify
from .quantities import Quantity
from .readers import Text
from .resolve import resolve
from .rules import Metric, metrics
from .sections import outline
from .zero import ZeroStatement, find_zero_statements


def extract_text(read: Text, *, with_text: bool = False) -> Report:
    """Turn a text that a reader gave into a Report."""
    text, shadow = read.text, normalise(read.text)
    structure = outline(text, shadow)
    metadata, spans = read_metadata(text, shadow, structure.sections)
    quantities = [
        n.quantity for n in find_numerals(shadow, structure.markers) if n.quantity is not None
    ]
    clauses = Clauses.of(shadow)
    matcher = default_matcher()
    zeros = find_zero_statements(matcher.zero_terms(shadow), clauses)
    quantities = _outside(quantities, zeros)
    around = windows(quantities, clauses)
    standings = qualify(quantities, around, clauses, structure.plans, metadata.report_year)
    sections = _Innermost(structure.sections)
    found: list[_Draft] = []
    chains = [sections.chain(q.start) for q in quantities]
    terms = matcher.read(shadow, reading_spans(quantities, chains, clauses))
    decisions = classify(matcher, quantities, around, standings, terms, clauses, chains)
    for quantity, window, standing, decision, chain in zip(
        quantities, around, standings, decisions, chains, strict=True
    ):
        found.extend(_drafts(quantity, window, standing, decision, chain, shadow))
    for zero in zeros:
        found.append(_zero_draft(zero, sections.chain(zero.start)))
    found.sort(key=lambda d: (d.start, d.end))
    observations = _observations(found, text, shadow, clauses)
    values = resolve(observations, shadow, metrics())
    report = Report(
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
        metrics=values,
        checks=[],
        text=text if with_text else None,
    )
    report.checks = run_checks(report, shadow)
    return report


def extract(text: str, *, with_text: bool = False) -> Report:
    """Extract every figure of a report given as a string.

    Offsets in the result count the characters of exactly this string.
    """
    data = text.encode("utf-8", "surrogatepass")
    read = Text(text, None, hashlib.sha256(data).hexdigest(), "txt", None)
    return extract_text(read, with_text=with_text)


# --- drafts: observations before they have ids ---


class _Draft:
    __slots__ = ("candidate", "end", "quantity", "review", "section", "standing", "start", "zero")

    def __init__(self, start: int, end: int, section: str | None) -> None:
        self.start, self.end, self.section = start, end, section
        self.quantity: Quantity | None = None
        self.standing: Standing | None = None
        self.candidate: tuple[Metric, str] | None = None
        self.zero: Metric | None = None
        self.review: list[str] = []


class _Innermost:
    """Look-up of the sections that hold a place, the innermost first."""

    def __init__(self, sections: list[Section]) -> None:
        self._sections = sections
        self._starts = [s.start for s in sections]
        self._by_id = {s.id: s for s in sections}

    def chain(self, at: int) -> list[Section]:
        index = bisect_right(self._starts, at) - 1
        chain: list[Section] = []
        section = self._sections[index] if index >= 0 else None
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


_SHARED = pattern(
    r"(?:率|度)[、和及与,]+[^,。;\d]{0,20}(?:率|度)[^,。;\d率]{0,8}$|[、和及与][^,。;、\d]{2,12}各$"
)


def _drafts(
    quantity: Quantity,
    window: Window,
    standing: Standing,
    decision: Decision,
    chain: list[Section],
    shadow: str,
) -> list[_Draft]:
    """One draft a figure; two or more where rates share one (参考率、合格率均100%)."""
    chosen = decision.candidates[:1]
    if chosen and not decision.inherited and _SHARED.search(shadow[window.left : window.start]):
        chosen = [c for c in decision.candidates if c.noun[1] <= window.start]
        chosen.sort(key=lambda c: c.noun)
        chosen = chosen or decision.candidates[:1]
    drafts = []
    for candidate in chosen or [None]:
        draft = _Draft(quantity.start, quantity.end, chain[0].id if chain else None)
        draft.quantity, draft.standing = quantity, standing
        if candidate is not None:
            draft.candidate = (candidate.metric, candidate.name)
            draft.review = list(decision.review)
        drafts.append(draft)
    return drafts


def _zero_draft(zero: ZeroStatement, chain: list[Section]) -> _Draft:
    draft = _Draft(zero.start, zero.end, chain[0].id if chain else None)
    draft.zero = zero.metric
    return draft


def _observations(
    drafts: list[_Draft], text: str, shadow: str, clauses: Clauses
) -> list[Observation]:
    ids: dict[int, str] = {}
    for number, draft in enumerate(drafts, 1):
        if draft.quantity is not None:
            ids.setdefault(id(draft.quantity), f"o{number}")
    quantities = [d.quantity for d in drafts if d.quantity is not None]
    order: list[Quantity] = list({id(q): q for q in quantities}.values())
    result = []
    for number, draft in enumerate(drafts, 1):
        evidence = _evidence(draft, text, shadow, clauses)
        if draft.zero is not None:
            result.append(
                Observation(
                    id=f"o{number}",
                    metric=draft.zero.id,
                    label=draft.zero.label,
                    value=0,
                    qualifier="exact",
                    unit=None,
                    relation="zero",
                    status="actual",
                    text=text[draft.start : draft.end],
                    start=draft.start,
                    end=draft.end,
                    evidence=evidence,
                    section=draft.section,
                    rule=f"{draft.zero.id}.zero",
                )
            )
            continue
        quantity, standing = draft.quantity, draft.standing
        assert quantity is not None and standing is not None
        metric = draft.candidate[0] if draft.candidate else None
        part_of = None
        if standing.part_of is not None:
            part_of = ids.get(id(order[standing.part_of]))
        result.append(
            Observation(
                id=f"o{number}",
                metric=metric.id if metric else None,
                label=metric.label if metric else None,
                value=quantity.value,
                value_max=quantity.value_max,
                qualifier=quantity.qualifier,
                unit=quantity.unit,
                relation=standing.relation,
                part_of=part_of,
                status=standing.status,
                period=standing.period,
                text=text[draft.start : draft.end],
                start=draft.start,
                end=draft.end,
                evidence=evidence,
                section=draft.section,
                rule=draft.candidate[1] if draft.candidate else None,
                review=draft.review,
            )
        )
    return result


def _evidence(draft: _Draft, text: str, shadow: str, clauses: Clauses) -> Evidence:
    start = clauses.sentence_start(draft.start)
    end = clauses.sentence_end(draft.end)
    if end - start > 240:
        low = shadow.rfind(";", start, draft.start)
        high = shadow.find(";", draft.end, end)
        start, end = (low + 1 if low >= 0 else start), (high + 1 if high >= 0 else end)
    while start < draft.start and shadow[start] in " \n":
        start += 1
    while end > draft.end and shadow[end - 1] in " \n":
        end -= 1
    return Evidence(start=start, end=end, text=text[start:end])
