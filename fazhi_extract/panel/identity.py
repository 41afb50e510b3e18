"""Which place a report speaks for, the same through all years: by code, else by name, else by its file alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..places import at, find, names, predecessors, successor, swallowed
from .entries import Entry
from .findings import Finding

By = Literal["code", "name", "file"]
RANKS = ("province", "city", "county", "township")
"""The names of a place, widest first; of a prefecture the second."""
_ENDINGS = (
    ("township", ("镇", "乡", "街道", "苏木", "街道办", "办事处", "开发区", "农场")),
    ("county", ("县", "区", "旗")),
    ("city", ("市", "州", "盟", "地区")),
    ("province", ("省", "自治区")),
)
_OF_GOVERNMENT = ("province", "prefecture", "county", "zone", "township", "subdistrict")
"""Levels of ``metadata.level`` at which the issuer is the government of the place itself."""
_GOVERNMENTS = ("人民政府", "政府", "办事处", "街道办事处", "人民政府办事处", "")
"""What a government calls itself behind its place's name; 司法局 and the like are organs beside it."""


_NOWHERE = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Place:
    """A place, or an organ of it, as it is called now."""

    by: By
    """How it is known: by its code; by names, where no code is known; or as what one file speaks of."""
    code: str
    names: tuple[str, str, str, str]
    """Province, city, county, township; empty where there is none."""
    organ: str
    """Empty for the government itself; 司法局 for 盐边县司法局."""
    within: str = ""
    """The code of the county, of a township that has none itself."""
    alone: str = ""
    """A path, where the report cannot be told to be of the same place as others."""

    @property
    def settled(self) -> bool:
        """Whether two reports of it surely are of one place: its code is known, or a place above it is named."""
        return not self.alone and (self.by == "code" or sum(map(bool, self.names)) > 1)

    @property
    def shown(self) -> str:
        """The place in words."""
        return "".join(dict.fromkeys(filter(None, self.names))) + self.organ or self.alone

    @property
    def order(self) -> tuple[object, ...]:
        """What places are sorted by."""
        return (self.by != "code", self.code or self.within, self.names, self.organ, self.alone)


def places_of(entries: Iterable[Entry]) -> tuple[dict[Place, list[Entry]], list[Finding]]:
    """Return the reports by place, joined over renamings, and what there is to say of it.

    Places that were merged are kept apart, each under its own code, for years before.
    """
    grouped: dict[Place, list[Entry]] = defaultdict(list)
    for entry in entries:
        grouped[place_of(entry)].append(entry)
    findings = []
    for place, group in list(grouped.items()):
        if place.by == "code" and _merged(place.code, group):
            del grouped[place]
            for entry in group:
                grouped[_of_code(_then(entry), entry)].append(entry)
            codes = sorted({_then(entry) for entry in group})
            findings.append(Finding.merged(place.shown, codes))
    return dict(grouped), findings


def place_of(entry: Entry) -> Place:
    """Return the place of a report under its code of today."""
    if entry.code:
        return _of_code(successor(entry.code), entry)
    ranked = _ranked(entry.region)
    if any(ranked):
        county = _county(entry.region[:-1]) if ranked[3] else ""
        known = (*names_of(county)[:3], ranked[3]) if county else ranked
        return Place("name", "", known, _organ(entry, entry.region), county)
    if entry.issuer:
        return Place("name", "", _NOWHERE, "".join(entry.issuer.split()))
    return Place("file", "", _NOWHERE, "", alone=entry.path)


@lru_cache(8192)
def _county(names: tuple[str, ...]) -> str:
    """Return the code of the only county of a name, or an empty text."""
    found = find("".join(names)) if names else []
    codes = {successor(place.code) for place in found if place.exact and place.level == "county"}
    return codes.pop() if len(codes) == 1 else ""


def _of_code(code: str, entry: Entry) -> Place:
    own = entry.code or ""
    organ = _organ(entry, (*names(code), *names(own)))
    # a text that names a county and no issuer may be of any of its organs
    if entry.issuer is None and len(own) == 6:
        return Place("file", code, names_of(code), organ, alone=entry.path)
    return Place("code", code, names_of(code), organ)


@lru_cache(8192)
def names_of(code: str) -> tuple[str, str, str, str]:
    """Return province, city, county and township of a code."""
    above = [code[:2] + "0000", code[:4] + "00", code[:6], code]
    known = [at(one) for one in above]
    province, city, county, township = (place.name if place else "" for place in known)
    return (
        province,
        city if code[2:4] != "00" else "",
        county if code[4:6] != "00" else "",
        township if len(code) == 9 else "",
    )


def _organ(entry: Entry, places: Sequence[str]) -> str:
    """Return what the issuer is called behind its place's name; nothing for the government."""
    if entry.level in _OF_GOVERNMENT:
        return ""
    rest = "".join((entry.issuer or "").split())
    after = max((rest.rfind(name) + len(name) for name in places if name in rest), default=0)
    rest = rest[after:]
    return "" if rest in _GOVERNMENTS else rest


def _ranked(region: Sequence[str]) -> tuple[str, str, str, str]:
    found = dict.fromkeys(RANKS, "")
    for name in region:
        rank = next((rank for rank, endings in _ENDINGS if name.endswith(endings)), None)
        if rank == "city" and found["city"] and not found["county"]:
            rank = "county"  # 永州市祁阳市
        if rank and not found[rank]:
            found[rank] = name
    return found["province"], found["city"], found["county"], found["township"]


def _then(entry: Entry) -> str:
    """Return the code that a report's place had in its year."""
    return successor(entry.code or "", entry.year)


def _merged(code: str, entries: Sequence[Entry]) -> bool:
    """Say whether several places became one: the data show it, or two had reports for one year."""
    if all(entry.code == code for entry in entries):
        return False
    if len(code) == 6 and (_predecessors(code) > 1 or any(swallowed(entry.code or "") for entry in entries)):
        return True
    codes: dict[int | None, set[str]] = defaultdict(set)
    for entry in entries:
        codes[entry.year].add(_then(entry))
    return any(len(each) > 1 for year, each in codes.items() if year is not None)


@lru_cache(4096)
def _predecessors(code: str) -> int:
    return len(predecessors(code))
