"""From decided figures and zero statements to observations, with ids, evidence and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from .areas import WIDER
from .candidates import Candidate, Decision
from .clauses import Clauses
from .models import Evidence, Observation, Section
from .patterns import pattern
from .quantities import Quantity
from .records import record
from .standing import Standing
from .windows import Window
from .zero import ZeroStatement

_ONE_RATE = r"(?:[^、和及与,。;:\d]|及(?=格)){1,12}(?:率|度)"
_RATE = pattern(_ONE_RATE)
_RATES = pattern(rf"(?:{_ONE_RATE}[、和及与,])+{_ONE_RATE}[^,。;\d率]{{0,8}}$")
_SHARED = pattern(
    r"(?:率|度)[、和及与,]+[^,。;\d]{0,20}(?:率|度)[^,。;\d率]{0,8}$|[、和及与][^,。;、\d]{2,12}(?:各|均为?|都为?)$"
)
"""参考率、合格率均100% and 行政复议、行政诉讼各1件: one figure, an observation of each metric."""
_LONG = 240
"""Evidence longer than this many characters is cut at semicolons."""


@record
class Figure:
    """A quantity with all that the stages found out about it."""

    quantity: Quantity
    window: Window
    standing: Standing
    decision: Decision
    sections: Sequence[Section]


@record
class _Draft:
    """What becomes one observation: a figure, or a zero statement."""

    start: int
    end: int
    section: str | None
    of: Figure | ZeroStatement
    candidate: Candidate | None = None
    review: list[str] = field(default_factory=list)


def observe(
    figures: Sequence[Figure],
    zeros: Sequence[tuple[ZeroStatement, Sequence[Section]]],
    text: str,
    clauses: Clauses,
) -> list[Observation]:
    """Return the observations of a report in document order."""
    drafts = [draft for figure in figures for draft in _drafts(figure, clauses.shadow)]
    for zero, sections in zeros:
        drafts.append(_Draft(zero.start, zero.end, sections[0].id if sections else None, zero))
    drafts.sort(key=lambda d: (d.start, d.end))
    ids: dict[int, str] = {}
    for number, draft in enumerate(drafts, 1):
        if isinstance(draft.of, Figure):
            ids.setdefault(id(draft.of), f"o{number}")
    found = []
    for number, draft in enumerate(drafts, 1):
        evidence = _evidence(draft, text, clauses)
        if isinstance(draft.of, ZeroStatement):
            found.append(_of_zero(f"o{number}", draft, draft.of, text, evidence))
        else:
            total = draft.of.standing.part_of
            part_of = None if total is None else ids[id(figures[total])]
            found.append(_of_figure(f"o{number}", draft, draft.of, part_of, text, evidence))
    return found


def _drafts(figure: Figure, shadow: str) -> list[_Draft]:
    decision, window = figure.decision, figure.window
    chosen: list[Candidate | None] = [*decision.candidates[:1]]
    several = decision.place.several and not decision.inherited
    if several and (rates := _shared_rates(figure, shadow)):
        chosen = rates
    elif several and chosen and _SHARED.search(shadow[window.left : window.start]):
        listed = [c for c in decision.candidates if c.noun[1] <= window.start]
        chosen = [*sorted(listed, key=lambda c: c.noun)] or chosen
    start, end = figure.quantity.start, figure.quantity.end
    section = figure.sections[0].id if figure.sections else None
    review = [] if figure.quantity.unit else ["no unit"]
    if figure.standing.area_cue:
        review.append(WIDER)
    if not chosen:
        return [_Draft(start, end, section, figure, None, review)]
    return [
        _Draft(start, end, section, figure, c, [*(decision.review if c else ()), *review]) for c in chosen
    ]


def _shared_rates(figure: Figure, shadow: str) -> list[Candidate | None]:
    """面商率、满意率均为100%: a candidate a rate, None for one that no rule names; [] if there are not several."""
    window = figure.window
    if figure.quantity.unit != "%":
        return []
    tail = _RATES.search(shadow, window.left, window.start)
    if tail is None or "分别" in tail[0]:
        return []
    spans = [m.span() for m in _RATE.finditer(shadow, tail.start(), window.start)]
    return [
        next((c for c in figure.decision.candidates if low <= c.noun[0] and c.noun[1] <= high), None)
        for low, high in spans
    ]


def _of_zero(name: str, draft: _Draft, zero: ZeroStatement, text: str, evidence: Evidence) -> Observation:
    return Observation(
        id=name,
        metric=zero.metric.id,
        label=zero.metric.label,
        value=0,
        qualifier="exact",
        unit=None,
        relation=zero.standing.relation,
        status=zero.standing.status,
        period=zero.standing.period,
        text=text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        evidence=evidence,
        section=draft.section,
        rule=f"{zero.metric.id}.zero",
    )


def _of_figure(
    name: str, draft: _Draft, figure: Figure, part_of: str | None, text: str, evidence: Evidence
) -> Observation:
    quantity, standing, candidate = figure.quantity, figure.standing, draft.candidate
    return Observation(
        id=name,
        metric=candidate.metric.id if candidate else None,
        label=candidate.metric.label if candidate else None,
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
        rule=candidate.name if candidate else None,
        review=draft.review,
    )


def _evidence(draft: _Draft, text: str, clauses: Clauses) -> Evidence:
    """Return the sentence, or if it is long the part between semicolons, that shows a figure."""
    shadow = clauses.shadow
    start, end = clauses.sentence_start(draft.start), clauses.sentence_end(draft.end)
    if end - start > _LONG:
        low = shadow.rfind(";", start, draft.start)
        high = shadow.find(";", draft.end, end)
        start, end = (low + 1 if low >= 0 else start), (high + 1 if high >= 0 else end)
    while start < draft.start and shadow[start] in " \n":
        start += 1
    while end > draft.end and shadow[end - 1] in " \n":
        end -= 1
    return Evidence(start=start, end=end, text=text[start:end])
