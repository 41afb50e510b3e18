"""What a written figure can stand for: 190余次 is anything from 190 up to 200."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, inf

from ..models import Observation
from ..quantities import same_unit

_LEEWAY = 0.1
"""How far 约 and 余 reach, as a part of the figure."""
_EXACTLY = 1e-9
"""Room for the rounding of floating numbers."""


def bounds(of: Observation) -> tuple[float, float]:
    """Return the least and the greatest that a figure can stand for."""
    value = float(of.value)
    if of.qualifier == "exact":
        return value, value
    most = {
        "over": value + max(_step(value), value * _LEEWAY),
        "about": value * (1 + _LEEWAY),
        "at_least": inf,
        "at_most": value,
        "range": float(of.value_max if of.value_max is not None else value),
    }[of.qualifier]
    least = {"about": value * (1 - _LEEWAY), "at_most": 0.0}.get(of.qualifier, value)
    return least, most


def _step(value: float) -> float:
    """Return the last place that is written: 10 for 190, 1 for 35."""
    whole, step = int(value), 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return float(step)


def all_exact(figures: Iterable[Observation]) -> bool:
    """Say whether every figure is exact and beyond doubt: then a contradiction is an error, not a warning."""
    return all(f.qualifier == "exact" and "ambiguous" not in f.review for f in figures)


def exceeds(part: Observation, whole: Observation) -> bool:
    """Say whether one figure is larger than another, whatever both stand for."""
    return bounds(part)[0] > bounds(whole)[1] + _EXACTLY


def adds_up(parts: Iterable[Observation], whole: Observation) -> bool:
    """Say whether parts can make up a whole."""
    listed = [bounds(p) for p in parts]
    low, high = bounds(whole)
    return sum(p[0] for p in listed) <= high + _EXACTLY and sum(p[1] for p in listed) >= low - _EXACTLY


def too_much(parts: Iterable[Observation], *wholes: Observation) -> bool:
    """Say whether parts together are more than wholes together, whatever they stand for."""
    return sum(bounds(p)[0] for p in parts) > sum(bounds(o)[1] for o in wholes) + _EXACTLY


def is_rate(rate: Observation, part: Observation, whole: Observation) -> bool:
    """Say whether a rate is ``part`` in a hundred ``whole``, rounded or cut off at the decimals written."""
    (least, most), (from_, to) = bounds(part), bounds(whole)
    if to <= 0:
        return False
    low, high = 100 * least / to, 100 * most / max(from_, _EXACTLY)
    low, high = min(low, 100.0), min(high, 100.0) if least <= to else high
    decimals = len(rate.text.partition(".")[2].rstrip("%％ ")) if "." in rate.text else 0
    unit = 10.0**-decimals
    stated_low, stated_high = bounds(rate)
    if rate.qualifier == "exact":  # 99.5 stands for anything from 99.45 up to 99.6
        stated_low, stated_high = stated_low - unit / 2, stated_high + unit
        return low <= stated_high - _EXACTLY and high >= stated_low - _EXACTLY
    return low <= stated_high + unit and high >= stated_low - unit


def percent(part: Observation, whole: Observation) -> str:
    """Return a rate for a message: two decimals, cut off so that 99.996 does not read 100."""
    return f"{floor(float(part.value) / float(whole.value) * 10000) / 100:g}%"


def comparable(one: Observation, other: Observation) -> bool:
    """Say whether two figures count the same thing."""
    return one.unit is not None and same_unit(one.unit, other.unit)


def done(of: Observation) -> bool:
    """Say whether a figure tells what was done: no plan, no quota, no other year."""
    return of.status == "actual" and of.relation in ("plain", "part")
