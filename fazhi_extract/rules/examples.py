"""The examples of metrics, tried with the real engine: each is a sentence with one figure in [ ]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..clauses import Clauses
from ..models import Observation
from ..normal import normalise
from ..numerals import find_numerals
from ..pipeline import extract
from ..quantities import Quantity, unit_kinds
from ..windows import windows
from .loader import Metric, Rule
from .own import RuleSet


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
        observations = extract(case.text, rules=rules).observations
        marked = [o for o in observations if o.start < end and start < o.end]
        if not marked:
            yield Verdict(case, _no_figure(case))
        elif (case.metric in [o.metric for o in marked]) is case.holds:
            yield Verdict(case)
        else:
            yield Verdict(case, _instead(case, marked, observations, rules))


def _no_figure(case: Case) -> str:
    start, end = case.span
    inner = case.text[start:end]
    for numeral in find_numerals(normalise(case.text), []):
        if numeral.start < end and start < numeral.end:
            return f"{inner} is no figure, it was taken for: {numeral.kind}"
    return f"there is no number in [{inner}]"


def _instead(
    case: Case, marked: Sequence[Observation], observations: Sequence[Observation], rules: RuleSet
) -> str:
    figure = marked[0]
    if not case.holds:
        return _wrongly(next(o for o in marked if o.metric == case.metric), observations)
    got = "is no metric"
    if figure.metric:
        got = f"is {figure.metric} ({figure.label}), by the rule {figure.rule}"
    return f"{figure.text} {got}: {_why(rules.metrics[case.metric], case.text, figure, rules)}"


def _wrongly(figure: Observation, observations: Sequence[Observation]) -> str:
    """Say why a figure is the metric although a counter-example says no."""
    total = next((o for o in observations if o.id == figure.part_of), None)
    if total is not None:
        way = "parts go with their total and are left out of tables. Choose another counter-example"
        return f"{figure.text} is this metric as a part of {total.text}: {way}"
    way = "narrow its noun, or add a word of the sentence to its not"
    return f"{figure.text} is this metric, by the rule {figure.rule}: {way}"


def _why(metric: Metric, text: str, figure: Observation, rules: RuleSet) -> str:
    """Say which condition kept the metric's rules from holding, of the rule that came nearest."""
    if figure.relation == "zero":
        return "the words whose absence is stated belong into the metric's zero"
    own, quantity = _own_words(text, figure.start)
    missed = [
        _missing(rule, metric.kind, own, quantity) or _beaten(rule, figure, rules) for rule in metric.rules
    ]
    return max(missed)[1]


def _missing(rule: Rule, kind: str, own: str, quantity: Quantity) -> tuple[int, str] | None:
    """Return how far a rule came and what it lacks, as it looks from the figure's own words; None if nothing."""
    unit = quantity.unit
    if not any(noun in own for noun in rule.noun):
        return 0, f"none of the nouns stands in its own words “{own}”"
    if unit and unit not in (rule.units or unit_kinds()[kind]):
        return 1, f"the unit {unit} does not fit the kind {kind}; give the rule units of its own"
    if word := next((word for word in rule.not_ if word in own), None):
        return 2, f"the not of the rule {rule.name} has {word}"
    if group := next((group for group in rule.with_ if not any(word in own for word in group)), None):
        return 3, f"of the with of the rule {rule.name} none of {'|'.join(group[:5])} stands in “{own}”"
    return None


def _beaten(rule: Rule, by: Observation, rules: RuleSet) -> tuple[int, str]:
    """Return what to do for a rule that holds as far as its own words go."""
    others = rules.metrics[by.metric].rules if by.metric else []
    weights = [other.weight for other in others if by.rule == f"{by.metric}.{other.name}"]
    if not weights:
        return 4, f"see the topic, not_topic, follows, side and within of your rule {rule.name}"
    weight = max(rule.weight, *weights) + 1
    return 4, f"that rule is the stronger one; if the figure is yours, give your rule weight = {weight}"


def _own_words(text: str, start: int) -> tuple[str, Quantity]:
    """Return the words in which a figure's noun is looked for, and the figure."""
    shadow = normalise(text)
    quantities = [n.quantity for n in find_numerals(shadow, []) if n.quantity]
    at = next(i for i, quantity in enumerate(quantities) if quantity.end > start)
    window = windows(quantities, Clauses.of(shadow))[at]
    return shadow[window.left : window.right].strip(" ,;、"), quantities[at]
