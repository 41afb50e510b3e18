"""What is known of a report's metadata so far, each value with its place; dates and document numbers as officials write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import field
from typing import Any

from .patterns import pattern
from .quantities import chinese_value
from .records import record

YEAR = r"(?:19|20)\d\d"
_NUMBER_WRITTEN = rf"[^\W\d_]{{1,14}}\s*[〔\[【(]\s*{YEAR}\s*[〕\]】)]\s*第?\s*\d+\s*号"
NUMBER = pattern(_NUMBER_WRITTEN)
NUMBER_LINE = pattern(rf"\(?({_NUMBER_WRITTEN})(?:\)| +签发人.*)?")
"""石府〔2025〕3号　　签发人：张三, as GB/T 9704 has it for reports to those above."""
DATE = pattern(
    rf"({YEAR})\s*年\s*(\d{{1,2}}|元)\s*月\s*(\d{{1,2}})\s*日|([〇零一二三四五六七八九]{{4}})\s*年\s*([一二三四五六七八九十]{{1,3}}|元)\s*月\s*([一二三四五六七八九十]{{1,3}})\s*日|({YEAR})[-/.](\d{{1,2}})[-/.](\d{{1,2}})"
)
REPORT = pattern(
    r"法治(?:政府)?建设|依法行政|法治工作|法治政府|依法治[镇乡县市区省]|普法|司法行政"
    rf"|{YEAR}\s*年度?.{{0,20}}(?:年度报告|工作报告|年报|总结)"
)
"""What a title speaks of: this genre, or another kind of report that names its year."""


@record
class Found:
    """The values found, by the names of metadata fields; what is found first stays."""

    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, name: str, value: str | int | list[str], start: int, end: int) -> None:
        if name not in self.values:
            self.values[name] = value
            self.spans[name] = (start, end)


def iso_of(written: str) -> str | None:
    """Return the first date of some words in the form 2024-01-15, or None."""
    date = DATE.search(written)
    return iso_date(date) if date else None


DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def iso_date(match: re.Match[str]) -> str | None:
    """Return a date that DATE matched in the form 2024-01-15; None for one that no calendar has."""
    if match[1]:
        year, month, day = int(match[1]), 1 if match[2] == "元" else int(match[2]), int(match[3])
    elif match[4]:
        year = int(match[4].translate(DIGITS))
        m, d = (1, None) if match[5] == "元" else chinese_value(match[5]), chinese_value(match[6])
        if m is None or d is None:
            return None
        month, day = m[0], d[0]
    else:
        year, month, day = int(match[7]), int(match[8]), int(match[9])
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:  # 2月30日
        return None
