"""Checks of arithmetic: rates against their parts, what cannot be more than what, one value said twice.

Which metric belongs to which stands in relations.tsv. Figures are held against
those of their own sentence first: another sentence may speak of another body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..models import Observation
from ..parts import REST
from ..patterns import pattern
from ..rules import metrics
from ..statements import contradicting, of_the_whole, words_before
from .base import Check, Context, Hit
from .bounds import all_exact, bounds, comparable, done, exceeds, is_rate, percent
from .relations import AtMost, Ratio, relations
from .wholes import CHECKS as _WHOLES


def rate_of_parts(context: Context) -> Iterator[Hit]:
    """Hold a stated rate against the figures it is made of."""
    for metric in relations().rates:
        for sentence in _sentences_with(metric, context):
            stated = [o for o in sentence if o.metric == metric and o.unit == "%" and done(o)]
            pairs = [_pairs(rate, sentence, context) for rate in stated]
            if any(is_rate(rate, *pair) for rate, found in zip(stated, pairs, strict=True) for pair in found):
                continue  # another rate of that name beside it is of something else
            for rate, found in zip(stated, pairs, strict=True):
                if found:
                    yield _no_rate(rate, *found[0])


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
        if any(word in before for word in ratio.wording)
        for part, whole in _of(ratio, sentence)
        if ";"
        not in context.shadow[min(part.end, whole.end, rate.end) : max(part.start, whole.start, rate.start)]
    ]
    return sorted(found, key=lambda pair: sum(abs(rate.start - o.start) for o in pair))


def _of(ratio: Ratio, sentence: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    figures = [o for o in sentence if done(o) and o.value > 0]
    for part in [o for o in figures if o.metric == ratio.part]:
        for whole in [o for o in figures if o.metric == ratio.whole and comparable(part, o)]:
            if not exceeds(part, whole):  # that is an error of its own
                yield part, whole


def rate_over_100(context: Context) -> Iterator[Hit]:
    """Report rates of more than 100%."""
    known = metrics()
    for o in context.report.observations:
        if o.unit == "%" and o.value > 100 and done(o) and o.metric in known:
            if known[o.metric].kind == "percent":
                yield Hit(f"{o.label}“{o.text}”超过100%", f"a rate of {o.text} is more than 100%", [o])


def more_than_possible(context: Context) -> Iterator[Hit]:
    """Report what is more than it can be: resolved than handled, closed than filed."""
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
        if bounds(small)[0] > sum(bounds(o)[1] for o in against) and _one_body(small, against[-1], context):
            yield _more(small, against[-1], relation, all_exact([small, *against]))


def _just_before(one: Observation, other: Observation, context: Context) -> bool:
    """Say whether a figure stands before another in its sentence, no semicolon between, and is no rest (其余7起)."""
    return (
        one.evidence.start == other.evidence.start
        and one.end <= other.start
        and ";" not in context.shadow[one.end : other.start]
        and not REST.search(_clause(one, context))
    )


def _one_body(small: Observation, large: Observation, context: Context) -> bool:
    """Say whether two figures can be of one body: 下沉执法队员22名,全镇持证47人 are not."""
    return not (_OF_PLACE.search(_clause(small, context)) and not _OF_PLACE.search(_clause(large, context)))


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


_OF_PLACE = pattern(r"全(?:镇|乡|街道|县|区|市)")


def said_twice(context: Context) -> Iterator[Hit]:
    """Report a value that a report has one of, given twice and not the same."""
    for metric in relations().once:
        found = contradicting(context.by_metric.get(metric, []), context.shadow, context.year)
        if found:
            first, other = found[:2]
            yield Hit(
                f"{first.label}前后不一致：“{first.text}”与“{other.text}”",
                f"{first.metric} is given as {first.text} and as {other.text}",
                [first, other],
            )


def _clause(o: Observation, context: Context) -> str:
    """Return what stands before a figure in its clause."""
    return words_before(o, context.shadow)


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
