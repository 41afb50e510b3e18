"""The panel: places joined over years, growth where it can be compared, sums that are those of the rows."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi_extract import extract
from fazhi_extract.panel import Entry, Panel, Value, build, entry_of, growth, summarise
from fazhi_extract.rules import metrics

from .conftest import run
from .panel_files import GAP, TOWNSHIPS, YEARS, cases, text, write_counties

Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("panel") / "reports"
    write_counties(folder)
    return folder


@pytest.fixture(scope="module")
def wide(reports: Path) -> Rows:
    out = reports.parent / "wide.csv"
    done = run("panel", str(reports), "--headers", "id", "-o", str(out))
    assert done.returncode == 0, done.stderr.decode()
    return read(out)


@pytest.fixture(scope="module")
def summary(reports: Path, wide: Rows) -> Rows:
    return read(reports.parent / "wide.summary.csv")


def of(rows: Rows, **wanted: object) -> dict[str, str]:
    found = [row for row in rows if all(row[name] == str(value) for name, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


# Places and years


def test_each_place_has_a_row_for_each_year(wide: Rows) -> None:
    places = [(county, township) for county, below in TOWNSHIPS.items() for township in below]
    assert {(r["county"], r["township"], int(r["year"])) for r in wide} == {
        (*place, year) for place in places for year in YEARS
    }
    assert len(wide) == len(places) * len(YEARS)
    for row in wide:
        if not row["mark"]:
            assert int(row["mediation_cases"]) == cases(row["county"], row["township"], int(row["year"]))


def test_a_renamed_county_is_one_series(wide: Rows) -> None:
    rows = [row for row in wide if row["township"] == "黎家坪镇"]
    assert {row["code"] for row in rows} == {"431181115"}
    assert [row["issuer"][:3] for row in rows] == ["祁阳县", "祁阳县", "祁阳市", "祁阳市"]
    assert rows[1]["report_code"] != rows[2]["report_code"] == "431181115"
    assert rows[2]["mediation_cases_growth"]


def test_townships_of_one_name_in_two_counties_stay_apart(wide: Rows) -> None:
    assert {row["code"] for row in wide if row["township"] == "白水镇"} == {"431181107", "430681104"}


def test_a_missing_year_is_a_row_without_values(wide: Rows, reports: Path) -> None:
    county, township, year = GAP
    row = of(wide, county=county, township=township, year=year)
    assert row["mark"] == "missing"
    assert not any(row[name] for name in row if name.startswith("mediation"))
    assert not row["source"]
    after = of(wide, township=township, year=year + 1)
    assert (after["mediation_cases_growth"], after["mediation_cases_growth_note"]) == ("", "year missing")
    without = run("panel", str(reports), "--no-gaps").stdout.decode().splitlines()
    assert len(without) == len(wide)  # the header in place of the missing year


def test_a_plan_is_no_value(wide: Rows) -> None:
    assert "publicity_events" not in wide[0]  # each report plans 99 and states none


# Growth


def test_growth_is_that_of_exact_values(wide: Rows) -> None:
    row = of(wide, county="汨罗市", township="长乐镇", year=2021)
    now, before = cases("汨罗市", "长乐镇", 2021), cases("汨罗市", "长乐镇", 2020)
    assert float(row["mediation_cases_growth"]) == round((now - before) / before * 100, 2)
    assert float(row["mediation_success_rate_growth"]) == 1  # points: 90% to 91%


@pytest.mark.parametrize(
    ("township", "year", "note"),
    [
        ("长乐镇", 2019, "no earlier year"),
        ("红格镇", 2020, "not exact"),
        ("红格镇", 2021, "not exact"),
        ("肖家镇", 2021, "other period"),
        ("肖家镇", 2022, "other period"),
    ],
)
def test_what_cannot_be_compared_says_why(wide: Rows, township: str, year: int, note: str) -> None:
    row = of(wide, township=township, year=year)
    assert (row["mediation_cases_growth"], row["mediation_cases_growth_note"]) == ("", note)


_EXACT = Value(100, None, "exact", "件", "only", "actual", "plain", None)


@pytest.mark.parametrize(
    ("now", "before", "kind", "expected"),
    [
        ({"value": 120}, {}, "case", 20.0),
        ({"unit": "起"}, {}, "case", 0.0),
        ({"unit": "人次"}, {}, "case", "unit differs"),
        ({"unit": "幅"}, {"unit": "条"}, "piece", 0.0),
        ({"how": "sum"}, {"how": "total"}, "case", "sum and total"),
        ({"how": "conflict"}, {}, "case", "conflict"),
        ({}, {"status": "planned"}, "case", "not stated before"),
        ({"status": "planned"}, {}, "case", "not actual"),
        ({"relation": "part"}, {}, "case", "not plain"),
        ({}, {"value": 0, "relation": "zero", "unit": None}, "case", "zero before"),
        ({"value": 0, "relation": "zero", "unit": None}, {}, "case", -100.0),
        ({"value": 97.5, "unit": "%"}, {"value": 95, "unit": "%"}, "percent", 2.5),
    ],
)
def test_the_rules_of_growth(
    now: dict[str, Any], before: dict[str, Any], kind: str, expected: object
) -> None:
    found = growth(_EXACT._replace(**now), _EXACT._replace(**before), kind)
    assert expected == (found.value if found.reason is None else found.reason)


# Reports that are of one place and year, or cannot be placed


def panel_of(*texts: str) -> Panel:
    entries = []
    for number, one in enumerate(texts):
        entry = entry_of(extract(one))
        entry.path = f"{number}.txt"
        entries.append(entry)
    return build(entries, metrics())


def shown(panel: Panel) -> list[tuple[str, int | None, str]]:
    return [(row.place.shown, row.year, row.entry.path if row.entry else "") for row in panel.rows]


def test_the_fuller_of_two_reports_counts_and_the_other_is_named(tmp_path: Path) -> None:
    issuer = "盐边县红格镇人民政府"
    (tmp_path / "a初稿.txt").write_text(text(issuer, 2022, "全年共调解矛盾纠纷50件。"), "utf-8")
    full = text(issuer, 2022, "全年共调解矛盾纠纷52件。开展执法检查30次。")
    (tmp_path / "b定稿.txt").write_text(full, "utf-8")
    (tmp_path / "c定稿副本.txt").write_text(full, "utf-8")
    out = tmp_path / "panel.csv"
    done = run("panel", str(tmp_path), "--headers", "id", "-o", str(out))
    [row] = read(out)
    assert (row["mediation_cases"], Path(row["source"]).name) == ("52", "b定稿.txt")
    assert Path(row["other_sources"]).name == "a初稿.txt"
    assert "a初稿.txt" in done.stderr.decode()
    findings = {f["code"]: f for f in read(tmp_path / "panel.findings.csv")}
    assert "调解案件数" in findings["two_reports"]["message"]
    assert "c定稿副本.txt" in findings["same_report"]["sources"]


def test_a_government_and_its_department_are_two_places() -> None:
    panel = panel_of(
        text("祁阳县人民政府", 2020, "共调解矛盾纠纷900件。"), text("祁阳县司法局", 2020, "共调解矛盾纠纷300件。"),
        text("祁阳市司法局", 2021, "共调解矛盾纠纷330件。"),
    )  # fmt: skip
    assert shown(panel) == [
        ("湖南省永州市祁阳市", 2020, "0.txt"),
        ("湖南省永州市祁阳市司法局", 2020, "1.txt"),
        ("湖南省永州市祁阳市司法局", 2021, "2.txt"),
    ]


@pytest.mark.parametrize(
    ("issuers", "codes"),
    [
        (["长治市城区人民政府", "长治市潞州区人民政府"], {"140402", "140403"}),
        (["宁波市江东区人民政府", "宁波市鄞州区人民政府"], {"330204", "330212"}),
    ],
)
def test_places_that_were_merged_stay_apart_before(issuers: list[str], codes: set[str]) -> None:
    panel = panel_of(*(text(issuer, 2015, "共调解矛盾纠纷50件。") for issuer in issuers))
    assert {series[0].place.code for series in panel.series} == codes
    assert len(list(panel.rows)) == 2
    assert "place_merged" in {finding.code for finding in panel.findings}


@pytest.mark.parametrize(
    "organ", ["盐边县红格镇司法所", "盐边县红格镇综合行政执法队", "盐边县人民法院", "盐边县公安局红格派出所"]
)
def test_an_organ_of_a_place_is_no_second_report_of_its_government(organ: str) -> None:
    panel = panel_of(
        text("盐边县红格镇人民政府", 2022, "共调解矛盾纠纷208件。"),
        text("盐边县人民政府", 2022, "共调解矛盾纠纷2080件。"),
        text(organ, 2023, "共调解矛盾纠纷60件。"),
    )
    assert len(panel.series) == 3
    assert panel.findings == []


def test_a_zone_is_one_place_however_it_signs() -> None:
    panel = panel_of(
        text("合肥高新区管委会", 2021, "共调解矛盾纠纷50件。"),
        text("合肥高新技术产业开发区管理委员会", 2022, "共调解矛盾纠纷60件。"),
        text("合肥高新区", 2023, "共调解矛盾纠纷70件。"),
    )
    (series,) = panel.series
    assert [row.year for row in series] == [2021, 2022, 2023]


def test_a_county_is_not_drawn_as_the_neighbour_that_took_it_in() -> None:
    panel = panel_of(
        text("杭州市下城区人民政府", 2020, "共调解矛盾纠纷500件。"),
        text("杭州市拱墅区人民政府", 2021, "共调解矛盾纠纷900件。"),
    )
    assert {series[0].place.code for series in panel.series} == {"330103", "330105"}


def test_reports_that_cannot_be_placed_are_kept_and_named(tmp_path: Path) -> None:
    for number, one in enumerate(
        [
            text("青石梁镇人民政府", 2022, "共调解矛盾纠纷50件。"),
            text("青石梁镇人民政府", 2022, "共调解矛盾纠纷60件。"),
            "法治政府建设年度报告\n共调解矛盾纠纷70件。\n",
            "盐边县红格镇人民政府法治政府建设年度报告\n共调解矛盾纠纷80件。\n",
        ]
    ):
        (tmp_path / f"{number}.txt").write_text(one, "utf-8")
    out = tmp_path / "panel.csv"
    done = run("panel", str(tmp_path), "--headers", "id", "-o", str(out))
    rows = read(out)
    assert sorted(row["mediation_cases"] for row in rows) == ["50", "60", "70", "80"]
    assert {row["mediation_cases"]: row["place_by"] for row in rows} == {
        "50": "name",
        "60": "name",
        "70": "file",
        "80": "code",
    }
    assert of(rows, mediation_cases=80)["mark"] == "no year"
    codes = [finding["code"] for finding in read(tmp_path / "panel.findings.csv")]
    assert sorted(codes) == ["no_place", "no_year", "no_year", "same_name"]
    assert "2 reports without a year" in done.stderr.decode()


def test_places_known_by_name_alone_have_no_growth() -> None:
    years = [text("青石梁镇人民政府", year, "共调解矛盾纠纷50件。") for year in (2021, 2022)]
    *_, last = panel_of(*years).filled()
    assert last.growth["mediation_cases"].reason == "place not settled"
    named = [text("桃源山县青石梁镇人民政府", year, "共调解矛盾纠纷50件。") for year in (2021, 2022)]
    *_, last = panel_of(*named).filled()
    assert last.growth["mediation_cases"].value == 0


def test_a_township_without_a_code_belongs_to_its_county() -> None:
    panel = panel_of(
        text("祁阳县青石梁镇人民政府", 2020, "共调解矛盾纠纷50件。"),
        text("祁阳市青石梁镇人民政府", 2021, "共调解矛盾纠纷60件。"),
        text("祁阳市白水镇人民政府", 2021, "共调解矛盾纠纷40件。"),
    )
    assert shown(panel) == [
        ("湖南省永州市祁阳市白水镇", 2021, "2.txt"),
        ("湖南省永州市祁阳市青石梁镇", 2020, "0.txt"),
        ("湖南省永州市祁阳市青石梁镇", 2021, "1.txt"),
    ]
    sums = {(s.area.code, s.year): s.sum for s in summarise(panel) if s.metric == "mediation_cases"}
    assert sums == {("431181", 2020): 50, ("431181", 2021): 100}


# Formats and inputs


@pytest.fixture(scope="module")
def before(reports: Path) -> Path:
    """The reports as a run before left them."""
    out = reports.parent / "all.jsonl"
    assert run(str(reports), "-o", str(out)).returncode == 0
    return out


@pytest.mark.parametrize(
    "options", [["--long"], ["--plain"], ["--metrics", "publicity_materials,mediation_cases"]]
)
def test_what_was_read_before_gives_the_same(reports: Path, before: Path, options: list[str]) -> None:
    anew, again = (run("panel", str(source), *options) for source in (reports, before))
    assert anew.stdout == again.stdout
    assert len(anew.stdout.splitlines()) > 20
    assert run("panel", str(reports), "-j", "2", *options).stdout == anew.stdout


def _cell(cell: object) -> str:
    if cell is None or cell != cell:
        return ""
    return f"{cell:g}" if isinstance(cell, (int, float)) else str(cell)


def _numbers(rows: list[list[str]]) -> list[list[str]]:
    def plain(cell: str) -> str:
        try:
            return f"{float(cell):g}"
        except ValueError:
            return cell

    return [[plain(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("options", [[], ["--long"]])
def test_csv_workbook_and_parquet_say_the_same(before: Path, tmp_path: Path, options: list[str]) -> None:
    for kind in ("csv", "tsv", "xlsx", "parquet"):
        done = run("panel", str(before), "--headers", "id", *options, "-o", str(tmp_path / f"p.{kind}"))
        assert done.returncode == 0, done.stderr.decode()
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    assert book.sheetnames == ["面板", "汇总", "核查", "说明"]
    for sheet, part in (("面板", ""), ("汇总", ".summary"), ("核查", ".findings")):
        rows = list(csv.reader(io.StringIO((tmp_path / f"p{part}.csv").read_text("utf-8-sig"))))
        tabs = (tmp_path / f"p{part}.tsv").read_text("utf-8-sig")
        assert list(csv.reader(io.StringIO(tabs), delimiter="\t")) == rows
        in_book = [[_cell(c) for c in row] for row in book[sheet].iter_rows(values_only=True)]
        assert _numbers(in_book) == _numbers(rows)
        table = pd.read_parquet(tmp_path / f"p{part}.parquet")
        in_parquet = [
            list(table.columns),
            *([_cell(c) for c in row] for row in table.itertuples(index=False)),
        ]
        assert _numbers(in_parquet) == _numbers(rows)


def test_the_workbook_shows_what_is_not_exact_and_says_codes_in_words(before: Path, tmp_path: Path) -> None:
    out = tmp_path / "panel.xlsx"
    assert run("panel", str(before), "-o", str(out)).returncode == 0
    sheet = openpyxl.load_workbook(out)["面板"]
    header = [cell.value for cell in sheet[1]]
    rows = [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    over = next(r for r in rows if (r["乡镇街道"].value, r["年度"].value) == ("红格镇", 2020))
    assert "余" in over["调解案件数"].number_format
    assert over["调解案件数（限定）"].value == "余"
    half = next(r for r in rows if (r["乡镇街道"].value, r["年度"].value) == ("肖家镇", 2021))
    assert "*" in half["调解案件数"].number_format
    assert (half["调解案件数（范围）"].value, half["调解案件数（不计增长的原因）"].value) == (
        "上半年",
        "时段非全年",
    )
    assert next(r for r in rows if r["标记"].value)["标记"].value == "缺报告"


def test_a_broken_line_is_named_and_the_rest_goes_on(before: Path, tmp_path: Path) -> None:
    lines = before.read_bytes().splitlines(keepends=True)
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(b"".join([lines[0], b'{"no": "report"}\n', lines[1][:200], b"\n", lines[2]]))
    done = run("panel", str(broken))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    said = done.stderr.decode()
    assert "line 2: is no report" in said
    assert "line 3" in said


def test_reports_of_other_rules_and_unknown_metrics_are_told(before: Path, tmp_path: Path) -> None:
    report = json.loads(before.read_bytes().splitlines()[0])
    report["rules_version"] = "000000000000"
    report["metrics"]["own_metric"] = report["metrics"]["mediation_cases"]
    old = tmp_path / "old.jsonl"
    old.write_text(json.dumps(report), "utf-8")
    done = run("panel", str(old))
    assert done.returncode == 0
    assert "another version of the rules" in done.stderr.decode()
    assert "do not have" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a folder"),
        (["seeds", "-o", "panel.doc"], "no format for panel.doc"),
        (["seeds", "--by", "village"], "choose county, city, province"),
        (["seeds", "--metrics", "mediation_case"], "did you mean mediation_cases"),
        (["seeds", "--headers", "zh"], "choose label or id"),
        (["seeds/all.jsonl", "-o", "seeds/all.jsonl"], "end the name in"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], said: str) -> None:
    done = run("panel", *arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert not done.stdout


def test_nothing_read_leaves_an_earlier_panel(tmp_path: Path) -> None:
    out = tmp_path / "panel.csv"
    out.write_text("earlier")
    (tmp_path / "empty.jsonl").touch()
    for name, said in (("none.jsonl", "could not be read"), ("empty.jsonl", "holds no report")):
        done = run("panel", str(tmp_path / name), "-o", str(out))
        assert done.returncode == 1
        assert said in done.stderr.decode()
        assert out.read_text() == "earlier"


def test_json_without_end_is_named(tmp_path: Path) -> None:
    (tmp_path / "deep.jsonl").write_text("[" * 60_000 + "\n")
    for command in (
        "panel deep.jsonl",
        "gold import deep.jsonl --from doccano",
        "diff deep.jsonl deep.jsonl --json",
    ):
        done = run(*command.split(), cwd=tmp_path)
        assert b"Traceback" not in done.stderr
        assert done.returncode in ((0,) if command.startswith("diff") else (1, 2))


# The summary


def test_the_summary_counts_exact_and_approximate_values_apart(summary: Rows) -> None:
    row = of(summary, county="盐边县", year=2020, metric="mediation_cases")
    assert (row["reports"], row["stating"], row["exact"], row["approximate"], row["other"]) == (
        "2",
        "2",
        "1",
        "1",
        "0",
    )
    assert row["sum"] == row["median"] == str(cases("盐边县", "渔门镇", 2020))
    half = of(summary, county="祁阳市", year=2021, metric="mediation_cases")
    assert (half["exact"], half["other"]) == ("2", "1")
    few = of(summary, county="汨罗市", year=2020, metric="publicity_materials")
    assert (few["stating"], few["share"], few["sum"]) == ("1", "0.5", "1200")
    gap = of(summary, county="盐边县", year=2021, metric="mediation_cases")
    assert (gap["reports"], gap["missing"]) == ("1", "1")
    rate = of(summary, county="汨罗市", year=2022, metric="mediation_success_rate")
    assert (rate["sum"], rate["median"], rate["unit"]) == ("", "92", "%")


def test_the_summary_by_province_adds_the_counties(before: Path, tmp_path: Path, summary: Rows) -> None:
    out = tmp_path / "p.csv"
    run("panel", str(before), "--headers", "id", "--by", "province", "-o", str(out))
    hunan = of(read(tmp_path / "p.summary.csv"), province="湖南省", year=2019, metric="mediation_cases")
    counties = [
        r for r in summary if (r["province"], r["year"], r["metric"]) == ("湖南省", "2019", "mediation_cases")
    ]
    assert len(counties) == 2
    assert int(hunan["sum"]) == sum(int(r["sum"]) for r in counties)


_CODES = ("431181107", "431181115", "430681104", "510422101", "510422")
_VALUES = st.builds(
    Value,
    st.integers(0, 500),
    st.none(),
    st.sampled_from(["exact", "exact", "over", "about"]),
    st.sampled_from(["件", "件", "起", "人次"]),
    st.sampled_from(["only", "sum", "conflict"]),
    st.sampled_from(["actual", "actual", "planned"]),
    st.sampled_from(["plain", "plain", "part", "zero"]),
    st.sampled_from([None, None, "上半年"]),
)
_IDS = ("mediation_cases", "mediation_success_rate", "publicity_displays")


@st.composite
def _entries(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for number in range(draw(st.integers(0, 12))):
        values = {metric: list(draw(_VALUES)) for metric in draw(st.sets(st.sampled_from(_IDS)))}
        code = draw(st.sampled_from(_CODES))
        entries.append(
            Entry(
                path=f"{number}.txt", sha256=str(number), rules="1", code=code, region=(), issuer="镇人民政府",
                level="township" if len(code) == 9 else "county", year=draw(st.sampled_from([None, 2020, 2021, 2023])),
                issued_on=None, stating=len(values), packed=json.dumps(values).encode(),
            )
        )  # fmt: skip
    return entries


@settings(max_examples=60)
@given(_entries())
def test_the_sums_of_the_summary_are_the_sums_of_the_rows(entries: list[Entry]) -> None:
    panel = build(entries, metrics())
    rows = list(panel.filled())
    used = {entry.path for f in rows for entry in (f.row.entry, *f.row.others) if entry}
    assert used == {entry.path for entry in entries}
    for by in ("county", "province"):
        exact: dict[tuple[object, ...], list[Value]] = defaultdict(list)
        for filled in rows:
            for metric, value in filled.values.items():
                if value.stated and filled.row.entry:
                    place = filled.row.place.names[: 3 if by == "county" else 1]
                    exact[place, filled.row.entry.level, filled.row.year, metric].append(value)
        for s in summarise(panel, by):
            names = tuple(s.area.names)[: 3 if by == "county" else 1]
            values = exact.pop((names, s.area.level, s.year, s.metric), [])
            assert s.stating == len(values) == s.exact + s.approximate + s.other
            if s.sum is not None and s.metric == "mediation_cases":
                same = [
                    v
                    for v in values
                    if v.exact and (v.relation == "zero" or (v.unit == "人次") == (s.unit == "人次"))
                ]
                assert s.sum == sum(v.value for v in same)
                assert s.exact == len(same)
        assert not exact


@settings(max_examples=30)
@given(_entries(), st.randoms())
def test_the_order_of_the_reports_changes_nothing(entries: list[Entry], random: Any) -> None:
    mixed = list(entries)
    random.shuffle(mixed)
    one, other = build(entries, metrics()), build(mixed, metrics())
    assert list(one.filled()) == list(other.filled())
    assert one.findings == other.findings
