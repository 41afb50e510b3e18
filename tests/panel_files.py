"""Reports of three counties over four years, invented, for the tests of the panel."""

from __future__ import annotations

from pathlib import Path

TOWNSHIPS = {
    "祁阳市": ("白水镇", "黎家坪镇", "肖家镇"),
    "盐边县": ("红格镇", "渔门镇"),
    "汨罗市": ("白水镇", "长乐镇"),
}
"""白水镇 is there twice; 祁阳市 was 祁阳县 until 2020."""
YEARS = range(2019, 2023)
GAP = ("盐边县", "渔门镇", 2021)
"""The one report that is missing."""


def county_in(county: str, year: int) -> str:
    """Return what a county was called in a year."""
    return "祁阳县" if county == "祁阳市" and year < 2021 else county


def cases(county: str, township: str, year: int) -> int:
    """Return how many disputes a report states."""
    return 100 + 10 * (year - 2019) + 7 * len(county + township) + ord(township[0]) % 50


def text(issuer: str, year: int, achievements: str) -> str:
    """Return a report."""
    return (
        f"{issuer}{year}年度法治政府建设年度报告\n一、工作成效\n{achievements}\n"
        f"二、下一步打算\n{year + 1}年计划开展普法宣传活动99场。\n{issuer}\n{year + 1}年1月10日\n"
    )


def achievements(county: str, township: str, year: int) -> str:
    """Return what a township tells: exact in most years, approximate or of half a year in others."""
    number = cases(county, township, year)
    over = "余" if (township, year) == ("红格镇", 2020) else ""
    half = "上半年" if (township, year) == ("肖家镇", 2021) else "全年"
    more = "发放宣传资料1200份。" if township == "长乐镇" else ""
    return f"{half}共调解矛盾纠纷{number}{over}件，调解成功率{90 + year % 10}%。{more}"


def write_counties(folder: Path) -> None:
    """Write the reports, a folder a year."""
    for year in YEARS:
        for county, townships in TOWNSHIPS.items():
            for township in townships:
                if (county, township, year) != GAP:
                    issuer = f"{county_in(county, year)}{township}人民政府"
                    path = folder / str(year) / f"{county_in(county, year)}{township}.txt"
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text(issuer, year, achievements(county, township, year)), "utf-8")
