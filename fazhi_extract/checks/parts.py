"""Which parts that the regulations ask of a yearly report are there."""

from __future__ import annotations

from ..models import Report

STATUTORY = ("achievements", "problems", "first_responsible_person", "next_year_plan", "other_matters")
"""The parts, by the role of their sections."""


def statutory_parts(report: Report) -> dict[str, str]:
    """Return part → ``own`` (a section of its own), ``merged`` (shares one) or ``absent``."""
    roles = {section.role for section in report.sections if section.role}
    merged = {part for role in roles if "+" in role for part in role.split("+")}
    return {part: "own" if part in roles else "merged" if part in merged else "absent" for part in STATUTORY}
