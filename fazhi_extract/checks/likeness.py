"""How alike two texts are once names, years and numbers are masked, and which passages they share.

Signatures (MinHash) and their index come from rensa, which is fourteen times as
fast here as datasketch and needs no numpy; it is an extra: fazhi-extract[compare].
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from ..errors import FazhiError
from ..models import Metadata
from ..normal import normalise
from .base import Span

if TYPE_CHECKING:
    from rensa import RMinHash, RMinHashLSH

ALIKE = 0.8
"""From this share of common five-character pieces on two texts are near-identical."""
_PIECE = 5
_HASHES, _BANDS = 256, 32
"""With bands of eight, two texts of likeness 0.8 meet with 99.7%, two of 0.3 with 0.2%."""
_SHORTEST = 200
"""Shorter texts say too little to be alike."""
_SEED = 1

_NUMBER = re.compile(r"\d[\d.,]*")
_FILLING = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_PASSAGE = 30
"""Common passages of fewer characters are not shown."""
_MOST_PASSAGES = 5


def can_compare() -> bool:
    """Say whether the library for near-identical texts is there."""
    try:
        import rensa  # noqa: F401
    except ImportError:
        return False
    return True


def needs_library() -> FazhiError:
    """Return the error for a comparison that was asked for and cannot be made."""
    return FazhiError("near_duplicate needs a library: pip install 'fazhi-extract[compare]'")


def masked(text: str, names: Iterable[str]) -> str:
    """Return a text without names, numbers, spaces and signs."""
    shadow = normalise(text)
    for name in names:
        shadow = shadow.replace(name, "某")
    return _FILLING.sub("", _NUMBER.sub("0", shadow))


def own_names(metadata: Metadata) -> list[str]:
    """Return how a report may call itself, the longest first: 徐闻县迈陈镇人民政府, 迈陈镇, 迈陈."""
    whole = [*(metadata.issuer or "").split(), *metadata.region]
    stems = [name[:-1] for name in metadata.region if len(name) > 2]
    return sorted({*whole, *stems}, key=lambda name: (-len(name), name))


def signature(text: str, metadata: Metadata) -> RMinHash | None:
    """Return what stands for a text in comparisons; None if it is too short."""
    from rensa import RMinHash

    words = masked(text, own_names(metadata))
    if len(words) < _SHORTEST:
        return None
    made = RMinHash(num_perm=_HASHES, seed=_SEED)
    made.update(list({words[at : at + _PIECE] for at in range(len(words) - _PIECE + 1)}))
    return made


def index() -> RMinHashLSH:
    """Return an empty index of signatures."""
    from rensa import RMinHashLSH

    return RMinHashLSH(threshold=ALIKE, num_perm=_HASHES, num_bands=_BANDS)


def common_passages(
    one: str, other: str, one_names: Iterable[str], other_names: Iterable[str]
) -> list[tuple[Span, Span]]:
    """Return where two texts have the same sentences, names and numbers aside; the longest passages first."""
    parts, other_parts = _sentences(one, one_names), _sentences(other, other_names)
    matcher: SequenceMatcher[Any] = SequenceMatcher(
        None, [p[0] for p in parts], [p[0] for p in other_parts], autojunk=False
    )
    found = []
    for block in matcher.get_matching_blocks():
        if block.size:
            mine = parts[block.a][1], parts[block.a + block.size - 1][2]
            theirs = other_parts[block.b][1], other_parts[block.b + block.size - 1][2]
            if mine[1] - mine[0] >= _PASSAGE:
                found.append((mine, theirs))
    found.sort(key=lambda pair: (pair[0][0] - pair[0][1], pair[0]))
    return found[:_MOST_PASSAGES]


def _sentences(text: str, names: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return the sentences of a text, masked, each with its place."""
    names = list(names)
    found = []
    for sentence in _SENTENCE.finditer(normalise(text)):
        words = masked(sentence[0], names)
        if words:
            blank = len(sentence[0]) - len(sentence[0].lstrip())
            found.append((words, sentence.start() + blank, sentence.end()))
    return found
