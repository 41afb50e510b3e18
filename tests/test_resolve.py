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
        ("全年共调解矛盾纠纷210件。全年司法所共调解矛盾纠纷86件。", "max", 210),
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
    ("text", "how"),
    [
        ("未发生行政诉讼案件。全年办理行政诉讼案件2件。", "conflict"),
        ("行政诉讼案件2件，被撤销0件。", "only"),
        ("全县发生生产安全事故4起。未发生较大以上生产安全事故。", "only"),
    ],
)
def test_nothing_and_something_of_one_thing_are_a_conflict(text: str, how: str) -> None:
    report = extract(text)
    value = next(iter(report.metrics.values()))
    assert (value.how, value.value > 0) == (how, True)
    assert all(("conflict" in o.review) is (how == "conflict") for o in report.observations)


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


@pytest.mark.parametrize(
    ("text", "value", "how"),
    [
        ("便民服务中心全年受理事项15632件，办结15630件。", 15632, "only"),
        ("便民服务中心受理事项5126件，办结5120件；村级代办事项1430件。", 6556, "sum"),
        ("开展法治督察2轮，反馈问题23个，已完成整改21个，剩余2个。", 23, "only"),
        ("办结社保业务1200件、办结民政事项300件、办结医保事项500件。", 2000, "sum"),
        ("县督察反馈问题整改12个，巡察反馈问题整改8个。", 20, "sum"),
        ("办理社保业务1200件，办结退役军人事项30件。", 1230, "sum"),
        ("开展法治督察1轮，反馈的11项问题已整改完成10项。", 11, "only"),
        ("组织案卷评查1次，评查案卷36本，优秀30本，不合格1本。", 36, "only"),
        ("审查合同41份。合同意识不强，审查的41份合同多数条款不全。", 41, "only"),
        ("审查合同41份。审查租赁合同41份。", 82, "sum"),
        ("清理规范性文件106件，修改3件、废止9件。", 106, "only"),
        ("清理规范性文件20件。废止规范性文件3件，宣布失效1件。", 24, "sum"),
        ("审查规范性文件5件，审查规范性文件草案3件。", 8, "sum"),
        ("开展行政检查50次，联合市场监管所开展行政检查30次。", 80, "sum"),
        ("党委中心组学法6次，领导干部集体学法24次。个别村全年学法仅1次。", 30, "sum"),
    ],
)
def test_what_came_of_a_thing_is_not_added_to_it(text: str, value: int, how: str) -> None:
    assert (value, how) in [(m.value, m.how) for m in extract(text).metrics.values()]
