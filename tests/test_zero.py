"""Statements that something did not occur: what they are of, whether they are so, and what only looks like one."""

from __future__ import annotations

import pytest

from fazhi_extract import extract
from fazhi_extract.explain import explain
from fazhi_extract.readers import Text

HEAD = "石门镇2024年法治政府建设情况报告\n一、主要工作\n"

# sentence → (text, metric, status, period) of each statement
STATEMENTS: dict[str, list[tuple[str, str, str, str | None]]] = {
    "实现安全生产“零事故”。": [("零事故", "safety_accidents", "actual", None)],
    "行政败诉“零”发生。": [("败诉“零”发生", "litigation_lost", "actual", None)],
    "全年零诉讼、零复议。": [
        ("零诉讼、零复议", "litigation_cases", "actual", None),
        ("零复议", "reconsideration_cases", "actual", None),
    ],
    "安全事故、群体性事件均未发生。": [
        ("安全事故、群体性事件均未发生", "safety_accidents", "actual", None),
        ("群体性事件均未发生", "mass_incidents", "actual", None),
    ],
    "全年安全事故、群体性事件零发生。": [
        ("安全事故、群体性事件零发生", "safety_accidents", "actual", None),
        ("群体性事件零发生", "mass_incidents", "actual", None),
    ],
    "零事故、群体性事件零发生。": [
        ("零事故", "safety_accidents", "actual", None),
        ("群体性事件零发生", "mass_incidents", "actual", None),
    ],
    "行政复议及行政诉讼案件：无。": [
        ("行政复议及行政诉讼案件：无", "reconsideration_cases", "actual", None),
        ("行政诉讼案件：无", "litigation_cases", "actual", None),
    ],
    "无行政诉讼败诉案件。": [("无行政诉讼败诉案件", "litigation_lost", "actual", None)],
    "力争实现安全生产零事故。": [("零事故", "safety_accidents", "planned", None)],
    "确保群体性事件零发生。": [("群体性事件零发生", "mass_incidents", "planned", None)],
    "确保全镇未发生群体性事件。": [("未发生群体性事件", "mass_incidents", "actual", None)],
    "各项指标达到要求，未发生安全事故。": [("未发生安全事故", "safety_accidents", "actual", None)],
    "行政复议零申请。": [("行政复议零申请", "reconsideration_cases", "actual", None)],
    "确保了群体性事件零发生。": [("群体性事件零发生", "mass_incidents", "actual", None)],
    "要求做到安全生产零事故。": [("零事故", "safety_accidents", "required", None)],
    "围绕行政诉讼“零败诉”目标抓培训。": [("零败诉", "litigation_lost", "planned", None)],
    "实现行政诉讼“零败诉”目标。": [("零败诉", "litigation_lost", "actual", None)],
    "上半年未发生安全事故。": [("未发生安全事故", "safety_accidents", "actual", "上半年")],
    "去年未发生安全事故。": [("未发生安全事故", "safety_accidents", "actual", "去年")],
    "2023年未发生安全事故。": [("未发生安全事故", "safety_accidents", "actual", "2023年")],
    "2023年行政诉讼0件。": [("0件", "litigation_cases", "actual", "2023年")],
    "经各方努力全年未发生安全事故。": [("未发生安全事故", "safety_accidents", "actual", None)],
}


@pytest.mark.parametrize("sentence", STATEMENTS)
def test_what_did_not_occur(sentence: str) -> None:
    found = extract(HEAD + sentence + "\n").observations
    assert [(o.text, o.metric, o.status, o.period) for o in found] == STATEMENTS[sentence]
    assert {(o.value, o.relation) for o in found} == {(0, "zero")}


def test_in_the_chapter_of_plans_it_is_a_plan() -> None:
    report = extract(HEAD + "开展普法8次。\n二、2025年工作计划\n一是安全生产零事故。二是未发生败诉案件。\n")
    assert [o.status for o in report.observations] == ["actual", "planned", "planned"]


@pytest.mark.parametrize(
    "sentence",
    [
        "存在零败诉意识不强的问题。",
        "打造“零事故”村。",
        "12个村达到“零事故”。",
        "坚持“零容忍”查处事故。",
        "未严格落实安全事故报告制度。",
        "未发现安全事故隐患。",
        "没有发生安全事故的企业得到表彰。",
        "无逾期未答复的依申请公开件。",
        "对轻微违法行为未实施行政处罚。",
        "未制定规范性文件管理办法。",
        "未经集体讨论不得制定规范性文件。",
        "有无行政诉讼案件需说明。",
        "全年行政诉讼零\n散发生，行政复议无\n重大变化。",  # the end of a line is no stop
        "调处安全事故、其他纠纷后局面稳定。",
    ],
)
def test_what_only_looks_like_one(sentence: str) -> None:
    found = extract(HEAD + sentence + "\n").observations
    assert [o.text for o in found if o.relation == "zero"] == []


def test_explain_says_why_it_is_a_plan() -> None:
    explained = explain(Text(HEAD + "确保群体性事件零发生。\n", None, "", "txt", None))
    assert [(c.of, c.value) for c in explained.figures[0].causes] == [
        ("relation", "zero"),
        ("status", "planned"),
    ]
