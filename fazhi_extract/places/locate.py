"""Decide of which place a report speaks: the issuer's name first, then what the text says of the places above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..models import Finding, Metadata, Section, Severity
from .evidence import CLEAR, ENOUGH, Evidence
from .gazetteer import Place, at, follow, look_up
from .speaker import Speaker, speaker
from .spelling import ZONE_KINDS, key

_FIELDS = ("issuer", "title", "source")
"""Where the place is looked for; the first that names one speaks."""
_SHOWN = 6
_RANKS = ("province", "prefecture", "county")
"""Levels that the ending of a name leaves open: 市 can be each of them."""


class Located(NamedTuple):
    """The place of a report."""

    code: str | None
    """None where no place is named, or several are possible and nothing settles it."""
    span: tuple[int, int] | None = None
    """Where the name stands in the text."""
    findings: tuple[Finding, ...] = ()


def locate(
    metadata: Metadata, spans: Mapping[str, tuple[int, int]], shadow: str, sections: Sequence[Section]
) -> Located:
    """Return the place that a report speaks for; pure: nothing is changed."""
    said = _said(metadata)
    if said is None:
        return Located(None)
    field, spoken = said
    span = spans.get(field)
    of_township = metadata.level in ("township", "subdistrict")
    if not spoken.places or (of_township and not any(len(place.code) == 9 for place in spoken.places)):
        return Located(None, span, (_unknown(spoken, span),))
    first_heading = next((s.start for s in sections if s.kind == "heading"), len(shadow))
    evidence = Evidence(metadata, shadow, first_heading)
    groups = _groups(spoken.places)

    def weight(place: Place) -> int:
        return evidence.weight(place, near=_is_zone(place))

    certain = spoken.sure and spoken.places[0].exact and spoken.places[0].level != "other"
    path_says = len(groups) == 1 and spoken.sure and _path_leads(spoken)
    if len(groups) == 1 and certain and (path_says or _agrees(groups[0], evidence)):
        return _decided(_of_year(groups[0], metadata.report_year), spoken, span)
    weighed = sorted(
        ((max(map(weight, group)), group) for group in groups),
        key=lambda one: (-one[0], one[1][0].code),
    )
    best, group = weighed[0]
    second = weighed[1][0] if len(weighed) > 1 else 0
    if path_says or (best >= ENOUGH and best - second >= CLEAR and not evidence.elsewhere(group)):
        top = [place for place in group if weight(place) == best] or group
        return _decided(_of_year(top, metadata.report_year), spoken, span)
    likely = [place for _, group in weighed for place in group[:1]]
    return Located(None, span, (_open(spoken, likely, span),))


def rank(level: str | None, code: str | None) -> str | None:
    """Return the level of a government whose place is known: 昆山市 is a county, 重庆市 a province.

    ``level`` is what the issuer's name says; of organs that are no government of the place itself it stays.
    """
    place = at(code) if code and level in _RANKS else None
    return place.level if place and place.level in _RANKS else level


def _said(metadata: Metadata) -> tuple[str, Speaker] | None:
    for field in _FIELDS:
        value = getattr(metadata, field)
        if not value:
            continue
        for part in reversed(value.split(" ")):
            spoken = speaker(part)
            if spoken:
                return field, spoken
    return None


def _path_leads(spoken: Speaker) -> bool:
    """Say whether the name tells in which place the place lies: 徐闻县迈陈镇; of a zone the county."""
    place = spoken.places[0]
    if look_up(spoken.written):
        return False  # a name alone: 滨海新区管理委员会
    return not _is_zone(place) or key(place.path[-2])[0] in spoken.written


def _is_zone(place: Place) -> bool:
    """Say whether a place is a zone that the data put below a county.

    A city has zones of the same name that the data do not have, so that only its county tells which it is: 保定市高新区
    is not the 高新区 of 涿州, though in 保定 the data have no other.
    """
    return place.level == "other" and key(place.name)[1] == ZONE_KINDS


def _groups(places: Sequence[Place]) -> list[list[Place]]:
    """Put together what is one place at different times."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(follow(place) if len(places) > 1 else place.code, []).append(place)
    return list(groups.values())


def _of_year(group: Sequence[Place], year: int | None) -> Place:
    """Return what the place was in the year of the report; without one, what it is now."""
    if year is not None:
        then = [place for place in group if place.until is not None and year <= place.until]
        if then:
            return min(then, key=lambda place: (place.until or 0, place.code))
    return min(group, key=lambda place: (place.until is not None, -(place.until or 0), place.code))


def _agrees(group: Sequence[Place], evidence: Evidence) -> bool:
    """Say whether neither another county is named above the text, nor laws of another province alone are quoted."""
    laws, place = evidence.laws(), group[0]
    if laws and not laws[place.code[:2]] and evidence.weight(place) < ENOUGH:
        return False
    return not evidence.elsewhere(group)


def _decided(place: Place, spoken: Speaker, span: tuple[int, int] | None) -> Located:
    findings: tuple[Finding, ...] = ()
    full = "".join(place.path)
    if not place.exact:
        findings = (
            _finding(
                "place_changed",
                "info",
                f"“{spoken.written}”在区划代码中为“{full}”（{place.code}）",
                f"the codes have it as {full}",
                span,
            ),
        )
    elif place.until is not None:
        now = follow(place)
        into = f"，现为{now}" if now != place.code else ""
        findings = (
            _finding(
                "place_changed",
                "info",
                f"“{full}”（{place.code}）{place.until}年后已变更{into}",
                "a code of an earlier year",
                span,
            ),
        )
    return Located(place.code, span, findings)


def _open(spoken: Speaker, likely: Sequence[Place], span: tuple[int, int] | None) -> Finding:
    shown = "、".join(f"{''.join(place.path)}（{place.code}）" for place in likely[:_SHOWN])
    more = f"等{len(likely)}处" if len(likely) > _SHOWN else ""
    chinese = f"“{spoken.written}”所属区划不能确定，可能是：{shown}{more}"
    count = "1 candidate" if len(likely) == 1 else f"{len(likely)} candidates"
    return _finding("place_open", "warning", chinese, f"which place this is stays open: {count}", span)


def _unknown(spoken: Speaker, span: tuple[int, int] | None) -> Finding:
    return _finding(
        "place_open", "info", f"区划代码中没有“{spoken.written}”", "not among the codes of places", span
    )


def _finding(
    code: str, severity: Severity, chinese: str, english: str, span: tuple[int, int] | None
) -> Finding:
    spans = [span] if span else []
    return Finding(code=code, severity=severity, message=f"{chinese} / {english}", span=span, spans=spans)
