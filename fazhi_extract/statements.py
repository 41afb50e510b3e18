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

_ALL_OF_IT = pattern(
    r"(?:今年|全年|本年度?|一年来|年内|以来|截至目前|(?:19|20)\d\d年度?|[我全本][镇乡县市区局]|街道|共|累计|发生|办理|受理|,|\s)*"
)
"""What may stand before a thing without narrowing it."""
_NOTHING = pattern(r"^(?:从?未|没有|无|零)(?:曾)?(?:发生|出现|收到|有|接到)?(?:过|任何|一起|一件|1起|1件)?")


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
    """Say whether a statement that there was nothing denies a figure: 未发生行政诉讼案件, and 行政诉讼2件 elsewhere.

    One of others (村级未发生…) denies nothing, nor does a 0 behind a figure (被撤销0件), and what is denied must speak
    of the very thing with no more words: 道路交通事故6起 are not denied by 未发生安全生产事故.
    """
    if zero.unit is not None or not _ALL_OF_IT.fullmatch(shadow, zero.evidence.start, zero.start):
        return False
    thing = _NOTHING.sub("", zero.text).removesuffix("案件")
    for o in others:
        before, named, behind = words_before(o, shadow).partition(thing)
        if named and o.evidence.start != zero.evidence.start and not behind.strip("案件共为有"):
            if _ALL_OF_IT.fullmatch(before):
                return True
    return False


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
