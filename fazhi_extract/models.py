"""The public models: what one report becomes.

Every offset counts characters (Unicode code points) of the decoded text, and
for every observation ``text[start:end] == observation.text``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = "1"

Number = int | float
Qualifier = Literal["exact", "over", "about", "at_least", "at_most", "range"]
Relation = Literal["plain", "part", "per_unit", "zero", "previous", "change"]
Status = Literal["actual", "planned", "required"]
How = Literal["only", "total", "sum", "max", "conflict"]
Severity = Literal["error", "warning", "info"]
SectionKind = Literal["heading", "point", "block"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(_Model):
    """Where a report came from."""

    path: str | None = None
    sha256: str
    """SHA-256 of the bytes as they were read."""
    format: str
    encoding: str | None = None
    chars: int


class Metadata(_Model):
    """Who wrote the report, when and for whom; None where the text does not say."""

    title: str | None = None
    issuer: str | None = None
    region: list[str] = []
    """Names of the places the text gives, the widest first."""
    division_code: str | None = None
    level: str | None = None
    report_year: int | None = None
    issued_on: str | None = None
    published_at: str | None = None
    source: str | None = None
    document_number: str | None = None
    addressee: str | None = None


class Section(_Model):
    """A heading with all that stands under it, or a run-in point (一是 …)."""

    id: str
    kind: SectionKind
    """``heading``; ``point``; ``block`` for what has no heading (preamble, signature)."""
    level: int
    number: str | None = None
    title: str
    role: str | None = None
    start: int
    heading_end: int
    end: int
    parent: str | None = None


class Evidence(_Model):
    """The clause or sentence that shows a figure."""

    start: int
    end: int
    text: str


class Observation(_Model):
    """One figure of the report, tied to the place that proves it."""

    id: str
    metric: str | None
    label: str | None
    value: Number
    """In base units: 1.2万 is 12000, 27.4万元 is 274000 元."""
    value_max: Number | None = None
    qualifier: Qualifier
    unit: str | None
    relation: Relation
    part_of: str | None = None
    status: Status
    period: str | None = None
    text: str
    start: int
    end: int
    evidence: Evidence
    section: str | None
    rule: str | None
    review: list[str] = []


class MetricValue(_Model):
    """The one figure of a metric for the report's row in a table."""

    label: str
    value: Number
    value_max: Number | None = None
    qualifier: Qualifier
    unit: str | None
    how: How
    status: Status = "actual"
    relation: Relation = "plain"
    observations: list[str]


class Finding(_Model):
    """What a consistency check found."""

    code: str
    severity: Severity
    message: str
    observations: list[str] = []
    span: tuple[int, int] | None = None


class Report(_Model):
    """One report, read."""

    schema_version: Literal["1"] = "1"
    source: Source
    metadata: Metadata
    metadata_spans: dict[str, tuple[int, int]]
    sections: list[Section]
    observations: list[Observation]
    metrics: dict[str, MetricValue]
    checks: list[Finding]
    text: str | None = None
