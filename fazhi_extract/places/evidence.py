"""What a text says for a place: where its county, city and province are named, and how much each clue weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..models import Metadata
from ..patterns import pattern
from .gazetteer import Place, at, follow, look_up, parent, stump
from .spelling import key

CLUES = {
    "source": (10, 1),
    "title": (10, 1),
    "addressee": (10, 1),
    "head": (8, 1),
    "law": (6, 2),
    "preamble": (5, 1),
    "led": (2, 3),
    "text": (1, 3),
    "number": (1, 1),
}
"""Kind of clue: how much it weighs, and how many times it counts.

``led``: 落实盐边县委、县政府部署, in the text; ``text``: named otherwise, which one time is not enough.
``head``: a line above the text (the site's name, the path of the page); ``law``: 《四川省…条例》; ``number``: the document
number begins like the place's name.
"""
FACTORS = {"county": 3, "zone": 3, "prefecture": 2, "province": 1}
"""The closer the place above, the more its name says."""
OWN_WORDS = 4
"""区委、区政府 speaks for the candidates in a 区, 县委、县政府 for those in a 县."""
ENOUGH, CLEAR = 6, 4
"""What the winner must have, and by how much more than the next."""

_PASSING = pattern(
    r"(?:赴|前往|到|去|往|借鉴|学习|考察|参观|对标|来自|迁|调研|接待|引进|协助|驰援|支援|援助|曾任|以|协作|帮扶|对口|毗邻|交界|[与同和、及])[^,。;:《》\n]{0,3}$"
)
_LEADERS = pattern(r"[县市区旗州]?委(?!员)|人民政府|政府|的?(?:统一|相关)?(?:部署|要求|安排|下达)")
_BELOW = ("镇", "乡", "街道", "苏木")
"""阿瓦提镇 says nothing of 阿瓦提县."""
_PASSED = ("籍", "考察", "学习", "先进经验", "经验做法")
_BOUNDARY = frozenset("在对为以向由的按照据了市省州于")
_WORDS = frozenset(
    [
        "山区",
        "城区",
        "市区",
        "郊区",
        "矿区",
        "林区",
        "港区",
        "湖区",
        "新区",
        "库区",
        "中区",
        "东区",
        "西区",
        "南区",
        "北区",
    ]
)
"""Ends of names that are words as well: 华南山区 is not 南山区."""
_WORDS_ON = frozenset("域间块位划")
_LAW_OF = pattern(r"《(?:中共)?([^《]{2})")
_PROVINCES = {
    "北京": "11", "天津": "12", "河北": "13", "山西": "14", "内蒙": "15", "辽宁": "21", "吉林": "22", "黑龙": "23", "上海": "31",
    "江苏": "32", "浙江": "33", "安徽": "34", "福建": "35", "江西": "36", "山东": "37", "河南": "41", "湖北": "42", "湖南": "43",
    "广东": "44", "广西": "45", "海南": "46", "重庆": "50", "四川": "51", "贵州": "52", "云南": "53", "西藏": "54", "陕西": "61",
    "甘肃": "62", "青海": "63", "宁夏": "64", "新疆": "65",
}  # fmt: skip


class Evidence:
    """The clues of one text; what was weighed once is kept."""

    def __init__(self, metadata: Metadata, shadow: str, first_heading: int) -> None:
        self._shadow, self._first_heading = shadow, first_heading
        self._fields = {
            "source": metadata.source or "",
            "title": metadata.title or "",
            "addressee": metadata.addressee or "",
        }
        self._number = metadata.document_number or ""
        self._weights: dict[str, int] = {}
        self._own: str | None = None

    def laws(self) -> Counter[str]:
        """Return how many laws of each province are quoted, by the first two digits of its code."""
        heads = (_PROVINCES.get(found[1]) for found in _LAW_OF.finditer(self._shadow))
        return Counter(head for head in heads if head)

    def elsewhere(self, places: Sequence[Place]) -> bool:
        """Say whether what stands above the first heading names other counties or cities than those of a place.

        ``places`` are the place at different times.
        """
        named = [one for one in self._named() if one]
        counties = [one for one in named if any(place.level == "county" for place in one)]
        return bool(named) and not any(
            _within(one, place) for group in counties or named for one in group for place in places
        )

    def _named(self) -> Iterator[tuple[Place, ...]]:
        """Yield what the counties, cities and provinces can be that the title, the head and the preamble name."""
        above = self._shadow[: self._first_heading]
        for field in self._fields.values():
            for end in _UPPER.finditer(field):
                yield _ending(field, end.end())
        for end in _UPPER_OF.finditer(above):
            yield _ending(above, end.end())

    def weight(self, place: Place, *, near: bool = False) -> int:
        """Return how much the text says for a place; with ``near`` only by the place right above it."""
        total, above = 0, parent(place.code)
        if len(place.code) == 9 and self._own_words() == (at(place.code[:6]) or place).name[-1]:
            total = OWN_WORDS
        while above:
            upper = at(above)
            if upper:
                total += self._of(upper)
            above = None if near else parent(above)
        return total

    def _own_words(self) -> str:
        if self._own is None:
            count = {
                kind: sum(self._shadow.count(f"{kind}委{sep}{kind}政府") for sep in ("、", "", "和"))
                for kind in "区县"
            }
            self._own = "" if all(count.values()) else next((kind for kind in "区县" if count[kind]), "")
        return self._own

    def _of(self, upper: Place) -> int:
        if upper.code not in self._weights:
            counts: Counter[str] = Counter()
            for spelling in _spellings(upper):
                counts += Counter(self._clues(spelling))
            if upper.level == "county" and self._number[:1] == upper.name[:1]:
                counts["number"] += 1
            weight = sum(CLUES[kind][0] * min(count, CLUES[kind][1]) for kind, count in counts.items())
            self._weights[upper.code] = weight * FACTORS[upper.level]
        return self._weights[upper.code]

    def _clues(self, spelling: str) -> Iterator[str]:
        for kind, value in self._fields.items():
            if any(not value.startswith(_BELOW, end) for end in _ends(spelling, value)):
                yield kind
        for end in _ends(spelling, self._shadow):
            found = self._kind(end - len(spelling), end)
            if found:
                yield found

    def _kind(self, start: int, end: int) -> str | None:
        """Return which clue an occurrence is; None if it says nothing of the issuer."""
        shadow = self._shadow
        if not _stands_alone(shadow, start, end) or shadow.startswith(_BELOW, end):
            return None
        before = shadow[max(0, start - 10) : start]
        if before.endswith(("《", "《中共")):
            return "law"
        if _PASSING.search(before) or shadow.startswith(_PASSED, end):
            return None
        if start >= self._first_heading:
            return "led" if _LEADERS.match(shadow, end) else "text"
        line_start, line_end = shadow.rfind("\n", 0, start) + 1, shadow.find("\n", end)
        line = shadow[line_start : line_end if line_end >= 0 else None]
        return "preamble" if "。" in line or len(line) > 120 else "head"


def _ends(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at + len(word)
        at = text.find(word, at + len(word))


_UPPER = pattern(r"[县市区旗州盟省]")
_UPPER_OF = pattern(r"[县市区旗州盟](?=(?:[县市区旗州盟]?委|人民政府|政府|司法局|依法治|门户|网)|[,、: ]*\n)")
_LONGEST = 16


def _ending(text: str, end: int) -> tuple[Place, ...]:
    """Return the places that the longest name can be which ends there; empty if none does."""
    if text.startswith(_BELOW, end):
        return ()  # 古县镇 is no 古县
    for start in range(max(0, end - _LONGEST), end - 1):
        if text.startswith("中共", start - 1):
            continue  # 中共和县委 is of 和县, not of 共和县
        if _stands_alone(text, start, end) and not _PASSING.search(text[max(0, start - 10) : start]):
            found = _upper(text[start:end])
            if found:
                return found
    return ()


@lru_cache(8192)
def _upper(name: str) -> tuple[Place, ...]:
    """Return the places of a name, if a county, a city or a province is among them."""
    found = tuple(one for one in look_up(name) if one.exact)
    return found if any(one.level in FACTORS for one in found) else ()


def _within(upper: Place, place: Place) -> bool:
    """Say whether a place is another, lies in it or has it in itself, now or then."""
    codes = {place.code, follow(place)}
    uppers = {stump(upper.code), stump(follow(upper))}
    return any(code.startswith(one) or one.startswith(stump(code)) for code in codes for one in uppers)


def _stands_alone(shadow: str, start: int, end: int) -> bool:
    """Say whether a name is not a piece of other words: 华南山区, 城郊区域."""
    if shadow[end - 1] == "区" and shadow[end : end + 1] in _WORDS_ON:
        return False
    if end - start > 2 and shadow[end - 2 : end] not in _WORDS:
        return True
    last = shadow[start - 1 : start]
    return not "\u4e00" <= last <= "\u9fff" or last in _BOUNDARY


def _spellings(upper: Place) -> list[str]:
    """Return how a place is written: none holds another, so that nothing counts twice."""
    stem = key(upper.name)[0]
    if upper.level == "province" or len(stem) > 2:
        return [stem]
    short = stem + upper.name[-1]
    return [upper.name] if short == upper.name else [upper.name, short]
