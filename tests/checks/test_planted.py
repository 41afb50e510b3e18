"""Faults planted by hand: each is found, and nothing beside it; what only looks like a fault is let be."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fazhi_extract import Finding, Report, extract
from fazhi_extract.checks import CHECKS

HERE = Path(__file__).parent
BASES = {file.stem: file.read_text("utf-8") for file in sorted((HERE / "bases").glob("*.txt"))}
PLANTED: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "planted.toml").read_text("utf-8"))
SOUND: dict[str, Any] = tomllib.loads((HERE / "sound.toml").read_text("utf-8"))
CASES = [(code, number, case) for code, cases in PLANTED.items() for number, case in enumerate(cases, 1)]
_ELSEWHERE = {"read_by_ocr", "place_open", "place_changed"}
"""Noticed by other stages: test_page_formats.py, test_places.py. The places here are invented."""


def checked(text: str) -> tuple[Report, list[Finding]]:
    """Return the report of a text, and what the checks found in it."""
    report = extract(text)
    return report, [finding for finding in report.checks if finding.code not in _ELSEWHERE]


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
    assert checked(BASES[name])[1] == []


def test_every_check_has_five_planted_reports() -> None:
    assert {code: min(len(cases), 5) for code, cases in PLANTED.items()} == dict.fromkeys(
        (code for code in CHECKS if code not in _ELSEWHERE), 5
    )


@pytest.mark.parametrize("sentence", SOUND["sentences"])
def test_a_true_sentence_has_no_finding(sentence: str) -> None:
    text = BASES["nanpu"].replace("（四）化解社会矛盾\n", f"（四）化解社会矛盾\n\n{sentence}\n")
    assert sentence in text
    assert [f.message for f in checked(text)[1] if f.code != "said_twice"] == []


@pytest.mark.parametrize("case", SOUND["changes"], ids=lambda case: case["change"][0][1][:20])
def test_what_has_a_good_reason_has_no_finding(case: dict[str, Any]) -> None:
    assert [f.message for f in checked(text_of(case))[1]] == []


@pytest.mark.parametrize(("code", "number", "case"), CASES, ids=[f"{c}-{n}" for c, n, _ in CASES])
def test_a_planted_fault_is_found_and_nothing_beside(code: str, number: int, case: dict[str, Any]) -> None:
    text = text_of(case)
    report, findings = checked(text)
    assert [written(f, text) for f in findings if f.code == code] == case["found"]
    assert {f.code for f in findings} - {code} <= set(case.get("beside", ()))
    by_id = {o.id: o for o in report.observations}
    for finding in findings:
        assert all(text[by_id[o].start : by_id[o].end] == by_id[o].text for o in finding.observations)
        assert finding.span == (finding.spans[0] if finding.spans else None)
        assert " / " in finding.message
