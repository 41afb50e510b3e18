"""Checks of reports against one another: copied texts, last year's figures, outliers, jumps.

``Compare`` takes a small summary of each report, never its text, and gives the
findings of all of them at the end; the texts of a pair that is alike are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from statistics import median
from sys import intern
from typing import TYPE_CHECKING

from ..models import Finding, Metadata, Number, Report
from ..places import successor
from ..quantities import same_unit
from .base import Check, Span
from .likeness import ALIKE, common_passages, index, own_names, signature

if TYPE_CHECKING:
    from rensa import RMinHash, RMinHashLSH

_LEVELS = ("township", "subdistrict")
_FEWEST = 8
"""Fewer townships say nothing of what is usual."""
_FAR = 6.0
"""So many (robust) standard deviations from the middle are far out."""
_FLOOR, _FLOOR_RATE = 0.15, 2.0
"""The deviation counts as no less than this part of the middle; of rates, no less than so many points."""
_SAME_FIGURES = 5
"""So many figures of last year, all unchanged, are no chance."""
_JUMP_FROM = 20
"""A jump must reach this much: from 1 to 6 is none."""
_MOST_ALIKE = 200
"""So many earlier texts at most are looked at for one report."""

CHECKS = (
    Check(
        "near_duplicate",
        "warning",
        "others",
        "文字与另一份报告基本相同（姓名、地名、年份、数字除外）",
        "the text is nearly another report's, names, years and numbers aside",
    ),
    Check(
        "figures_as_last_year",
        "warning",
        "others",
        "数字与上年报告完全相同",
        "all figures are those of last year's report",
    ),
    Check(
        "outlier",
        "info",
        "others",
        "数值与同县同年其他乡镇相差悬殊",
        "a figure is far from those of the other townships of the county in that year",
    ),
    Check(
        "jump",
        "info",
        "others",
        "数值较上年成倍增减",
        "a figure is many times last year's, or a fraction of it",
    ),
)
"""Run by ``Compare``, not one report at a time."""


@dataclass(frozen=True, slots=True)
class Value:
    """A metric's one value and where it stands."""

    value: Number
    unit: str | None
    exact: bool
    observations: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Summary:
    """What comparing keeps of a report."""

    path: str
    metadata: Metadata
    values: dict[str, Value]
    labels: dict[str, str]
    signature: RMinHash | None


def summary(report: Report, text: str, *, with_signature: bool) -> Summary:
    """Return what comparing keeps of a report."""
    by_id = {o.id: o for o in report.observations}
    values, labels = {}, {}
    for metric, of in report.metrics.items():
        plain = of.status == "actual" and of.relation == "plain" and of.how != "conflict"
        if (
            plain and of.value_max is None and of.period is None
        ):  # a quarter is nothing to compare a year with
            first = by_id[of.observations[0]]
            values[metric] = Value(
                of.value,
                next((u for u in ("人", "件") if same_unit(u, of.unit)), of.unit),
                of.qualifier == "exact",
                tuple(of.observations),
                (first.start, first.end),
            )
            labels[metric] = of.label
    made = signature(text, report.metadata) if with_signature else None
    return Summary(report.source.path or "", report.metadata, values, labels, made)


@dataclass(slots=True)
class Compare:
    """Takes the summaries of reports in their order; ``findings`` gives what they say of one another."""

    text_of: Callable[[str], str]
    """Reads the text of a report again, by its path."""
    off: frozenset[str] = frozenset()
    """Codes of the checks that do not run."""
    factor: float = 5.0
    """So many times last year's figure is a jump."""
    _summaries: list[Summary] = field(default_factory=list)
    _labels: dict[str, str] = field(default_factory=dict)
    _alike: dict[int, tuple[float, int]] = field(default_factory=dict)
    """Number of a report → likeness and number of the one most like it."""
    _index: RMinHashLSH | None = None

    def add(self, one: Summary) -> None:
        """Take the next report."""
        number = len(self._summaries)
        self._labels.update(one.labels)
        # names come anew from every worker: without this they would take as much room as the figures
        values = {intern(metric): value for metric, value in one.values.items()}
        self._summaries.append(replace(one, values=values, labels={}))
        if one.signature is None or "near_duplicate" in self.off:
            return
        if self._index is None:
            self._index = index()
        for other in sorted(self._index.query(one.signature))[:_MOST_ALIKE]:
            earlier = self._summaries[other].signature
            if earlier is not None and (likeness := one.signature.jaccard(earlier)) >= ALIKE:
                for mine, theirs in ((number, other), (other, number)):
                    if likeness > self._alike.get(mine, (0.0, 0))[0]:
                        self._alike[mine] = (likeness, theirs)
        self._index.insert(number, one.signature)

    def findings(self) -> dict[str, list[Finding]]:
        """Return the findings of every report that has any, by its path."""
        found: dict[str, list[Finding]] = {}
        checks: tuple[tuple[str, Callable[[], Iterator[tuple[str, Finding]]]], ...] = (
            ("near_duplicate", self._near_duplicates),
            ("figures_as_last_year", self._as_last_year),
            ("outlier", self._outliers),
            ("jump", self._jumps),
        )
        for code, check in checks:
            for path, finding in check() if code not in self.off else ():
                found.setdefault(path, []).append(finding)
        return found

    def _near_duplicates(self) -> Iterator[tuple[str, Finding]]:
        for number in sorted(self._alike):
            likeness, theirs = self._alike[number]
            one, other = self._summaries[number], self._summaries[theirs]
            passages = common_passages(
                self.text_of(one.path),
                self.text_of(other.path),
                own_names(one.metadata),
                own_names(other.metadata),
            )
            longest = max((end - start for (start, end), _ in passages), default=0)
            yield (
                one.path,
                _finding(
                    "near_duplicate",
                    f"与{other.path}文字基本相同（相似度{likeness:.0%}，最长相同段落{longest}字）",
                    f"{likeness:.0%} the text of {other.path}; the longest common passage has {longest} characters",
                    spans=[mine for mine, _ in passages],
                ),
            )

    def _years(self) -> Iterator[tuple[Summary, Summary]]:
        """Yield the reports of which last year's is here too, each with it."""
        by_place: dict[tuple[object, int], Summary] = {}
        for one in self._summaries:
            if (place := _place(one.metadata)) and one.metadata.report_year:
                by_place.setdefault((place, one.metadata.report_year), one)
        for (place, year), one in by_place.items():
            before = by_place.get((place, year - 1))
            if before:
                yield one, before

    def _as_last_year(self) -> Iterator[tuple[str, Finding]]:
        for one, before in self._years():
            shared = [m for m in one.values if m in before.values]
            same = all(one.values[m].value == before.values[m].value for m in shared)
            if same and len(shared) >= _SAME_FIGURES:
                yield (
                    one.path,
                    _finding(
                        "figures_as_last_year",
                        f"{len(shared)}项数字与上年报告（{before.path}）完全相同",
                        f"all {len(shared)} figures are those of last year's report, {before.path}",
                        [one.values[m] for m in shared],
                    ),
                )

    def _jumps(self) -> Iterator[tuple[str, Finding]]:
        for one, before in self._years():
            for metric, now in one.values.items():
                then = before.values.get(metric)
                if then is None or not (now.exact and then.exact) or now.unit != then.unit or now.unit == "%":
                    continue
                low, high = sorted((now.value, then.value))
                if high >= _JUMP_FROM and low > 0 and high >= low * self.factor:
                    yield (
                        one.path,
                        _finding(
                            "jump",
                            f"{self._labels[metric]}{now.value:,}，上年为{then.value:,}（{before.path}）",
                            f"{metric} is {now.value:,}, last year {then.value:,}",
                            [now],
                        ),
                    )

    def _outliers(self) -> Iterator[tuple[str, Finding]]:
        groups: dict[tuple[object, int, str, str | None, bool], list[tuple[Summary, str]]] = {}
        for one in self._summaries:
            metadata = one.metadata
            if metadata.level in _LEVELS and metadata.report_year:
                for metric, value in one.values.items():
                    group = (_county(one), metadata.report_year, metric, value.unit, value.exact)
                    groups.setdefault(group, []).append((one, metric))
        for (_, _, _, unit, _), members in groups.items():
            if len(members) < _FEWEST:
                continue
            middle, deviation = _spread([float(o.values[m].value) for o, m in members], unit == "%")
            for one, metric in members:
                value = one.values[metric]
                if abs(float(value.value) - middle) > _FAR * deviation:
                    yield (
                        one.path,
                        _finding(
                            "outlier",
                            f"{self._labels[metric]}{value.value:,}，同县{len(members)}个乡镇的中位数为{middle:,g}",
                            f"{metric} is {value.value:,}; the middle of {len(members)} townships is {middle:,g}",
                            [value],
                        ),
                    )


def _spread(values: list[float], rates: bool) -> tuple[float, float]:
    """Return the middle of some values and how far they usually are from it, in standard deviations."""
    middle = median(values)
    usual = 1.4826 * median(abs(v - middle) for v in values)
    return middle, max(usual, _FLOOR_RATE if rates else max(1.0, _FLOOR * abs(middle)))


def _place(metadata: Metadata) -> object:
    """Return what stands for the place and organ that a report is of, over renamings; None if it is not known."""
    code = successor(metadata.division_code) if metadata.division_code else None
    if code and metadata.level != "department":
        return code
    organ = metadata.issuer.split()[-1] if metadata.issuer else ""
    for name in metadata.region:
        organ = organ.partition(name)[2] or organ
    return (code or tuple(metadata.region), organ) if organ else None


def _county(one: Summary) -> object:
    """Return what stands for the county of a township; where no name tells, its folder."""
    if one.metadata.division_code:
        return one.metadata.division_code[:6]
    return tuple(one.metadata.region[:-1]) or str(PurePath(one.path).parent)


_SEVERITY = {check.code: check.severity for check in CHECKS}


def _finding(
    code: str, chinese: str, english: str, values: list[Value] | None = None, spans: list[Span] | None = None
) -> Finding:
    places = spans if spans is not None else [v.span for v in values or ()]
    return Finding(
        code=code,
        severity=_SEVERITY[code],
        message=f"{chinese} / {english}",
        observations=list(dict.fromkeys(o for v in values or () for o in v.observations)),
        span=places[0] if places else None,
        spans=places,
    )
