"""What a panel keeps of one report: who, when, and the value of each metric, a kilobyte or two."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import NOT_JSON, ReadError
from ..models import How, Metadata, MetricValue, Number, Qualifier, Relation, Report, Status, is_stated


class Value(NamedTuple):
    """A metric's one value in a report."""

    value: Number
    value_max: Number | None
    qualifier: Qualifier
    unit: str | None
    how: How
    status: Status
    relation: Relation
    period: str | None
    """The time that it is for, as written (上半年, 五年来); None if that is the year."""

    @property
    def stated(self) -> bool:
        """Whether the report states it for the year: what it plans, requires or compares with is no statement."""
        return is_stated(self.status, self.relation)

    @property
    def whole(self) -> bool:
        """Whether it stands for the whole place and year, so that it can be added and compared."""
        return (
            self.stated
            and self.relation in ("plain", "zero")
            and self.how != "conflict"
            and self.period is None
        )

    @property
    def exact(self) -> bool:
        """Whether it is exact and stands for the whole place and year."""
        return self.whole and self.qualifier == "exact"


@dataclass(slots=True)
class Entry:
    """One report as the panel keeps it."""

    path: str
    sha256: str
    rules: str
    """The version of the rules that read it."""
    code: str | None
    region: tuple[str, ...]
    issuer: str | None
    level: str | None
    year: int | None
    issued_on: str | None
    stating: int
    """How many metrics it states, whether the panel shows them or not."""
    packed: bytes
    """The values as JSON: objects would take ten times the room."""

    def values(self) -> dict[str, Value]:
        """Return the values by metric."""
        return {metric: Value(*row) for metric, row in json.loads(self.packed).items()}


def entry_of(report: Report, ids: Collection[str] | None = None) -> Entry:
    """Return what the panel keeps of a report; ``ids`` are the metrics that it shows (None: all)."""
    return _entry(report.source.path, report.source.sha256, report.rules_version, report.metadata, report.metrics, ids)  # fmt: skip


def entry_of_json(read: Mapping[str, Any], ids: Collection[str] | None = None) -> Entry:
    """Return the same of a report's JSON; raises KeyError, TypeError or AttributeError if it is none."""
    values = {metric: MetricValue(**_known(MetricValue, v)) for metric, v in read["metrics"].items()}
    metadata = Metadata(**_known(Metadata, read["metadata"]))
    source = read["source"]
    return _entry(source["path"], source["sha256"], read["rules_version"], metadata, values, ids)


def _known(model: type, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out fields that another version of the program added."""
    names = {field.name for field in fields(model)}
    return {name: value for name, value in plain.items() if name in names}


def _entry(
    path: str | None,
    sha256: str,
    rules: str,
    metadata: Metadata,
    metrics: Mapping[str, MetricValue],
    ids: Collection[str] | None,
) -> Entry:
    values = {
        metric: Value(
            v.value, v.value_max, v.qualifier, v.unit, v.how, v.status, v.relation, v.period
        )
        for metric, v in metrics.items()
    }  # fmt: skip
    kept = {metric: value for metric, value in values.items() if ids is None or metric in ids}
    return Entry(
        path=path or "",
        sha256=sha256,
        rules=rules,
        code=metadata.division_code,
        region=tuple(metadata.region),
        issuer=metadata.issuer,
        level=metadata.level,
        year=metadata.report_year,
        issued_on=metadata.issued_on,
        stating=sum(value.stated for value in values.values()),
        packed=json.dumps(kept, separators=(",", ":")).encode(),
    )


# Reports that were read before


def is_lines(path: str) -> bool:
    """Say whether a path is an output of --jsonl."""
    return path.lower().endswith(".jsonl")


def read_lines(paths: Iterable[str], ids: Collection[str] | None = None) -> Iterator[Entry | ReadError]:
    """Yield the reports in files that --jsonl wrote; a line that is none gives an error, and the rest goes on."""
    for path in paths:
        try:
            file = Path(path).open("rb")  # noqa: SIM115 (closed below)
        except OSError as error:
            yield ReadError(
                path, f"could not be read ({(error.strerror or 'error').lower()})", "Check the name"
            )
            continue
        with file:
            empty = True
            for number, line in enumerate(file, 1):
                if line.strip():
                    empty = False
                    yield _line(f"{path}, line {number}", line, ids)
            if empty:
                yield ReadError(path, "holds no report", "Write the file anew, or name the reports")


def _line(place: str, line: bytes, ids: Collection[str] | None) -> Entry | ReadError:
    try:
        return entry_of_json(json.loads(line), ids)
    except (*NOT_JSON, KeyError, TypeError, AttributeError):
        return ReadError(
            place, "is no report that fazhi-extract --jsonl wrote", "Write the file anew, or name the reports"
        )
