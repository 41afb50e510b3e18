"""What a check is, what it is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from ..models import Finding, Observation, Report, Severity
from .parts import statutory_parts

Group = Literal["reading", "arithmetic", "time", "form", "others"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Settings:
    """Which checks run, and the days after which a report is late."""

    off: frozenset[str] = frozenset()
    """Codes of the checks that do not run."""
    report_by: str = "03-01"
    """Month and day of the year after, by which a report is due to the next level up."""
    publish_by: str = "04-01"
    """The same for its publication."""


@dataclass(slots=True)
class Hit:
    """One thing that a check found; the check's own code and severity are added to it."""

    chinese: str
    english: str
    observations: list[Observation] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    """The places that show it; by default those of the observations."""
    severity: Severity | None = None
    """In place of the check's own where the case is less clear."""


@dataclass
class Context:
    """A report as the checks see it."""

    report: Report
    shadow: str
    """The normalised text, with the same offsets as the text."""
    settings: Settings = field(default_factory=Settings)
    recognised: bool = False
    """True if the text was read by OCR."""

    @cached_property
    def sentences(self) -> list[list[Observation]]:
        """The figures by the sentence that shows them, in document order."""
        by_sentence: dict[Span, list[Observation]] = {}
        for observation in self.report.observations:
            evidence = observation.evidence
            by_sentence.setdefault((evidence.start, evidence.end), []).append(observation)
        return list(by_sentence.values())

    @cached_property
    def parts(self) -> dict[str, str]:
        """How each statutory part is there."""
        return statutory_parts(self.report)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, how grave its findings are, and what they say."""

    code: str
    severity: Severity
    group: Group
    chinese: str
    english: str
    run: Callable[[Context], Iterator[Hit]] | None = None
    """None if it compares several reports (others.py)."""


def finding(check: Check, hit: Hit) -> Finding:
    """Return what the report says of a hit."""
    spans = hit.spans or [(o.start, o.end) for o in hit.observations]
    return Finding(
        code=check.code,
        severity=hit.severity or check.severity,
        message=f"{hit.chinese} / {hit.english}",
        observations=[o.id for o in hit.observations],
        span=spans[0] if spans else None,
        spans=spans,
    )
