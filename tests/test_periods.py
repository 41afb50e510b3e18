"""Times within the year and beyond it are told apart, never added up in silence."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from fazhi_extract import extract
from fazhi_extract.models import MetricValue
from fazhi_extract.periods import coverage

from .conftest import run

TITLE = "青山镇2024年法治政府建设年度报告\n一、工作成效\n"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (None, "year"), ("2024年以来", "year"), ("自2024年1月1日起", "year"), ("1—12月", "year"),
        ("2024年1月至12月", "year"), ("2024年", "year"), ("截至2024年12月底", "year"), ("截至12月31日", "year"), ("3月份", "year"), ("2023年3月份", "beyond"), ("上半年", "within"), ("前三季度", "within"),
        ("2024年1月至6月", "within"), ("截至6月底", "within"), ("2023年1月至6月", "beyond"), ("近三年", "beyond"),
        ("2023年", "beyond"), ("去年", "beyond"), ("今年专项行动开展以来", "within"), ("自平台运行以来", "within"), ("成立以来", "beyond"), ("2021年至2023年", "beyond"), ("2020年以来", "beyond"), ("任期以来", "beyond"), ("历年", "beyond"),
    ],
)  # fmt: skip
def test_how_much_of_the_year_a_period_is(period: str | None, expected: str) -> None:
    assert coverage(period, 2024) == expected


def value(text: str, metric: str = "fines") -> MetricValue:
    """Return the one value of a metric in a report of 2024."""
    return extract(TITLE + text).metrics[metric]


@pytest.mark.parametrize(
    ("text", "amount", "how", "period"),
    [
        ("上半年罚款2万元。全年罚款5万元。", 50_000, "only", None),
        ("上半年罚款2万元，全年罚款5万元。", 50_000, "only", None),
        ("五年来罚款100万元，今年罚款20万元。", 200_000, "only", None),
        ("2021年至2023年罚款30万元。", 300_000, "only", "2021年至2023年"),
        ("2024年1月至6月罚款3万元。", 30_000, "only", "2024年1月至6月"),
        ("截至6月底，罚款3万元。", 30_000, "only", "截至6月底"),
        ("截至2024年12月底，罚款3万元。", 30_000, "only", None),
        ("截至2023年底，罚款3万元。", 30_000, "only", "截至2023年底"),
        ("截至2024年底，罚款3万元。", 30_000, "only", None),
        ("自平台运行以来，罚款5万元。", 50_000, "only", "自平台运行以来"),
        ("今年以来，罚款5万元。", 50_000, "only", None),
        ("任期以来罚款50万元。", 500_000, "only", "任期以来"),
        ("去年全年罚款9万元。", 90_000, "only", "去年全年"),
        ("2023年，我镇罚款9万元。", 90_000, "only", "2023年"),
        ("2024年，我镇罚款9万元。", 90_000, "only", None),
        ("罚款2万元。罚款5万元。", 70_000, "sum", None),
        ("上半年罚款2万元，下半年罚款3万元。", 50_000, "sum", "上半年；下半年"),
        ("近三年罚款100万元。罚款20万元。", 200_000, "only", None),
        ("近三年罚款100万元。", 1_000_000, "only", "近三年"),
        ("上半年罚款2万元。", 20_000, "only", "上半年"),
        # a month or a day of the year is within what is said of the whole of it
        ("3月份罚款3万元，全年罚款5万元。", 50_000, "only", None),
        ("3月15日罚款3万元，全年罚款5万元。", 50_000, "only", None),
        ("3月份罚款3万元。全年罚款5万元。", 50_000, "only", None),
        ("一季度罚款3万元，全年罚款5万元。", 50_000, "only", None),
        ("3月份罚款3万元，9月份罚款2万元。", 50_000, "sum", None),
        ("3月份罚款3万元。罚款2万元。", 50_000, "sum", None),
    ],
)
def test_one_value_is_of_one_time(text: str, amount: int, how: str, period: str | None) -> None:
    found = value(text)
    assert (found.value, found.how, found.period) == (amount, how, period)
    assert found.marked is (period is not None)


@pytest.mark.parametrize(
    "text",
    [
        "2022年、2023年、2024年分别调解矛盾纠纷350件、180件、208件。",
        "2022至2024年，调解矛盾纠纷分别为350件、180件、208件。",
        "2023年、2024年、2025年，调解矛盾纠纷分别达到180件、208件、350件。",
    ],
)
def test_each_of_the_years_listed_before_has_its_figure(text: str) -> None:
    found = value(text, "mediation_cases")
    assert (found.value, found.how, found.relation, found.period) == (208, "only", "plain", None)


def test_the_year_comes_before_years(report_file: Path) -> None:
    found = value("近三年累计调解纠纷90件。今年调解纠纷30件。", "mediation_cases")
    assert (found.value, found.how, found.period) == (30, "only", None)


def test_tables_say_what_is_not_of_the_whole_place_and_year(tmp_path: Path) -> None:
    text = "上半年调解矛盾纠纷60件。每个村开展法治宣传5场。下一步，计划培训执法人员30人次。"
    (tmp_path / "a.txt").write_text(TITLE + text, "utf-8")
    ids = "mediation_cases,publicity_events"
    table = run("a.txt", "--csv", "--headers", "id", "--qualifiers", "--metrics", ids, cwd=tmp_path)
    [row] = csv.DictReader(io.StringIO(table.stdout.decode("utf-8-sig")))
    assert (row["mediation_cases"], row["mediation_cases_qualifier"]) == ("60", "exact; 上半年")
    assert (row["publicity_events"], row["publicity_events_qualifier"]) == ("", "")
    shown = run("a.txt", "--metrics", ids, cwd=tmp_path).stdout.decode()
    assert "60*" in shown
    assert "5*" in shown
