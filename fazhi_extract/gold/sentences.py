"""The sentence that shows a figure, with the figure marked ⟦ ⟧."""

from __future__ import annotations

from ..clauses import Clauses
from ..normal import normalise

SIGNS = OPEN, CLOSE = "⟦", "⟧"


class Sentences:
    """The sentences of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clauses = Clauses.of(normalise(text))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentence of a figure begins and ends, without the white space around it."""
        low, high = self._clauses.sentence_start(start), self._clauses.sentence_end(end)
        while low < start and self._text[low].isspace():
            low += 1
        while high > end and self._text[high - 1].isspace():
            high -= 1
        return low, high

    def marked(self, start: int, end: int, reach: int | None = None, signs: tuple[str, str] = SIGNS) -> str:
        """Return the sentence with the figure marked, cut to ``reach`` characters on either side."""
        low, high = self.around(start, end)
        return marked(self._text[low:high], start - low, end - low, reach, signs)


def marked(
    sentence: str, start: int, end: int, reach: int | None = None, signs: tuple[str, str] = SIGNS
) -> str:
    """Mark a figure in its sentence; where ``reach`` is given, no more than so much is shown around it."""
    before, after = sentence[:start], sentence[end:]
    if reach is not None:
        before = before if len(before) <= reach else "…" + before[-reach:]
        after = after if len(after) <= reach else after[:reach] + "…"
    return f"{before}{signs[0]}{sentence[start:end]}{signs[1]}{after}"
