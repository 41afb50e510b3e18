"""Years that are listed before 分别, one for each figure behind it: 2022年、2023年、2024年分别调解150件、180件、208件."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .clauses import Clauses
from .patterns import pattern
from .quantities import Quantity, same_unit
from .standing import Cue, Standing

_LISTED = pattern(
    r"(?<!\d)(?:(?P<list>20\d\d年?度?(?:(?:[、和及与]|,)20\d\d年?度?)+)|(?P<first>20\d\d)年?(?:至|到|-|—)(?P<last>20\d\d)年)"
    r"(?:度|期间)?[^。;\n\d]{0,24}分别"
)
_YEAR = pattern(r"20\d\d")


def mark_listed_years(
    quantities: Sequence[Quantity], clauses: Clauses, standings: Sequence[Standing], report_year: int | None
) -> None:
    """Give each figure behind such a list its year; what is of another than the report's is a comparison."""
    if "分别" not in clauses.shadow:
        return
    starts: list[int] = []
    for found in _LISTED.finditer(clauses.shadow):
        starts = starts or [q.start for q in quantities]
        years = _years(found)
        first, last = bisect_left(starts, found.end()), bisect_left(starts, clauses.sentence_end(found.end()))
        if last - first < len(years) or len(years) < 2:
            continue
        if not all(same_unit(quantities[first].unit, q.unit) for q in quantities[first : first + len(years)]):
            continue
        for standing, (year, start, end) in zip(standings[first:], years, strict=False):
            of_report = report_year or years[-1][0]
            standing.period = standing.period_cue = None
            if year > of_report:
                standing.status, standing.status_cue = "planned", Cue("planned_year", start, end)
            elif year < of_report and standing.relation == "plain":
                standing.relation, standing.relation_cue = "previous", Cue("listed_year", start, end)


def _years(found: re.Match[str]) -> list[tuple[int, int, int]]:
    """Return the years, each with the place where it stands (that of the first, for those of a range)."""
    at = found.start()
    if listed := found["list"]:
        return [(int(y[0]), at + y.start(), at + y.end()) for y in _YEAR.finditer(listed)]
    return [(year, at, at + 4) for year in range(int(found["first"]), int(found["last"]) + 1)]
