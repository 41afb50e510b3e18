"""The words of the language that every stage shares, as data files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def language_files() -> list[Path]:
    """Return the word lists in a stable order."""
    return sorted(_FOLDER.glob("*.toml"))


@cache
def load(name: str) -> dict[str, Any]:
    """Return the tables of ``language/<name>.toml``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def words(value: str) -> frozenset[str]:
    """Return the words of a blank-separated list."""
    return frozenset(value.split())


def alternation(terms: frozenset[str] | list[str]) -> str:
    """Return a pattern that matches any of ``terms``, the longest first.

    Raises ValueError if there is none: an empty alternation matches everywhere.
    """
    from regex import escape

    if not terms or "" in terms:
        raise ValueError("an alternation needs terms, and none of them empty")
    return "|".join(escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
