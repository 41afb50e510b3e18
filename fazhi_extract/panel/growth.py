"""Growth from one year to the next, only where the two figures can be compared; else the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..quantities import unit_family
from ..resolve import ANY_UNIT
from .entries import Value


class Growth(NamedTuple):
    """By how much a value is larger than that of the year before."""

    value: float | None
    """In per cent of the year before; of rates (metrics of kind ``percent``) in points."""
    reason: str | None = None
    """Why there is none; None where there is one, or no value of this year."""


REASONS = {
    "no earlier year": "首个年度",
    "year missing": "缺上一年度报告",
    "no year": "年度不明",
    "place not settled": "无法确定是同一地方",
    "not stated before": "上一年度未写",
    "not actual": "非实际数",
    "not plain": "只是部分、每单位或比较数",
    "conflict": "各处说法不一",
    "other period": "时段非全年",
    "not exact": "非准确数",
    "unit differs": "单位不同",
    "sum and total": "一年为相加数，一年为合计数",
    "zero before": "上一年度为零",
}
"""Why there is no growth, in the order in which they are looked for, with the words for a reader."""

_TESTS: tuple[tuple[str, Callable[[Value], bool]], ...] = (
    ("not actual", lambda v: v.status != "actual"),
    ("not plain", lambda v: v.relation not in ("plain", "zero")),
    ("conflict", lambda v: v.how == "conflict"),
    ("other period", lambda v: v.period is not None),
    ("not exact", lambda v: v.qualifier != "exact"),
)
"""What must not be so of either value."""


def growth(now: Value, before: Value | None, kind: str) -> Growth:
    """Compare a value with that of the year before; ``kind`` is the metric's."""
    if before is None or not before.stated:
        return Growth(None, "not stated before")
    for reason, fails in _TESTS:
        if fails(now) or fails(before):
            return Growth(None, reason)
    if kind not in ANY_UNIT and "zero" not in (now.relation, before.relation):
        if before.unit not in unit_family(now.unit):
            return Growth(None, "unit differs")
    if (now.how == "sum") != (before.how == "sum"):
        return Growth(None, "sum and total")
    if kind == "percent":
        return Growth(round(now.value - before.value, 2))
    if before.value == 0:
        return Growth(None, "zero before")
    return Growth(round((now.value - before.value) / before.value * 100, 2))
