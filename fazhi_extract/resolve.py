"""One value a metric for the report's row in a table, by the metric's own ``combine`` rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from .areas import WIDER
from .language import load
from .models import How, MetricValue, Observation, Qualifier
from .patterns import pattern
from .periods import coverage
from .quantities import unit_family
from .rules import Metric
from .standing import cues_of_language
from .statements import contradicting, denied, words_before

_OF_YEAR = pattern(r"(?:全年|年内|一年来|本年度?|今年)[^。;、\d]{0,20}$")
_TIME = pattern(
    r"(?P<date>(?<!\d|-|—|至|到)(?:1[0-2]|[1-9])月(?!\d*日?(?:-|—|至|到)))|全年|年内|一年来|本年度?|今年"
)
"""Of which time the figures behind it are: 3月15日…3场次,全年…5场次."""


def resolve(
    observations: Sequence[Observation], shadow: str, rules: dict[str, Metric], year: int | None = None
) -> dict[str, MetricValue]:
    """Return the metrics of a report in the order of the rules; ``year`` is the report's.

    Plain statements of what was done in the year come first; where a metric has only
    parts, quotas, plans, comparisons or other periods, these stand in, marked as what they are.
    What is of a wider area than the report's is no value of it at all.
    Observations that contradict one another get ``conflict`` into their review.
    """
    by_metric: dict[str, list[Observation]] = {}
    for observation in observations:
        # what a person took for the report's own is so
        if observation.metric and (WIDER not in observation.review or observation.decision):
            by_metric.setdefault(observation.metric, []).append(observation)
    values: dict[str, MetricValue] = {}
    for metric in [m for m in rules if m in by_metric]:
        entry = rules[metric]
        # 同比下降12.5% says nothing of how many cases there were
        found = [
            o
            for o in by_metric[metric]
            if o.relation != "change" or (o.unit == "%") == (entry.kind == "percent")
        ]
        if found:
            values[metric] = _combine(entry, found, shadow, year)
    return values


def _combine(metric: Metric, found: list[Observation], shadow: str, year: int | None) -> MetricValue:
    if len(found) == 1:  # most metrics of most reports
        return _value(metric, found, found[0], "only", year)
    usable = [o for o in found if o.relation in ("plain", "zero") and o.status == "actual"]
    for relation in ("part", "per_unit", "previous", "change"):
        usable = usable or [o for o in found if o.relation == relation and o.status == "actual"]
    for status in ("required", "planned"):
        usable = usable or [o for o in found if o.status == status]
    usable = _of_one_time(metric, usable, shadow, year)
    nonzero = [o for o in usable if o.relation != "zero"]
    denying = [o for o in usable if nonzero and o.relation == "zero" and denied(o, nonzero, shadow)]
    usable = nonzero or usable
    family = _of_one_family(metric, usable)
    value = _of_family(metric, family, shadow, year)
    if denying:
        for observation in (*denying, *family):
            observation.review.append("conflict")
        value.how = "conflict"
        value.observations = [o.id for o in (*family, *denying)]
    if len(family) < len(usable):
        value.besides = [o.id for o in usable if o not in family and not _counted_twice(o, family)]
    return value


def _of_family(metric: Metric, usable: list[Observation], shadow: str, year: int | None) -> MetricValue:
    """Combine what can be compared and added."""
    how: How
    if len(usable) == 1:
        return _value(metric, usable, usable[0], "only", year)
    disputed = contradicting(usable, shadow, year) if metric.once else []
    if disputed:
        for observation in disputed:
            observation.review.append("conflict")
        return _value(metric, usable, max(disputed, key=lambda o: o.value), "conflict", year)
    largest = max(usable, key=lambda o: o.value)
    summable = usable[0].relation in ("plain", "part")
    told = cues_of_language()["total_farther"]
    totals = [o for o in usable if told.search(shadow[max(0, o.start - 20) : o.start])]
    if metric.combine == "same":
        how = "max" if len({o.value for o in usable}) == 1 else "conflict"
        if how == "conflict":
            for observation in usable:
                observation.review.append("conflict")
        return _value(metric, usable, largest, how, year)
    if metric.combine in ("total", "max"):
        if len(totals) == 1 and totals[0].value >= largest.value:
            return _value(metric, usable, totals[0], "total", year)
        return _value(metric, usable, largest, "max", year)
    if len(totals) == 1 and _is_sum(totals[0], usable):
        return _value(metric, usable, totals[0], "total", year)
    if not summable:
        return _value(metric, usable, largest, "max", year)
    usable = [o for o in usable if not _outcome("of_some").search(words_before(o, shadow))] or usable
    usable = _without_outcomes(usable, shadow)
    if len(usable) == 1:
        return _value(metric, usable, usable[0], "only", year)
    total = sum(o.value for o in usable)
    qualifiers = {o.qualifier for o in usable}
    summed: Qualifier = (
        "exact" if qualifiers == {"exact"} else "over" if qualifiers <= {"exact", "over"} else "about"
    )
    first = replace(
        largest,
        value=int(total) if total == int(total) else round(total, 6),
        value_max=None,
        qualifier=summed,
    )
    return _value(metric, usable, first, "sum", year)


def _without_outcomes(usable: list[Observation], shadow: str) -> list[Observation]:
    """Leave out what came of the figure before: 受理15632件,办结15630件 are 15632 matters, not twice as many.

    What only speaks again of things counted before (审查的41份合同中) is left out too.
    """
    kept = usable[:1]
    for last, o in pairwise(usable):
        if not _came_of(o, kept[-1], shadow[last.end : o.start], shadow) and not _again(o, kept, shadow):
            kept.append(o)
    return kept


def _again(o: Observation, kept: list[Observation], shadow: str) -> bool:
    if all((o.value, o.unit) != (before.value, before.unit) for before in kept):
        return False
    return _outcome("again").search(shadow, max(0, o.start - _NEAR), o.start) is not None


def _came_of(o: Observation, before: Observation, between: str, shadow: str) -> bool:
    if o.evidence.start != before.evidence.start or o.unit != before.unit or o.value > before.value:
        return False
    words = shadow[max(0, before.start - _NEAR) : before.start]
    if ";" in shadow[before.end : o.start]:
        return False
    if _outcome("cleared").search(between):
        return bool(_outcome("cleared_of").search(words + between)) and not _outcome("not_of").search(words)
    found = _outcome("words").search(between)
    if found is None or found["verb"] in words or found.start() > _NEW_SUBJECT:
        return False  # 办结社保业务1200件,办结民政事项300件; 市级督察反馈问题整改8个
    of = found["of"].strip("的了")
    return len(of) < 2 or of[-2:] in words  # 办理社保业务1200件,办结退役军人事项30件


_NEW_SUBJECT = 3
"""So many signs before the words of an outcome name something else."""
_NEAR = 30
"""So far before a figure stands what it counts."""


@cache
def _outcome(name: str) -> re.Pattern[str]:
    return pattern(load("cues")["outcome"][name])


ANY_UNIT = ("copy", "piece")
"""Leaflets and booklets, banners and boards are added up, whatever they are counted in."""


_BESIDE = 2


def _of_one_family(metric: Metric, found: list[Observation]) -> list[Observation]:
    """Keep what can be compared or added: 家次 and 次, 批 and 人次 are never merged."""
    if metric.kind in ANY_UNIT:
        return found
    family = unit_family(found[0].unit)
    return [o for o in found if o.unit in family]


def _counted_twice(other: Observation, family: list[Observation]) -> bool:
    """Say whether a figure counts anew what the one beside it counts: 接访42批270人, 2亩(1334平方米)."""
    return any(0 <= other.start - o.end <= _BESIDE or 0 <= o.start - other.end <= _BESIDE for o in family)


def _is_sum(total: Observation, others: list[Observation]) -> bool:
    return sum(o.value for o in others if o is not total) <= total.value


def _value(
    metric: Metric, used: list[Observation], of: Observation, how: How, year: int | None
) -> MetricValue:
    return MetricValue(
        label=metric.label,
        value=of.value,
        value_max=of.value_max,
        qualifier=of.qualifier,
        unit=of.unit,
        how=how,
        status=of.status,
        relation=of.relation,
        period=_period(used if how == "sum" else [o for o in used if o.value == of.value], how, year),
        observations=[o.id for o in used],
    )


def _of_one_time(
    metric: Metric, found: list[Observation], shadow: str, year: int | None
) -> list[Observation]:
    """Keep what is of the report's year, else what is of a part of it, else of more.

    Parts of the year (上半年) are added to what has no time of its own, where the metric is one to add up,
    unless that is said to be of the whole year.
    """
    covered = [(o, coverage(o.period, year)) for o in found]
    of_year, within = ([o for o, covers in covered if covers == one] for one in ("year", "within"))
    if not of_year:
        return within or found
    if metric.combine != "sum":
        return of_year
    whole = [o for o in of_year if _OF_YEAR.search(shadow[max(0, o.start - 24) : o.start])]
    if not whole:
        return [o for o, covers in covered if covers != "beyond"]
    return [o for o in of_year if not _is_within(o, whole, shadow)]


def _is_within(o: Observation, whole: list[Observation], shadow: str) -> bool:
    """Say whether a figure of one day or month is within one that is said to be of the whole year."""
    beside = [w for w in whole if w is not o and w.value >= o.value]
    if not beside:
        return False
    times = list(_TIME.finditer(shadow, o.evidence.start, o.start))
    return bool(times) and times[-1]["date"] is not None


def _period(used: list[Observation], how: How, year: int | None) -> str | None:
    """Return the time that the observations behind a value are for, if it is not the year."""
    periods = {None if coverage(o.period, year) == "year" else o.period for o in used}
    if None in periods and how != "sum":
        return None
    return "；".join(sorted(period for period in periods if period)) or None
