"""Reports against one another: copies, last year's figures, outliers, jumps."""

from __future__ import annotations

import re

import pytest

from fazhi_extract import Finding, extract
from fazhi_extract.checks.others import CHECKS, Compare, summary

from .test_planted import BASES

NEW_NAMES = {
    "qingshi": {"青石": "红岩"},
    "baiyang": {"白杨": "沙柳", "临河": "安平"},
    "donghu": {"东湖": "西苑"},
    "linhe": {"临河": "安平"},
    "nanpu": {"南浦": "北川"},
}


def compared(texts: dict[str, str], *, only: str | None = None) -> dict[str, list[Finding]]:
    """Return what the reports say of one another, by the name given to each."""
    off = frozenset(c.code for c in CHECKS if only and c.code != only)
    compare = Compare(texts.__getitem__, off)
    for name, text in texts.items():
        report = extract(text)
        report.source.path = name
        compare.add(summary(report, text, with_signature=True))
    return compare.findings()


def renamed(name: str) -> str:
    """Return a base as another organ would hand it in: other names, years and numbers, the same words."""
    text = BASES[name]
    for old, new in NEW_NAMES[name].items():
        text = text.replace(old, new)
    return re.sub(r"\d+(?=[件份名人次])", lambda n: str(int(n[0]) + 3), a_year_on(text))


def a_year_on(text: str) -> str:
    """Return a report with every year one later."""
    return re.sub(r"20[12]\d", lambda year: str(int(year[0]) + 1), text)


@pytest.mark.parametrize("name", BASES)
def test_a_copy_under_another_name_is_found_with_its_passages(name: str) -> None:
    texts = {**BASES, "copy": renamed(name)}
    found = compared(texts, only="near_duplicate")
    assert set(found) == {name, "copy"}
    [finding] = found["copy"]
    assert finding.severity == "warning"
    assert name in finding.message
    start, end = finding.spans[0]
    passage = texts["copy"][start:end]
    assert end - start > len(texts["copy"]) / 3
    longest_first = [stop - begin for begin, stop in finding.spans]
    assert longest_first == sorted(longest_first, reverse=True)
    assert re.sub(r"\d+", "", passage.split("。")[1])[-6:] in re.sub(r"\d+", "", texts[name])


def test_reports_of_their_own_words_are_no_copies() -> None:
    assert compared(BASES) == {}


@pytest.mark.parametrize("name", BASES)
def test_last_years_figures_are_found_in_the_later_report_only(name: str) -> None:
    texts = {"then": BASES[name], "now": a_year_on(BASES[name])}
    found = compared(texts, only="figures_as_last_year")
    assert list(found) == ["now"]
    assert "then" in found["now"][0].message
    changed = re.sub(r"(\d+)件", lambda n: f"{int(n[1]) + 1}件", texts["now"])
    assert compared({"then": BASES[name], "now": changed}, only="figures_as_last_year") == {}


JUMPS = (
    ("qingshi", "执法检查230次", "执法检查2300次", "2300次"),
    ("baiyang", "审查合同42份", "审查合同420份", "420份"),
    ("donghu", "工单860件", "工单86件", "86件"),
    ("linhe", "法律援助案件320件", "法律援助案件3200件", "3200件"),
    ("nanpu", "走访企业300家", "走访企业30家", "30家"),
)


@pytest.mark.parametrize(("name", "old", "new", "shown"), JUMPS)
def test_a_figure_many_times_last_years_is_found(name: str, old: str, new: str, shown: str) -> None:
    assert old in BASES[name]
    texts = {"then": BASES[name], "now": a_year_on(BASES[name]).replace(old, new)}
    found = compared(texts, only="jump")
    assert list(found) == ["now"]
    [finding] = found["now"]
    assert [texts["now"][start:end] for start, end in finding.spans] == [shown]
    rounded = texts["now"].replace(shown, f"{shown[:-1]}余{shown[-1]}")
    assert compared({"then": BASES[name], "now": rounded}, only="jump") == {}, "余 is not exact"


_HEAD = "{}{}年法治政府建设年度报告\n一、主要举措和成效\n{}\n"


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("祁阳县人民政府", "祁阳市人民政府"),
        ("祁阳县司法局", "祁阳市司法局"),
        ("祁阳县肖家镇人民政府", "祁阳市肖家镇人民政府"),
    ],
)
def test_a_place_is_the_same_under_its_new_name(then: str, now: str) -> None:
    figures = "全年调解矛盾纠纷{}件。"
    texts = {
        "then": _HEAD.format(then, 2020, figures.format(208)),
        "now": _HEAD.format(now, 2021, figures.format(2080)),
    }
    assert list(compared(texts, only="jump")) == ["now"]


@pytest.mark.parametrize("part", ["第一季度调解矛盾纠纷{}件。", "五年来累计调解矛盾纠纷{}件。"])
def test_a_part_of_the_year_is_not_compared_with_a_year(part: str) -> None:
    for number in (8, 3800):
        texts = {
            "then": _HEAD.format("红格镇人民政府", 2020, "全年调解矛盾纠纷208件。"),
            "now": _HEAD.format("红格镇人民政府", 2021, part.format(number)),
        }
        assert compared(texts, only="jump") == {}


def township(number: int, figures: str, county: str = "平川县") -> str:
    """Return a short report of one of a county's townships."""
    name = f"{county}{'甲乙丙丁戊己庚辛壬癸'[number]}河镇"
    return f"{name}人民政府2024年法治政府建设年度报告\n一、主要举措和成效\n{figures}\n"


OUTLIERS = (
    ("全年调解矛盾纠纷{}件。", [110, 96, 123, 104, 99, 131, 90, 118], 1210),
    ("开展普法宣传活动{}场次。", [12, 9, 15, 11, 10, 14, 13, 12], 120),
    ("办理行政处罚案件{}件。", [31, 40, 28, 35, 33, 30, 38, 29], 330),
    ("执法证持证率{}%。", [98, 99, 97.5, 98, 100, 99, 98.5, 97], 60),
    ("发放宣传资料{}份。", [3000, 2800, 3500, 2500, 3100, 2900, 3300, 2700], 31000),
)


@pytest.mark.parametrize(("sentence", "usual", "far"), OUTLIERS)
def test_a_township_far_from_the_others_of_its_county_is_found(
    sentence: str, usual: list[float], far: float
) -> None:
    reports = {f"{n}": township(n, sentence.format(value)) for n, value in enumerate([*usual, far])}
    found = compared(reports, only="outlier")
    assert list(found) == ["8"]
    assert f"{far:,}" in found["8"][0].message
    few = dict(list(reports.items())[2:])
    assert compared(few, only="outlier") == {}, "seven townships say nothing of what is usual"
    elsewhere = {**reports, "8": township(8, sentence.format(far), "大邑县")}
    assert compared(elsewhere, only="outlier") == {}


def test_rounded_figures_are_held_against_rounded_ones_only() -> None:
    exact = {f"{n}": township(n, f"全年调解矛盾纠纷{100 + n}件。") for n in range(8)}
    assert compared({**exact, "8": township(8, "全年调解矛盾纠纷3000余件。")}, only="outlier") == {}
