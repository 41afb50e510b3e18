"""The commands, one module each.

A module has ``command``, a function whose docstring is the help, and ``EXAMPLES``;
or ``group``, a typer application, where a command has commands of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import typer

COMMANDS = (
    "extract", "show", "explain", "check", "checks", "panel", "apply", "rules", "regions",
    "eval", "gold", "diff", "numerals", "schema",
)  # fmt: skip
"""In the order in which ``--help`` lists them; the first is what PATH... alone means."""


def register(app: typer.Typer, names: Iterable[str]) -> None:
    """Add the named commands to the application; a start pays for no more than it needs."""
    for name in names:
        module = import_module(f".{name}", __name__)
        if hasattr(module, "group"):
            app.add_typer(module.group, name=name)
        else:
            app.command(name, epilog=examples(module.EXAMPLES))(module.command)


def examples(lines: Iterable[str]) -> str:
    """Return the end of a help page."""
    return "\n\n".join(["Examples:", *lines])
