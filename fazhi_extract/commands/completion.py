"""What a shell is offered at the tab key, beside commands and options."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import typer


def paths(incomplete: str) -> list[str]:
    """Return the files and folders that begin so; bash looks for them itself, and better."""
    if "COMP_WORDS" in os.environ:
        return []
    folder, _, begun = incomplete.rpartition("/")
    start = f"{folder}/" if incomplete.startswith("/") or folder else ""
    try:
        found = sorted(Path(start or ".").expanduser().iterdir())
    except OSError:
        return []
    hidden = begun.startswith(".")
    return [
        f"{start}{entry.name}{'/' if entry.is_dir() else ''}"
        for entry in found
        if entry.name.startswith(begun) and (hidden or not entry.name.startswith("."))
    ]


def metric_ids(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the metrics whose id begins with what stands behind the last comma.

    They are those of the rule files that the command line names; files that are wrong are
    passed over, for a shell has no place for a message.
    """
    from ..errors import FazhiError
    from ..rules import builtin_rules, load_rules

    try:
        rules = load_rules(*(ctx.params.get("rules") or ()))
    except FazhiError:
        rules = builtin_rules()
    return _listed(incomplete, rules.metrics)


def check_codes(incomplete: str) -> list[str]:
    """Return the checks whose code begins with what stands behind the last comma."""
    from ..checks import every_check

    return _listed(incomplete, every_check())


def _listed(incomplete: str, known: Iterable[str]) -> list[str]:
    listed, comma, begun = incomplete.rpartition(",")
    return [f"{listed}{comma}{one}" for one in known if one.startswith(begun)]
