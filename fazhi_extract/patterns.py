"""Regular expressions that are compiled when they are first used.

Reading one short report takes less time than compiling all the patterns that
some report may need; so each waits for its first use. What the standard library's
engine can do, it does, for it starts faster and costs less a call; what it refuses
(a look-behind of several lengths, \\p{Han}) is of the regex module.
"""

from __future__ import annotations

import re
from typing import Any, cast

_HAN, _LETTER = r"[\u4e00-\u9fff]", r"[^\W\dA-Za-z_]"
"""Any Chinese sign, as it is written in patterns, and as it is compiled: with other letters that reports do not have.

The range takes the engine half a millisecond each time that it is compiled, a class of categories next to nothing.
"""
_HAN_AND = re.compile(r"\[\\u4e00-\\u9fff([^\]]+)\]")


class _Lazy:
    """Stands in for a compiled pattern and becomes it at the first call."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = _compiled(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "sub", "split", "findall", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def _compiled(source: str, flags: int) -> Any:
    source = _HAN_AND.sub(lambda found: f"(?:{_LETTER}|[{found[1]}])", source.replace(_HAN, _LETTER))
    try:
        return re.compile(source, flags)
    except re.error:
        import regex  # takes as long as a report, and most have no need of it

        return regex.compile(source, flags)  # the flags have the same values


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for ``source`` that compiles itself when it is first used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
