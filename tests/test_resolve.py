"""The one value of a metric: where statements disagree, and what it leaves out."""

from __future__ import annotations

import pytest

from fazhi_extract import extract


@pytest.mark.parametrize(
    ("text", "how", "value"),
    [
        ("共调解矛盾纠纷200件。全年共调解矛盾纠纷210件。", "conflict", 210),
        ("全镇现有执法人员27名。我镇现有行政执法人员总数31人。", "conflict", 31),
        ("共调解矛盾纠纷210件。全年共调解矛盾纠纷210件。", "max", 210),
        ("全年共调解矛盾纠纷210件。上半年共调解矛盾纠纷100件。", "only", 210),
        ("全年共调解矛盾纠纷210件。3月份共调解矛盾纠纷20件。", "max", 210),
        ("全年共调解矛盾纠纷210件。近三年共调解矛盾纠纷600件。", "only", 210),
        ("全年共调解矛盾纠纷210件。各村调解矛盾纠纷60件。", "total", 210),
        ("全年共调解矛盾纠纷210余件。共调解矛盾纠纷215件。", "max", 215),
        ("全年共调解矛盾纠纷210件，其中调解家庭纠纷60件。", "only", 210),
    ],
)
def test_two_totals_are_a_conflict_where_a_report_has_one(text: str, how: str, value: int) -> None:
    report = extract(text)
    [found] = report.metrics.values()
    assert (found.how, found.value, found.marked) == (how, value, how == "conflict")
    assert any(c.code == "said_twice" for c in report.checks) is (how == "conflict")


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("拆除违法建筑2亩。另拆除违法建筑1334平方米。", ["o2"]),
        ("拆除违法建筑2亩，另拆除违法建筑1334平方米。", ["o2"]),
        ("拆除违法建筑2亩（1334平方米）。", []),
        ("开展行政检查50次。行政检查320家次。", ["o2"]),
        ("接待群众来访42批270人。", []),
    ],
)
def test_what_is_said_in_another_unit_is_marked(text: str, besides: list[str]) -> None:
    [value] = extract(text).metrics.values()
    assert (value.besides, value.marked) == (besides, bool(besides))
