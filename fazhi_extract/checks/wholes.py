"""Checks of a total against its parts: 共19人（编内15人、编外4人）.

其中 names some of the parts, so only one larger than the whole is wrong; a
breakdown that claims to be whole (分别为, brackets, 其余, 合计) has to add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..models import Observation
from ..patterns import pattern
from .base import Check, Context, Hit
from .bounds import adds_up, all_exact, bounds, comparable, exceeds

_AMONG = pattern(r"^[^。;\n]{0,6}[,(、]?其中[^。;,、\d]{0,24}$")
_EACH = pattern(r"^[,(:]?[^,。;、:\d()]{0,6}分别(?:为|是|有)[^,。;、:\d]{0,16}$")
_BRACKET = pattern(r"^\((?!其中|含|包括|不含|比|较|同比|上年|去年)[^,。;、:\d()]{1,12}$")
_NEXT = pattern(r"^(?:[、,]|[、,]?[和及])[^,。;、:\d()]{0,16}$")
_REST = pattern(r"其余|其他|其它|剩余|余下")
_SUM = pattern(r"[,、](?:总共|合计|总计)[^,。;、:\d]{0,6}$")


def part_exceeds_total(context: Context) -> Iterator[Hit]:
    """Report a part that is larger than the whole it is said to be of."""
    for sentence in context.breakdowns:
        for at, part in enumerate(sentence[1:], 1):
            whole = sentence[at - 1]
            if (
                part.value <= whole.value
                or not _AMONG.search(_gap(whole, part, context))
                or not comparable(whole, part)
            ):
                continue
            if exceeds(part, whole):
                yield Hit(
                    f"其中项“{part.text}”大于总数“{whole.text}”",
                    f"the part {part.text} is larger than the whole {whole.text}",
                    [whole, part],
                    severity=None if all_exact([whole, part]) else "warning",
                )


def parts_not_total(context: Context) -> Iterator[Hit]:
    """Report a breakdown that claims to be whole and does not add up."""
    for sentence in context.breakdowns:
        for whole, parts in _breakdowns(sentence, context):
            if len(parts) < 2 or adds_up(parts, whole):
                continue
            total = sum(float(p.value) for p in parts)
            written = "＋".join(p.text for p in parts)
            yield Hit(
                f"分项{written}＝{total:g}，与总数“{whole.text}”不符",
                f"the parts make {total:g}, not the stated whole {whole.text}",
                [whole, *parts],
                severity=None if all_exact([whole, *parts]) else "warning",
            )


def _breakdowns(
    sentence: Sequence[Observation], context: Context
) -> Iterator[tuple[Observation, list[Observation]]]:
    """Yield totals with the parts that claim to be all of them."""
    for at, whole in enumerate(sentence[:-1]):
        gap = _gap(whole, sentence[at + 1], context)
        if "其中" not in gap and "分别" not in gap and "(" not in gap:
            continue
        listed = _list(sentence[at + 1 :], whole, context)
        bracketed = gap.startswith("(") and _BRACKET.search(gap) and _fills_bracket(listed, context)
        if bracketed or ("分别" in gap and _EACH.search(gap)):
            yield whole, listed
        elif len(listed) > 1 and "其中" in gap and _AMONG.search(gap):
            if _REST.search(_gap(listed[-2], listed[-1], context)):
                yield whole, listed
    for at, whole in enumerate(sentence):
        if at > 1 and _SUM.search(_gap(sentence[at - 1], whole, context)):
            before = _list(sentence[at - 1 :: -1], whole, context)
            runs = [before[: count + 1] for count in range(len(before))]
            if not any(adds_up(run, whole) for run in runs):
                yield whole, before[::-1]


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
        "“其中”项大于总数",
        "a part is larger than the whole it is said to be of (其中)",
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
