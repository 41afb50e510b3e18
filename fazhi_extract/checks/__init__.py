"""Consistency checks: one function each, registered by code in ``CHECKS``.

To add one, write its function and its line in the table of the module for its
group; a relation between metrics is a line of relations.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import FazhiError, near
from ..models import Finding, Report
from ..rules import RuleSet
from ..rules.own import GENRE
from . import arithmetic, form, numbering, statutory, years
from .base import Check, Context, Hit, Settings, finding

__all__ = [
    "ALL_CHECKS",
    "CHECKS",
    "Check",
    "Settings",
    "every_check",
    "run_checks",
    "switched_off",
]


def read_by_ocr(context: Context) -> Iterator[Hit]:
    """Say so where a text was read from a picture."""
    if context.recognised:
        yield Hit(
            "由文字识别（OCR）读出，数字须与原件核对", "read by OCR: check the figures against the original"
        )


_READING = (
    Check(
        "read_by_ocr",
        "warning",
        "reading",
        "由文字识别（OCR）读出，数字须与原件核对",
        "read by OCR: the figures have to be held against the original",
        read_by_ocr,
    ),
    # noticed where the place is looked up (places/locate.py)
    Check(
        "place_open",
        "warning",
        "reading",
        "同名地方不止一处，或区划代码中没有",
        "which place the report is of stays open: several have the name, or the codes of places do not have it",
    ),
    Check(
        "place_changed",
        "info",
        "reading",
        "地名或区划有过变更",
        "the place has been renamed, merged or changed in kind",
    ),
)

CHECKS: dict[str, Check] = {
    check.code: check
    for check in (
        *_READING,
        *arithmetic.CHECKS,
        *years.CHECKS,
        *statutory.CHECKS,
        *numbering.CHECKS,
        *form.CHECKS,
    )
}
"""Every check of one report by its code, in the order in which findings are listed."""

ALL_CHECKS = Settings()
OF_THE_GENRE = frozenset({*(check.code for check in statutory.CHECKS), "reported_late", "published_late"})
"""Checks of what the regulations ask of a 法治政府建设年度报告: nothing that another kind of report lacks."""


def run_checks(
    report: Report, shadow: str, rules: RuleSet, settings: Settings = ALL_CHECKS, *, recognised: bool = False
) -> list[Finding]:
    """Run the checks on a report that was read by some rules; ``shadow`` is its normalised text."""
    settings = _fitting(settings, rules)
    context = Context(report, shadow, rules.metrics, settings, recognised=recognised)
    return [
        finding(check, hit)
        for check in CHECKS.values()
        if check.run is not None and check.code not in settings.off
        for hit in check.run(context)
    ]


def _fitting(settings: Settings, rules: RuleSet) -> Settings:
    """Return the settings for reports of these rules' kind: of another one the law asks nothing."""
    return settings if rules.genre == GENRE else settings._replace(off=settings.off | OF_THE_GENRE)


def every_check() -> dict[str, Check]:
    """Return all checks by code, those that compare several reports last."""
    from . import others  # one report has no use for it

    return CHECKS | {check.code: check for check in others.CHECKS}


def switched_off(only: str | None = None, without: str | None = None) -> frozenset[str]:
    """Return the codes that do not run, of lists as a user gives them (``a,b,c``).

    Raises FazhiError for a code that does not exist, with those near to it.
    """
    if only is None and without is None:
        return frozenset()
    known = every_check()
    off = set(_codes(without, known)) if without else set()
    return frozenset(off | (set(known) - set(_codes(only, known)) if only else set()))


def _codes(listed: str, known: Iterable[str]) -> list[str]:
    codes = [code.strip() for code in listed.split(",") if code.strip()]
    for code in codes:
        if code not in known:
            hint = near(code, known) or "; fazhi-extract checks list shows them"
            raise FazhiError(f"there is no check {code}{hint}")
    if not codes:
        raise FazhiError(
            "give codes of checks, as placeholder,part_absent; fazhi-extract checks list shows them"
        )
    return codes
