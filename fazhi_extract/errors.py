"""What can go wrong, each with a sentence that a clerk understands."""

from __future__ import annotations

from collections.abc import Iterable

NOT_JSON = (ValueError, RecursionError)
"""What json.loads raises: the second for brackets in brackets without end."""


class FazhiError(Exception):
    """Base of all errors of this package; the message names the file, the reason, the way out."""


class ReadError(FazhiError):
    """A report that could not be read."""

    def __init__(self, path: str, reason: str, way_out: str) -> None:
        super().__init__(f"{path}: {reason}. {way_out}")
        self.path = path
        self.reason = reason
        self.way_out = way_out

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, str]]:
        """Let the error come back from a worker as it was."""
        return type(self), (self.path, self.reason, self.way_out)


class RuleError(FazhiError):
    """A rule file that is wrong."""


def near(word: str, known: Iterable[str], before: str = "") -> str:
    """Return the hint that names the known words most like one: ``; did you mean noun?``"""
    from difflib import get_close_matches  # errors are rare, starts are not

    found = get_close_matches(word, list(known), 3, 0.5)
    return f"; did you mean {' or '.join(before + f for f in found)}?" if found else ""
