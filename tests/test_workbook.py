"""The workbook, read back with openpyxl and with LibreOffice."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fazhi_extract import Finding, Report, extract, extract_file
from fazhi_extract.rules import metrics, rules_version
from fazhi_extract.writers import workbook
from fazhi_extract.writers.tables import report_columns, report_row, stated
from fazhi_extract.writers.workbook import render, write_workbook

from .conftest import SEEDS

IDS = tuple(metrics())
SHEETS = ["汇总", "明细", "章节", "核查", "说明"]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [extract_file(path) for path in sorted(SEEDS.glob("*.txt"))]


def write(path: Path, reports: Sequence[Report], ids: Sequence[str] = IDS) -> Path:
    """Write a workbook as a batch does: each share goes through JSON."""
    items = (json.loads(json.dumps(render(r, ids))) for r in reports)
    count = write_workbook(path, items, ids=ids, command="fazhi-extract seeds/ -o a.xlsx", date="2025-01-02")
    assert count == len(reports)
    return path


@pytest.fixture(scope="module")
def book(reports: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("book") / "a.xlsx", reports)


def rows(path: Path, sheet: str, *, formulas: bool = False) -> Iterator[tuple[Any, ...]]:
    return openpyxl.load_workbook(path, data_only=not formulas)[sheet].iter_rows(values_only=True)


def one(path: Path, **changes: Any) -> Any:
    """Return the one metric's cell of a report whose value is changed."""
    report = extract("全年共调解矛盾纠纷160件。")
    report.source.path = "报告.txt"
    report.metrics["mediation_cases"] = replace(report.metrics["mediation_cases"], **changes)
    write(path, [report], ["mediation_cases"])
    [_, row] = openpyxl.load_workbook(path, data_only=True)["汇总"].iter_rows()
    return row[-1]


def test_the_numbers_are_those_of_the_csv(book: Path, reports: list[Report]) -> None:
    head, *found = rows(book, "汇总")
    assert list(head) == report_columns(IDS)
    expected = [[cell if cell != "" else None for cell in report_row(r, IDS)] for r in reports]
    assert [list(row) for row in found] == expected


def test_each_number_leads_to_its_evidence(book: Path, reports: list[Report]) -> None:
    heads = len(report_columns(()))
    detail = openpyxl.load_workbook(book)["明细"]
    columns = [cell.value for cell in detail[1]]
    links = 0
    for report, row in zip(reports, list(rows(book, "汇总", formulas=True))[1:], strict=True):
        by_id = {o.id: o for o in report.observations}
        for metric, cell in zip(IDS, row[heads:], strict=True):
            if cell is None:
                continue
            link = re.fullmatch(r"""=HYPERLINK\("#'明细'!A(\d+)",([\d.]+)\)""", cell)
            assert link
            links += 1
            shown = dict(zip(columns, (c.value for c in detail[int(link[1])]), strict=True))
            proof = by_id[report.metrics[metric].observations[0]]
            assert (shown["编号"], shown["指标代码"]) == (proof.id, metric)
            assert (shown["数值"], shown["原文"], shown["依据"]) == (
                proof.value,
                proof.text,
                proof.evidence.text,
            )
            assert report.source.path == shown["路径"]
    assert links == sum(cell is not None for r in reports for cell in report_row(r, IDS)[heads:]) > 80


def test_every_figure_section_and_finding_has_its_row(book: Path, reports: list[Report]) -> None:
    assert openpyxl.load_workbook(book).sheetnames == SHEETS
    for sheet, number in (
        ("汇总", len(reports)),
        ("明细", sum(len(r.observations) for r in reports)),
        ("章节", sum(len(r.sections) for r in reports)),
        ("核查", sum(len(r.checks) for r in reports)),
    ):
        assert len(list(rows(book, sheet))) == number + 1


def test_heads_are_frozen_and_filtered(book: Path) -> None:
    sheets = openpyxl.load_workbook(book)
    frozen = {name: sheets[name].freeze_panes for name in SHEETS[:4]}
    assert frozen == {"汇总": "D2", "明细": "C2", "章节": "B2", "核查": "B2"}
    for name in SHEETS[:4]:
        sheet = sheets[name]
        assert sheet.auto_filter.ref == sheet.dimensions
    assert sheets["汇总"]["D1"].alignment.wrap_text


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, "#,##0"),
        ({"qualifier": "over"}, '#,##0"余"'),
        ({"qualifier": "about"}, '"约"#,##0'),
        ({"qualifier": "at_least"}, '"≥"#,##0'),
        ({"qualifier": "at_most"}, '"≤"#,##0'),
        ({"qualifier": "range", "value_max": 2000}, '#,##0"–2,000"'),
        ({"qualifier": "over", "how": "conflict"}, '#,##0"余*"'),
        ({"relation": "part"}, '#,##0"*"'),
        ({"relation": "zero", "value": 0}, "#,##0"),
        ({"unit": "%", "value": 99.5}, '0.##"%"'),
        ({"unit": "%", "value": 100}, '0"%"'),
        ({"unit": "亩", "value": 12.5}, "#,##0.####"),
    ],
)
def test_a_number_is_shown_as_the_report_has_it(tmp_path: Path, changes: dict[str, Any], shown: str) -> None:
    cell = one(tmp_path / "a.xlsx", **changes)
    assert cell.value == changes.get("value", 160)
    assert cell.number_format == shown


@pytest.mark.parametrize(
    "changes",
    [{"status": "planned"}, {"status": "required"}, {"relation": "previous"}, {"relation": "change"}],
)
def test_what_is_no_statement_of_the_year_stays_empty(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert one(tmp_path / "a.xlsx", **changes).value is None


def test_many_upper_ends_do_not_use_up_the_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MAX_RANGE_FORMATS", 1)
    many = [extract("全年共调解矛盾纠纷160件。") for _ in range(3)]
    for upper, report in zip((170, 180, 170), many, strict=True):
        value = replace(report.metrics["mediation_cases"], qualifier="range", value_max=upper)
        report.metrics["mediation_cases"] = value
    path = write(tmp_path / "a.xlsx", many, ["mediation_cases"])
    cells = [row[-1].number_format for row in openpyxl.load_workbook(path)["汇总"].iter_rows(min_row=2)]
    assert cells == ['#,##0"–170"', '#,##0"–…"', '#,##0"–170"']


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "=1+1"),
        ("https://example.org/", "https://example.org/"),
        ("208", "208"),
        ("a\x00b\x0bc\x1fd\ud800e\ufffe", "a�b�c�d�e�"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("<r><b>&</r>", "<r><b>&</r>"),
        ("{=1}", "{=1}"),
    ],
)
def test_texts_stay_texts_and_never_break_the_file(tmp_path: Path, text: str, kept: str) -> None:
    report = extract("全年共调解矛盾纠纷160件。")
    report.metadata.issuer = report.observations[0].evidence.text = text
    report.source.path = f"报告/{text.replace('/', '')}.txt"
    path = write(tmp_path / "a.xlsx", [report])
    [head, row] = openpyxl.load_workbook(path)["汇总"].iter_rows()
    cell = row[[c.value for c in head].index("单位")]
    assert (cell.value, cell.data_type) == (kept, "s")
    detail = dict(zip(*rows(path, "明细"), strict=True))
    assert detail["依据"] == kept


def test_long_texts_and_numbers_beyond_excel(tmp_path: Path) -> None:
    report = extract("全年共调解矛盾纠纷160件。")
    report.observations[0].evidence.text = "𠀀" * 40_000
    report.observations[0].value = 10**400
    value = replace(report.metrics["mediation_cases"], value=12345678901234567890)
    report.metrics["mediation_cases"] = value
    path = write(tmp_path / "a.xlsx", [report], ["mediation_cases"])
    detail = dict(zip(*rows(path, "明细"), strict=True))
    assert detail["依据"].endswith("𠀀…")
    assert detail["数值"] == str(10**400)
    assert list(rows(path, "汇总"))[1][-1] == "12345678901234567890"


def test_a_full_sheet_goes_on_in_the_next(
    tmp_path: Path, reports: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 101)
    path = write(tmp_path / "a.xlsx", reports)
    sheets = openpyxl.load_workbook(path)
    assert sheets["明细"].max_row == 101
    rest = sum(len(r.observations) for r in reports) - 100
    assert sheets["明细2"].max_row == 1 + rest
    assert [c.value for c in sheets["明细2"][1]] == [c.value for c in sheets["明细"][1]]
    assert sheets["明细2"].auto_filter.ref == sheets["明细2"].dimensions
    figures = [(r.source.path, o.id) for r in reports for o in r.observations]
    expected = [
        ("明细2" if at >= 100 else "明细", 2 + at % 100)
        for r in reports
        for value in (r.metrics.get(m) for m in IDS)
        if value and stated(value) is not None
        for at in [figures.index((r.source.path, value.observations[0]))]
    ]
    links = [str(c.value) for row in sheets["汇总"].iter_rows(min_row=2, min_col=7) for c in row if c.value]
    found = [re.match(r"""=HYPERLINK\("#'(\w+)'!A(\d+)""", link) for link in links]
    assert [(f[1], int(f[2])) for f in found if f] == expected


def test_a_finding_leads_to_its_figures(tmp_path: Path) -> None:
    report = extract("全年共调解矛盾纠纷160件,成功170件。")
    report.checks = [
        Finding(code="c", severity="warning", message="不符", observations=["o2", "o1"]),
        Finding(code="c", severity="error", message="不符", span=(0, 2)),
    ]
    path = write(tmp_path / "a.xlsx", [report])
    head, one, two = rows(path, "核查", formulas=True)
    first, second = dict(zip(head, one, strict=True)), dict(zip(head, two, strict=True))
    assert first["相关数字"] == """=HYPERLINK("#'明细'!A3","o2、o1")"""
    assert (first["程度"], second["程度"]) == ("警告", "错误")
    assert (second["相关数字"], second["起"], second["止"]) == (None, 0, 2)


def test_the_last_sheet_explains(book: Path) -> None:
    told = [tuple(c for c in row if c is not None) for row in rows(book, "说明")]
    assert ("规则版本", rules_version()) in told
    assert ("命令", "fazhi-extract seeds/ -o a.xlsx") in told
    assert ("日期", "2025-01-02") in told
    for metric in metrics().values():
        assert any(row[:3] == (metric.label, metric.definition, metric.id) for row in told)
    codes = {row[2] for row in told if len(row) == 3}
    assert {"over", "per_unit", "planned", "warning", "far trigger"} <= codes


def test_only_the_metrics_asked_for_in_their_order(tmp_path: Path, reports: list[Report]) -> None:
    path = write(tmp_path / "a.xlsx", reports, ["publicity_events", "mediation_cases"])
    assert list(next(rows(path, "汇总"))[-2:]) == ["普法宣传次数", "调解案件数"]
    assert write(tmp_path / "b.xlsx", reports, []).is_file()


def test_no_report_gives_a_workbook_with_heads(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [])
    assert [row for name in SHEETS[1:4] for row in list(rows(path, name))[1:]] == []


def test_the_same_shares_give_the_same_bytes(book: Path, reports: list[Report], tmp_path: Path) -> None:
    assert write(tmp_path / "b.xlsx", reports).read_bytes() == book.read_bytes()


def test_after_an_interrupt_the_workbook_holds_what_was_finished(
    tmp_path: Path, reports: list[Report]
) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield render(reports[0], IDS)
        raise KeyboardInterrupt

    path = tmp_path / "a.xlsx"
    with pytest.raises(KeyboardInterrupt):
        write_workbook(path, broken(), ids=IDS, command="", date="2025-01-02")
    assert len(list(rows(path, "汇总"))) == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_numbers(book: Path, reports: list[Report], tmp_path: Path) -> None:
    # all sheets, cells not as shown but as the numbers they are
    as_numbers = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", as_numbers, "--outdir", str(tmp_path), str(book)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with open(tmp_path / "a-汇总.csv", encoding="utf-8", newline="") as file:
        head, *found = csv.reader(file)
    assert head == report_columns(IDS)
    expected = [["" if c is None else str(c) for c in report_row(r, IDS)] for r in reports]
    assert found == expected
