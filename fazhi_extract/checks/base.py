"""What a check is, what it is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ..models import Finding, Observation, Report, Section, Severity
from .parts import statutory_parts

Group = Literal["reading", "arithmetic", "time", "form", "others"]
Span = tuple[int, int]


class Settings(NamedTuple):
    """Which checks run, and the days after which a report is late."""

    off: frozenset[str] = frozenset()
    """Codes of the checks that do not run."""
    report_by: str = "03-01"
    """Month and day of the year after, by which a report is due to the next level up."""
    publish_by: str = "04-01"
    """The same for its publication."""


_DEFAULT = Settings()


@dataclass
class Hit:
    """One thing that a check found; the check's own code and severity are added to it."""

    chinese: str
    english: str
    observations: list[Observation] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    """The places that show it; by default those of the observations."""
    severity: Severity | None = None
    """In place of the check's own where the case is less clear."""


class Context:
    """A report as the checks see it; what several of them look for is found once."""

    def __init__(
        self, report: Report, shadow: str, settings: Settings = _DEFAULT, *, recognised: bool = False
    ) -> None:
        self.report = report
        self.shadow = shadow
        """The normalised text, with the same offsets as the text."""
        self.settings = settings
        self.recognised = recognised
        """True if the text was read by OCR."""
        self.year = report.metadata.report_year
        self.headings: list[Section] = [s for s in report.sections if s.kind == "heading"]
        """The headings, without points and blocks."""
        self.sentences: dict[int, list[Observation]] = {}
        """The figures by the sentence that shows them (where its evidence begins), in document order."""
        self.by_metric: dict[str, list[Observation]] = {}
        for observation in report.observations:
            self.sentences.setdefault(observation.evidence.start, []).append(observation)
            if observation.metric:
                self.by_metric.setdefault(observation.metric, []).append(observation)

    @cached_property
    def neighbours(self) -> list[tuple[Section, Section]]:
        """Each numbered heading behind the one before it on its level, of one parent."""
        before: dict[tuple[str | None, int], Section] = {}
        pairs = []
        for section in self.headings:
            if section.number:
                key = (section.parent, section.level)
                if key in before:
                    pairs.append((before[key], section))
                before[key] = section
        return pairs

    @cached_property
    def breakdowns(self) -> list[list[Observation]]:
        """Those sentences whose words may part a total, without their rates."""
        found = []
        for sentence in self.sentences.values():
            if len(sentence) > 1:
                between = self.shadow[sentence[0].end : sentence[-1].start]
                if (
                    "其中" in between
                    or "分别" in between
                    or "(" in between
                    or "计" in between
                    or "总共" in between
                ):
                    found.append(
                        [
                            o
                            for o in sentence
                            if o.unit != "%" and o.status == "actual" and o.relation != "change"
                        ]
                    )
        return found

    @cached_property
    def parts(self) -> dict[str, str]:
        """How each statutory part is there."""
        return statutory_parts(self.report)


class Check(NamedTuple):
    """One check: its code, how grave its findings are, and what they say."""

    code: str
    severity: Severity
    group: Group
    chinese: str
    english: str
    run: Callable[[Context], Iterator[Hit]] | None = None
    """None if it compares several reports (others.py), or if another stage notices it."""


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
