"""What a check is, what it is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from ..models import Finding, Observation, Report, Section, Severity
from ..rules import Metric
from ..statements import words_before
from .bounds import comparable
from .parts import headings_by_role, standings

Group = Literal["reading", "arithmetic", "time", "form", "others"]
Span = tuple[int, int]
_AT_ONCE = 24
"""What is at once behind a figure begins before so many characters."""


class Settings(NamedTuple):
    """Which checks run, and the days after which a report is late."""

    off: frozenset[str] = frozenset()
    """Codes of the checks that do not run."""
    report_by: str = "03-01"
    """Month and day of the year after, by which a report is due to the next level up."""
    publish_by: str = "04-01"
    """The same for its publication."""


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
        self,
        report: Report,
        shadow: str,
        metrics: Mapping[str, Metric],
        settings: Settings,
        *,
        recognised: bool,
    ) -> None:
        self.report = report
        self.shadow = shadow
        """The normalised text, with the same offsets as the text."""
        self.metrics = metrics
        """Those that the report was read for."""
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
                    or ",共" in between
                    or "总共" in between
                    or ":" in between
                    or "包括" in between
                    or "包含" in between
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
    def pairs(self) -> list[tuple[Observation, Observation, Observation | None]]:
        """Figures with one of their unit at once behind them, and the rate at once behind both; without a rate if larger."""
        found = []
        figures = self.report.observations
        for at, (before, behind) in enumerate(pairwise(figures), 2):
            if 0 < behind.start - before.end < _AT_ONCE and self.shadow[before.end] in ",、":
                rate = figures[at] if at < len(figures) and figures[at].unit == "%" else None
                if rate and rate.start - behind.end >= _AT_ONCE:
                    rate = None
                if (rate or behind.value > before.value) and comparable(before, behind):
                    found.append((before, behind, rate))
        return found

    @cached_property
    def parts(self) -> dict[str, str]:
        """How each statutory part is there."""
        return standings(self.report, self.by_role, self.shadow)

    @cached_property
    def by_role(self) -> dict[str, list[Section]]:
        """The headings by each role that they have."""
        return headings_by_role(self.report)


class Check(NamedTuple):
    """One check: its code, how grave its findings are, and what they say."""

    code: str
    severity: Severity
    group: Group
    chinese: str
    english: str
    run: Callable[[Context], Iterator[Hit]] | None = None
    """None if it compares several reports (others.py), or if another stage notices it."""


def clause_of(of: Observation, context: Context) -> str:
    """Return what stands before a figure in its clause."""
    return words_before(of, context.shadow)


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
