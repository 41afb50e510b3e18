"""The review page: one file, without any network, to look at every figure in its text and to correct it.

``page.html``, ``page.css`` and the scripts beside this module are packed into it
with the data. A report is two blocks of JSON: what the first page and the lists
need of it, and the rest, which the browser reads once the report is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ... import __version__
from ...checks.parts import STATUTORY_PARTS, statutory_parts
from ...errors import ReadError
from ...models import Observation, Report
from ...rules import RuleSet
from ...rules.own import GENRE
from ..outputs import JournalledOutput
from ..packing import block, packed
from ..tables import stated
from ..workbook_words import WORDS

OBSERVATION = (
    "id", "metric", "value", "value_max", "qualifier", "unit", "relation", "part_of", "status", "period", "start",
    "end", "evidence_start", "evidence_end", "page", "paragraph", "section", "rule", "review", "decision",
)  # fmt: skip
SECTION = ("id", "kind", "level", "number", "title", "role", "start", "heading_end", "end")
FINDING = ("code", "severity", "message", "observations", "span")

_REVIEW, _PLANNED, _DECIDED = 1, 2, 4
_FLAGS = 8
"""A figure in the lists is its metric's number, counted from 1, times this, plus its flags; metric 0 is none."""

_FOLDER = Path(__file__).parent


# What a worker makes of one report


def render(report: Report, numbers: Mapping[str, int]) -> bytes:
    """Return a report's share of the page: its two blocks; ``numbers`` are those of the metrics."""
    return (block("summary", _summary(report, numbers)) + block("report", _detail(report))).encode()


def _summary(report: Report, numbers: Mapping[str, int]) -> dict[str, Any]:
    source, metadata = report.source, report.metadata
    path = source.path or ""
    return {
        "path": path,
        "file": Path(path).name or path,
        "sha256": source.sha256,
        "chars": source.chars,
        "title": metadata.title,
        "issuer": metadata.issuer,
        "region": "/".join(metadata.region),
        "year": metadata.report_year,
        "figures": [numbers.get(o.metric or "", 0) * _FLAGS + _flags(o) for o in report.observations],
        "metrics": {
            metric: [v.value, v.value_max, v.qualifier, v.unit, v.marked]
            for metric, v in report.metrics.items()
            if stated(v) is not None
        },
        "findings": Counter(finding.severity for finding in report.checks),
        "parts": statutory_parts(report),
    }


def _flags(o: Observation) -> int:
    return _REVIEW * bool(o.review) + _PLANNED * (o.status == "planned") + _DECIDED * bool(o.decision)


def _detail(report: Report) -> dict[str, Any]:
    return {
        "text": report.text,
        "sections": [[getattr(s, name) for name in SECTION] for s in report.sections],
        "observations": [list(_observation(o).values()) for o in report.observations],
        "findings": [[getattr(f, name) for name in FINDING] for f in report.checks],
    }


def _observation(o: Observation) -> dict[str, Any]:
    place = o.location
    extra = {
        "evidence_start": o.evidence.start,
        "evidence_end": o.evidence.end,
        "page": place.page if place else None,
        "paragraph": place.paragraph if place else None,
    }
    return {name: extra[name] if name in extra else getattr(o, name) for name in OBSERVATION}


# The page


def _catalogue(rules: RuleSet) -> dict[str, Any]:
    """Return what the page knows beside the reports."""
    return {
        "program": f"fazhi-extract {__version__}",
        "rules_version": rules.version,
        "metrics": [[m.id, m.label, m.group, m.kind, m.definition] for m in rules.metrics.values()],
        "observation": OBSERVATION,
        "section": SECTION,
        "finding": FINDING,
        "parts": list(STATUTORY_PARTS) if rules.genre == GENRE else [],  # no other kind of report has them
        "words": WORDS,
    }


def packed_page(rules: RuleSet) -> tuple[str, str]:
    """Return what stands before and after the reports: the page, and what it knows beside them."""
    head, tail = packed(_FOLDER)
    return head + block("catalogue", _catalogue(rules)), tail


class ReviewRows:
    """Makes a report's share of the page."""

    wants_text = True

    def __init__(self, rules: RuleSet) -> None:
        self._numbers = {metric: number for number, metric in enumerate(rules.metrics, 1)}

    def render(self, report: Report) -> bytes:
        return render(report, self._numbers)


class ReviewOutput(JournalledOutput):
    """The page, put together from the journal when all is read."""

    def __init__(self, version: str, path: Path, rules: RuleSet, *, resume: bool) -> None:
        super().__init__(ReviewRows(rules), f"{version} review", path, resume=resume)
        self._rules = rules
        self._failures: list[dict[str, str]] = []

    def fail(self, error: ReadError) -> None:
        self._failures.append({"path": error.path, "reason": error.reason, "way_out": error.way_out})

    def assemble(self, shares: Iterator[bytes], path: Path) -> None:
        head, tail = packed_page(self._rules)
        with open(path, "wb") as file:
            file.write(head.encode())
            file.writelines(shares)
            file.write(block("failures", self._failures).encode())
            file.write(tail.encode())
