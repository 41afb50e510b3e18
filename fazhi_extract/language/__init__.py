"""The words of the language that every stage shares, as data files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from ..digests import sha256

_FOLDER = Path(__file__).parent
_COMPILED = _FOLDER / "compiled.json"
"""The same tables, only so that the program starts at once; used when its checksum says that it was made of these very files."""


@cache
def language_files() -> dict[str, bytes]:
    """Return the word lists, file name → content, in a stable order."""
    return {file.name: file.read_bytes() for file in sorted(_FOLDER.glob("*.toml"))}


def load(name: str) -> dict[str, Any]:
    """Return the tables of ``language/<name>.toml``."""
    return _tables()[name]


@cache
def _tables() -> dict[str, dict[str, Any]]:
    stored = _stored()
    return cast("dict[str, dict[str, Any]]", stored["tables"]) if stored else _parse(language_files())


@cache
def _stored() -> dict[str, Any] | None:
    return stored_of(_COMPILED, language_files())


def stored_of(compiled: Path, contents: Mapping[str, bytes]) -> dict[str, Any] | None:
    """Return what a compiled file holds if it was made of these very contents.

    A checksum tells that: the digest, which names them in every report, takes ten times as long.
    """
    if not compiled.is_file():
        return None
    stored: dict[str, Any] = json.loads(compiled.read_bytes())
    return stored if stored.get("checksum") == checksum_of(contents) else None


def checksum_of(contents: Mapping[str, bytes]) -> int:
    """Return a checksum of files, name → content."""
    checksum = 0
    for name, data in contents.items():
        checksum = crc32(data, crc32(name.encode(), checksum))
    return checksum


def _parse(contents: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    import tomllib

    tables = {
        name.removesuffix(".toml"): tomllib.loads(data.decode("utf-8")) for name, data in contents.items()
    }
    tables["cues"] = _joined(tables["cues"])
    return tables


def _joined(table: dict[str, Any]) -> dict[str, Any]:
    """Make one pattern of each list of alternatives."""
    return {
        key: _joined(value)
        if isinstance(value, dict)
        else "|".join(value)
        if isinstance(value, list)
        else value
        for key, value in table.items()
    }


@cache
def language_digest() -> str:
    """Return what stands for the word lists."""
    stored = _stored()
    return str(stored["digest"]) if stored else digest_of(language_files().items())


def digest_of(contents: Iterable[tuple[str, bytes]]) -> str:
    """Return what stands for files of these names and contents."""
    digest = sha256()
    for name, data in contents:
        digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()


def compile_language(target: Path | None = None) -> str:
    """Write compiled.json anew and return its text."""
    contents = language_files()
    marks = {"checksum": checksum_of(contents), "digest": digest_of(contents.items())}
    whole = {**marks, "tables": _parse(contents)}
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
