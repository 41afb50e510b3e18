"""How a figure stands to the rest: relation, status and period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .areas import mark_wider
from .clauses import Clauses
from .listed import mark_listed_years
from .models import Metadata, Relation, Status
from .parts import mark_parts
from .patterns import pattern
from .quantities import Quantity, act_units, same_unit
from .standing import Cue, Cues, Standing, cue_at, cues_of_language
from .windows import Window
from .zero import ZeroStatement

_MEANS = frozenset({"分", "岁", "周岁"})
"""平均分92分 is a mark, not so many a head."""
_BOTH = pattern(r"[、和及与][^,。;、\d]{2,12}各$")
"""行政复议、行政诉讼各1件: one of each, no rate."""
_LISTED_ON = pattern(r"^[、和及][^,。;、:\d]{1,8}$")
_COMPARISON = pattern(
    r"(?:^|[,。;:\n])(?:与|同比|同|较|比|相比|相较)(?:于|之)?(?:去年|上年|上一年|往年|前一年|20\d\d年)[^,。;]{0,6},(?:[^,。;]{1,24},){0,2}$"
)
_COMPARISON_REACH = 60
_AGAINST_OTHERS = pattern(r"(?:高于|低于|高出|超出|超过|好于|优于)(?:全|省|市|县|区|州)[^,。;\d]{0,12}$")
"""高于全市平均水平3.1个百分点: a distance from others, no rise."""
_COMPARED = pattern(r"而|比|较")
_SAYS_MORE = 8
"""More than this behind 去年 says what was done then; it is no comparison unless there is a figure to compare."""
_UNDONE_REACH = 32
"""So far behind a figure stands what says that it came to nothing: 3场讲座因疫情未能举办."""
_GOES_ON = frozenset({"planned"})
_PLANNED_TOO = pattern(
    r"[,、和及与](?!.*(?:实际|已|完成|目前|现|仅|只|共|达|截至|全年|累计|去年|上年))[^,。;\d]{0,12}"
)
"""拟修订4项,新建2项: the second is planned as the first."""
_MANY = 10
"""More than this is no number for each of them: 为各镇街配备执法记录仪260套."""
_AT_LEAST = pattern(r"至少|最少")
_A_YEAR = pattern(r"(20\d\d)年(?!底|末|以前|前)")
_YEAR_ALONE = pattern(r"20\d\d年度?,?(?=开展|举办|组织|新增|完成|培训|我|全[镇乡县市区街])")
"""2025年开展普法宣传8场次, in a report of 2024."""
_OTHER_YEAR = pattern(r"((?:19|20)\d\d)年(?:同期)?[^,。;\d]{0,8}(?:为|是|的|达|有|共)?$")


def qualify(
    quantities: Sequence[Quantity],
    windows: Sequence[Window],
    clauses: Clauses,
    plans: Sequence[tuple[int, int]],
    metadata: Metadata,
) -> list[Standing]:
    """Judge every figure of a report by the words around it and by its neighbours.

    ``metadata`` says of which year and of which place the report is.
    """
    cues, report_year = cues_of_language(), metadata.report_year
    shadow = clauses.shadow
    plan_starts = [start for start, _ in plans]
    standings: list[Standing] = []
    periods: dict[int, list[Cue]] = {}
    for i, (quantity, window) in enumerate(zip(quantities, windows, strict=True)):
        standing = Standing()
        start = quantity.start
        left = shadow[window.clause : start]
        own_left = shadow[window.left : start]
        standing.relation, standing.relation_cue = _relation(
            quantity, left, own_left, shadow, window, report_year, cues
        )
        if standing.relation_cue and standing.relation_cue.name == "previous":
            if start - standing.relation_cue.start > _SAYS_MORE and not _has_like(i, quantities, clauses):
                standing.relation, standing.relation_cue = "plain", None  # 去年案卷评查中被扣分3处
        standing.status, standing.status_cue = _status(
            quantity, left, shadow, window.sentence, plans, plan_starts, report_year, cues
        )
        if i:
            last, between = standings[-1], shadow[quantities[i - 1].end : start]
            if standing.relation == "plain" and last.relation == "previous" and _LISTED_ON.search(between):
                standing.relation = "previous"  # 上年同期为诉讼5件、复议3件
                standing.relation_cue = last.relation_cue
            if standing.status == "actual" and last.status_cue and last.status_cue.name in _GOES_ON:
                if _PLANNED_TOO.fullmatch(between):
                    standing.status, standing.status_cue = "planned", last.status_cue
        sentence = window.sentence
        if sentence not in periods:
            ends = clauses.sentence_end(start)
            periods[sentence] = list(_periods(shadow, sentence, ends, report_year, cues))
        _set_period(standing, start, periods[sentence], shadow)
        if standing.relation == "zero":
            _set_year(standing, left, start - len(left), report_year)
        standings.append(standing)
    mark_listed_years(quantities, clauses, standings, report_year)
    mark_parts(quantities, clauses, standings, cues)
    mark_wider(quantities, clauses, standings, metadata)
    return standings


def qualify_zeros(
    zeros: Sequence[ZeroStatement], clauses: Clauses, plans: Sequence[tuple[int, int]], metadata: Metadata
) -> None:
    """Judge every statement that something did not occur, as the figure 0 would be that stood in its place."""
    cues, shadow, year = cues_of_language(), clauses.shadow, metadata.report_year
    plan_starts = [start for start, _ in plans]
    for zero in zeros:
        start, end, standing = zero.start, zero.end, zero.standing
        as_figure = Quantity(start, end, 0, None, "exact", None, end)
        clause, sentence = clauses.clause_start(start), clauses.sentence_start(start)
        left = shadow[clause:start]
        standing.relation = "zero"
        standing.status, standing.status_cue = _status(
            as_figure, left, shadow, sentence, plans, plan_starts, year, cues
        )
        if standing.status == "actual":
            standing.status, standing.status_cue = _zero_status(left, start, end, shadow, cues)
        found = list(_periods(shadow, sentence, clauses.sentence_end(start), year, cues))
        _set_period(standing, start, found, shadow)
        _set_year(standing, left, clause, year)


def _set_year(standing: Standing, left: str, clause: int, year: int | None) -> None:
    """Give what did not occur in a year before the report's own, 2023年未发生, that year."""
    other = _OTHER_YEAR.search(left) if standing.period is None and year and "年" in left else None
    if other and year and "以来" not in left and int(other[1]) < year:
        standing.period, standing.period_cue = f"{other[1]}年", cue_at("other_year", other, clause)


_DID_NOT = ("未", "没有", "从未")


def _zero_status(left: str, start: int, end: int, shadow: str, cues: Cues) -> tuple[Status, Cue | None]:
    """Tell what was aimed at or asked for (确保零发生, “零事故”目标) from what was so."""
    clause = start - len(left)
    told = shadow.startswith(_DID_NOT, start)  # 确保全镇未发生…: it did not occur
    if not told and cues.may("zero_aims", left) and (found := cues["zero_aims"].search(left)):
        return "planned", cue_at("zero_aims", found, clause)
    if not told and cues.may("zero_asked", left) and (found := cues["zero_asked"].search(left)):
        return "required", cue_at("zero_asked", found, clause)
    found = cues["zero_aimed"].match(shadow, end)
    if found and not cues["zero_reached"].search(left):
        return "required", cue_at("zero_aimed", found)
    return "actual", None


def _set_period(standing: Standing, start: int, periods: Sequence[Cue], shadow: str) -> None:
    for cue in periods:  # the nearest before it
        if cue.end > start:
            break
        whole = cue.name == "whole_year"
        standing.period, standing.period_cue = (None, None) if whole else (shadow[cue.start : cue.end], cue)


def _periods(shadow: str, start: int, end: int, report_year: int | None, cues: Cues) -> Iterator[Cue]:
    """Yield the words of a sentence that say of which time its figures are: a period, or the whole year again."""
    if not cues.may("period", shadow[start:end]):
        return
    for found in cues["period"].finditer(shadow, start, end):
        opens = found["opens"]
        year = found["until"] or (opens and opens[:4])
        whole = found["whole"] or (year and (report_year is None or int(year) == report_year))
        if opens and not whole and found["speaks"] is None:
            continue  # 2023年考核发现的问题
        yield Cue("whole_year" if whole else "period", *found.span())


def _has_like(i: int, quantities: Sequence[Quantity], clauses: Clauses) -> bool:
    """Say whether a figure beside figure ``i`` in its sentence has the same unit."""
    sentence = clauses.sentence_number(quantities[i].start)
    return any(
        0 <= j < len(quantities)
        and same_unit(quantities[j].unit, quantities[i].unit)
        and clauses.sentence_number(quantities[j].start) == sentence
        for j in (i - 1, i + 1)
    )


def _relation(
    quantity: Quantity,
    left: str,
    own_left: str,
    shadow: str,
    window: Window,
    report_year: int | None,
    cues: Cues,
) -> tuple[Relation, Cue | None]:
    if quantity.value == 0 and quantity.value_max is None:
        return "zero", None
    may, clause = cues.may, quantity.start - len(left)
    if quantity.unit in ("个百分点", "百分点"):
        if _AGAINST_OTHERS.search(left):
            return "plain", None
        return "change", Cue("change", quantity.number_end, quantity.end)
    if (
        may("change", own_left)
        and (found := cues["change"].search(own_left))
        and (cues["change_needs"].search(left) or _compared_before(clause, shadow))
        and not cues["change_not"].search(own_left)
    ):
        return "change", cue_at("change", found, window.left)
    if may("previous", left) and (found := cues["previous"].search(left)):
        return "previous", cue_at("previous", found, clause)
    if may("from", left) and (found := cues["from"].search(left)) and cues["to"].match(shadow, quantity.end):
        return "previous", cue_at("from_opens", found, clause)
    other = _OTHER_YEAR.search(left) if "年" in left else None
    if other and "以来" not in left:
        compared = _COMPARED.search(left)
        if (report_year and int(other[1]) < report_year) or (report_year is None and compared):
            return "previous", cue_at("other_year", other, clause)
    if quantity.unit != "%" and quantity.unit not in _MEANS:
        may_be = may("per_unit", left) and not _BOTH.search(left)
        each = list(cues["per_unit"].finditer(left)) if may_be else []
        found = each[-1] if each else None
        if found and not cues["per_unit_not"].search(left, found.end()):
            of_all = found[0][0] == "各" and len(found[0]) > 3 and quantity.value > _MANY and "均" not in left
            if not of_all and not cues["per_unit_not"].search(left, found.start(), found.end()):
                return "per_unit", cue_at("per_unit", found, clause)
        following = shadow[window.end : window.end + 3]
        if following.startswith(("/人", "/年", "/月", "/次", "/周", "/天", "/日", "/季", "/村")):
            return "per_unit", Cue("per_unit", window.end, window.end + 2)
    return "plain", None


def _compared_before(clause: int, shadow: str) -> bool:
    """Say whether a comparison opened a clause before: 与上年相比,普法场次增加15场,受众增加3000人次."""
    before = shadow[max(0, clause - _COMPARISON_REACH) : clause]
    return _COMPARISON.search(before) is not None


def _status(
    quantity: Quantity,
    left: str,
    shadow: str,
    begins: int,
    plans: Sequence[tuple[int, int]],
    plan_starts: list[int],
    report_year: int | None,
    cues: Cues,
) -> tuple[Status, Cue | None]:
    index = bisect_right(plan_starts, quantity.start) - 1
    while index >= 0:
        if plans[index][0] <= quantity.start < plans[index][1]:
            return "planned", Cue("plan_section", *plans[index])
        index -= 1
    sentence = shadow[begins : quantity.start]
    if report_year and "20" in sentence:
        for year in _A_YEAR.finditer(sentence):
            if int(year[1]) > report_year and (
                cues["planned_year"].search(sentence, year.end()) or _YEAR_ALONE.match(sentence)
            ):
                return "planned", cue_at("planned_year", year, begins)
    nearby = max(0, quantity.start - (16 if quantity.qualifier == "at_least" else 8))
    written = shadow[nearby : quantity.number_end]
    may = cues.may
    if may("planned_on", sentence) and (found := cues["planned_on"].search(sentence)):
        return "planned", cue_at("planned_on", found, begins)
    if may("demanded_on", sentence) and (found := cues["demanded_on"].search(sentence)):
        return "required", cue_at("demanded_on", found, begins)
    if may("required", written) and (found := cues["required"].search(written)):
        return "required", cue_at("required", found, nearby)
    clause = quantity.start - len(left)
    if may("must", left) and (found := cues["must"].search(left)):
        return "required", cue_at("must", found, clause)
    if may("demanded", left) and shadow[clause - 1 : clause] != ")":  # 按照通知(…)要求
        if found := cues["demanded"].search(left):
            return "required", cue_at("demanded", found, clause)
    if shadow.startswith("的", quantity.end) and (found := cues["aimed"].match(shadow, quantity.end)):
        if not cues["aimed_not"].search(left):
            return "required", cue_at("aimed", found)
    if quantity.qualifier == "at_least":
        if _AT_LEAST.search(written) and (found := cues["required_with"].search(sentence)):
            return "required", cue_at("required_with", found, begins)
        if found := cues["must_with"].search(left):
            return "required", cue_at("must_with", found, clause)
        if found := cues["quota_quoted"].match(shadow, quantity.end):
            return "required", cue_at("quota_quoted", found)
    if may("planned", left) and (found := cues["planned"].search(left)):
        done = left.endswith("的") and cues["planned_done"].match(shadow, quantity.end)
        if not cues["planned_not"].search(left) and not done:
            return "planned", cue_at("planned", found, clause)
    if undone := _undone(quantity, left, shadow, cues):
        return "planned", undone
    return "actual", None


def _undone(quantity: Quantity, left: str, shadow: str, cues: Cues) -> Cue | None:
    """Return the words that say that what a figure counts was not done, or was called off."""
    may, clause = cues.may, quantity.start - len(left)
    if not cues["undone"].search(shadow, clause, quantity.end + _UNDONE_REACH):
        return None
    if may("not_done", left) and (found := cues["not_done"].search(left)):
        return cue_at("not_done", found, clause)
    behind = shadow[quantity.end : quantity.end + _UNDONE_REACH]
    if may("pending", behind) and (found := cues["pending"].match(behind)):
        return cue_at("pending", found, quantity.end)
    if quantity.unit not in act_units():
        return None
    if may("called_off", left) and (found := cues["called_off"].search(left)):
        return cue_at("called_off", found, clause)
    if may("called_off_after", behind) and (found := cues["called_off_after"].match(behind)):
        return cue_at("called_off_after", found, quantity.end)
    return None
