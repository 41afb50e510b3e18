"""The place that an organ's name or a title speaks for: 徐闻县迈陈镇人民政府, 盐边县司法局."""

from __future__ import annotations

from typing import NamedTuple

from ..patterns import pattern
from .gazetteer import Place, find


class Speaker(NamedTuple):
    """What a name says of its place."""

    written: str
    """The words that name the place."""
    places: list[Place]
    """All that they can mean; empty if no data has it."""
    sure: bool
    """False where something before them is unknown: 高新区东安街道."""


_BEFORE = pattern(
    r"^(?:中共|中国共产党|国家税务总局|关于|(?:19|20)\d\d年?度?|新疆生产建设兵团|兵团|第[一二三四五六七八九十]+师|【[^】]*】|[(〔\[].*?[)〕\]])+"
)
_BEGINS = frozenset("中国关12新兵第【〔([")
_END = pattern(
    r"办事处|管委会|(?:管理|行政)委员会|群岛|管理处|水库|产业园|[省市县区旗州盟镇乡街道木场团园](?!村|政府)|[镇乡县市区](?=人民政府|政府)"
)
_NAMED = r"$|人民政府|政府|管委会|管理委员会|党工委|工委|关于|(?:19|20)\d\d|年度|法治"
"""What stands behind the name of a zone: its own organ, or what a title goes on with."""
_GOES_ON = pattern(
    rf"^[^局厅院]{{1,12}}?(?:(?<!城)[镇乡](?![村建])|街道|街办|苏木|(?:开发|新|园|管理|示范)区|[^局厅院委]{{0,8}}(?<!社)区(?={_NAMED})|(?<!街道)办事处|管委会|管理委员会|农场|林场|新城)"
)
_COUNTY_GOES_ON = pattern(
    r"^[^局厅院委办会部]{1,12}?(?:县(?!域|级|直)|(?<!城)市(?![场政容民监直])|(?<![社园灾校])区(?![域划块直])|旗(?!舰)|行政委员会|群岛)"
)
_TOWN_GOES_ON = pattern(
    rf"^[^局厅院委府]{{1,6}}?(?:[镇乡](?![村建])|街道)|^[^局厅院委]{{1,10}}?(?<!社)区(?={_NAMED}|办事处)"
)
_ORGAN = pattern(
    r"$|人民政府|政府|办事处|管委会|管理委员会|党工?委|委|人大|关于|(?:19|20)\d\d|年度|法治|司法所"
)
_KINDS = frozenset({"街道", "街道办事处", "地区", "办事处", "管理区", "管委会"})
"""Words that a few places have for a name."""
_LONGEST = 40


def speaker(name: str) -> Speaker | None:
    """Return the place that a name begins with; None if it names none (县司法局, 关于…的报告)."""
    written = "".join(name.split())[: _LONGEST * 2]
    if written[:1] in _BEGINS:
        written = _BEFORE.sub("", written)
    written = written[:_LONGEST]
    ends = [found.end() for found in _END.finditer(written)]
    for start in (0, *[end for end in ends if end < len(written) and written[end] != "道"][:2]):
        for end in reversed(ends):
            if end - start < 2:
                break
            places = find(written[start:end]) if written[start:end] not in _KINDS else []
            # 河北省市场监督管理局 is of no 市场街道
            if not places or not (places[0].exact or (start == 0 and _ORGAN.match(written, end))):
                continue
            goes_on = _GOES_ON if len(places[0].code) == 6 else _TOWN_GOES_ON
            unknown = goes_on.match(written[end:])
            if not unknown and places[0].level in ("province", "prefecture"):
                unknown = _COUNTY_GOES_ON.match(written[end:])
            if unknown:  # 新华区 is known, its 新镇 is not; 枫木 is, 枫木冲乡 is not
                return Speaker(written[start : end + unknown.end()], [], False)
            return Speaker(written[start:end], places, start == 0)
    named = _TOWNSHIP.match(written)
    return Speaker(named[0], [], False) if named else None


_TOWNSHIP = pattern(r"^(?![我本全各该])[\u4e00-\u9fff]{1,10}?(?:(?<![城乡])镇|(?<!城)乡(?![村建])|街道|县)")
