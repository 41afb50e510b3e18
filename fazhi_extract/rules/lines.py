"""On which line of a TOML file a key stands: the standard library's parser does not say."""

from __future__ import annotations

import re

Key = tuple[str | int, ...]
"""The way to a value: ("fines", "rules", 0, "noun")."""

_QUIET = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
"""Strings and comments: brackets in them open nothing."""
_TABLE = re.compile(r"\s*(\[\[?)([^\]]+)\]")
_KEY = re.compile(r"\s*([^=\s]+)\s*=")


class Lines:
    """The lines of a TOML text by the keys that stand on them."""

    def __init__(self, text: str) -> None:
        self._written = text.split("\n")
        self._lines: dict[Key, int] = {}
        counts: dict[Key, int] = {}
        table: Key = ()
        depth = 0
        quiet = _QUIET.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text).split("\n")
        for number, (bare, written) in enumerate(zip(quiet, self._written, strict=True), 1):
            if depth == 0 and bare.lstrip().startswith("[") and (found := _TABLE.match(written)):
                table = tuple(part.strip(" \"'") for part in found[2].split("."))
                if found[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, counts[table])
                self._lines.setdefault(table, number)
                continue
            if depth == 0 and "=" in bare and (found := _KEY.match(written)):
                self._lines.setdefault((*table, *(p.strip("\"'") for p in found[1].split("."))), number)
            depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))

    def of(self, key: Key, holding: str = "") -> int | None:
        """Return the line of a key, else that of the nearest table around it; None if there is none.

        ``holding`` is a text to look for from there on: one item of a list over several lines.
        """
        while key and key not in self._lines:
            key = key[:-1]
        line = self._lines.get(key)
        if line is None or not holding:
            return line
        following = range(line, len(self._written) + 1)
        return next((n for n in following if holding in self._written[n - 1]), line)

    def table(self, name: str) -> str:
        """Return the text of a table and of those below it, as it stands in the file."""
        starts = sorted((line, key) for key, line in self._lines.items() if self._opens(line))
        mine = [line for line, key in starts if key[0] == name]
        if not mine:
            return ""
        behind = [line for line, key in starts if line > mine[-1]]
        end = behind[0] - 1 if behind else len(self._written)
        while end > mine[-1] and (not (last := self._written[end - 1].strip()) or last.startswith("#")):
            end -= 1  # a comment there belongs to the next table
        return "\n".join(self._written[mine[0] - 1 : end]) + "\n"

    def _opens(self, line: int) -> bool:
        return self._written[line - 1].lstrip().startswith("[")
