"""Read texts and score what is found in them against their gold."""

from __future__ import annotations

from collections.abc import Callable

from ..batch import Counts, run
from ..errors import ReadError
from ..gold.model import GoldReport
from ..gold.texts import Together
from ..models import Observation, Report
from ..rules import RuleSet
from ..writers.outputs import Output
from .scores import Error, Evaluation

Share = tuple[list[Observation], str]


class _Figures:
    """What the scorer wants of a report."""

    wants_text = True

    def render(self, report: Report) -> Share:
        assert report.text is not None
        return report.observations, report.text


class _Scorer(Output):
    """Scores each report as it arrives."""

    def __init__(self, gold: dict[str, GoldReport], told: Callable[[Error, str], None]) -> None:
        self.form = _Figures()
        self.evaluation = Evaluation()
        self._gold, self._told = gold, told

    def put(self, path: str, sha256: str, share: Share) -> None:
        observations, text = share
        for error in self.evaluation.add(path, self._gold[path].placed(text), observations):
            self._told(error, text)


def evaluate(
    together: Together[GoldReport],
    rules: RuleSet,
    *,
    jobs: int | None = None,
    seen: Callable[[Error, str], None] = lambda error, text: None,
    told: Callable[[Counts, ReadError | None], None] = lambda counts, error: None,
) -> Evaluation:
    """Read every text that has gold by these rules, and score it.

    ``seen`` is called with each error and the report's text, ``told`` after each report, as by a
    run that extracts. Raises FazhiError where the gold does not fit its text.
    """
    scorer = _Scorer({one.shown: gold for one, gold in together.pairs}, seen)
    inputs = [one for one, _ in together.pairs]
    run(inputs, [scorer], jobs=jobs, rules=rules, failures=together.failures, told=told)
    return scorer.evaluation
