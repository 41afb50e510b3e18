"""Regular expressions that are compiled when they are first used.

Reading one short report takes less time than compiling all the patterns that
some report may need; so each waits for its first use. They are of the standard
library's engine, which starts faster and costs less a call than the regex module.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands in for a compiled pattern and becomes it at the first call."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "sub", "split", "findall", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for ``source`` that compiles itself when it is first used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
