"""A figure, its metric, and the rules that gave it another or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..candidates import Candidate
from ..models import Observation
from ..observe import Figure
from ..pipeline import Reading
from . import words as say
from .models import FigureExplanation, RuleOutcome, Span, Way
from .surroundings import span, terms_near, words_of, written
from .trials import Trial, trials
from .zeros import explain_zero, unstated


class Explainer:
    """Explains the observations of one report."""

    def __init__(self, reading: Reading, observations: Sequence[Observation], most: int) -> None:
        self._reading, self._most = reading, most
        self._text = reading.read.text
        self._figures = {(f.quantity.start, f.quantity.end): f for f in reading.figures}
        self._zeros = {(zero.start, zero.end): (zero, chain) for zero, chain in reading.zeros}
        self._numerals = {id(n.quantity): n.start for n in reading.numerals}
        self._by_id = {o.id: o for o in observations}
        self._at: dict[tuple[int, int], list[Observation]] = {}
        for observation in observations:
            self._at.setdefault((observation.start, observation.end), []).append(observation)

    def explain(self, observation: Observation) -> FigureExplanation:
        """Explain one observation."""
        place = (observation.start, observation.end)
        if place in self._figures:
            return self._figure(observation, self._figures[place])
        zero, chain = self._zeros[place]
        return explain_zero(self._reading, observation, zero, chain, self._most)

    def nearest(self, observation: Observation, metric: str) -> RuleOutcome:
        """Return what became of the rule of another metric that came nearest to naming an observation."""
        figure = self._figures.get((observation.start, observation.end))
        if figure is None:
            return unstated(self._reading.rules.metrics[metric])
        winner = self._winner(observation, figure)
        way = self._way(observation, figure, winner)
        tried = trials(self._reading.matcher, figure.decision.place, metric)
        return next(self._others(tried, winner, way, set()))

    def _winner(self, observation: Observation, figure: Figure) -> Candidate | None:
        return next((c for c in figure.decision.candidates if c.name == observation.rule), None)

    def _figure(self, observation: Observation, figure: Figure) -> FigureExplanation:
        decision, quantity = figure.decision, figure.quantity
        winner = self._winner(observation, figure)
        way = self._way(observation, figure, winner)
        giver = self._observed(decision.giver)
        won = self._won(winner, way, giver)
        tried = trials(self._reading.matcher, decision.place)
        sharing = {o.rule for o in self._at[observation.start, observation.end]}
        others = list(self._others(tried, winner, way, sharing))
        window = decision.place.window
        words = words_of(
            self._reading, (window.left, window.right), (quantity.start, quantity.end), figure.sections
        )
        total = self._by_id.get(observation.part_of or "")
        return FigureExplanation(
            observation=observation,
            written=written(self._text, quantity, self._numerals[id(quantity)]),
            causes=say.causes(figure.standing, total, self._text),
            words=words,
            terms=terms_near(self._reading, words, figure.sections, None if giver else winner),
            way=way,
            giver=giver.id if giver else None,
            winner=won,
            others=_chosen(others, observation.metric, self._most),
            held=sum(trial.held for trial in tried),
            failed=sum(not trial.held for trial in tried),
            message=say.summary(observation, won, others),
        )

    def _observed(self, index: int | None) -> Observation | None:
        if index is None:
            return None
        quantity = self._reading.figures[index].quantity
        return self._at[quantity.start, quantity.end][0]

    def _way(self, observation: Observation, figure: Figure, winner: Candidate | None) -> Way:
        decision = figure.decision
        if decision.giver is not None:
            return "total" if decision.giver == figure.standing.part_of else "figure_beside"
        if len(self._at[observation.start, observation.end]) > 1:
            return "shared_number"
        if winner is None:
            return "none"
        if decision.listed:
            return "list"
        if winner is not decision.best:
            return "shared_number"  # 复议、诉讼各1件: only what stands before the figure shares it
        return "clause_before" if winner.score.own < 0 else "own_words"

    def _won(self, winner: Candidate | None, way: Way, giver: Observation | None) -> RuleOutcome | None:
        if winner is None:
            return None
        noun = span(self._text, *winner.noun)
        message = say.way(way, giver) + say.held(winner.score, noun)
        return _outcome(winner, "won", noun, message)

    def _others(
        self, tried: Sequence[Trial], winner: Candidate | None, way: Way, sharing: set[str | None]
    ) -> Iterator[RuleOutcome]:
        """Yield the rules that did not win, the best first; ``sharing`` are those that won with the same number."""
        taken = way in ("total", "figure_beside")
        for trial in tried:
            if winner is not None and trial.name == winner.name:
                continue
            if not trial.held:
                yield self._failed(trial)
            elif trial.candidate:
                rival = None if trial.name in sharing else winner
                part, message = say.lost(trial.candidate, rival, taken)
                noun = span(self._text, *trial.candidate.noun)
                yield _outcome(trial.candidate, "lost", noun, message, part)

    def _failed(self, trial: Trial) -> RuleOutcome:
        unmet = [
            say.unmet(failed, trial.compiled, trial.place, self._seen(failed[1], trial, first=number == 0))
            for number, failed in enumerate(trial.unmet)
        ]
        metric = trial.compiled.metric
        return RuleOutcome(
            rule=trial.name,
            metric=metric.id,
            label=metric.label,
            outcome="failed",
            unmet=unmet,
            message=unmet[0].message,
        )

    def _seen(self, what: object, trial: Trial, *, first: bool) -> Span | None:
        """Return the word that a failed condition is about."""
        if isinstance(what, tuple):
            return span(self._text, what[0], what[1])
        return span(self._text, *trial.elsewhere) if first and trial.elsewhere else None


def _outcome(
    candidate: Candidate, outcome: say.Held, noun: Span, message: str, decided_by: str | None = None
) -> RuleOutcome:
    return RuleOutcome(
        rule=candidate.name,
        metric=candidate.metric.id,
        label=candidate.metric.label,
        outcome=outcome,
        noun=noun,
        score=candidate.score._asdict(),
        decided_by=decided_by,
        message=message,
    )


def _chosen(others: Sequence[RuleOutcome], metric: str | None, most: int) -> list[RuleOutcome]:
    """Return the best: of the winner's own metric one that lost, and among them one that failed."""
    lost = [o for o in others if o.outcome == "lost"]
    own = [o for o in lost if o.metric == metric][:1]
    lost = [o for o in lost if o.metric != metric or o in own]
    failed = [o for o in others if o.outcome == "failed"]
    kept = lost[: most - 1] if failed and most > 1 else lost[:most]
    return [*kept, *failed[: most - len(kept)]]
