"""Classify figures by the terms around them; knows nothing of any one metric.

One automaton finds every term of every rule in one pass. A rule holds for a
figure if its unit fits, one of its nouns stands in the figure's clause, and
its other conditions are met; the best of the rules that hold gives the metric.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from sys import intern
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from .candidates import Candidate, Compiled, Decision, Failed, Look, Place, Score, accepted_units
from .clauses import Clauses
from .language import alternation, load, words
from .models import Section
from .patterns import pattern
from .quantities import Quantity, act_units
from .rules import Metric, Rule, RuleSet
from .terms import Hit, TermReader, Terms
from .things import CLASSIFIERS, Things
from .windows import Window

_OWN, _INHERITED = 0, 1
_NEAR = 4
"""Two nouns within the same stretch of this many characters are equally near."""
_NEED_UNIT = frozenset({"percent", "money", "area", "hour"})
BEFORE = 10
"""How far off a topic is that stands in the sentence before."""
HEADING = 12
"""How far off a topic is that only the headings name; the sentence before is nearer."""
ANYWHERE = 9_999
_CLOSE = 5
_BEYOND = 8
"""Words farther behind the figure than this speak of something else (…8项全部公开征求意见)."""
_PART = pattern(r"[,(]?其中")
"""联席会24次,其中研究法治4次: what a part is about says nothing of the whole."""
_NEWS = frozenset({"条", "篇"})
"""推送信息286条,其中法治类53条: nor does what some of the news is about."""
_SCORE, _WEIGHT = attrgetter("score"), attrgetter("weight")
_SEVERAL = pattern("[率度各均都别]")
"""One of these stands where the words before a figure name several things: 复议、诉讼各1件, A、B分别为3件和2件 (observe.py)."""
_FILLING = 120
"""So many characters that say nothing are a list or a table, and nothing's filler; each of its figures would read them."""
_FAR = 24
"""A noun farther than this from its figure is worth a look."""


class Matcher:
    """The rules, compiled."""

    def __init__(self, rules: dict[str, Metric]) -> None:
        self._sources = [(metric, rule) for metric in rules.values() for rule in metric.rules]
        self._rules: list[Compiled | None] = [None] * len(self._sources)
        """Compiled when first wanted: a report needs but some of the rules."""
        self._group = {metric.id: metric.group for metric in rules.values()}
        self._by_noun: dict[str, list[int]] = {}
        self._by_unit: dict[str | None, tuple[dict[str, list[Compiled]], set[str]]] = {}
        """By unit and noun, as far as they were met, and the terms that are no noun for the unit."""
        for index, (_, rule) in enumerate(self._sources):
            for term in rule.noun:
                self._by_noun.setdefault(term, []).append(index)
        zero = {term: metric for metric in rules.values() for term in metric.zero}
        self._zero = list(zero.values())
        self._zero_automaton: Any = AhoCorasick(list(zero), matchkind=MatchKind.Standard)
        lists = [group for _, rule in self._sources for group in _groups(rule)]
        self.terms = TermReader(chain(*lists))
        """Finds the terms of all rules in a text."""
        self._heads = pattern(alternation(words(load("cues")["relations"]["heads"])))
        self._actors = pattern(load("cues")["relations"]["actors"])
        self._built = pattern(load("cues")["relations"]["sets_up"])
        self._posts = pattern(load("cues")["relations"]["posts"])
        self._done_to = pattern(load("cues")["relations"]["done_to"])
        self._rate_rose = pattern(load("cues")["relations"]["rate_rose"])
        self._things = Things()
        self._filler = pattern(rf"(?:{load('cues')['fillers']}|\s)*")

    def _compiled(self, index: int) -> Compiled:
        compiled = self._rules[index]
        if compiled is None:
            metric, rule = self._sources[index]
            compiled = self._rules[index] = Compiled(
                index=index,
                metric=metric,
                rule=rule,
                noun=_set(rule.noun),
                with_=[_set(g) for g in rule.with_],
                topic=[_set(g) for g in rule.topic],
                not_=_set(rule.not_),
                not_topic=_set(rule.not_topic),
                follows=frozenset(rule.follows),
                weight=rule.weight,
                reach=_reach(rule) if rule.within is None else rule.within,
            )
        return compiled

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
        several = _SEVERAL.search(clauses.shadow, window.left, window.start) is not None
        headed = False
        if quantity.unit in CLASSIFIERS and (
            head := self._heads.match(clauses.shadow, window.end, window.right)
        ):
            # 联合28家单位举办宣传: counted is what follows, whatever stands before
            right = window.right
            actor = self._actors.match(clauses.shadow, window.end, right)
            if actor and not self._done_to.search(clauses.shadow, window.left, window.start):
                right = actor.end()  # 18个乡镇审查涉法事务: what they did is counted elsewhere
            elif built := self._built.search(clauses.shadow, head.end(), right):
                right = built.start()  # 78个乡镇(街道)建成工作站: those are not what is counted
            window = window.cut(window.start, right)
            headed = True
        elif quantity.unit in CLASSIFIERS and (
            post := self._posts.match(clauses.shadow, window.end, window.right)
        ):
            window = window.cut(window.left, post.end())
        thing = self._things.counted(quantity.unit, window, clauses.shadow)
        of_rate = any_unit and self._rate_rose.search(clauses.shadow, window.left, window.start) is not None
        place = Place(
            quantity,
            window,
            terms,
            clauses,
            headings,
            before,
            any_unit,
            headed,
            thing,
            of_rate,
            several,
        )
        decision = self._decide(place)
        self._review(decision)
        return decision

    def named_in(
        self,
        window: Window,
        quantity: Quantity,
        terms: Terms,
        clauses: Clauses,
        headings: Sequence[Section],
        *,
        any_unit: bool = False,
    ) -> Decision:
        """Return the rules that hold by the words in [left, right) alone, the best first."""
        # headed: what its words do not name is named nowhere else
        return self._decide(
            Place(quantity, window, terms, clauses, headings, (), any_unit, headed=True, several=True)
        )

    def _decide(self, place: Place) -> Decision:
        candidates = self.holding(own_look(place), place)
        if not candidates:
            candidates = next(
                filter(None, (self.holding(look, place) for look in self.looks_before(place))), []
            )
        if len(candidates) > 1:
            candidates.sort(key=_SCORE, reverse=True)
        return Decision(place, candidates)

    def looks_before(self, place: Place) -> Iterator[Look]:
        """Yield the clauses before, nearest first, where the noun is looked for if the own words say nothing.

        Whoever asks goes on only while no rule holds.
        """
        window, clauses, terms = place.window, place.clauses, place.terms
        if place.headed or not self._says_nothing(window.left, window.start, clauses.shadow):
            return
        own = terms.between(window.left, window.right)
        floor = window.sentence
        end = window.left
        for start in [*clauses.clause_starts_between(floor, window.left - 1)[:3], floor]:
            if start >= end:
                continue
            if clauses.shadow[end - 1 : end] == ";":
                return  # 信访事项全部息访;年底组织7名…: a new item speaks of something else
            yield Look(_INHERITED, start, end, [*terms.between(start, end), *own])
            if end - start > 6 and not self._says_nothing(start, end - 1, clauses.shadow):
                return
            end = start

    def _says_nothing(self, start: int, end: int, shadow: str) -> bool:
        return end - start < _FILLING and self._filler.fullmatch(shadow, start, end) is not None

    def holding(self, look: Look, place: Place) -> list[Candidate]:
        """Return the best rule of each metric among those whose noun is seen.

        A rule of less weight than one that holds is left out, unless the words may name several things.
        """
        best: dict[str, Candidate] = {}
        heaviest: int | None = None
        for compiled in self._worth_asking(look, place):
            if heaviest is not None and compiled.weight < heaviest:
                if not place.several:
                    break  # it could not win, and weight is what rules are sorted by
                old = best.get(compiled.metric.id)
                if old is not None and compiled.weight < old.score.weight:
                    continue
            found = self.ask(compiled, look, place)
            if isinstance(found, tuple):
                continue
            if heaviest is None:
                heaviest = compiled.weight
            old = best.get(compiled.metric.id)
            if old is None or found.score > old.score:
                best[compiled.metric.id] = found
        return list(best.values())

    def _worth_asking(self, look: Look, place: Place) -> list[Compiled]:
        """Return the rules whose noun is seen and that are not refused at first sight, the heaviest first."""
        unit, before = place.quantity.unit, place.before
        known, barren = self._by_unit.setdefault(unit, ({}, set()))
        found: dict[int, Compiled] = {}
        words = look.words
        # a clause that begins in the window has no words before it: what ``ask`` would refuse is not asked
        alone = place.window.clause >= place.window.left
        for term in words if place.any_unit else words.difference(barren):
            rules = self._of_any_unit(term) if place.any_unit else known.get(term)
            if rules is None:
                rules = known[term] = self._fitting(term, unit)
                if not rules:
                    barren.add(term)
            for compiled in rules:
                if alone and compiled.with_ and compiled.with_[0].isdisjoint(words):
                    continue
                if compiled.follows and compiled.follows.isdisjoint(before):
                    continue
                if place.of_rate and compiled.metric.kind != "percent":
                    continue
                found[compiled.index] = compiled
        asked = list(found.values())
        if len(asked) > 1:
            asked.sort(key=_WEIGHT, reverse=True)
        return asked

    def _of_any_unit(self, term: str) -> list[Compiled]:
        """Return the rules with this noun that a rise or fall in percent may be of."""
        return [rule for rule in map(self._compiled, self._by_noun.get(term, ())) if _of_any_unit(rule)]

    def _fitting(self, term: str, unit: str | None) -> list[Compiled]:
        """Return the rules with this noun that accept this unit."""
        fitting = (i for i in self._by_noun.get(term, ()) if _fits(*self._sources[i], unit))
        return [self._compiled(index) for index in fitting]

    def rules(self) -> Iterator[Compiled]:
        """Yield every rule, in the order of the files."""
        return map(self._compiled, range(len(self._rules)))

    def accepts(self, compiled: Compiled, place: Place) -> bool:
        """Say whether a rule is asked at all for a figure of this unit."""
        if place.of_rate and compiled.metric.kind != "percent":
            return False
        return (
            _of_any_unit(compiled)
            if place.any_unit
            else _fits(compiled.metric, compiled.rule, place.quantity.unit)
        )

    def ask(self, compiled: Compiled, look: Look, place: Place) -> Candidate | Failed:
        """Ask a rule whether it holds for a figure whose unit it accepts; else say what it failed by."""
        rule, window, words = compiled.rule, place.window, look.words
        follows = 0
        if rule.follows:
            at = next((i for i, m in enumerate(place.before) if m in compiled.follows), None)
            if at is None:
                return "follows", compiled.follows
            follows = at
        specificity = 0
        topic_distance = 0
        for group in compiled.with_:
            if group.isdisjoint(words):
                # 拆除新增违建15起、存量违建88起: the verb stands before the figure before
                if place.window.clause >= window.left:
                    return "with", group
                if place.terms.last_of(group, place.window.clause, window.left) is None:
                    return "with", group
                topic_distance = 1
            else:
                specificity += max(map(len, group.intersection(words)))
        noun: Hit | None = None
        distance = ANYWHERE + 2  # farther than a noun on the wrong side
        for hit in look.hits:
            if hit[2] in compiled.noun:
                away = span_between(hit, window, rule.side)
                if away < distance or (away == distance and noun and _longer(hit, noun)):
                    noun, distance = hit, away
        if noun is None:
            return "noun", compiled.noun
        if distance > compiled.reach:
            return "within", noun
        if not compiled.not_.isdisjoint(words):
            forbidden = _forbidden(compiled.not_, look.hits, noun, window)
            if forbidden is not None:
                return "not", forbidden
        if place.thing and (noun[0] > place.thing[0] or noun[1] < place.thing[1]):
            return "counted", place.thing
        specificity += noun[1] - noun[0]
        for group in compiled.topic:
            found = self._topic_of(group, words, place, rule.reach == "section")
            if found is None:
                return "topic", group
            if found >= BEFORE and rule.weight < 0 and self._speaks_of_another(place, compiled.metric):
                return "topic", group
            topic_distance = max(topic_distance, found)
        if compiled.not_topic:
            sentence = place.clauses.sentence_start(window.start)
            in_the_way = place.terms.last_of(compiled.not_topic, sentence, window.right)
            if in_the_way is not None:
                return "not_topic", place.terms.at(in_the_way, compiled.not_topic)
        score = Score(
            weight=rule.weight,
            own=-look.level,
            follows=-follows,
            nearness=-(distance // _NEAR),
            topic=-topic_distance,
            specificity=specificity,
            distance=-distance,
            order=-compiled.index,
        )
        return Candidate(compiled.metric, rule, score, noun[:2])

    def _speaks_of_another(self, place: Place, metric: Metric) -> bool:
        """Say whether all figures before this one in its sentence are of other groups of metrics.

        受理公开申请98件,办结直通车事项32件: then the sentence before is no topic for a rule of last resort.
        """
        groups = {self._group[name] for name in place.before if name}
        return bool(groups) and metric.group not in groups

    @staticmethod
    def _topic_of(
        group: frozenset[str], words: frozenset[str], place: Place, whole_section: bool
    ) -> int | None:
        """Look a topic up once for all the rules that share it."""
        if not group.isdisjoint(words):
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
        if best.score.topic <= -HEADING:
            decision.review.append("topic from heading")

    # --- zero statements ---

    def zero_terms(self, shadow: str) -> list[tuple[int, int, Metric]]:
        """Return the places of the words whose absence is worth stating, in the whole text."""
        found = self._zero_automaton.find_matches_as_indexes(shadow, overlapping=True)
        return sorted(((start, end, self._zero[term]) for term, start, end in found), key=lambda z: z[:2])


def _topic(group: frozenset[str], place: Place, whole_section: bool) -> int | None:
    """Return how far off a topic word outside the figure's own words is: sentence, the one before, headings."""
    clauses, terms, window = place.clauses, place.terms, place.window
    sentence = window.sentence
    at = terms.last_of(group, sentence, window.start)
    if at is not None:
        return 1 + len(clauses.clause_starts_between(at, window.left - 1))
    acts = (place.quantity.unit in act_units() or place.quantity.unit in _NEWS) and _PART.match(
        clauses.shadow, window.right
    )
    if not acts and clauses.shadow[window.right : window.right + 1] != ";":
        next_end = clauses.clause_end(min(window.right + 1, len(clauses.shadow)))
        if terms.last_of(group, window.right, min(next_end, clauses.sentence_end(window.end))) is not None:
            return 4
    if not whole_section:
        return None
    before = clauses.sentence_start(sentence - 1) if sentence else 0
    if terms.of(before, sentence).last_of(group, before, sentence) is not None:
        return BEFORE
    for depth, section in enumerate(place.headings):
        heading = section.start, section.heading_end
        if terms.of(*heading).last_of(group, *heading) is not None:
            return HEADING + 2 * depth
        if section.title and section.kind == "heading":
            break  # a heading within another says what its figures are about
    return None


def _set(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(intern, terms))


def _groups(rule: Rule) -> Iterator[list[str]]:
    """Yield every list of terms of a rule."""
    yield from (rule.noun, rule.not_, rule.not_topic, *rule.with_, *rule.topic)


def _reach(rule: Rule) -> int:
    """Return how far off a rule's noun may stand: a rule of last resort needs it close by."""
    return ANYWHERE if rule.weight >= 0 else _CLOSE


def _fits(metric: Metric, rule: Rule, unit: str | None) -> bool:
    """Say whether a rule may be asked for a figure of this unit; it need not be compiled for that."""
    return metric.kind not in _NEED_UNIT if unit is None else unit in accepted_units(metric, rule)


def _of_any_unit(compiled: Compiled) -> bool:
    """Say whether a rise or fall in percent may be of what a rule names."""
    return compiled.rule.weight >= 0 and not compiled.rule.side


def _forbidden(group: frozenset[str], hits: Sequence[Hit], noun: Hit, window: Window) -> Hit | None:
    reach = max(window.end + _BEYOND, noun[1])
    return next((hit for hit in hits if hit[2] in group and hit[0] < reach), None)


def _longer(one: Hit, other: Hit) -> bool:
    """Say whether one of two terms equally near is the longer, or of two as long the first."""
    return (one[1] - one[0], -one[0]) > (other[1] - other[0], -other[0])


def own_look(place: Place) -> Look:
    """Return the figure's own words, where the noun is looked for first."""
    left, right = place.window.left, place.window.right
    return Look(_OWN, left, right, place.terms.between(left, right))


def span_between(hit: Hit, window: Window, side: str | None) -> int:
    """Return the characters between a term and the figure; words after it weigh a little more."""
    start, end, _ = hit
    if end <= window.start:
        return window.start - end if side != "right" else ANYWHERE + 1
    if start >= window.end:
        return start - window.end if side != "left" else ANYWHERE + 1
    return 0


@lru_cache(maxsize=8)
def matcher_of(rules: RuleSet) -> Matcher:
    """Return the matcher of a run's rules, compiled once."""
    return Matcher(rules.metrics)
