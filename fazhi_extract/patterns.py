"""Regular expressions that are compiled when they are first used.

Reading one short report takes less time than compiling all the patterns that
some report may need; so each waits for its first use.
"""

from __future__ import annotations

from typing import Any, cast

import regex


class _Lazy:
    """Stands in for a compiled pattern and becomes it at the first call."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = regex.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "sub", "split", "findall", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> regex.Pattern[str]:
    """Return a pattern for ``source`` that compiles itself when it is first used."""
    return cast("regex.Pattern[str]", _Lazy(source, flags))
