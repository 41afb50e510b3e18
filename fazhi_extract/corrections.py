"""A person's decisions about figures: the file that holds them, and the stage that puts them into a report.

The file is JSON, as the review page exports it (docs/review.md). A decision
names its figure by offsets into the report's text and by what stands there, so
that it can never land on another figure: if either has changed, that report is
an error and says so.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from .checks import run_checks
from .errors import FazhiError, ReadError
from .models import Choice, Model, Number, Observation, Report
from .normal import normalise
from .resolve import resolve
from .rules import Metric, RuleSet, builtin_rules

PERSON = "person"
"""The ``rule`` of a figure whose metric or value a person gave."""
_READ_ANEW = "Review it again on a page made from the present report"
_CONFLICT = "conflict"


@dataclass(slots=True, kw_only=True)
class Decision(Model):
    """What a person decided about one figure."""

    start: int
    end: int
    """Offsets into the report's text, in characters (Unicode code points)."""
    text: str
    """What stands there."""
    nth: int = 0
    """Which of several figures with this very span is meant (参考率、合格率均100%), counted from 0."""
    decision: Choice
    metric: str | None
    """What the figure counts by this decision: an id of the catalogue; null for none of them."""
    value: Number
    """How much, by this decision, in base units."""
    value_max: Number | None = None
    """The upper end, for a range only."""
    note: str | None = None
    decided_at: str | None = None
    """ISO 8601."""


@dataclass(slots=True, kw_only=True)
class ReviewedReport(Model):
    """The decisions about one report."""

    path: str
    sha256: str
    """Of the bytes that were reviewed."""
    decisions: list[Decision]


@dataclass(slots=True, kw_only=True)
class Corrections(Model):
    """A file of decisions."""

    version: Literal["1"]
    reports: list[ReviewedReport] = field(default_factory=list)


def corrections_schema() -> str:
    """Return the JSON Schema of a corrections file as text."""
    return Corrections.schema_text()


def read_corrections(path: str | Path) -> Corrections:
    """Read a corrections file; raises FazhiError for one that is missing or wrong."""
    return _parse(_bytes(path), path)


def _bytes(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise FazhiError(f"{path}: cannot be read ({reason}). Export it from the review page") from None


def _parse(data: bytes, path: str | Path) -> Corrections:
    from pydantic import ValidationError

    try:
        return Corrections.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise FazhiError(
            f"{path}: is no corrections file ({place + ': ' if place else ''}{first['msg']}). "
            "Export it from the review page; schemas/corrections.schema.json says what belongs in it"
        ) from None


@dataclass(frozen=True, slots=True)
class Decided:
    """The stage after extraction: it puts the decisions of a file into each report.

    It travels to the workers by name; each reads the file once.
    """

    file: str
    digest: str
    rules: RuleSet

    @classmethod
    def by(cls, file: str, rules: RuleSet) -> Decided:
        """Return the stage for a file; raises FazhiError if the file is wrong."""
        stage = cls(file, hashlib.sha256(_bytes(file)).hexdigest(), rules)
        _load(stage.file, stage.digest)
        return stage

    @property
    def reports(self) -> list[ReviewedReport]:
        """The reports that the file tells of."""
        return _load(self.file, self.digest).reports

    def __call__(self, report: Report, text: str) -> None:
        """Put what was decided about a report into it; raises ReadError where that cannot be done."""
        path = report.source.path or ""
        reviewed = _load(self.file, self.digest).reviewed(path, report.source.sha256)
        if reviewed:
            decide(report, text, [d for one in reviewed for d in one.decisions], self.rules)


class _Index:
    """Finds the decisions about a report by its bytes."""

    def __init__(self, reports: list[ReviewedReport]) -> None:
        self.reports = reports
        self._by_hash: dict[str, list[ReviewedReport]] = {}
        self._paths: set[str] = set()
        for one in reports:
            self._by_hash.setdefault(one.sha256, []).append(one)
            self._paths.add(one.path)

    def reviewed(self, path: str, sha256: str) -> list[ReviewedReport]:
        """Return what was decided about these bytes; raises ReadError if the report had others then."""
        found = self._by_hash.get(sha256, [])
        if not found and path in self._paths:
            raise ReadError(path, "has changed since it was reviewed", _READ_ANEW)
        # of two files with the same bytes each has its own decisions, a moved one those of its old path
        return [one for one in found if one.path == path] or found


@cache
def _load(file: str, digest: str) -> _Index:
    data = _bytes(file)
    if hashlib.sha256(data).hexdigest() != digest:
        raise FazhiError(f"{file}: has changed while the reports were read. Run the command again")
    return _Index(_parse(data, file).reports)


def decide(report: Report, text: str, decisions: Sequence[Decision], rules: RuleSet | None = None) -> None:
    """Put decisions into a report and resolve its metrics anew.

    ``text`` is the report's text. Raises ReadError if a decision does not fit the report,
    or two about one figure differ; the report is then half-changed and of no more use.
    """
    rules = rules or builtin_rules()
    known = rules.metrics
    _refuse_contrary(report, decisions)
    by_span: dict[tuple[int, int], list[Observation]] = {}
    for observation in report.observations:
        by_span.setdefault((observation.start, observation.end), []).append(observation)
    for decision in decisions:
        meant = _meant(report, text, decision, by_span.get((decision.start, decision.end), []))
        if meant is not None:
            _put(report, meant, decision, known)
    shadow = normalise(text)
    for observation in report.observations:
        observation.review = [reason for reason in observation.review if reason != _CONFLICT]
    report.metrics = resolve(report.observations, shadow, known, report.metadata.report_year)
    for observation in report.observations:
        if observation.decision:  # what a person has looked at needs no second look
            observation.review = []
    recognised = any(finding.code == "read_by_ocr" for finding in report.checks)
    noticed = [finding for finding in report.checks if finding.code.startswith("place_")]
    report.checks = [*noticed, *run_checks(report, shadow, rules, recognised=recognised)]


def _refuse_contrary(report: Report, decisions: Sequence[Decision]) -> None:
    """Raise ReadError where two decisions about one figure differ, as where two persons' files are put into one."""
    taken: dict[tuple[int, int, int], Decision] = {}
    for decision in decisions:
        first = taken.setdefault((decision.start, decision.end, decision.nth), decision)
        if _said(first) != _said(decision):
            raise ReadError(
                report.source.path or "",
                f"has two contrary decisions about “{decision.text}” at {decision.start}–{decision.end}",
                "Keep one of them in the corrections",
            )


def _said(decision: Decision) -> tuple[object, ...]:
    given = (decision.metric, decision.value, decision.value_max)
    return (decision.decision, *(given if decision.decision != "rejected" else ()))


def _meant(report: Report, text: str, decision: Decision, found: Sequence[Observation]) -> Observation | None:
    """Return the figure that a decision is about; None for a rejected one that is not read any more."""
    path = report.source.path or ""
    span = f"{decision.start}–{decision.end}"
    here = text[max(decision.start, 0) : max(decision.end, 0)]
    if here != decision.text:
        raise ReadError(path, f"has “{here}” at {span} where “{decision.text}” was reviewed", _READ_ANEW)
    if 0 <= decision.nth < len(found):
        return found[decision.nth]
    if decision.decision == "rejected":
        return None
    raise ReadError(path, f"“{decision.text}” at {span} is not read as a figure by this version", _READ_ANEW)


def _put(report: Report, observation: Observation, decision: Decision, known: Mapping[str, Metric]) -> None:
    if decision.metric is not None and decision.metric not in known:
        way_out = "docs/metrics.md lists the metrics"
        raise ReadError(report.source.path or "", f"is said to state {decision.metric}, which is no metric", way_out)  # fmt: skip
    if not all(math.isfinite(n) for n in (decision.value, decision.value_max or 0)):
        raise ReadError(report.source.path or "", f"“{decision.text}” was given no number", _READ_ANEW)
    if decision.value_max is not None and decision.value_max < decision.value:
        span = f"{decision.value}–{decision.value_max}"
        raise ReadError(
            report.source.path or "",
            f"“{decision.text}” was given the range {span}",
            "Put the smaller number first",
        )
    observation.decision = decision.decision
    if decision.decision == "rejected":
        observation.metric = observation.label = None
        return
    given = (decision.metric, decision.value, decision.value_max)
    if given == (observation.metric, observation.value, observation.value_max):
        return
    # also what was accepted as other rules read it: the person's word stands
    observation.metric, observation.value, observation.value_max = given
    observation.label = known[decision.metric].label if decision.metric else None
    observation.rule = PERSON
    if decision.value_max is not None:
        observation.qualifier = "range"
    elif observation.qualifier == "range":
        observation.qualifier = "exact"
    if observation.relation == "zero" and decision.value:
        observation.relation = "plain"
