"""Faults planted by hand: each is found, and nothing beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fazhi_extract import Finding, extract
from fazhi_extract.checks import CHECKS

HERE = Path(__file__).parent
BASES = {file.stem: file.read_text("utf-8") for file in sorted((HERE / "bases").glob("*.txt"))}
PLANTED: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "planted.toml").read_text("utf-8"))
CASES = [(code, number, case) for code, cases in PLANTED.items() for number, case in enumerate(cases, 1)]
_NOT_IN_TEXTS = {"read_by_ocr"}
"""Depends on how a file was read: test_page_formats.py."""


def text_of(case: dict[str, Any]) -> str:
    """Return the report of a case."""
    text: str = case.get("text") or BASES[case["in"]]
    for old, new in case.get("change", ()):
        assert old in text, f"{old} is not in the report"
        text = text.replace(old, new, 1)
    if "only" in case:
        text = "\n".join(line for line in text.split("\n") if line.startswith(tuple(case["only"])))
    return text


def written(finding: Finding, text: str) -> str:
    """Return a finding in the notation of planted.toml."""
    severity = "" if finding.severity == CHECKS[finding.code].severity else f"{finding.severity}: "
    return severity + " | ".join(text[start:end] for start, end in finding.spans)


@pytest.mark.parametrize("name", BASES)
def test_a_sound_report_has_no_finding(name: str) -> None:
    assert extract(BASES[name]).checks == []


def test_every_check_has_five_planted_reports() -> None:
    assert {code: len(cases) for code, cases in PLANTED.items()} == dict.fromkeys(
        (code for code in CHECKS if code not in _NOT_IN_TEXTS), 5
    )


@pytest.mark.parametrize(("code", "number", "case"), CASES, ids=[f"{c}-{n}" for c, n, _ in CASES])
def test_a_planted_fault_is_found_and_nothing_beside(code: str, number: int, case: dict[str, Any]) -> None:
    text = text_of(case)
    report = extract(text)
    assert [written(f, text) for f in report.checks if f.code == code] == case["found"]
    assert {f.code for f in report.checks} - {code} <= set(case.get("beside", ()))
    by_id = {o.id: o for o in report.observations}
    for finding in report.checks:
        assert all(text[by_id[o].start : by_id[o].end] == by_id[o].text for o in finding.observations)
        assert finding.span == (finding.spans[0] if finding.spans else None)
        assert " / " in finding.message
