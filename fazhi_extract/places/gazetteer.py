"""The look-up: names and codes of places in two sorted files, found by halving."""

from __future__ import annotations

from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

from .spelling import OTHER, ZONE_KINDS, key, kind_of, unseated

_DATA = Path(__file__).parent / "data"
_LEVELS = {
    "p": "province", "c": "prefecture", "k": "county", "d": "zone",
    "z": "township", "x": "township", "a": "township", "j": "subdistrict", "o": "other",
}  # fmt: skip
LEVELS = tuple(dict.fromkeys(_LEVELS.values()))
"""What a place can be, widest first; ``zone``: a 开发区 that the statistics count as a county."""
_WIDE = "pckd"


class Place(NamedTuple):
    """A place of the data."""

    code: str
    """Six digits (GB/T 2260), or nine for a township."""
    name: str
    path: tuple[str, ...]
    """Its full name, widest first: 广东省, 湛江市, 徐闻县, 迈陈镇."""
    level: str
    until: int | None = None
    """The last year that has this name; None if it is in force."""
    exact: bool = True
    """False where the name that was looked for says another kind: 红格乡 for 红格镇, or no kind: 红格."""


class _Row(NamedTuple):
    """A county's line: its names with their last years, where it went, its townships."""

    names: tuple[tuple[str, int | None], ...]
    moved: tuple[str, int] | None
    into: bool
    """Where it went, there was a place of that code before."""
    below: tuple[str, ...]


@cache
def _file(name: str) -> mmap:
    with (_DATA / name).open("rb") as file:  # mapped, not read: a look-up touches a few pages of it
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _line(file: str, wanted: bytes) -> str | None:
    """Return what stands after ``wanted`` and a tab in a sorted file."""
    data = _file(file)
    low, high = 0, len(data)
    while low < high:
        start = data.rfind(b"\n", 0, (low + high) // 2) + 1
        start = max(start, low)
        end = data.find(b"\n", start)
        tab = data.find(b"\t", start, end)
        found = data[start : tab if tab >= 0 else end]
        if found == wanted:
            return data[start + len(found) + 1 : end].decode()
        if found < wanted:
            low = end + 1
        else:
            high = start
    return None


@lru_cache(4096)
def _row(code: str) -> _Row | None:
    line = _line("places.txt", code.encode())
    if line is None:
        return None
    written, *below = line.split("\t")
    written, _, moved = written.partition(">")
    to, _, year = moved.partition("@")
    names = tuple(_dated(one) for one in written.split("|"))
    moved_to = (to, int(year.rstrip("+"))) if to else None
    return _Row(names, moved_to, year.endswith("+"), tuple(below))


def _dated(written: str) -> tuple[str, int | None]:
    name, _, year = written.partition("~")
    return name, int(year) if year else None


@lru_cache(4096)
def names(code: str) -> tuple[str, ...]:
    """Return the names of a place and of those above it, widest first; empty if there is no such code."""
    found = at(code)
    return found.path if found else ()


def parent(code: str) -> str | None:
    """Return the code of the place above: the county of a township, the prefecture of a county; None of a province."""
    if len(code) == 9:
        return code[:6]
    for upper in (code[:4] + "00", code[:2] + "0000"):
        if upper != code and code[2:] != "0000" and _row(upper):
            return upper
    return None


def at(code: str) -> Place | None:
    """Return the place that has a code, under its latest name."""
    row = _row(code[:6])
    if row is None or len(code) not in (6, 9):
        return None
    if len(code) == 6:
        name, until = row.names[0]
        return _place(code, name, until)
    for one in row.below:
        if one[:3] == code[6:]:
            return _township(code[:6], one, row)
    return None


def _township(county: str, written: str, row: _Row) -> Place:
    name, until = _dated(written[3:])
    return _place(county + written[:3], name, until or row.names[0][1])


def _place(code: str, name: str, until: int | None, exact: bool = True) -> Place:
    above = parent(code)
    path = names(above) if above else ()
    path = path if path[-1:] == (name,) else (*path, name)  # 嘉峪关市 is its own county
    return Place(code, name, path, _LEVELS[kind_of(code, name)], until, exact)


def below(code: str) -> list[Place]:
    """Return the townships of a county, those of earlier years too."""
    row = _row(code)
    return [_township(code, one, row) for one in row.below] if row else []


def look_up(name: str, within: str = "") -> list[Place]:
    """Return the places of one name (no path), exact ones alone if there are any.

    ``within`` is what a code must begin with.
    """
    once = {
        place.code: place for one in dict.fromkeys((name, unseated(name))) for place in _found(one, within)
    }
    found = list(once.values())
    if any(place.exact for place in found):
        found = [place for place in found if place.exact]
    if not set(key(name)[1]) & set(OTHER) and any(place.level != "other" for place in found):
        found = [place for place in found if place.level != "other"]  # 东城区 of 北京, and one below 许昌
    return sorted(found, key=lambda place: (place.until is not None, place.code))


def _found(name: str, within: str) -> list[Place]:
    stem, kinds = key(name)
    entries = [entry for entry in _entries(stem) if entry[0].startswith(within[:6])]
    return [place for county, letter in entries for place in _named(county, letter, stem, name, kinds)]


@lru_cache(4096)
def _entries(stem: str) -> list[tuple[str, str]]:
    line = _line("names.txt", stem.encode("utf-8", "replace"))
    return [(one[:6], one[6]) for one in line.split(" ")] if line else []


def _named(county: str, letter: str, stem: str, asked: str, kinds: str) -> list[Place]:
    """Return the places of an entry that the name asked for can mean."""
    small, row = letter.lower(), _row(county)
    if row is None:
        return []
    former = letter.isupper()
    if small in _WIDE:
        if len(stem) == 1 and kinds and small not in kinds:
            return []  # 新区 says of no place that it is 新县
        if kinds and small not in kinds and not (small in "pck" and set(kinds) & set("pck") and small == "k"):
            return []
        wide = [
            (n, y) for n, y in row.names if (y is not None) == former and (small == "d" or key(n)[0] == stem)
        ]
        return [
            _place(county, n, y, n == asked or (bool(kinds) and (small == "d" or n[-1] == asked[-1])))
            for n, y in wide
        ]
    other = small in OTHER
    # 三潭风景区 has the ending of a county: of what no ending tells the whole name counts
    literal = other and bool(kinds) and not set(kinds) & set(OTHER)
    if kinds and not literal and (other != bool(set(kinds) & set(OTHER)) or not set(kinds) & set("zxjado")):
        return []
    exact = (
        literal or small in kinds or (small == "a" and kinds in ("z", "x")) or (small == "o" and not kinds)
    )
    found: list[Place] = []
    longer: list[Place] = []
    for written in row.below:
        if small != "o" and stem not in written:
            continue
        place = _township(county, written, row)
        if place.name == row.names[0][0] or (literal and place.name != asked):
            continue  # 金门县 stands below itself
        if (place.until is not None) == former and kind_of(place.code, place.name) == small:
            if key(place.name)[0] == stem:
                found.append(place._replace(exact=exact))
            elif place.name.endswith(asked) or key(place.name)[0].endswith(stem):  # 唐山海港经济开发区王滩镇
                longer.append(place._replace(exact=exact))
    return found or longer


def find(name: str, within: str = "") -> list[Place]:
    """Return the places that a name can mean: 迈陈镇, 徐闻县迈陈镇, 阿克塞县, 红格.

    Exact ones alone if there are any; those in force before those of earlier years. ``within``: the code of a place
    in which they must lie.
    """
    written = "".join(name.split())
    if written.isdecimal():
        place = at(written)
        return [place] if place and place.code.startswith(stump(within)) else []
    once: dict[str, Place] = {}
    for place in _paths(written, stump(within)):
        once.setdefault(place.code, place)
    return list(once.values())


_CLOSES = frozenset("省市县区州盟旗")
"""What the name of a place can end with that has others below it; 四川, 广西 may stand without."""


def stump(code: str) -> str:
    """Return the digits that all codes in a place begin with."""
    return code[:2] if code[2:] == "0000" else code[:4] if code[4:6] == "00" and len(code) == 6 else code


def _paths(written: str, within: str) -> list[Place]:
    whole = look_up(written, within)
    if any(place.exact and place.until is None for place in whole):
        return whole
    for end in range(len(written) - 2, 1, -1):
        closed = written[end - 1] in _CLOSES or written.endswith("行政委员会", 0, end)
        if not closed and not (end < 4 and not within):
            continue
        found: list[Place] = []
        for head in look_up(written[:end], within):
            if len(head.code) == 6:
                rest, inside = written[end:], stump(head.code)
                # 石家庄市 + 高新区 is 石家庄高新区, before any county's 高新区; 浦口区 + 高新区 may be either
                united = key(head.name)[0] + rest
                joined = look_up(united, inside) if key(united)[1] == ZONE_KINDS else []
                found += joined if joined and head.level != "county" else [*_paths(rest, inside), *joined]
        if found:
            return [place for place in found if place.exact] or whole or found
    return whole


@lru_cache(4096)
def successor(code: str, year: int | None = None) -> str:
    """Return the code that a place has in ``year`` (now, if None); the code itself where nothing is known of a change."""
    place = at(code)
    return follow(place, year) if place else code


def follow(place: Place, year: int | None = None) -> str:
    """Return the code that a place, maybe of an earlier name, has in ``year`` (now, if None)."""
    code, row = place.code, _row(place.code[:6])
    if row is None:
        return code
    gone = row.moved if row.moved and (year is None or year >= row.moved[1]) else None
    if len(code) == 6:
        return successor(gone[0], year) if gone else code
    if place.until is None or (year is not None and year <= place.until):
        return code
    to = gone[0] if gone else code[:6] if row.names[0][1] is None else code[:4]
    stem = key(place.name)[0]
    later = {
        one.code
        for county, letter in _entries(stem)
        if county.startswith(to) and letter in "zxja"
        for one in _named(county, letter, stem, place.name, "")
    }
    return later.pop() if len(later) == 1 else code


def swallowed(code: str) -> bool:
    """Say whether a place was put into one that was there before: 江东区 into 鄞州区."""
    row = _row(code[:6])
    return row is not None and row.into


def predecessors(code: str) -> list[str]:
    """Return the codes, down to counties, of the places that became this one or were put into it."""
    return [
        line[:6].decode()
        for line in _file("places.txt")[:].split(b"\n")
        if f">{code}@".encode() in line[:200]
    ]


def inside(code: str) -> list[Place]:
    """Return the places right below one: the prefectures of a province, the townships of a county."""
    if len(code) == 9:
        return []
    wide = [found for one in _codes(stump(code)) if (found := at(one)) and parent(one) == code]
    return [*wide, *below(code)]


def _codes(begin: str) -> list[str]:
    """Return the six-digit codes that begin with the digits given."""
    data = _file("places.txt")
    return [line[:6].decode() for line in data[:].split(b"\n") if line.startswith(begin.encode())]


def near(name: str, most: int = 6) -> list[str]:
    """Return names that look like one that is not known."""
    from difflib import get_close_matches

    stem = key("".join(name.split()))[0]
    known = (line.split(b"\t", 1)[0].decode() for line in _file("names.txt")[:].split(b"\n"))
    alike = [one for one in known if abs(len(one) - len(stem)) < 3 and not set(one).isdisjoint(stem)]
    close = get_close_matches(stem, alike, most, 0.5)
    return [place.name for one in close for place in look_up(one)[:1]]


def about() -> str:
    """Say where the codes come from, under which licence, and of which date."""
    data = _file("places.txt")
    lines = data[: data.find(b"\n1")].decode().split("\n")
    return "\n".join(line.removeprefix("# ") for line in lines)
