"""``checks list``: which consistency checks there are."""

from __future__ import annotations

from typing import Annotated

import typer

from . import examples

group = typer.Typer(no_args_is_help=True, help="The consistency checks.")

_EXAMPLES = ("fazhi-extract checks list", "fazhi-extract checks list --json")


@group.callback()
def _checks() -> None:
    """The consistency checks."""


@group.command("list", epilog=examples(_EXAMPLES))
def list_(json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False) -> None:
    """List every check: its code, how grave its findings are, its group, what it says."""
    from ..checks import every_check

    rows = [
        {"code": c.code, "severity": c.severity, "group": c.group, "chinese": c.chinese, "english": c.english}
        for c in every_check().values()
    ]
    if json:
        from json import dumps

        typer.echo(dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        typer.echo(f"{row['code']:26}{row['severity']:9}{row['group']:12}{row['chinese']} / {row['english']}")
