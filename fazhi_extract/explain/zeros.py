"""A statement that something did not occur, and the metrics whose absence it does not state."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Observation, Section
from ..pipeline import Reading
from ..rules import Metric
from ..zero import ZeroStatement
from . import words as say
from .models import Cause, FigureExplanation, RuleOutcome, Term, Unmet
from .surroundings import span, words_of


def explain_zero(
    reading: Reading, observation: Observation, zero: ZeroStatement, chain: Sequence[Section], most: int
) -> FigureExplanation:
    """Explain the observation of a zero statement."""
    place = (observation.start, observation.end)
    statement = reading.shadow[observation.start : observation.end]
    term = max((t for t in zero.metric.zero if t in statement), key=len)
    start = observation.start + statement.index(term)
    end = start + len(term)
    noun = span(reading.read.text, start, end)
    won = RuleOutcome(
        rule=f"{zero.metric.id}.zero",
        metric=zero.metric.id,
        label=zero.metric.label,
        outcome="won",
        noun=noun,
        message=f"{noun.text} is one of its zero words, and the words beside it say that there was none",
    )
    others = [unstated(metric) for metric in _likest(reading, zero.metric, statement)]
    message = "it states that something did not occur"
    return FigureExplanation(
        observation=observation,
        written=None,
        causes=[
            Cause(of="relation", value="zero", seen=span(reading.read.text, *place), message=message),
            *say.causes(zero.standing, None, reading.read.text)[1:],
        ],
        words=words_of(reading, place, place, chain),
        terms=[Term(start=start, end=end, text=noun.text, place="own_words", use="noun")],
        way="zero_statement",
        winner=won,
        others=others[:most],
        held=1,
        failed=len(others),
        message=say.summary(observation, won, others),
    )


def unstated(metric: Metric) -> RuleOutcome:
    """Return that none of a metric's zero words stands in a statement."""
    listed = f" ({say.shortened(metric.zero)})" if metric.zero else ""
    message = f"none of its zero words stands in the statement{listed}"
    return RuleOutcome(
        rule=f"{metric.id}.zero",
        metric=metric.id,
        label=metric.label,
        outcome="failed",
        unmet=[Unmet(condition="zero", words=metric.zero, message=message)],
        message=message,
    )


def _likest(reading: Reading, mine: Metric, statement: str) -> list[Metric]:
    """Return the other metrics whose absence may be stated, those with the likest words first."""
    found = {rule.metric.id: rule.metric for rule in reading.matcher.rules() if rule.metric.zero}
    found.pop(mine.id, None)
    signs = set(statement)
    return sorted(found.values(), key=lambda m: -max(len(signs & set(term)) for term in m.zero))
