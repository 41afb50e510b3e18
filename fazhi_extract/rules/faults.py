"""What can be wrong with a rule file: numbered, so that each can be looked up in docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

CODES: dict[str, tuple[Severity, str]] = {
    "R001": ("error", "the file is no TOML"),
    "R002": ("error", "the head [rules] with its format is missing"),
    "R003": ("error", "a format that this program does not know"),
    "R004": ("error", "an unknown key"),
    "R005": ("error", "a key is missing"),
    "R006": ("error", "a value of the wrong type, or one that is not among the possible ones"),
    "R007": ("error", "an empty term: it would match everywhere"),
    "R008": ("error", "a word list that does not exist"),
    "R009": ("error", "too few examples"),
    "R010": ("error", "an example without one figure in [ ]"),
    "R011": ("error", "an id that does not fit"),
    "R012": ("error", "something stands twice"),
    "R013": ("error", "a word that can never match"),
    "R014": ("warning", "a unit that no number has"),
    "R015": ("warning", "a unit of another kind than the metric's"),
    "R016": ("error", "a metric that does not exist"),
    "R017": ("warning", "a label that another metric has"),
    "R018": ("note", "a built-in metric, or word list, is replaced"),
    "R019": ("error", "a file without a metric"),
}
"""Each with how grave it is and what it means. Errors keep a file from being used; the others are told by ``check``."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a rule file, or worth knowing."""

    code: str
    file: str
    line: int | None
    column: int | None
    key: str
    """Metric and key: ``[fines] rules[1].noun``; empty for the file as a whole."""
    message: str
    """What is wrong and how to mend it."""

    @property
    def severity(self) -> Severity:
        """Whether the file can be used all the same."""
        return CODES[self.code][0]

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        kind = "" if self.severity == "error" else f" {self.severity}"
        return f"{place}: {self.code}{kind} {self.key}{': ' if self.key else ''}{self.message}"


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Return those that keep a file from being used."""
    return [fault for fault in faults if fault.severity == "error"]
