"""Consistency checks: one function a check, registered by code."""

from __future__ import annotations

from ..models import Finding, Report
from . import form

CHECKS = {**form.CHECKS}


def run_checks(report: Report, shadow: str) -> list[Finding]:
    """Run every check on a report; ``shadow`` is its normalised text."""
    return [finding for check in CHECKS.values() for finding in check(report, shadow)]
