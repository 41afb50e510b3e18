"""Consistency checks: one function each, registered by code in ``CHECKS``.

To add one, write its function and its line in the table of the module for its
group; a relation between metrics is a line of relations.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..models import Finding, Report
from . import arithmetic, form, statutory, years
from .base import Check, Context, Hit, Settings, finding

__all__ = ["ALL_CHECKS", "CHECKS", "Check", "Settings", "run_checks"]


def read_by_ocr(context: Context) -> Iterator[Hit]:
    """Say so where a text was read from a picture."""
    if context.recognised:
        yield Hit("由文字识别（OCR）读出，数字须与原件核对", "read by OCR: check the figures against the original")


_READING = (
    Check(
        "read_by_ocr",
        "warning",
        "reading",
        "由文字识别（OCR）读出，数字须与原件核对",
        "read by OCR: the figures have to be held against the original",
        read_by_ocr,
    ),
)

CHECKS: dict[str, Check] = {
    check.code: check
    for check in (*_READING, *arithmetic.CHECKS, *years.CHECKS, *statutory.CHECKS, *form.CHECKS)
}
"""Every check of one report by its code, in the order in which findings are listed."""

ALL_CHECKS = Settings()


def run_checks(
    report: Report, shadow: str, settings: Settings = ALL_CHECKS, *, recognised: bool = False
) -> list[Finding]:
    """Run the checks on a report; ``shadow`` is its normalised text."""
    context = Context(report, shadow, settings, recognised)
    return [
        finding(check, hit)
        for check in CHECKS.values()
        if check.run is not None and check.code not in settings.off
        for hit in check.run(context)
    ]
