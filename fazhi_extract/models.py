"""The public models: what one report becomes.

Every offset counts characters (Unicode code points) of the decoded text, and
for every observation ``text[start:end] == observation.text``.

The models are dataclasses that pydantic checks, reads back and describes. It is
imported when one of these is asked for: building its classes takes longer than
reading a report, and a script that pipes one report wants its JSON at once.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, cast

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_VERSION = "1"
SCHEMA_URL = "https://json-schema.org/draft/2020-12/schema"

Number = int | float
Qualifier = Literal["exact", "over", "about", "at_least", "at_most", "range"]
Relation = Literal["plain", "part", "per_unit", "zero", "previous", "change"]
Status = Literal["actual", "planned", "required"]
How = Literal["only", "total", "sum", "max", "conflict"]
Severity = Literal["error", "warning", "info"]
Choice = Literal["accepted", "rejected", "corrected"]
"""What a person says of a figure."""
SectionKind = Literal["heading", "point", "block"]


@cache
def _adapter(model: Hashable) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(cast("Any", model))


@cache
def _names(model: Hashable) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cast("Any", model)))


def _dumped(value: object) -> str:
    return json.dumps(value, default=_json, ensure_ascii=False)


def _rows(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n    " + ",\n    ".join(map(_dumped, value)) + "\n  ]"
    if isinstance(value, dict) and any(isinstance(one, Model) for one in value.values()):
        rows = [f"{_dumped(key)}: {_dumped(one)}" for key, one in value.items()]
        return "{\n    " + ",\n    ".join(rows) + "\n  }"
    return _dumped(value)


class Model:
    """What every model can do, in pydantic's own words."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    # Once for all models: dataclasses would write and compile these two anew for each.
    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._fields())

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields())
        return f"{type(self).__qualname__}({values})"

    def _fields(self) -> tuple[str, ...]:
        return _names(cast("Hashable", type(self)))

    def model_dump(self) -> dict[str, Any]:
        """Return the model as plain dicts, lists and values."""
        return asdict(cast("Any", self))

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """Return the model as JSON; of a report, ``text`` only where it was asked for."""
        separators = (",", ":") if indent is None else None
        return json.dumps(self, default=_json, ensure_ascii=False, indent=indent, separators=separators)

    def rows_json(self) -> str:
        """Return the model as JSON that people can read: a field a line, and of lists an item a line."""
        lines = [f"  {_dumped(name)}: {_rows(value)}" for name, value in _json(self).items()]
        return "{\n" + ",\n".join(lines) + "\n}"

    @classmethod
    def model_validate(cls, value: object) -> Self:
        """Return a model made of dicts and lists; raises pydantic.ValidationError."""
        return cast("Self", _adapter(cast("Any", cls)).validate_python(value))

    @classmethod
    def model_validate_json(cls, data: str | bytes) -> Self:
        """Return a model read from JSON; raises pydantic.ValidationError."""
        return cast("Self", _adapter(cast("Any", cls)).validate_json(data, strict=True))

    @classmethod
    def schema_text(cls) -> str:
        """Return the JSON Schema as the file that schemas/ holds."""
        schema = {"$schema": SCHEMA_URL, **cls.model_json_schema()}
        return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of what ``model_dump_json`` gives."""
        return _adapter(cast("Any", cls)).json_schema(mode="serialization")


def _json(value: Any) -> dict[str, Any]:
    plain = {name: getattr(value, name) for name in _names(value.__class__)}
    if isinstance(value, Report) and value.text is None:
        del plain["text"]
    return plain


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Source(Model):
    """Where a report came from."""

    path: str | None = None
    sha256: str
    """SHA-256 of the bytes as they were read."""
    format: str
    encoding: str | None = None
    chars: int


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Metadata(Model):
    """Who wrote the report, when and for whom; None where the text does not say."""

    title: str | None = None
    issuer: str | None = None
    region: list[str] = field(default_factory=list)
    """Names of the places the text gives, the widest first."""
    division_code: str | None = None
    level: str | None = None
    report_year: int | None = None
    issued_on: str | None = None
    published_at: str | None = None
    source: str | None = None
    document_number: str | None = None
    addressee: str | None = None


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Section(Model):
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


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Location(Model):
    """Where a figure stands in the file, for formats that have pages or paragraphs; both are counted from 1."""

    page: int | None = None
    paragraph: int | None = None


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Evidence(Model):
    """The clause or sentence that shows a figure."""

    start: int
    end: int
    text: str


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Observation(Model):
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
    location: Location | None = None
    section: str | None
    rule: str | None
    review: list[str] = field(default_factory=list)
    decision: Choice | None = None
    """What a person decided (``fazhi-extract apply``); None if nobody has looked at it yet."""


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class MetricValue(Model):
    """The one figure of a metric for the report's row in a table."""

    label: str
    value: Number
    value_max: Number | None = None
    qualifier: Qualifier
    unit: str | None
    how: How
    status: Status = "actual"
    relation: Relation = "plain"
    period: str | None = None
    """The time that it is for, as written (上半年; 近三年); None if that is the report's year."""
    observations: list[str]
    besides: list[str] = field(default_factory=list)
    """Observations that the value leaves out because they count in another unit: 2亩, and elsewhere 1334平方米."""

    @property
    def marked(self) -> bool:
        """Whether a person should look at it in a table: it is disputed, or not all that was done in the year."""
        return (
            self.how == "conflict"
            or self.status != "actual"
            or self.relation not in ("plain", "zero")
            or self.period is not None
            or bool(self.besides)
        )


def is_stated(status: Status, relation: Relation) -> bool:
    """Say whether a value is stated for the report's place: a plan, a quota, a comparison and so much each are not."""
    return status == "actual" and relation not in ("previous", "change", "per_unit")


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Finding(Model):
    """What a consistency check found."""

    code: str
    severity: Severity
    message: str
    observations: list[str] = field(default_factory=list)
    span: tuple[int, int] | None = None
    """The first of ``spans``."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Every place that shows it: the figures, headings or marks."""


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Report(Model):
    """One report, read."""

    schema_version: Literal["1"] = "1"
    rules_version: str
    """Stands for the rules and word lists that read it: two reports of one version can be compared."""
    source: Source
    metadata: Metadata
    metadata_spans: dict[str, tuple[int, int]]
    sections: list[Section]
    observations: list[Observation]
    metrics: dict[str, MetricValue]
    checks: list[Finding]
    text: str | None = None
