"""How a figure stands to the rest: relation, status and period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import regex

from .clauses import Clauses
from .language import load
from .models import Relation, Status
from .patterns import pattern
from .quantities import Quantity, same_unit
from .windows import Window

_LISTED_UNITS = frozenset({"件", "项", "个", "起", "宗"})
_MOST_IN_A_SENTENCE = 60
_MEANS = frozenset({"分", "岁", "周岁"})
"""平均分92分 is a mark, not so many a head."""
_OF_THESE = pattern(
    r"^[^,。;、:\d]{1,10}(?:中|里)(?!心|间|旬|小|学|队|型|期|国|共)[^,。;、:\d]{0,10}$|^\([^,。;、:\d()]{0,6}$"
)
"""30份案卷中4份, 79项职权中仍有56项, 22名(持证15名): what stands between the whole and its part."""
_BOTH = pattern(r"[、和及与][^,。;、\d]{2,12}各$")
"""行政复议、行政诉讼各1件: one of each, no rate."""
REST = pattern(r"其余|余下|剩余|剩下|尚余|尚有")
_LISTED_ON = pattern(r"^[、和及][^,。;、:\d]{1,8}$")
_COMPARED = pattern(r"而|比|较")
_AT_LEAST = pattern(r"至少|最少")


class Cue(NamedTuple):
    """The words by which a figure was judged: the name of the pattern in language/cues.toml, and the place."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class Standing:
    """What qualify() says of one figure; ``part_of`` is the index of the total, if known."""

    relation: Relation = "plain"
    status: Status = "actual"
    period: str | None = None
    part_of: int | None = None
    summed: bool = False
    """True if only the sum says that it is a part."""
    relation_cue: Cue | None = None
    status_cue: Cue | None = None
    period_cue: Cue | None = None


class _Cues(dict[str, regex.Pattern[str]]):
    """The patterns of language/cues.toml, and the signs without which some of them cannot match."""

    def __init__(self, patterns: dict[str, regex.Pattern[str]], signs: dict[str, str]) -> None:
        super().__init__(patterns)
        self._signs = {name: tuple(listed) for name, listed in signs.items()}

    def may(self, name: str, text: str) -> bool:
        """Say whether a search is worth while: a look for a few characters saves most of them."""
        for sign in self._signs[name]:  # noqa: SIM110 (any() of a generator takes as long as the search)
            if sign in text:
                return True
        return False


@cache
def _cues() -> _Cues:
    table: dict[str, Any] = load("cues")
    relations, status = table["relations"], table["status"]
    patterns = {
        "part": pattern(relations["part_opens"]),
        "from": pattern(relations["from_opens"]),
        "to": pattern(relations["to_follows"]),
        "breakdown": pattern(relations["breakdown"]),
        "per_unit": pattern(relations["per_unit"]),
        "per_unit_not": pattern(relations["per_unit_not"]),
        "previous": pattern(relations["previous"]),
        "change": pattern(rf"(?:{relations['change']})$"),
        "change_needs": pattern(relations["change_needs"]),
        "change_not": pattern(rf"(?:{relations['change_not']})$"),
        "required": pattern(status["required"]),
        "required_with": pattern(status["required_with"]),
        "must": pattern(status["must"]),
        "planned": pattern(status["planned"]),
        "planned_on": pattern(status["planned_on"]),
        "planned_not": pattern(status["planned_not"]),
        "planned_year": pattern(status["planned_year"]),
        "period": pattern(table["period"]["cues"]),
    }
    return _Cues(patterns, relations["signs"])


_A_YEAR = pattern(r"(20\d\d)年(?!底|末|以前|前)")
_OTHER_YEAR = pattern(r"((?:19|20)\d\d)年(?:同期)?[^,。;\d]{0,8}(?:为|是|的|达|有|共)?$")
_TOTAL = pattern(r"(?:总共|共计|合计|总计|共有|共|累计|总数为?|总人数)[^,。;\d]{0,8}$")


def qualify(
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    clauses: Clauses,
    plans: Sequence[tuple[int, int]],
    report_year: int | None,
) -> list[Standing]:
    """Judge every figure of a report by the words around it and by its neighbours."""
    cues = _cues()
    shadow = clauses.shadow
    plan_starts = [start for start, _ in plans]
    standings: list[Standing] = []
    for quantity, window in zip(quantities, windows, strict=True):
        standing = Standing()
        start = quantity.start
        left = shadow[clauses.clause_start(start) : start]
        own_left = shadow[window.left : start]
        standing.relation, standing.relation_cue = _relation(
            quantity, left, own_left, shadow, window, report_year, cues
        )
        if standing.relation == "plain" and standings and standings[-1].relation == "previous":
            if _LISTED_ON.search(shadow[quantities[len(standings) - 1].end : start]):
                standing.relation = "previous"  # 上年同期为诉讼5件、复议3件
                standing.relation_cue = standings[-1].relation_cue
        standing.status, standing.status_cue = _status(
            quantity, left, shadow, clauses, plans, plan_starts, report_year, cues
        )
        for found in cues["period"].finditer(shadow, clauses.sentence_start(start), start):
            standing.period = found[0]  # the nearest before the figure
            standing.period_cue = Cue("period", *found.span())
        standings.append(standing)
    _mark_parts(quantities, clauses, standings, cues)
    return standings


def _relation(
    quantity: Quantity,
    left: str,
    own_left: str,
    shadow: str,
    window: Window,
    report_year: int | None,
    cues: _Cues,
) -> tuple[Relation, Cue | None]:
    if quantity.value == 0 and quantity.value_max is None:
        return "zero", None
    may, clause = cues.may, quantity.start - len(left)
    if quantity.unit in ("个百分点", "百分点"):
        return "change", Cue("change", quantity.number_end, quantity.end)
    if (
        may("change", own_left)
        and (found := cues["change"].search(own_left))
        and cues["change_needs"].search(left)
        and not cues["change_not"].search(own_left)
    ):
        return "change", _cue("change", found, window.left)
    if may("previous", left) and (found := cues["previous"].search(left)):
        return "previous", _cue("previous", found, clause)
    if may("from", left) and (found := cues["from"].search(left)) and cues["to"].match(shadow, quantity.end):
        return "previous", _cue("from_opens", found, clause)
    other = _OTHER_YEAR.search(left) if "年" in left else None
    if other and "以来" not in left:
        compared = _COMPARED.search(left)
        if (report_year and int(other[1]) < report_year) or (report_year is None and compared):
            return "previous", _cue("other_year", other, clause)
    if quantity.unit != "%" and quantity.unit not in _MEANS:
        may_be = may("per_unit", left) and not _BOTH.search(left)
        each = list(cues["per_unit"].finditer(left)) if may_be else []
        found = each[-1] if each else None
        if found and not cues["per_unit_not"].search(left, found.end()):
            if not cues["per_unit_not"].search(left, found.start(), found.end()):
                return "per_unit", _cue("per_unit", found, clause)
        following = shadow[window.end : window.end + 3]
        if following.startswith(("/人", "/年", "/月", "/次", "/周", "/天", "/日", "/季", "/村")):
            return "per_unit", Cue("per_unit", window.end, window.end + 2)
    return "plain", None


def _cue(name: str, found: regex.Match[str], offset: int = 0) -> Cue:
    """Return the cue at a match in a stretch of the text that begins at ``offset``."""
    return Cue(name, offset + found.start(), offset + found.end())


def _status(
    quantity: Quantity,
    left: str,
    shadow: str,
    clauses: Clauses,
    plans: Sequence[tuple[int, int]],
    plan_starts: list[int],
    report_year: int | None,
    cues: _Cues,
) -> tuple[Status, Cue | None]:
    index = bisect_right(plan_starts, quantity.start) - 1
    while index >= 0:
        if plans[index][0] <= quantity.start < plans[index][1]:
            return "planned", Cue("plan_section", *plans[index])
        index -= 1
    begins = clauses.sentence_start(quantity.start)
    sentence = shadow[begins : quantity.start]
    if report_year and "20" in sentence:
        for year in _A_YEAR.finditer(sentence):
            if int(year[1]) > report_year and cues["planned_year"].search(sentence, year.end()):
                return "planned", _cue("planned_year", year, begins)
    nearby = max(0, quantity.start - 8)
    written = shadow[nearby : quantity.number_end]
    if found := cues["planned_on"].search(sentence):
        return "planned", _cue("planned_on", found, begins)
    if found := cues["required"].search(written):
        return "required", _cue("required", found, nearby)
    clause = quantity.start - len(left)
    if found := cues["must"].search(left):
        return "required", _cue("must", found, clause)
    if quantity.qualifier == "at_least" and _AT_LEAST.search(written):
        if found := cues["required_with"].search(sentence):
            return "required", _cue("required_with", found, begins)
    if (found := cues["planned"].search(left)) and not cues["planned_not"].search(left):
        return "planned", _cue("planned", found, clause)
    return "actual", None


def _mark_parts(
    quantities: Sequence[Quantity],
    clauses: Clauses,
    standings: list[Standing],
    cues: _Cues,
) -> None:
    """Mark the items of a breakdown: behind 其中, in brackets, behind 分别, or summing up to a total."""
    shadow = clauses.shadow
    count = len(quantities)
    sentences = [clauses.sentence_number(q.start) for q in quantities]
    first = 0
    while first < count:
        last = first
        while (
            last + 1 < count
            and last - first < _MOST_IN_A_SENTENCE
            and sentences[last + 1] == sentences[first]
        ):
            last += 1
        start = quantities[first].start
        if last > first:
            _parts_of_sentence(range(first, last + 1), quantities, shadow, standings, cues)
        elif found := cues["part"].search(shadow, clauses.sentence_start(start), start):
            _mark(standings[first], None, _cue("part_opens", found))
        first = last + 1


def _mark(standing: Standing, total: int | None, cue: Cue | None) -> None:
    if standing.relation == "plain":
        standing.relation = "part"
        standing.part_of = total
        standing.relation_cue = cue


def _parts_of_sentence(
    members: range,
    quantities: Sequence[Quantity],
    shadow: str,
    standings: list[Standing],
    cues: _Cues,
) -> None:
    total: int | None = None
    whole = remaining = 0.0
    unit: str | None = None
    depth_end = -1
    open_list = False
    cue: Cue | None = None
    for i in members:
        quantity = quantities[i]
        gap_start = quantities[i - 1].end if i > members.start else max(0, quantity.start - 60)
        gap = shadow[gap_start : quantity.start]
        if i == members.start:
            gap = gap[max(gap.rfind("。"), gap.rfind("\n")) + 1 :]
        opened = cues["part"].search(gap)
        if not opened and i > members.start and (of_these := _OF_THESE.search(gap)):
            whole_before = quantities[i - 1]
            alone = "(" not in gap or shadow[quantity.end : quantity.end + 1] == ")"
            smaller = quantity.value < whole_before.value
            if alone and smaller and same_unit(whole_before.unit, quantity.unit):
                _mark(standings[i], i - 1, _cue("of_these", of_these, gap_start))
                continue
        if opened:
            total = _total_before(i, members, quantities, standings, quantity)
            whole = float(quantities[total].value) if total is not None else float("inf")
            remaining = whole
            unit = quantity.unit
            open_list = True
            cue = _cue("part_opens", opened, quantity.start - len(gap))
            bracket = gap.rfind("(", 0, opened.start() + 1)
            depth_end = _closing(shadow, quantity.start) if bracket >= 0 and ")" not in gap[bracket:] else -1
        elif open_list:
            closed = depth_end >= 0 and quantity.start > depth_end
            if (
                closed
                or ";" in gap
                or not _counts_alike(quantity.unit, unit)
                or (depth_end < 0 and ")" in gap and "(" not in gap)
            ):
                open_list = False
        if open_list:
            if quantity.unit == "%" and not opened:
                continue
            if float(quantity.value) > max(remaining, 0.0) and quantity.qualifier == "exact":
                open_list = False  # more than is left of the whole: no part of it
                continue
            remaining -= float(quantity.value)
            _mark(standings[i], total, cue)
    _parts_by_sum(members, quantities, shadow, standings, cues)


def _closing(shadow: str, at: int) -> int:
    end = shadow.find(")", at, at + 300)
    return end if end >= 0 else at + 300


def _total_before(
    i: int,
    members: range,
    quantities: Sequence[Quantity],
    standings: list[Standing],
    part: Quantity,
) -> int | None:
    nearest = None
    for j in range(i - 1, members.start - 1, -1):
        if standings[j].relation != "plain":
            continue
        if quantities[j].unit == "%":
            continue
        if nearest is None:
            nearest = j
        if same_unit(quantities[j].unit, part.unit) and quantities[j].value >= part.value:
            return j
    return nearest


def _counts_alike(one: str | None, other: str | None) -> bool:
    """Say whether two items may stand in one breakdown: 许可28项、征收4件."""
    return {one, other} <= _LISTED_UNITS or same_unit(one, other)


def _parts_by_sum(
    members: range,
    quantities: Sequence[Quantity],
    shadow: str,
    standings: list[Standing],
    cues: _Cues,
) -> None:
    """15人, 4人, 总共19人 and 25件(12件、8件、5件): items that add up to a stated total are its parts."""
    indices = [i for i in members if standings[i].relation == "plain" and quantities[i].unit != "%"]
    for position, i in enumerate(indices):
        total = quantities[i]
        if total.value_max is not None or total.value < 2:
            continue
        said_total = bool(_TOTAL.search(shadow[max(0, total.start - 12) : total.start]))
        before = _adding_up(indices[:position][::-1], quantities, total) if said_total else []
        after = _adding_up(indices[position + 1 :], quantities, total)
        if after and REST.search(shadow, total.end, quantities[after[-1]].start):
            after = []  # 排查268起,化解261起,其余7起: what was done, and what is left
        if after:
            gap = shadow[total.end : quantities[after[0]].start]
            bracketed = "(" in gap
            named = cues["breakdown"].search(gap)
            if not (bracketed or named or said_total):
                after = []
        for j in before or after:
            _mark(standings[j], i, None)
            standings[j].summed = True
        if before or after:
            return


def _adding_up(run: list[int], quantities: Sequence[Quantity], total: Quantity) -> list[int]:
    """Return the first items of ``run``, two or more, whose sum is exactly the total; else none."""
    taken: list[int] = []
    left = float(total.value)
    for j in run:
        item = quantities[j]
        if not same_unit(item.unit, total.unit) or item.value_max is not None or item.value > left:
            return []
        taken.append(j)
        left -= float(item.value)
        if left == 0:
            return taken if len(taken) > 1 else []
    return []
