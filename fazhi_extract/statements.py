"""Statements of the whole body and year: two of one value that differ cannot both be right."""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import clause_before
from .models import Observation
from .patterns import pattern
from .periods import coverage, is_month
from .quantities import same_unit
from .standing import cues_of_language

_SCOPE = pattern(
    r"其中|司法所|派出所|调委会|法庭|执法队|各村|村级|微网格|截至\d{1,2}月|上半年|季度|每|[另还]|^(?:20\d\d年)?\d{1,2}月(?!底|末|-|—|至|到)"
)
"""What a statement may be narrowed by: part of the year, part of the staff."""

_OF_A_KIND = pattern(
    r"重|较大|特大|以上|严重|因|赴|越级|集体|群体|败诉|纠错|撤销|死|伤|火灾|上半年|下半年|季度|去年|上年|力争|确保"
)


def of_the_whole(o: Observation, shadow: str, year: int | None) -> bool:
    """Say whether a statement is beyond doubt of the whole body and year: 全年共调解208件; a rate always is."""
    if o.relation != "plain" or o.status != "actual" or o.qualifier != "exact":
        return False
    if o.review not in ([], ["conflict"]):  # ambiguous, read by OCR, …
        return False
    if o.period is not None and (is_month(o.period) or coverage(o.period, year) != "year"):
        return False
    clause = words_before(o, shadow)
    return not narrowed(clause) and (o.unit == "%" or bool(cues_of_language()["of_the_whole"].search(clause)))


def contradicting(found: Sequence[Observation], shadow: str, year: int | None) -> list[Observation]:
    """Return, of the statements of the whole in ``found``, the first and those that differ from it."""
    return differing([o for o in found if of_the_whole(o, shadow, year)] if len(found) > 1 else [], shadow)


def differing(stated: Sequence[Observation], shadow: str) -> list[Observation]:
    """Return the first of some statements and those that differ from it; none if none does."""
    others = [o for o in stated[1:] if _contradicts(stated[0], o, shadow)]
    return [stated[0], *others] if others else []


def denied(zero: Observation, others: Sequence[Observation], shadow: str) -> bool:
    """Say whether a statement that there was nothing denies some figures: 未发生行政诉讼案件, and 行政诉讼2件 elsewhere.

    One of the gravest kind alone (未发生较大以上事故) denies nothing, nor does a 0 behind a figure (被撤销0件).
    """
    if zero.unit is not None or _OF_A_KIND.search(shadow[zero.evidence.start : zero.end]):
        return False
    return all(
        o.evidence.start != zero.evidence.start and not narrowed(words_before(o, shadow)) for o in others
    )


def narrowed(clause: str) -> bool:
    """Say whether the words before a figure narrow it: to part of the year, part of the staff."""
    return _SCOPE.search(clause) is not None


def words_before(o: Observation, shadow: str) -> str:
    """Return what stands before a figure in its clause."""
    return clause_before(shadow, o.start, o.start - o.evidence.start, ",;:(")


def _contradicts(one: Observation, other: Observation, shadow: str) -> bool:
    """Say whether two statements in different sentences have different values; rates only of one name."""
    if one.evidence.start == other.evidence.start or one.value == other.value:
        return False
    if one.unit is None or not same_unit(one.unit, other.unit):
        return False
    return one.unit != "%" or _rate_name(one, shadow) == _rate_name(other, shadow)


def _rate_name(o: Observation, shadow: str) -> str:
    """Return the last word before a rate: 成功率, 化解率."""
    before = words_before(o, shadow)
    return before[max(0, before.rfind("率") - 2) : before.rfind("率") + 1]
