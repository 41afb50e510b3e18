"""Classify figures by the terms around them; knows nothing of any one metric.

One automaton finds every term of every rule in one pass. A rule holds for a
figure if its unit fits, one of its nouns stands in the figure's clause, and
its other conditions are met; the best of the rules that hold gives the metric.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from .clauses import Clauses
from .language import alternation, load, words
from .models import Section
from .patterns import pattern
from .quantities import Quantity, unit_kinds
from .rules import Metric, Rule, RuleSet

_OWN, _INHERITED = 0, 1
_NEAR = 4
"""Two nouns within the same stretch of this many characters are equally near."""
_CLASSIFIERS = frozenset({"个", "家", "所", "处", "类"})
_NEED_UNIT = frozenset({"percent", "money", "area", "hour"})
_HEADING = 12
"""How far off a topic is that only the headings name; the sentence before is nearer."""
_ANYWHERE = 9_999
_CLOSE = 5
_BEYOND = 8
"""Words farther behind the figure than this speak of something else (…8项全部公开征求意见)."""
_FAR = 24
"""A noun farther than this from its figure is worth a look."""
_NEXT_VERB = pattern(r"[已均](?![有经])")
_CONJUNCTION = pattern(r"(?:和|及|、|与|以及|并|或|,)\s*$")


Hit = tuple[int, int, str]
"""A term seen: start, end, the term."""


class Score(NamedTuple):
    """What speaks for a rule, in the order in which it counts; greater is better."""

    weight: int
    own: int
    """0 if its noun stands in the figure's own words, −1 if in the clause before."""
    follows: int
    nearness: int
    topic: int
    specificity: int
    distance: int
    order: int


@dataclass(slots=True)
class Candidate:
    """A rule that holds for a figure, with what speaks for it (greater is better)."""

    metric: Metric
    rule: Rule
    score: Score
    noun: tuple[int, int]

    @property
    def name(self) -> str:
        """The rule as observations name it."""
        return f"{self.metric.id}.{self.rule.name}"


@dataclass(slots=True)
class Window:
    """Where a figure's own words stand."""

    left: int
    start: int
    end: int
    right: int


@dataclass(slots=True)
class _Compiled:
    index: int
    metric: Metric
    rule: Rule
    units: frozenset[str]
    noun: frozenset[str]
    with_: list[frozenset[str]]
    topic: list[frozenset[str]]
    not_: frozenset[str]
    not_topic: frozenset[str]
    follows: frozenset[str]
    reach: int
    """How far off the noun may stand."""


@dataclass(slots=True)
class _Place:
    """A figure with all that is known around it."""

    quantity: Quantity
    window: Window
    terms: Terms
    clauses: Clauses
    headings: Sequence[Section]
    before: Sequence[str]
    clause: int
    """Where the figure's comma-clause begins; its own window may begin later."""
    any_unit: bool
    topics: dict[tuple[frozenset[str], bool], int | None] = field(default_factory=dict)
    """Where topics were found, for the next rule that asks for the same."""


@dataclass(slots=True)
class Decision:
    """What became of a figure: the best candidates, the best first."""

    candidates: list[Candidate] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    inherited: bool = False
    """True if the metric is that of the figure beside it (see classify.py)."""

    @property
    def best(self) -> Candidate | None:
        """The candidate that won."""
        return self.candidates[0] if self.candidates else None


class Matcher:
    """The rules, compiled."""

    def __init__(self, rules: dict[str, Metric]) -> None:
        self._kinds = unit_kinds()
        self._sources = [(metric, rule) for metric in rules.values() for rule in metric.rules]
        self._rules: list[_Compiled | None] = [None] * len(self._sources)
        """Compiled when first wanted: a report needs but some of the rules."""
        self._by_noun: dict[str, list[int]] = {}
        self._by_noun_and_unit: dict[tuple[str, str | None], list[_Compiled]] = {}
        for index, (_, rule) in enumerate(self._sources):
            for term in dict.fromkeys(rule.noun):
                self._by_noun.setdefault(term, []).append(index)
        zero = {term: metric for metric in rules.values() for term in metric.zero}
        self._zero = list(zero.values())
        self._zero_automaton: Any = AhoCorasick(list(zero), matchkind=MatchKind.Standard)
        self._masks = words(load("cues")["masks"])
        self._names = words(load("cues")["names"])
        lists = [group for _, rule in self._sources for group in _groups(rule)]
        listed = dict.fromkeys(chain(*lists, sorted(self._masks), sorted(self._names)))
        self._all = list(map(intern, listed))  # looked up often: interned words compare at once
        self._automaton: Any = AhoCorasick(
            self._all,
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )
        self._heads = pattern(alternation(words(load("cues")["relations"]["heads"])))
        self._filler = pattern(rf"(?:{load('cues')['fillers']}|\s)*")

    def _compiled(self, index: int) -> _Compiled:
        compiled = self._rules[index]
        if compiled is None:
            metric, rule = self._sources[index]
            compiled = self._rules[index] = _Compiled(
                index=index,
                metric=metric,
                rule=rule,
                units=frozenset(rule.units) if rule.units else self._kinds[metric.kind],
                noun=_set(rule.noun),
                with_=[_set(g) for g in rule.with_],
                topic=[_set(g) for g in rule.topic],
                not_=_set(rule.not_),
                not_topic=_set(rule.not_topic),
                follows=frozenset(rule.follows),
                reach=_reach(rule) if rule.within is None else rule.within,
            )
        return compiled

    # --- the terms of a text ---

    def read(self, shadow: str, spans: Iterable[tuple[int, int]]) -> Terms:
        """Find every term in the given spans of the shadow text (sorted, none overlapping)."""
        found: list[Hit] = []
        words = self._all
        for low, high in spans:
            matches = self._automaton.find_matches_as_indexes(shadow[low:high], overlapping=True)
            here = [(low + start, low + end, words[term]) for term, start, end in matches]
            here.sort()
            found += here
        if hidden := _hidden(found, self._masks):
            found = [m for i, m in enumerate(found) if i not in hidden]
        starts, ends, terms = zip(*found, strict=True) if found else ((), (), ())
        return Terms(starts, ends, terms, _hidden(found, self._names))

    # --- one figure ---

    def classify(
        self,
        quantity: Quantity,
        window: Window,
        terms: Terms,
        clauses: Clauses,
        headings: Sequence[Section],
        before: Sequence[str] = (),
        *,
        any_unit: bool = False,
    ) -> Decision:
        """Return the rules that hold for a figure, the best first.

        ``headings`` are the sections that hold the figure, the innermost first;
        ``before`` the metrics of the figures before it in its sentence, the nearest first.
        A rise or fall in percent may be of a metric of ``any_unit``.
        """
        headed = False
        if quantity.unit in _CLASSIFIERS and self._heads.match(clauses.shadow, window.end, window.right):
            # 联合28家单位举办宣传: counted is what follows, whatever stands before
            window = Window(window.start, window.start, window.end, window.right)
            headed = True
        place = _Place(
            quantity, window, terms, clauses, headings, before, clauses.clause_start(window.start), any_unit
        )
        candidates = self._hold(terms.between(window.left, window.right), _OWN, place)
        if not candidates and not headed and self._says_nothing(window, clauses.shadow):
            candidates = self._inherit(place)
        candidates.sort(key=lambda c: c.score, reverse=True)
        decision = Decision(candidates)
        self._review(decision)
        return decision

    def named_in(
        self, window: Window, quantity: Quantity, terms: Terms, clauses: Clauses, headings: Sequence[Section]
    ) -> list[Candidate]:
        """Return the rules that hold by the words in [left, right) alone, the best first."""
        clause = clauses.clause_start(window.start)
        place = _Place(quantity, window, terms, clauses, headings, (), clause, any_unit=False)
        found = self._hold(terms.between(window.left, window.right), _OWN, place)
        return sorted(found, key=lambda c: c.score, reverse=True)

    def _says_nothing(self, window: Window, shadow: str) -> bool:
        left = shadow[window.left : window.start]
        return self._filler.fullmatch(left) is not None

    def _inherit(self, place: _Place) -> list[Candidate]:
        """Look for the noun in the clauses before, nearest first."""
        window, clauses = place.window, place.clauses
        floor = clauses.sentence_start(window.start)
        end = window.left
        for start in [*clauses.clause_starts_between(floor, window.left - 1)[:3], floor]:
            if start >= end:
                continue
            if clauses.shadow[end - 1 : end] == ";":
                return []  # 信访事项全部息访;年底组织7名…: a new item speaks of something else
            found = self._hold(place.terms.between(start, end), _INHERITED, place)
            if found:
                return found
            empty = self._says_nothing(Window(start, end - 1, end, end), clauses.shadow)
            if not empty and end - start > 6:
                return []
            end = start
        return []

    def _hold(self, hits: list[Hit], level: int, place: _Place) -> list[Candidate]:
        """Return the best rule of each metric among those whose noun is in ``hits``."""
        window, unit, before = place.window, place.quantity.unit, place.before
        seen: dict[str, list[Hit]] = {}
        for hit in hits:
            seen.setdefault(hit[2], []).append(hit)
        if level == _INHERITED:
            for hit in place.terms.between(window.left, window.right):
                seen.setdefault(hit[2], []).append(hit)
        best: dict[str, Candidate] = {}
        tried: set[int] = set()
        for term in seen:
            rules = self._of_any_unit(term) if place.any_unit else self._fitting(term, unit)
            for compiled in rules:
                if compiled.index in tried or (compiled.follows and compiled.follows.isdisjoint(before)):
                    continue
                tried.add(compiled.index)
                candidate = self._try(compiled, seen, level, place)
                if candidate is None:
                    continue
                old = best.get(compiled.metric.id)
                if old is None or candidate.score > old.score:
                    best[compiled.metric.id] = candidate
        return list(best.values())

    def _of_any_unit(self, term: str) -> list[_Compiled]:
        """Return the rules with this noun that a rise or fall in percent may be of."""
        found = map(self._compiled, self._by_noun.get(term, ()))
        return [rule for rule in found if rule.rule.weight >= 0 and not rule.rule.side]

    def _fitting(self, term: str, unit: str | None) -> list[_Compiled]:
        """Return the rules with this noun that accept this unit; looked up once for each pair."""
        rules = self._by_noun_and_unit.get((term, unit))
        if rules is None:
            rules = [
                rule
                for rule in map(self._compiled, self._by_noun.get(term, ()))
                if (rule.metric.kind not in _NEED_UNIT if unit is None else unit in rule.units)
            ]
            self._by_noun_and_unit[term, unit] = rules
        return rules

    def _try(
        self, compiled: _Compiled, seen: dict[str, list[Hit]], level: int, place: _Place
    ) -> Candidate | None:
        rule, window = compiled.rule, place.window
        follows = 0
        if rule.follows:
            follows = next(i for i, m in enumerate(place.before) if m in compiled.follows)
        specificity = 0
        topic_distance = 0
        for group in compiled.with_:
            if group.isdisjoint(seen):
                # 拆除新增违建15起、存量违建88起: the verb stands before the figure before
                if place.clause >= window.left:
                    return None
                if place.terms.last_of(group, place.clause, window.left) is None:
                    return None
                topic_distance = 1
            else:
                specificity += max([len(term) for term in seen if term in group])
        noun: Hit | None = None
        distance = _ANYWHERE + 1
        for term, places in seen.items():
            if term not in compiled.noun:
                continue
            for hit in places:
                away = _distance(hit, window, rule.side)
                length = hit[1] - hit[0]
                if away < distance or (away == distance and noun and length > noun[1] - noun[0]):
                    noun, distance = hit, away
        if noun is None or distance > compiled.reach:
            return None
        if not compiled.not_.isdisjoint(seen) and _forbidden(compiled.not_, seen, noun, window):
            return None
        specificity += noun[1] - noun[0]
        for group in compiled.topic:
            found = self._topic_of(group, seen, place, rule.reach == "section")
            if found is None:
                return None
            topic_distance = max(topic_distance, found)
        if compiled.not_topic:
            sentence = place.clauses.sentence_start(window.start)
            if place.terms.last_of(compiled.not_topic, sentence, window.right) is not None:
                return None
        score = Score(
            weight=rule.weight,
            own=-level,
            follows=-follows,
            nearness=-(distance // _NEAR),
            topic=-topic_distance,
            specificity=specificity,
            distance=-distance,
            order=-compiled.index,
        )
        return Candidate(compiled.metric, rule, score, noun[:2])

    @staticmethod
    def _topic_of(
        group: frozenset[str], seen: dict[str, list[Hit]], place: _Place, whole_section: bool
    ) -> int | None:
        """Look a topic up once for all the rules that share it."""
        if not group.isdisjoint(seen):
            return 0
        key = (group, whole_section)
        if key not in place.topics:
            place.topics[key] = _topic(group, place, whole_section)
        return place.topics[key]

    @staticmethod
    def _review(decision: Decision) -> None:
        best = decision.best
        if best is None:
            return
        if best.rule.review:
            decision.review.append(best.rule.review)
        if len(decision.candidates) > 1:
            second = decision.candidates[1]
            if second.score[:6] == best.score[:6] and second.noun == best.noun:
                decision.review.append("ambiguous")
        if best.score.own == -_INHERITED or -best.score.distance > _FAR:
            decision.review.append("far trigger")
        if best.score.topic <= -_HEADING:
            decision.review.append("topic from heading")

    # --- zero statements ---

    def zero_terms(self, shadow: str) -> list[tuple[int, int, Metric]]:
        """Return the places of the words whose absence is worth stating, in the whole text."""
        found = self._zero_automaton.find_matches_as_indexes(shadow, overlapping=True)
        return sorted(((start, end, self._zero[term]) for term, start, end in found), key=lambda z: z[:2])


@dataclass(slots=True)
class Terms:
    """The terms of a text by place."""

    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    in_names: set[int]
    """The indexes of the terms inside names: they are topics, but no nouns or verbs."""

    def between(self, low: int, high: int) -> list[Hit]:
        """Return the terms that stand wholly in [low, high)."""
        first = bisect_left(self.starts, low)
        last = bisect_left(self.starts, high)
        starts, ends, words, in_names = self.starts, self.ends, self.words, self.in_names
        return [
            (starts[i], ends[i], words[i])
            for i in range(first, last)
            if ends[i] <= high and i not in in_names
        ]

    def last_of(self, group: frozenset[str], low: int, high: int) -> int | None:
        """Return where the last term of a group begins in [low, high), or None."""
        first = bisect_left(self.starts, low)
        words = self.words
        for i in range(bisect_left(self.starts, high) - 1, first - 1, -1):
            if words[i] in group and self.ends[i] <= high:
                return self.starts[i]
        return None


def _topic(group: frozenset[str], place: _Place, whole_section: bool) -> int | None:
    """Return how far off a topic word outside the figure's own words is: sentence, the one before, headings."""
    clauses, terms, window = place.clauses, place.terms, place.window
    sentence = clauses.sentence_start(window.start)
    at = terms.last_of(group, sentence, window.start)
    if at is not None:
        return 1 + len(clauses.clause_starts_between(at, window.left - 1))
    if clauses.shadow[window.right : window.right + 1] != ";":
        next_end = clauses.clause_end(min(window.right + 1, len(clauses.shadow)))
        if terms.last_of(group, window.right, min(next_end, clauses.sentence_end(window.end))) is not None:
            return 4
    if not whole_section:
        return None
    before = clauses.sentence_start(sentence - 1) if sentence else 0
    if terms.last_of(group, before, sentence) is not None:
        return 10
    for depth, section in enumerate(place.headings):
        if terms.last_of(group, section.start, section.heading_end) is not None:
            return _HEADING + 2 * depth
    return None


def _set(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(intern, terms))


def _groups(rule: Rule) -> Iterator[list[str]]:
    """Yield every list of terms of a rule."""
    yield from (rule.noun, rule.not_, rule.not_topic, *rule.with_, *rule.topic)


def _reach(rule: Rule) -> int:
    """Return how far off a rule's noun may stand: a rule of last resort needs it close by."""
    return _ANYWHERE if rule.weight >= 0 else _CLOSE


def _forbidden(group: frozenset[str], seen: dict[str, list[Hit]], noun: Hit, window: Window) -> bool:
    reach = max(window.end + _BEYOND, noun[1])
    return any(hit[0] < reach for term, hits in seen.items() if term in group for hit in hits)


def _hidden(found: list[Hit], hiding: frozenset[str]) -> set[int]:
    """Return the indexes of the terms that stand inside a longer one of the ``hiding``."""
    hidden: set[int] = set()
    for at, (low, high, term) in enumerate(found):
        if term not in hiding:
            continue
        first = at
        while first and found[first - 1][0] >= low:
            first -= 1
        for i in range(first, len(found)):
            start, end, _ = found[i]
            if start >= high:
                break
            if end <= high and end - start < high - low:
                hidden.add(i)
    return hidden


def _distance(hit: Hit, window: Window, side: str | None) -> int:
    """Return the characters between a term and the figure; words after it weigh a little more."""
    start, end, _ = hit
    if end <= window.start:
        return window.start - end if side != "right" else _ANYWHERE + 1
    if start >= window.end:
        return start - window.end if side != "left" else _ANYWHERE + 1
    return 0


def reading_spans(
    quantities: Sequence[Quantity], chains: Sequence[Sequence[Section]], clauses: Clauses
) -> list[tuple[int, int]]:
    """Return what classify() looks at: each figure's sentence, the one before, and the headings."""
    spans: set[tuple[int, int]] = set()
    for quantity, headings in zip(quantities, chains, strict=True):
        sentence = clauses.sentence_start(quantity.start)
        before = clauses.sentence_start(sentence - 1) if sentence else 0
        spans.add((before, clauses.sentence_end(quantity.end)))
        spans.update((section.start, section.heading_end) for section in headings)
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def windows(quantities: Sequence[Quantity], clauses: Clauses) -> list[Window]:
    """Return each figure's own words: its clause, cut at the figures beside it."""
    shadow = clauses.shadow
    result: list[Window] = []
    for index, quantity in enumerate(quantities):
        left = clauses.clause_start(quantity.start)
        right = clauses.clause_end(quantity.end)
        if index and quantities[index - 1].end > left:
            left = quantities[index - 1].end
            cut = _CONJUNCTION.search(shadow, left, quantity.start)
            if cut:  # 2个宣传栏和1个图书角: what stands before 和 belongs to the figure before it
                left = quantity.start
        if index + 1 < len(quantities) and quantities[index + 1].start < right:
            right = quantities[index + 1].start
            verb = _NEXT_VERB.search(shadow, quantity.end, right)
            if verb:
                right = verb.start()  # 15件积案已化解14件: what begins here belongs to the figure behind it
        stop = shadow.find("、", quantity.end, right)
        if stop == quantity.end:
            right = stop
        result.append(Window(left, quantity.start, quantity.end, right))
    return result


@lru_cache(maxsize=8)
def matcher_of(rules: RuleSet) -> Matcher:
    """Return the matcher of a run's rules, compiled once."""
    return Matcher(rules.metrics)
