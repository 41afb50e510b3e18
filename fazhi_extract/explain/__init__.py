"""Why a figure is what it is: the rules that held, those that failed, and by what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ..errors import FazhiError
from ..models import Observation
from ..numerals import Numeral
from ..pipeline import make_report, read_figures
from ..readers import Text
from ..rules import RuleSet, builtin_rules
from .figures import Explainer
from .models import Explanation, FigureExplanation, NumeralExplanation
from .surroundings import context
from .words import NUMERALS

__all__ = ["Explanation", "FigureExplanation", "NumeralExplanation", "explain", "explanation_schema"]


def explain(
    read: Text,
    *,
    at: int | None = None,
    text: str | None = None,
    metric: str | None = None,
    most: int = 3,
    rules: RuleSet | None = None,
) -> Explanation:
    """Explain the figures of a report: all of them, or those asked for.

    ``at`` asks for what stands at an offset, ``text`` for what stands where these words
    do, ``metric`` for the figures of a metric and those that only just missed it.
    ``most`` is how many of the rules that did not win are named. ``rules`` are those of
    ``load_rules``, or the built-in ones.

    Raises FazhiError for an offset outside the text, words that do not stand in it and
    metrics that do not exist.
    """
    rules = rules or builtin_rules()
    places = _places(read.text, at, text)
    if metric is not None and metric not in rules.metrics:
        raise FazhiError(f"there is no metric {metric}; fazhi-extract rules list shows them")
    reading = read_figures(read, rules)
    report = make_report(reading)
    explainer = Explainer(reading, report.observations, most)
    wanted = [o for o in report.observations if places is None or _stands(o.start, o.end, places)]
    figures = [explainer.explain(o) for o in wanted]
    if metric is not None:
        figures = [f for f in figures if metric in (f.observation.metric, _missed(f))]
    answer = Explanation(rules_version=report.rules_version, source=report.source, figures=figures)
    if places is not None:
        answer.numerals = list(_numerals(reading.numerals, wanted, places, read.text))
    if not figures and not answer.numerals:
        answer.message = _nothing(at, text, metric, report.observations)
    return answer


def _places(text: str, at: int | None, words: str | None) -> list[tuple[int, int]] | None:
    """Return the places asked for; None if all."""
    if at is not None:
        if not 0 <= at < len(text):
            raise FazhiError(f"the text has {len(text)} characters, counted from 0: there is none at {at}")
        return [(at, at + 1)]
    if words is None:
        return None
    found = list(_occurrences(words, text)) if words else []
    if not found:
        raise FazhiError(f"“{words}” does not stand in the text; look at it with fazhi-extract show FILE")
    return found


def _occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + len(words))


def _stands(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    """Say whether [start, end) meets one of some places, which are in order and do not overlap."""
    last = bisect_left(places, (end,)) - 1
    return last >= 0 and start < places[last][1]


def _missed(figure: FigureExplanation) -> str | None:
    """Return the metric that came nearest without winning."""
    mine = figure.observation.metric
    return next((other.metric for other in figure.others if other.metric != mine), None)


def _numerals(
    numerals: list[Numeral], figures: list[Observation], places: list[tuple[int, int]], text: str
) -> Iterator[NumeralExplanation]:
    for numeral in numerals:
        if not _stands(numeral.start, numeral.end, places):
            continue
        if any(o.start < numeral.end and numeral.start < o.end for o in figures):
            continue
        written = text[numeral.start : numeral.end]
        yield NumeralExplanation(
            start=numeral.start,
            end=numeral.end,
            text=written,
            numeral_class=numeral.kind,
            context=context(text, numeral.start, numeral.end),
            message=f"{written.strip()} is no figure, but {NUMERALS.get(numeral.kind, numeral.kind)}",
        )


def _nothing(at: int | None, text: str | None, metric: str | None, observations: list[Observation]) -> str:
    if metric is not None:
        where = f"at {at}" if at is not None else f"where the report says {text}" if text is not None else ""
        return f"no figure{where and f' {where}'} is {metric}, and none only just missed it"
    if at is None:
        return "there is no figure"
    nearest = min(observations, key=lambda o: min(abs(o.start - at), abs(o.end - at)), default=None)
    tail = f"; the nearest figure is {nearest.text} at {nearest.start}" if nearest else ""
    return f"no numeral stands at {at}{tail}"


def explanation_schema() -> str:
    """Return the JSON Schema of an explanation as text."""
    return Explanation.schema_text()
