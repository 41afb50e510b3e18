"""Which text belongs to which gold: by the hash of the file's bytes, else by its name."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic, Protocol, TypeVar

from ..errors import FazhiError, ReadError
from ..inputs import STDIN, Input, expand
from ..readers import Text, read_bytes


class Named(Protocol):
    """What knows the file that it is about."""

    @property
    def path(self) -> str | None:
        """The file's path or name."""

    @property
    def sha256(self) -> str | None:
        """The hash of the file's bytes."""


T = TypeVar("T", bound=Named)


@dataclass(slots=True)
class Together(Generic[T]):
    """What belongs together, and what is left over on either side."""

    pairs: list[tuple[Input, T]] = field(default_factory=list)
    """In the order of the texts."""
    without_text: list[T] = field(default_factory=list)
    without_gold: list[str] = field(default_factory=list)
    failures: list[ReadError] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    """All texts that were looked at."""


def read_text(one: Input) -> Text:
    """Read the text of an input; raises ReadError."""
    return read_bytes(one.read(), one.shown)


def bring_together(gold: Sequence[T], paths: Iterable[str]) -> Together[T]:
    """Find the text of each piece of gold among files, folders and archives.

    The hash decides, then the path, then the file's name; where the gold knows no hash, the
    name without its suffix or its beginning will do. Raises FazhiError where a name fits several.
    """
    inputs, failures = expand(paths)
    if any(one.path == STDIN for one in inputs):
        raise FazhiError("the texts are compared with their gold by name: give files or folders, not -")
    together: Together[T] = Together(failures=failures, inputs=inputs)
    hashes: dict[Input, str] = {}
    for one in inputs:
        try:
            hashes[one] = hashlib.sha256(one.read()).hexdigest()
        except ReadError as error:
            together.failures.append(error)
    found: dict[Input, T] = {}
    left = _by_hash(list(gold), hashes, found)
    for key in (_path, _name):
        left = _by_name(left, [one for one in hashes if one not in found], key, found)
    for piece in left:
        text = None if piece.sha256 else _begins(piece, [one for one in hashes if one not in found])
        if text is None:
            together.without_text.append(piece)
        else:
            found[text] = piece
    together.pairs = [(one, found[one]) for one in hashes if one in found]
    together.without_gold = [one.shown for one in hashes if one not in found]
    return together


def _by_hash(gold: list[T], hashes: dict[Input, str], found: dict[Input, T]) -> list[T]:
    same: dict[str, list[Input]] = defaultdict(list)
    for one, sha256 in hashes.items():
        same[sha256].append(one)
    left = []
    for piece in gold:
        texts = same.get(piece.sha256 or "", [])
        if not texts:
            left.append(piece)
            continue
        text = next((t for t in texts if _path(t.shown) == _path(piece.path)), texts[0])
        texts.remove(text)
        found[text] = piece
    return left


def _by_name(
    gold: list[T], texts: list[Input], key: Callable[[str | None], str], found: dict[Input, T]
) -> list[T]:
    named: dict[str, list[Input]] = defaultdict(list)
    for one in texts:
        named[key(one.shown)].append(one)
    claims: dict[str, list[T]] = defaultdict(list)
    left = []
    for piece in gold:
        if piece.path and key(piece.path) in named:
            claims[key(piece.path)].append(piece)
        else:
            left.append(piece)
    for name, pieces in claims.items():
        if len(pieces) > 1 or len(named[name]) > 1:
            raise FazhiError(
                f"{name} names {len(named[name])} texts and {len(pieces)} reports of gold. "
                "Give their paths, or measure one folder at a time"
            )
        found[named[name][0]] = pieces[0]
    return left


def _begins(piece: Named, texts: list[Input]) -> Input | None:
    """Return the one text whose name begins with what a table calls it: 003 for 003_红格镇.txt."""
    if not piece.path:
        return None
    whole = [one for one in texts if PurePosixPath(_name(one.shown)).stem == _name(piece.path)]
    begun = whole or [one for one in texts if _name(one.shown).startswith(_name(piece.path))]
    if len(begun) > 1:
        names = ", ".join(one.shown for one in begun[:3])
        raise FazhiError(f"{piece.path} may be any of {names}. Give the file's whole name")
    return begun[0] if begun else None


def _path(path: str | None) -> str:
    return str(PurePosixPath((path or "").replace("\\", "/")))


def _name(path: str | None) -> str:
    return PurePosixPath(_path(path)).name
