"""How a stated time stands to the year of the report: the whole of it, a part of it, or more than it."""

from __future__ import annotations

import re
from typing import Literal

from .patterns import pattern

Coverage = Literal["year", "within", "beyond"]

_WITHIN = pattern(
    r"今年|[上下]半年|季度|(?:1[0-2]|[1-9])月|\d日|截[至止]|(?:实施|运行|启用|挂牌|启动|开展|创建|施行|投用|上线)以来"
)
_WHOLE_YEAR = pattern(
    r"1月?份?[-—至到]12月份?|截[至止]12月(?:份|底|末|31日)?|(?:1月(?:1日)?)?(?:以来|至今|起)|"
)
"""A period without its year, if it is the whole of that year."""
_MONTH = pattern(r"(?:(?:19|20)\d\d年)?\d{1,2}月份")
_YEARS = pattern(r"(?:19|20)\d\d")


def coverage(period: str | None, year: int | None) -> Coverage:
    """Say how much of the report's ``year`` a figure's period is; no period means the year.

    上半年 and 2024年1月至6月 lie within it, and so, for all one can tell, do 专项行动开展以来 and the like;
    近三年, 2021年至2023年 and 任期以来 reach beyond it, as does what is not known to lie within. One month
    of the year says when a thing was done, which makes it one of the year.
    """
    if period is None or _is_year(period, year):
        return "year"
    years = {int(one) for one in _YEARS.findall(period)}
    if is_month(period) and years <= {year}:
        return "year"
    if _WITHIN.search(period) and years <= {year}:
        return "within"
    return "beyond"


def is_month(period: str | None) -> bool:
    """Say whether a period is a single month: 3月份."""
    return period is not None and _MONTH.fullmatch(period) is not None


def _is_year(period: str, year: int | None) -> bool:
    """Say whether a period is the report's year after all: 2023年以来, 1—12月, 截至2023年12月底."""
    bare = re.sub(rf"^(?:自|从)?(截[至止])?{year}年", r"\1", period)
    return bool(_WHOLE_YEAR.fullmatch(bare)) and (bare != period or bool(_WITHIN.search(period)))
