"""Figures of a wider area than the report's own are told apart from its own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from fazhi_extract import extract
from fazhi_extract.explain import explain
from fazhi_extract.models import Report
from fazhi_extract.readers import Text

from .conftest import run

TOWNSHIP = "绿水镇人民政府\n关于2024年法治政府建设情况的报告\n一、工作成效\n"
COUNTY = "青山县人民政府\n关于2024年法治政府建设情况的报告\n一、工作成效\n"
WIDER = "wider area"


def wider(report: Report) -> list[float]:
    """Return the values that are said to be of a wider area."""
    return [o.value for o in report.observations if WIDER in o.review]


@pytest.mark.parametrize(
    ("text", "others", "own"),
    [
        ("全县共调解矛盾纠纷5000件，其中我镇208件。", [5000], 208),
        ("全县共调解矛盾纠纷5000件，我镇调解208件。", [5000], 208),
        ("全县共调解矛盾纠纷5000件，绿水镇调解208件。", [5000], 208),
        ("我镇调解矛盾纠纷208件，全县共5000件。", [5000], 208),
        ("全县共调解矛盾纠纷5000件，其中疑难纠纷300件，我镇208件。", [5000, 300], 208),
        ("全市调解矛盾纠纷9万件，全县调解5000件，我镇调解208件。", [90000, 5000], 208),
        ("今年以来，全县共调解矛盾纠纷5000件。我镇共调解矛盾纠纷208件。", [5000], 208),
        ("全县共调解矛盾纠纷5000件。", [5000], None),
        ("全县共调解矛盾纠纷5000件，司法所调解208件。", [5000], 208),
        ("全县“八五”普法中期评估获优秀，调解矛盾纠纷208件。", [], 208),
        ("全国宪法日期间共调解矛盾纠纷208件。", [], 208),
        ("全镇共调解矛盾纠纷208件。", [], 208),
        ("在全县22个乡镇中率先化解积案，共调解矛盾纠纷208件。", [], 208),
        ("全县法治工作会议召开后，我镇调解矛盾纠纷208件。", [], 208),
        ("我镇调解矛盾纠纷208件，占全县的10%。", [], 208),
        ("全县12个乡镇中化解数量排名第一，共调解矛盾纠纷208件。", [], 208),
        ("全县矛盾纠纷大排查活动期间，调解矛盾纠纷208件。", [], 208),
        ("全区域开展排查，调解矛盾纠纷208件。", [], 208),
    ],
)
def test_what_the_report_of_a_township_says_of_its_county(
    text: str, others: list[float], own: float | None
) -> None:
    report = extract(TOWNSHIP + text)
    value = report.metrics.get("mediation_cases")
    assert wider(report) == others
    if own is None:
        assert value is None
    else:
        assert value is not None
        assert (value.value, value.relation, value.marked) == (own, "plain", False)


@pytest.mark.parametrize(
    ("text", "others", "own"),
    [
        ("全县共调解矛盾纠纷5000件。", [], 5000),
        ("全市共调解矛盾纠纷9万件，我县调解5000件。", [90000], 5000),
        ("全县共调解矛盾纠纷5000件，其中绿水镇208件。", [], 5000),
    ],
)
def test_the_county_is_the_own_place_of_its_government(text: str, others: list[float], own: float) -> None:
    report = extract(COUNTY + text)
    assert wider(report) == others
    assert report.metrics["mediation_cases"].value == own


def test_without_an_issuer_only_the_own_place_beside_it_tells() -> None:
    assert wider(extract("全区共开展法治宣传500场次，我街道开展20场次。")) == [500]
    assert wider(extract("全区共开展法治宣传500场次。")) == []
    assert wider(extract("全区共开展法治宣传500场次，我局开展20场次。")) == []


def test_tables_and_explain_say_what_is_of_the_county(tmp_path: Path) -> None:
    text = TOWNSHIP + "全县共调解矛盾纠纷5000件，其中我镇208件。全县共开展法治宣传900场次。"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    ids = "mediation_cases,publicity_events"
    table = run("a.txt", "--csv", "--headers", "id", "--metrics", ids, cwd=tmp_path).stdout
    [row] = csv.DictReader(io.StringIO(table.decode("utf-8-sig")))
    assert (row["mediation_cases"], row["publicity_events"]) == ("208", "")
    causes = [
        [(c.of, c.value, c.cue) for c in f.causes] for f in explain(Text(text, None, "", "txt", None)).figures
    ]
    assert ("area", "全县", "wider") in causes[0]
    assert causes[1][0] == ("relation", "plain", "own_area")
