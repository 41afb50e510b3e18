"""What a person should know of a panel: each finding a sentence in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

from ..models import Severity


class Finding(NamedTuple):
    """One of them, with the place, the year and the files it is about."""

    code: str
    severity: Severity
    message: str
    place: str = ""
    year: int | None = None
    paths: tuple[str, ...] = ()

    @classmethod
    def merged(cls, place: str, codes: Sequence[str]) -> Self:
        """Several places became one."""
        return cls(
            "place_merged",
            "info",
            f"由多个地方合并而成，合并前各按原代码分列：{'、'.join(codes)} / several places became one: "
            "for the years before each keeps its own code",
            place,
        )

    @classmethod
    def copy(cls, place: str, year: int | None, paths: Sequence[str]) -> Self:
        """A report that is there twice."""
        return cls(
            "same_report",
            "info",
            "同一份报告有多个文件，只用第一个 / files with the same bytes: the first counts",
            place,
            year,
            tuple(paths),
        )

    @classmethod
    def double(cls, place: str, year: int | None, paths: Sequence[str], differing: Sequence[str]) -> Self:
        """Two reports of one place and year."""
        where = f"数值不同的指标：{'、'.join(differing)}" if differing else "各指标数值无矛盾"
        return cls(
            "two_reports",
            "warning",
            f"同一地方同一年度有多份报告，采用指标最全的一份（列在最前）；{where} / several reports of one place and year: "
            f"the fullest counts (named first); {len(differing)} of the metrics have other values elsewhere",
            place,
            year,
            tuple(paths),
        )

    @classmethod
    def unsettled(cls, place: str, year: int | None, paths: Sequence[str]) -> Self:
        """Two reports that may be of two places with one name."""
        return cls(
            "same_name",
            "warning",
            "名称相同而无法确定是同一地方，分列 / one name, and nothing settles that they are one place: kept apart",
            place,
            year,
            tuple(paths),
        )

    @classmethod
    def no_year(cls, place: str, path: str) -> Self:
        """A report that names no year."""
        return cls(
            "no_year",
            "warning",
            "报告未写明年度，列在年度为空的行 / no year is named: in a row without a year",
            place,
            None,
            (path,),
        )

    @classmethod
    def no_place(cls, place: str, year: int | None, path: str) -> Self:
        """A report that does not say who writes."""
        return cls(
            "no_place",
            "warning",
            "报告未写明单位，按文件单列 / the report does not say who writes: a row of its own",
            place,
            year,
            (path,),
        )

    @classmethod
    def other_rules(cls, version: str, paths: Sequence[str]) -> Self:
        """Reports that were read by other rules than the rest."""
        return cls(
            "other_rules",
            "warning",
            f"由另一版本的规则（{version}）读出，数值未必可比：请重新提取 / read by another version of the rules: "
            "the values need not be comparable; extract them anew",
            paths=tuple(paths[:3]),
        )

    @classmethod
    def unknown_metrics(cls, metrics: Sequence[str]) -> Self:
        """Metrics of a previous run that there are no more."""
        return cls(
            "unknown_metric",
            "warning",
            f"没有这些指标，未列入：{'、'.join(metrics)} / metrics that these rules do not have are left out",
        )
