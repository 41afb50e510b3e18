"""The page that lists every command with its options: docs/commands.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from . import COMMANDS


def reference(app: typer.Typer) -> str:
    """Return the page, made from what ``--help`` shows."""
    root: Any = typer.main.get_command(app)
    lines = ["# The commands", "", "Made from `--help` by `python -m fazhi_extract.commands`.", ""]
    lines += ["`fazhi-extract PATH...` is short for `fazhi-extract extract PATH...`.", ""]
    for name in COMMANDS:
        lines += _page(f"fazhi-extract {name}", root.commands[name])
    return "\n".join(lines)


def _page(name: str, command: Any, level: int = 2) -> Iterator[str]:
    yield from ("#" * level + f" {name}", "", _plain(command.help or ""), "")
    if hasattr(command, "commands"):
        for below, one in command.commands.items():
            yield from _page(f"{name} {below}", one, level + 1)
        return
    shown = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    arguments = [p for p in shown if p.param_type_name == "argument"]
    usage = [name, *(["[OPTIONS]"] if len(arguments) < len(shown) else []), *map(_argument, arguments)]
    yield from ("```text", " ".join(usage), "```", "")
    yield from ("| | |", "|---|---|")
    for parameter in shown:
        yield f"| {_written(parameter)} | {_plain(parameter.help or '')} |"
    yield ""
    lines = [line for line in (command.epilog or "").split("\n\n")[1:] if line.strip()]
    if lines:
        yield from ("```sh", *lines, "```", "")


def _argument(parameter: Any) -> str:
    name = str(parameter.human_readable_name).upper().strip("[]")
    return f"{name}..." if parameter.nargs == -1 else name


def _written(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{_argument(parameter)}`"
    names = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} `{parameter.type.name}`"


def _plain(text: str) -> str:
    """Return a help text without rich's marks, on one line, ready for a table."""
    bare = re.sub(r"(?<!\\)\[/?[a-z ]+\]", "", text).replace("\\[", "[")
    return " ".join(bare.split()).replace("|", "\\|")
