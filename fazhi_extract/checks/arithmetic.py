"""Checks of arithmetic: rates against their parts, what cannot be more than what, one value said twice.

Which metric belongs to which stands in relations.tsv. Figures are held against
those of their own sentence first: another sentence may speak of another body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..models import Observation
from ..parts import REST
from ..patterns import pattern
from ..statements import differing, narrowed, of_the_whole
from .base import Check, Context, Hit, clause_of
from .bounds import all_exact, comparable, done, exceeds, is_rate, percent, too_much
from .relations import AtMost, Order, Ratio, relations, words
from .wholes import CHECKS as _WHOLES


def rate_of_parts(context: Context) -> Iterator[Hit]:
    """Hold a stated rate against the figures it is made of."""
    for metric in [rate for rate in relations().rates if rate in context.by_metric]:
        for sentence in _sentences_with(metric, context):
            stated = [o for o in sentence if o.metric == metric and o.unit == "%" and done(o)]
            pairs = [_pairs(rate, sentence, context) for rate in stated]
            if any(is_rate(rate, *pair) for rate, found in zip(stated, pairs, strict=True) for pair in found):
                continue  # another rate of that name beside it is of something else
            for rate, found in zip(stated, pairs, strict=True):
                if found:
                    yield _no_rate(rate, *found[0])
    yield from _rates_by_words(context)


def _rates_by_words(context: Context) -> Iterator[Hit]:
    """Hold a rate against the two figures at once before it: 办理1560件,其中网上办理1404件,网办率80%."""
    for whole, part, rate in context.pairs:
        if rate is None or not done(rate) or not 0 < part.value <= whole.value:
            continue
        if rate.metric in relations().rates and _pairs(rate, context.sentences[rate.evidence.start], context):
            continue
        order = _order(whole, part, context)
        if (
            order
            and order.rate.search(context.shadow[part.end : rate.start])
            and not is_rate(rate, part, whole)
        ):
            hit = _no_rate(rate, part, whole)
            hit.severity = "warning"
            yield hit


def _no_rate(rate: Observation, part: Observation, whole: Observation) -> Hit:
    figures = [part, whole, rate]
    return Hit(
        f"{_named(part)}÷{_named(whole)}＝{percent(part, whole)}，与所写“{rate.text}”不符",
        f"{part.text} of {whole.text} is {percent(part, whole)}, not the stated {rate.text}",
        figures,
        severity=None if all_exact(figures) else "warning",
    )


def _sentences_with(metric: str, context: Context) -> Iterator[list[Observation]]:
    """Yield the sentences that have a figure of a metric and others beside it."""
    starts = dict.fromkeys(o.evidence.start for o in context.by_metric.get(metric, ()))
    for start in starts:
        if len(sentence := context.sentences[start]) > 1:
            yield sentence


def _pairs(
    rate: Observation, sentence: Sequence[Observation], context: Context
) -> list[tuple[Observation, Observation]]:
    """Return the parts and wholes that a rate could be made of, the nearest first."""
    before = context.shadow[max(0, rate.start - 12) : rate.start]
    found = [
        (part, whole)
        for ratio in relations().rates[rate.metric or ""]
        if any(word in before for word in ratio.wording) and not _of_those(before, ratio)
        for part, whole in _of(ratio, sentence)
        if not words("carried").search(clause_of(part, context))
        and ";"
        not in context.shadow[min(part.end, whole.end, rate.end) : max(part.start, whole.start, rate.start)]
    ]
    return sorted(found, key=lambda pair: sum(abs(rate.start - o.start) for o in pair))


def _of_those(before: str, ratio: Ratio) -> bool:
    """Say whether a rate is of what was done (按期办结率): then it is no share of what was asked for."""
    return any(
        words("of_those").search(before, max(0, before.rfind(word) - 3), before.rfind(word))
        for word in ratio.wording
        if word in before
    )


def _of(ratio: Ratio, sentence: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    figures = [o for o in sentence if done(o) and o.value > 0]
    for part in [o for o in figures if o.metric == ratio.part]:
        for whole in [o for o in figures if o.metric == ratio.whole and comparable(part, o)]:
            if not exceeds(part, whole):  # that is an error of its own
                yield part, whole


def rate_over_100(context: Context) -> Iterator[Hit]:
    """Report rates of more than 100%."""
    for o in context.report.observations:
        if o.metric and o.unit == "%" and o.value > 100 and done(o):
            known = context.metrics.get(o.metric)
            if known and known.kind == "percent":
                yield Hit(f"{o.label}“{o.text}”超过100%", f"a rate of {o.text} is more than 100%", [o])


def more_than_possible(context: Context) -> Iterator[Hit]:
    """Report what is more than it can be: resolved than handled, closed than filed."""
    told: set[str] = set()
    for hit in (*_by_metric(context), *_by_words(context)):
        if hit.observations[0].id not in told:
            told.add(hit.observations[0].id)
            yield hit


def _by_metric(context: Context) -> Iterator[Hit]:
    for relation in relations().at_most:
        if relation.small not in context.by_metric or relation.large not in context.by_metric:
            continue
        hits = list(_in_sentences(relation, context))
        yield from hits
        if relation.whole_report and not hits:
            yield from _in_report(relation, context)


def _in_sentences(relation: AtMost, context: Context) -> Iterator[Hit]:
    larger = [o for o in context.by_metric[relation.large] if done(o) and o.relation == "plain"]
    for small in context.by_metric[relation.small] if larger else ():
        against = [o for o in larger if _just_before(o, small, context)]
        if not against or not done(small) or not all(comparable(small, o) for o in against):
            continue  # 接待群众68批,办结104件: what the batches hold is not said
        if not too_much([small], against[-1]) or not _one_body(small, against[-1], context):
            continue
        if relation.severity == "warning" and words("carried").search(small.evidence.text):
            continue
        between = [
            o
            for o in context.sentences[small.evidence.start]
            if o.end <= small.start and o not in against and comparable(small, o)
        ]
        beside = [o for o in between if _adds_to(o, against[-1], relation, context)]
        if too_much([small], *against, *beside):
            others = any(o.start > against[-1].start for o in between)
            yield _more(small, against[-1], relation, not others and all_exact([small, *against]))


def _adds_to(o: Observation, large: Observation, relation: AtMost, context: Context) -> bool:
    """Say whether a figure may hold another together with one that the other is never more than.

    That is the next of a list (执法人员42人、辅助人员50人) or, where it is a warning, what the other is never more
    than either (立案10件,简易程序处罚40件,办结50件).
    """
    if o.start > large.end and context.shadow[large.end] in _LISTED:
        return not _STOP.search(context.shadow, large.end + 1, o.start)
    others = {r.large for r in relations().at_most if r.small == relation.small}
    return relation.severity == "warning" and o.metric in others and done(o)


def _by_words(context: Context) -> Iterator[Hit]:
    """Report what a sentence says to be of the figure before it and is more: 受理工单1024件,按时办结1064件."""
    for before, behind, _ in context.pairs:
        if behind.value <= before.value:
            continue
        among = "其中" in context.shadow[before.end : behind.start]  # part_exceeds_total says so
        if not among and exceeds(behind, before) and _order(before, behind, context):
            yield Hit(
                f"“{behind.text}”多于其前的“{before.text}”",
                f"{behind.text} is more than {before.text}, of which it is said to be",
                [behind, before],
                severity="warning",
            )


def _order(before: Observation, behind: Observation, context: Context) -> Order | None:
    """Return by which words a figure is of the one before it, if it is."""
    gap = context.shadow[before.end : behind.start]
    if not done(behind) or not done(before) or before.relation != "plain":
        return None
    clause = clause_of(before, context)
    for order in relations().orders:
        if not any(word in clause for word in order.before) or not any(verb in gap for verb in order.verbs):
            continue
        if found := order.behind.search(gap):
            of_one = not found[1] or found[1] in clause  # 收集意见50条,解决困难60条 are not
            if of_one and not words("carried").search(before.evidence.text):
                return order
    return None


def _just_before(one: Observation, other: Observation, context: Context) -> bool:
    """Say whether a figure stands before another in its sentence, no semicolon between, and is no rest (其余7起)."""
    return (
        one.evidence.start == other.evidence.start
        and one.end <= other.start
        and ";" not in context.shadow[one.end : other.start]
        and not REST.search(clause_of(one, context))
    )


def _one_body(small: Observation, large: Observation, context: Context) -> bool:
    """Say whether two figures can be of one body: 下沉执法队员22名,全镇持证47人 are not."""
    return not (
        _OF_PLACE.search(clause_of(small, context)) and not _OF_PLACE.search(clause_of(large, context))
    )


def _in_report(relation: AtMost, context: Context) -> Iterator[Hit]:
    """Hold the largest statements of the whole against each other, wherever they stand."""
    smaller, larger = (
        [o for o in context.by_metric[metric] if of_the_whole(o, context.shadow, context.year)]
        for metric in (relation.small, relation.large)
    )
    if smaller and larger:
        small, large = (max(found, key=lambda o: o.value) for found in (smaller, larger))
        if comparable(small, large) and exceeds(small, large):
            yield _more(small, large, relation, certain=False)


def _more(small: Observation, large: Observation, relation: AtMost, certain: bool) -> Hit:
    return Hit(
        f"{_named(small)}多于{_named(large)}",
        f"{relation.small} {small.text} is more than {relation.large} {large.text}",
        [small, large],
        severity=relation.severity if certain else "warning",
    )


_STOP = pattern(r"[,;、]")
_LISTED = "、和及与"
_OF_PLACE = pattern(r"全(?:镇|乡|街道|县|区|市)")
_ELLIPTIC = 8


def said_twice(context: Context) -> Iterator[Hit]:
    """Report a value that a report has one of, given twice and not the same."""
    for metric, found in context.by_metric.items():
        known = context.metrics.get(metric)
        if known is None or not known.once or len(found) < 2 or len({o.value for o in found}) < 2:
            continue
        stated = [
            o for o in found if of_the_whole(o, context.shadow, context.year) or _led_by_whole(o, context)
        ]
        contradictory = differing(stated, context.shadow)
        if contradictory:
            first, other = contradictory[:2]
            yield Hit(
                f"{first.label}前后不一致：“{first.text}”与“{other.text}”",
                f"{first.metric} is given as {first.text} and as {other.text}",
                [first, other],
            )


def _led_by_whole(o: Observation, context: Context) -> bool:
    """Say whether a figure stands at once behind one of the whole: 全年调解纠纷156件,成功153件."""
    sentence = context.sentences[o.evidence.start]
    before = next((b for b in reversed(sentence) if b.end <= o.start), None)
    if before is None or o.start - before.end > _ELLIPTIC or o.relation != "plain" or o.qualifier != "exact":
        return False
    if o.status != "actual" or REST.search(clause_of(o, context)) or narrowed(clause_of(o, context)):
        return False
    return of_the_whole(before, context.shadow, context.year)


def _named(o: Observation) -> str:
    return f"{o.label or ''}{o.text}"


CHECKS = (
    Check(
        "rate_of_parts",
        "error",
        "arithmetic",
        "所写比率与其分子、分母不符",
        "a stated rate is not what its parts give (rounded or cut off at the decimals written)",
        rate_of_parts,
    ),
    Check("rate_over_100", "error", "arithmetic", "比率超过100%", "a rate of more than 100%", rate_over_100),
    Check(
        "more_than_possible",
        "error",
        "arithmetic",
        "数量超过其上限（成功数多于受理数、办结数多于立案数等）",
        "more resolved than handled, closed than filed, certificate holders than staff",
        more_than_possible,
    ),
    *_WHOLES,
    Check(
        "said_twice",
        "warning",
        "arithmetic",
        "同一指标前后两处数值不同",
        "one value of the report is given twice, and not the same",
        said_twice,
    ),
)
