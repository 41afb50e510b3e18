"""Parts and totals: the items of a breakdown behind 其中, in brackets, or adding up to what was stated."""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import Clauses
from .patterns import pattern
from .quantities import Quantity, same_unit, unit_family, unit_kinds
from .standing import Cue, Cues, Standing, cue_at

_LISTED_UNITS = frozenset({"件", "项", "个", "起", "宗"})
_MOST_IN_A_SENTENCE = 60
_LEAST_SUM = 5
"""Smaller totals are soon made up by what has nothing to do with them."""
_OF_THESE = pattern(
    r"^[^,。;、:\d]{0,10}(?:中|里)(?!心|间|旬|小|学|队|型|期|国|共)(?:,(?=已|仅|仍|尚|只|有|使用|行使|实际|国家级|省级))?[^,。;、:\d]{0,10}$|^[^,。;、:\d]{0,10}(?:人员|干部|队员|调解员|案件|纠纷|工单)中,(?!选|聘|培|发展|吸纳|推荐)[^,。;、:]{0,12}$|^\([^,。;、:\d()]{0,6}$"
)
"""30份案卷中4份, 79项职权中仍有56项, 22名(持证15名): what stands between the whole and its part."""
_ENUMERATED = pattern(r"[、和及与]")
_TO_WHERE = pattern(r",(?:进|入|在|到|面向)")
_AGAIN = pattern(r"[,(]?其中")
"""60人,其中持证48人,其中法学专业10人: the last is of those before it."""
REST = pattern(r"其余|余下|剩余|剩下|尚余|尚有|新接收|新增|解除|解矫")


def mark_parts(
    quantities: Sequence[Quantity],
    clauses: Clauses,
    standings: list[Standing],
    cues: Cues,
) -> None:
    """Mark the items of a breakdown: behind 其中, in brackets, behind 分别, or summing up to a total."""
    shadow = clauses.shadow
    count = len(quantities)
    sentences = [clauses.sentence_number(q.start) for q in quantities]
    first = earlier = 0
    while first < count:
        last = first
        while (
            last + 1 < count
            and last - first < _MOST_IN_A_SENTENCE
            and sentences[last + 1] == sentences[first]
        ):
            last += 1
        start = quantities[first].start
        begins = clauses.sentence_start(start)
        whole = None
        if first and shadow[begins:start].lstrip(" ").startswith("其中"):
            whole = _first_of_more(range(earlier, first), quantities, standings, quantities[first])
        if last > first:
            earlier_too = range(earlier, first) if whole is not None else range(0)
            _parts_of_sentence(
                range(first, last + 1), quantities, shadow, standings, cues, whole, earlier_too
            )
        elif cues.may("part", shadow[begins:start]) and (found := cues["part"].search(shadow, begins, start)):
            _mark(standings[first], whole, cue_at("part_opens", found))
        first, earlier = last + 1, first


def _first_of_more(
    members: range, quantities: Sequence[Quantity], standings: list[Standing], part: Quantity
) -> int | None:
    """Return the figure of the sentence before that a part is of: 立案386件,办结371件。其中食品类203件."""
    for j in members:
        whole = quantities[j]
        if (
            standings[j].relation == "plain"
            and same_unit(whole.unit, part.unit)
            and whole.value >= part.value
        ):
            return j
    return None


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
    cues: Cues,
    before: int | None,
    earlier: range,
) -> None:
    total: int | None = None
    remaining = 0.0
    unit: str | None = None
    whole_unit: str | None = None
    depth_end = -1
    open_list = acts = in_lines = False
    cue: Cue | None = None
    opened_at = None
    for i in members:
        quantity = quantities[i]
        gap_start = quantities[i - 1].end if i > members.start else max(0, quantity.start - 60)
        gap = shadow[gap_start : quantity.start]
        if i == members.start:
            gap = gap[max(gap.rfind("。"), gap.rfind("\n")) + 1 :]
        opened = cues["part"].search(gap) if cues.may("part", gap) else None
        if not opened and i > members.start and (of_these := _OF_THESE.search(gap)):
            whole_before = quantities[i - 1]
            alone = "(" not in gap or shadow[quantity.end : quantity.end + 1] == ")"
            smaller = quantity.value < whole_before.value
            if alone and smaller and same_unit(whole_before.unit, quantity.unit):
                cue = cue_at("of_these", of_these, gap_start)
                _mark(standings[i], i - 1, cue)
                if "," in of_these[0]:  # 98项事项中,已行使37项,未行使61项
                    total, unit, whole_unit, depth_end = i - 1, quantity.unit, whole_before.unit, -1
                    remaining = float(whole_before.value - quantity.value)
                    open_list, acts = True, False
                continue
        if opened:
            total = _total_before(i, members, quantities, standings, quantity, _AGAIN.match(gap) is not None)
            if i == members.start:
                total = before
            whole_unit = quantities[total].unit if total is not None else None
            remaining = float(quantities[total].value) if total is not None else float("inf")
            unit = quantity.unit
            open_list = True
            opened_at = i if opened_at is None else opened_at
            cue = cue_at("part_opens", opened, quantity.start - len(gap))
            bracket = gap.rfind("(", 0, opened.start() + 1)
            depth_end = _closing(shadow, quantity.start) if bracket >= 0 and ")" not in gap[bracket:] else -1
            acts = cues["acts"].match(gap, opened.end()) is not None
            in_lines = total is not None and gap.startswith(":", opened.end())  # 其中:进校园8场;进社区12场
        elif open_list:
            closed = depth_end >= 0 and quantity.start > depth_end
            if (
                closed
                or (";" in gap and not (in_lines and _of_list(gap, cues)))
                or (depth_end < 0 and ")" in gap and "(" not in gap)
            ):
                open_list = False
            else:
                open_list = _goes_on(gap, quantity.unit, unit, whole_unit, acts, cues)
        if open_list:
            if quantity.unit == "%" and not opened:
                continue
            if _counts_alike(quantity.unit, unit):  # what counts otherwise takes nothing from the whole
                if float(quantity.value) > max(remaining, 0.0) and quantity.qualifier == "exact":
                    open_list = False  # more than is left of the whole: no part of it
                    continue
                remaining -= float(quantity.value)
            _mark(standings[i], total, cue)
    if opened_at is not None:
        _complete(opened_at, members, earlier, quantities, shadow, standings)
    _parts_by_sum(members, quantities, shadow, standings, cues)


def _complete(
    first: int,
    members: range,
    earlier: range,
    quantities: Sequence[Quantity],
    shadow: str,
    standings: list[Standing],
) -> None:
    """处罚36件,罚款5.3万元,其中简易31件,罚款0.7万元;普通5件,罚款4.6万元: what makes the sum full is a part too.

    ``first`` is the first figure behind 其中; ``earlier`` are the figures of the sentence before, if 其中 began this one.
    """
    for total in (*earlier, *range(members.start, first)):
        whole = quantities[total]
        if standings[total].relation != "plain" or whole.unit == "%" or whole.value < _LEAST_SUM:
            continue
        like = [
            j
            for j in range(first, members.stop)
            if same_unit(quantities[j].unit, whole.unit) and standings[j].relation in ("plain", "part")
        ]
        items = _adding_up(like, quantities, whole)
        unbroken = len(items) > 2 and items[-1] - items[0] < len(items)  # 其中维持5件,和解6件,其他2件
        for j in items:
            named = shadow[quantities[j].start - 2 : quantities[j].start]  # 简易程序31起, 普通程序5起
            alike = unbroken or shadow.endswith(named, 0, quantities[items[0]].start)
            if standings[j].relation == "plain" and alike:
                _mark(standings[j], total, None)
                standings[j].summed = True


def _goes_on(
    gap: str, unit: str | None, first: str | None, whole: str | None, acts: bool, cues: Cues
) -> bool:
    """Say whether a list of parts goes on over what stands between two figures.

    来信132件、来访486批次, 来访62批138人次 and 来访62批,网上51件 go on; behind a comma another unit, or a
    verb where the first item had none (其中许可5项,取消证明44项), speaks of something else.
    """
    alike = _counts_alike(unit, first)
    if not gap:
        return unit not in unit_kinds()["money"]  # 罚款8起1.14万元
    if _ENUMERATED.match(gap):
        return alike or not cues["acts"].match(gap, 1)
    if unit in unit_family(first) and not (same_unit(unit, first) or _TO_WHERE.match(gap)):
        return False  # 党委会26次,其中专题会4次,普法宣传12场: another unit, another thing
    if not (alike or _counts_alike(unit, whole)):
        return False
    return acts or not cues["acts"].match(gap, 1)


def _of_list(gap: str, cues: Cues) -> bool:
    """Say whether what opens behind a semicolon is an item of the list before it: no …;全年共化解79件."""
    return gap.startswith(";") and cues["of_the_whole"].search(gap) is None


def _closing(shadow: str, at: int) -> int:
    end = shadow.find(")", at, at + 300)
    return end if end >= 0 else at + 300


def _total_before(
    i: int,
    members: range,
    quantities: Sequence[Quantity],
    standings: list[Standing],
    part: Quantity,
    again: bool,
) -> int | None:
    """Return the figure that a part is of; if 其中 stands ``again``, that is a part itself."""
    nearest = None
    if again and i > members.start and standings[i - 1].relation == "part":
        whole = quantities[i - 1]
        if same_unit(whole.unit, part.unit) and whole.value >= part.value:
            return i - 1
    if (exact := _whole_of_all(i, members, quantities, standings)) is not None:
        return exact
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


def _whole_of_all(
    i: int, members: range, quantities: Sequence[Quantity], standings: list[Standing]
) -> int | None:
    """Return the figure that those from ``i`` on add up to: 调处97起,调成94起,其中土地31起、邻里66起."""
    unit = quantities[i].unit
    wholes = {
        quantities[j].value: j
        for j in range(members.start, i)
        if standings[j].relation == "plain" and same_unit(quantities[j].unit, unit)
    }
    if len(wholes) < 2:
        return None
    most, taken = max(wholes), quantities[i].value
    for j in range(i + 1, members.stop):
        taken += quantities[j].value
        if taken > most or not same_unit(quantities[j].unit, unit):
            return None
        if taken in wholes:
            return wholes[taken]
    return None


def _counts_alike(one: str | None, other: str | None) -> bool:
    """Say whether two items may stand in one breakdown: 许可28项、征收4件."""
    return one == other or {one, other} <= _LISTED_UNITS or other in unit_family(one)


def _parts_by_sum(
    members: range,
    quantities: Sequence[Quantity],
    shadow: str,
    standings: list[Standing],
    cues: Cues,
) -> None:
    """15人, 4人, 总共19人 and 25件(12件、8件、5件): items that add up to a stated total are its parts."""
    indices = [i for i in members if standings[i].relation == "plain" and quantities[i].unit != "%"]
    for position, i in enumerate(indices):
        total = quantities[i]
        if total.value_max is not None or total.value < 2:
            continue
        said_total = bool(cues["total"].search(shadow[max(0, total.start - 12) : total.start]))
        cue: Cue | None = None
        before = indices[:position][::-1] if said_total else []
        if total.unit in unit_kinds()["money"]:  # 简易5起,罚款900元,普通2起,罚款3000元,罚款总额3900元
            before = [j for j in before if same_unit(quantities[j].unit, total.unit)]
        before = _adding_up(before, quantities, total)
        after = _adding_up(indices[position + 1 :], quantities, total)
        if after and REST.search(shadow, total.end, quantities[after[-1]].start):
            after = []  # 排查268起,化解261起,其余7起: what was done, and what is left
        if after:
            gap = shadow[total.end : quantities[after[0]].start]
            bracketed = "(" in gap
            named = cues["breakdown"].search(gap)
            if named:
                cue = cue_at("breakdown", named, total.end)
            like = [j for j in range(i + 1, after[-1] + 1) if same_unit(quantities[j].unit, total.unit)]
            by_chance = len(like) > len(after)  # 共有12起,其次9起,减少4起、3起
            if by_chance or not (bracketed or named or said_total):
                after = []
        for j in before or after:
            _mark(standings[j], i, cue)
            standings[j].summed = True
        if before or after:
            return


def _adding_up(run: list[int], quantities: Sequence[Quantity], total: Quantity) -> list[int]:
    """Return the first items of ``run``, two or more, whose sum is exactly the total; else none."""
    taken: list[int] = []
    left, family = float(total.value), unit_family(total.unit)
    for j in run:
        item = quantities[j]
        if item.unit not in family or item.value_max is not None or item.value > left:
            return []
        taken.append(j)
        left = round(left - float(item.value), 6)
        if left == 0:
            return taken if len(taken) > 1 else []
    return []
