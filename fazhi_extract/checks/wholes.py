"""Checks of a total against its parts: 共19人（编内15人、编外4人）.

其中 names some of the parts: wrong is one larger than the whole, and a list that
together exceeds it, unless its kinds overlap. A breakdown that claims to be whole
(分别为, brackets, a colon, 其余, 合计) has to add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..language import load
from ..models import Observation
from ..parts import REST
from ..patterns import pattern
from .base import Check, Context, Hit, clause_of
from .bounds import adds_up, all_exact, bounds, comparable, exceeds, too_much
from .relations import words

_AMONG = pattern(r"^[^。;\n]{0,6}[,(、]?(?:其中|包括|包含)[^。;,、\d]{0,24}$")
_EACH = pattern(r"^[,(:]?[^,。;、:\d()]{0,6}分别(?:为|是|有)[^,。;、:\d]{0,16}$")
_EACH_OF = pattern(r"^[,(:]?(其中[,:]?)?([^,。;:\d()]{2,60})分别(?:为|是|有|达|达到)?$")
"""…310件,民事案件、刑事案件分别为: a name for each of the figures that follow."""
_AND = pattern(r"、|以及|[和及与]")
_BARE = pattern(r"^(?:[、,]|[、,]?(?:和|及|与|以及))$")
_BRACKET = pattern(r"^\((?!其中|含|包括|不含|比|较|同比|上年|去年)[^,。;、:\d()]{1,12}$")
_COLON = pattern(r"^:[^,。;、:\d()]{1,16}$")
_NEXT = pattern(r"^(?:[、,]|[、,]?[和及])[^,。;、:\d()]{0,16}$")
_REST = pattern(r"其余|其他|其它|剩余|余下")
_SUM = pattern(r"[,、](?:总共|合计|总计)[^,。;、:\d]{0,6}$|[,、]共计?(?:为|达)?$")
_MAYBE_SUM = "共"
_LAST = "和及"
_NEARLY = 0.9
"""Names that make up so much of a whole are meant to be all of it; of fewer there may be more kinds."""
_OPENING = "。其中"
_END = "。;\n)"


class Claim(NamedTuple):
    """A whole with the parts that are said to make it up."""

    whole: Observation
    parts: list[Observation]
    sure: bool = True
    """False if the words may also be read otherwise: then it is a warning."""


def part_exceeds_total(context: Context) -> Iterator[Hit]:
    """Report a part that is larger than the whole it is said to be of, and parts that together are."""
    for sentence in context.breakdowns:
        for at in range(1, len(sentence)):
            gap = _gap(sentence[at - 1], sentence[at], context)
            if ("其中" in gap or "包" in gap) and _AMONG.search(gap):
                yield from _among(sentence, at, context)
    for whole, parts in _parts_of_sentence_before(context):
        parts = _kinds(parts, whole, context)
        if exceeds(parts[0], whole) if parts else False:
            yield _too_large(parts[0], whole, sure=False)
        elif len(parts) > 1 and too_much(parts, whole):
            yield _no_sum(whole, parts, sure=False)


def _parts_of_sentence_before(context: Context) -> Iterator[tuple[Observation, list[Observation]]]:
    """Yield the figures of sentences that open with 其中, with the largest one before that they may be of."""
    at = context.shadow.find(_OPENING)
    while at >= 0:
        parts = _counted(context.sentences.get(at + 1, []))
        before = max((start for start in context.sentences if start <= at), default=at)
        if parts and _AMONG.search(context.shadow[at + 1 : parts[0].start]):
            wholes = [
                o
                for o in _counted(context.sentences.get(before, []))
                if comparable(o, parts[0]) and not _other_metric(o, parts[0])
            ]
            if wholes:
                yield max(wholes, key=lambda o: o.value), parts
        at = context.shadow.find(_OPENING, at + 1)


def _counted(sentence: Sequence[Observation]) -> list[Observation]:
    return [o for o in sentence if o.unit != "%" and o.status == "actual" and o.relation in ("plain", "part")]


def _too_large(part: Observation, whole: Observation, sure: bool) -> Hit:
    return Hit(
        f"其中项“{part.text}”大于总数“{whole.text}”",
        f"the part {part.text} is larger than the whole {whole.text}",
        [whole, part],
        severity=None if sure and all_exact([whole, part]) else "warning",
    )


def _among(sentence: Sequence[Observation], at: int, context: Context) -> Iterator[Hit]:
    """Hold the parts that begin at a place of a sentence against the figure that they are of."""
    part = sentence[at]
    before = list(sentence[:at])
    while len(before) > 1 and _is_rest(before[-1], context):
        before.pop()  # 申请19件,结转上年3件,其中网上申请15件
    whole = before.pop()
    if not comparable(whole, part):
        return
    others = [o for o in before if comparable(o, part)]
    alike = [o for o in others if o.metric == whole.metric]
    if exceeds(part, whole):
        if not any(o.metric and not exceeds(part, o) for o in alike):
            beside = [o for o in others if not _other_metric(o, whole)]
            sure = too_much([part], whole, *beside) and all(exceeds(part, o) for o in others)
            yield _too_large(part, whole, sure)
        return
    parts = _kinds(sentence[at:], whole, context)
    if any(adds_up(parts, o) for o in others):
        return  # 信访45件,化解40件,其中初次30件、重复15件
    if len(parts) > 1 and too_much(parts, whole) and all(too_much(parts, o) for o in alike):
        yield _no_sum(whole, parts, sure=False)


def _is_rest(of: Observation, context: Context) -> bool:
    """Say whether a figure is what was left over or came over from the year before."""
    clause = clause_of(of, context)
    return bool(REST.search(clause) or words("carried").search(clause))


def _kinds(figures: Sequence[Observation], whole: Observation, context: Context) -> list[Observation]:
    """Return the parts of a list that cannot overlap: kinds of one metric, no acts, no persons' qualities.

    A list that is full before its end is taken so far.
    """
    parts, mark = [figures[0]], ""
    for figure in _list(figures, whole, context)[1:]:
        gap = _gap(parts[-1], figure, context)
        mark = mark or gap[0]
        if _acts().match(gap, 1) or _other_metric(figure, whole) or gap[0] not in (mark, *_LAST):
            break
        parts.append(figure)
        if adds_up(parts, whole):
            return parts
    names = [clause_of(p, context) for p in parts]
    return [] if any(words("overlap").search(name) for name in names) else parts


def _other_metric(one: Observation, other: Observation) -> bool:
    return bool(one.metric and other.metric and one.metric != other.metric)


def parts_not_total(context: Context) -> Iterator[Hit]:
    """Report a breakdown that claims to be whole and does not add up."""
    for sentence in context.breakdowns:
        for claim in _breakdowns(sentence, context):
            if len(claim.parts) > 1 and not adds_up(claim.parts, claim.whole):
                yield _no_sum(*claim)
    for whole, parts in _parts_of_sentence_before(context):
        listed = _list(parts, whole, context)
        if len(listed) > 1 and _REST.search(_gap(listed[-2], listed[-1], context)):
            if not too_much(listed, whole) and not adds_up(listed, whole):
                yield _no_sum(whole, listed, sure=False)


def _no_sum(whole: Observation, parts: Sequence[Observation], sure: bool) -> Hit:
    total = sum(float(p.value) for p in parts)
    written = "＋".join(p.text for p in parts)
    return Hit(
        f"分项{written}＝{total:g}，与总数“{whole.text}”不符",
        f"the parts make {total:g}, not the stated whole {whole.text}",
        [whole, *parts],
        severity=None if sure and all_exact([whole, *parts]) else "warning",
    )


def _breakdowns(sentence: Sequence[Observation], context: Context) -> Iterator[Claim]:
    """Yield totals with the parts that claim to be all of them."""
    for at, whole in enumerate(sentence[:-1]):
        gap = _gap(whole, sentence[at + 1], context)
        if "其中" not in gap and "分别" not in gap and "(" not in gap and ":" not in gap:
            continue
        listed = _list(sentence[at + 1 :], whole, context)
        bracketed = gap.startswith("(") and _BRACKET.search(gap) and _fills_bracket(listed, context)
        if bracketed or ("分别" in gap and _EACH.search(gap)):
            yield Claim(whole, listed)
        elif "分别" in gap:
            yield from _each_of(gap, sentence[at + 1 :], whole, context)
        elif gap.startswith(":"):
            yield from _behind_colon(gap, listed, whole, context)
        elif len(listed) > 1 and "其中" in gap and _AMONG.search(gap):
            if _REST.search(_gap(listed[-2], listed[-1], context)):
                yield Claim(whole, listed)
    for at, whole in enumerate(sentence):
        if at > 1 and (found := _SUM.search(_gap(sentence[at - 1], whole, context))):
            before = _list(sentence[at - 1 :: -1], whole, context)
            runs = [before[: count + 1] for count in range(len(before))]
            if not any(adds_up(run, whole) for run in runs):
                sure = found[0][1:] != _MAYBE_SUM
                if sure or len({_stage(o, context) for o in before}) == 1:
                    yield Claim(whole, before[::-1], sure)


def _stage(of: Observation, context: Context) -> str:
    """Return which stage of a thing a figure counts: 受理60件,办结58件 are no parts of 118件."""
    found = words("stages").search(clause_of(of, context))
    return found[0] if found else ""


def _each_of(
    gap: str, figures: Sequence[Observation], whole: Observation, context: Context
) -> Iterator[Claim]:
    """Yield the parts of 310件,民事案件、刑事案件分别为205件、115件: one for each name."""
    found = _EACH_OF.search(gap)
    names = _AND.split(found[2]) if found else []
    parts = list(figures[: len(names)])
    if len(names) < 2 or len(parts) < len(names):
        return
    if any(words(kind).search(name) for name in names for kind in ("stages", "times", "overlap")):
        return
    listed = all(_BARE.search(_gap(one, other, context)) for one, other in pairwise(parts))
    alike = comparable(parts[-1], whole) and all(p.unit is None or comparable(p, whole) for p in parts)
    if not listed or not alike or any(_other_metric(p, whole) for p in parts):
        return
    sure = all(p.metric and p.metric == whole.metric for p in parts)
    if too_much(parts, whole):
        yield Claim(whole, parts, sure)
    elif sure and found and not found[1] and sum(p.value for p in parts) > _NEARLY * whole.value:
        yield Claim(whole, parts, sure=False)


def _behind_colon(
    gap: str, listed: Sequence[Observation], whole: Observation, context: Context
) -> Iterator[Claim]:
    """Yield the parts of 案件62件:行政处罚40件、行政强制20件, if they are kinds and nothing follows them."""
    if len(listed) < 2 or not _COLON.search(gap) or _is_act(gap):
        return
    gaps = [_gap(one, other, context) for one, other in pairwise(listed)]
    behind = context.shadow[listed[-1].end : listed[-1].end + 1]
    if behind in _END and not any(map(_is_act, gaps)) and not any(_other_metric(p, whole) for p in listed):
        yield Claim(whole, list(listed), sure=False)


def _is_act(gap: str) -> bool:
    return bool(_acts().match(gap, 1) or words("stages").search(gap) or words("times").search(gap))


@cache
def _acts() -> re.Pattern[str]:
    """What an item opens with that is something done besides and no part."""
    return pattern(load("cues")["relations"]["acts"])


def _list(figures: Sequence[Observation], whole: Observation, context: Context) -> list[Observation]:
    """Return the first figures that follow one another as the items of one list, in the unit of the whole."""
    items: list[Observation] = []
    for figure in figures:
        if not comparable(whole, figure) or bounds(figure)[0] < 0:
            break
        if items:
            one, other = sorted((items[-1], figure), key=lambda o: o.start)
            if not _NEXT.search(_gap(one, other, context)):
                break
        items.append(figure)
    return items


def _fills_bracket(listed: Sequence[Observation], context: Context) -> bool:
    return bool(listed) and context.shadow[listed[-1].end : listed[-1].end + 1] == ")"


def _gap(one: Observation, other: Observation, context: Context) -> str:
    return context.shadow[one.end : other.start]


CHECKS = (
    Check(
        "part_exceeds_total",
        "error",
        "arithmetic",
        "“其中”项大于总数（单项；多项合计为警告）",
        "a part is larger than the whole it is said to be of (其中); parts that together are, a warning",
        part_exceeds_total,
    ),
    Check(
        "parts_not_total",
        "error",
        "arithmetic",
        "分项之和与总数不符（分别为、括号分项、其余、合计）",
        "a breakdown that claims to be whole does not add up",
        parts_not_total,
    ),
)
