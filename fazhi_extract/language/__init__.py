"""The words of the language that every stage shares, as data files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

from ..digests import sha256

_FOLDER = Path(__file__).parent
_COMPILED = _FOLDER / "compiled.json"
"""The same tables, only so that the program starts at once; used when its digest says that it was made of these very files."""


@cache
def language_files() -> dict[str, bytes]:
    """Return the word lists, file name → content, in a stable order."""
    return {file.name: file.read_bytes() for file in sorted(_FOLDER.glob("*.toml"))}


def load(name: str) -> dict[str, Any]:
    """Return the tables of ``language/<name>.toml``."""
    return _tables()[name]


@cache
def _tables() -> dict[str, dict[str, Any]]:
    contents = language_files()
    if _COMPILED.is_file():
        stored: dict[str, Any] = json.loads(_COMPILED.read_bytes())
        if stored.get("digest") == language_digest():
            return cast("dict[str, dict[str, Any]]", stored["tables"])
    return _parse(contents)


def _parse(contents: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    import tomllib

    return {
        name.removesuffix(".toml"): tomllib.loads(data.decode("utf-8")) for name, data in contents.items()
    }


@cache
def language_digest() -> str:
    """Return what stands for the word lists."""
    return digest_of(language_files().items())


def digest_of(contents: Iterable[tuple[str, bytes]]) -> str:
    """Return what stands for files of these names and contents."""
    digest = sha256()
    for name, data in contents:
        digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()


def compile_language(target: Path | None = None) -> str:
    """Write compiled.json anew and return its text."""
    contents = language_files()
    whole = {"digest": language_digest(), "tables": _parse(contents)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    (target or _COMPILED).write_text(text + "\n", "utf-8")
    return text


def words(value: str) -> frozenset[str]:
    """Return the words of a blank-separated list."""
    return frozenset(value.split())


def alternation(terms: frozenset[str] | list[str]) -> str:
    """Return a pattern that matches any of ``terms``, the longest first.

    Raises ValueError if there is none: an empty alternation matches everywhere.
    """
    from re import escape

    if not terms or "" in terms:
        raise ValueError("an alternation needs terms, and none of them empty")
    return "|".join(escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
