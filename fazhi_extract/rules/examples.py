"""The examples of metrics, tried with the real engine: each is a sentence with one figure in [ ]."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..explain.figures import Explainer
from ..explain.models import RuleOutcome
from ..explain.words import NUMERALS
from ..models import Observation
from ..pipeline import Reading, make_report, read_figures
from ..readers import Text
from .loader import Metric, Rule
from .own import RuleSet

_MENDS = {
    "noun": "add the word that names it to noun",
    "unit": "give the rule units of its own, if the kind is right",
    "follows": "name the metric of a figure before it in follows",
    "with": "add a word that stands there, or leave that group off",
    "within": "see side and within; below the weight 0 a noun must stand close by",
    "counted": "put that word, with what stands before it, into noun",
    "not": "take it out of not",
    "topic": "add a word that stands there to topic",
    "not_topic": "take it out of not_topic",
    "zero": "add the word whose absence is stated to zero",
}
"""What to do about each condition that a rule failed by."""
_WRONG_BY = {"zero_statement": "take the word out of its zero"}
_NARROW = "narrow its noun, or add a word of the sentence to its not"
_MOST = 5
"""No rule weighs more."""
_PARTS = "such figures are left out of tables. Choose another"


@dataclass(frozen=True, slots=True)
class Case:
    """An example, or a counter-example, of a metric."""

    metric: str
    marked: str
    holds: bool
    """True if the figure in [ ] must be this metric, False if it must not."""

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return self.marked.replace("[", "", 1).replace("]", "", 1)

    @property
    def span(self) -> tuple[int, int]:
        """Where the marked figure stands in ``text``."""
        return self.marked.index("["), self.marked.index("]") - 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case went; ``reason`` says what the figure is instead, and is empty if it went well."""

    case: Case
    reason: str = ""


def cases(metrics: Iterable[Metric]) -> Iterator[Case]:
    """Yield the examples and counter-examples of metrics."""
    for metric in metrics:
        for holds, listed in ((True, metric.examples), (False, metric.counter_examples)):
            for example in listed:
                yield Case(metric.id, example, holds)


def verdicts(tried: Iterable[Case], rules: RuleSet) -> Iterator[Verdict]:
    """Try cases by the rules in force."""
    for case in tried:
        start, end = case.span
        reading = read_figures(_text(case), rules)
        observations = make_report(reading).observations
        marked = [o for o in observations if o.start < end and start < o.end]
        mine = next((o for o in marked if o.metric == case.metric), None)
        if not marked:
            yield Verdict(case, _no_figure(case, reading))
        elif (mine is not None) is case.holds:
            yield Verdict(case)
        else:
            explainer = Explainer(reading, observations, most=1)
            yield Verdict(
                case, _wrongly(mine, explainer) if mine else _instead(case, marked[0], explainer, rules)
            )


def _text(case: Case) -> Text:
    return Text(case.text, None, hashlib.sha256(case.text.encode()).hexdigest(), "txt", None)


def _no_figure(case: Case, reading: Reading) -> str:
    start, end = case.span
    inner = case.text[start:end]
    for numeral in reading.numerals:
        if numeral.start < end and start < numeral.end:
            return f"{inner} is no figure, but {NUMERALS.get(numeral.kind, numeral.kind)}"
    return f"there is no number in [{inner}]"


def _wrongly(figure: Observation, explainer: Explainer) -> str:
    """Say why a figure is the metric although a counter-example says no."""
    explained = explainer.explain(figure)
    won = explained.winner
    assert won is not None  # it has a metric
    mend = f"{_PARTS} counter-example" if explained.giver else _WRONG_BY.get(explained.way, _NARROW)
    return f"{figure.text} is this metric, by the rule {won.rule}, {won.message}: {mend}"


def _instead(case: Case, figure: Observation, explainer: Explainer, rules: RuleSet) -> str:
    """Say what a figure is that should be the metric, and what its nearest rule lacks."""
    got = "is no metric"
    if figure.metric:
        got = f"is {figure.metric} ({figure.label}), by the rule {figure.rule}"
    nearest = explainer.nearest(figure, case.metric)
    return f"{figure.text} {got}.\nThe rule {nearest.rule}: {_mend(case, figure, nearest, rules)}"


def _mend(case: Case, figure: Observation, nearest: RuleOutcome, rules: RuleSet) -> str:
    """Say what a rule failed by, or why it lost, and what to do."""
    if nearest.outcome == "failed":
        mine = case.metric in rules.own
        told = [one.message + (f": {_MENDS[one.condition]}" if mine else "") for one in nearest.unmet]
        return told[0] if len(told) == 1 else "\n- ".join(["", *told])
    if nearest.decided_by == "giver":
        return f"{nearest.message}: {_PARTS} example"
    winner = next((rule for rule in _rules_of(figure, rules)), None)
    if winner is None:
        return nearest.message
    if case.metric not in rules.own:
        way = "or add a word of the sentence to its not"
        return f"{nearest.message}. Narrow the noun of your rule {figure.rule}, {way}"
    if winner.weight < _MOST:
        return f"{nearest.message}. If the figure is yours, give your rule weight = {winner.weight + 1}"
    return f"{nearest.message}. No weight is higher: a metric with the id {figure.metric} takes its place"


def _rules_of(figure: Observation, rules: RuleSet) -> list[Rule]:
    """Return the rule by which a figure has its metric; nothing for one without a metric."""
    metric = rules.metrics.get(figure.metric or "")
    return [rule for rule in metric.rules if figure.rule == f"{metric.id}.{rule.name}"] if metric else []
