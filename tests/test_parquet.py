"""The Parquet folder, read back by what researchers use."""

from __future__ import annotations

import datetime
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from fazhi_extract import FazhiError, Report, extract, extract_file
from fazhi_extract.rules import metrics
from fazhi_extract.writers import parquet
from fazhi_extract.writers.parquet import ParquetFolder, render

from .conftest import SEEDS
from .generator import write_reports

FILES = ["metrics.parquet", "observations.parquet", "reports.parquet", "sections.parquet"]

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """The seeds and some invented reports."""
    invented = write_reports(tmp_path_factory.mktemp("reports") / "各乡镇", 25)
    return [extract_file(path) for path in (*sorted(SEEDS.glob("*.txt")), *invented)]


@pytest.fixture(scope="module")
def folder(reports: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all of them; tests only read it."""
    return fill(tmp_path_factory.mktemp("filled") / "数据", reports)


def fill(folder: Path, reports: list[Report]) -> Path:
    """Write reports into a folder."""
    with ParquetFolder(folder) as out:
        for report in reports:
            out.put(json.loads(json.dumps(render(report))))
    return folder


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of one table."""
    import pyarrow.parquet  # type: ignore[import-untyped]

    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pylist()
    return rows


def names(folder: Path) -> list[str]:
    """Return the names of all that is in a folder."""
    return sorted(p.name for p in folder.iterdir())


def test_every_row_is_there_in_order(folder: Path, reports: list[Report]) -> None:
    assert names(folder) == FILES
    assert [r["path"] for r in read(folder, "reports")] == [r.source.path for r in reports]
    assert [(o["report"], o["id"], o["metric"], o["label"], o["value"], o["evidence"]) for o in read(folder, "observations")] == [
        (r.source.path, o.id, o.metric, o.label, o.value, o.evidence.text) for r in reports for o in r.observations
    ]  # fmt: skip
    assert [(s["report"], s["id"], s["title"], s["level"]) for s in read(folder, "sections")] == [
        (r.source.path, s.id, s.title, s.level) for r in reports for s in r.sections
    ]
    assert [(m["report"], m["metric"], m["label"], m["value"], m["how"], m["observations"]) for m in read(folder, "metrics")] == [
        (r.source.path, metric, v.label, v.value, v.how, v.observations)
        for r in reports for metric, v in r.metrics.items()
    ]  # fmt: skip


def test_the_types_are_said(folder: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    def types(name: str) -> dict[str, Any]:
        schema = pyarrow.parquet.read_schema(folder / f"{name}.parquet")
        return dict(zip(schema.names, schema.types, strict=True))

    reports, observations, long = types("reports"), types("observations"), types("metrics")
    assert (reports["report_year"], reports["issued_on"]) == (pyarrow.int32(), pyarrow.date32())
    assert (reports["level"], types("sections")["level"]) == (pyarrow.string(), pyarrow.int32())
    assert observations["metric"] == long["metric"] == pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    assert observations["value"] == long["value"] == pyarrow.float64()
    assert long["observations"] == pyarrow.list_(pyarrow.string())


def test_dates_are_dates(folder: Path, reports: list[Report]) -> None:
    for row, report in zip(read(folder, "reports"), reports, strict=True):
        written = report.metadata.issued_on
        assert row["issued_on"] == (written and datetime.date.fromisoformat(written))


def test_many_groups_of_rows_are_one_table(
    folder: Path, reports: list[Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow.parquet

    monkeypatch.setattr(parquet, "ROWS", 50)
    fill(tmp_path, reports)
    file = pyarrow.parquet.ParquetFile(tmp_path / "observations.parquet")
    assert file.metadata.num_row_groups > 5
    file.close()
    for name in FILES:
        assert read(tmp_path, name.split(".")[0]) == read(folder, name.split(".")[0])


def test_the_same_reports_give_the_same_bytes(folder: Path, reports: list[Report], tmp_path: Path) -> None:
    fill(tmp_path, reports)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def put_and_fail(folder: Path, report: Report) -> None:
    """Write one report; the next is none."""
    with ParquetFolder(folder) as out:
        out.put(render(report))
        assert len(names(folder)) == 2 * len(FILES)
        out.put({})


def test_what_goes_wrong_leaves_the_old_files(reports: list[Report], tmp_path: Path) -> None:
    fill(tmp_path, reports[:3])
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    with pytest.raises(KeyError), ParquetFolder(tmp_path) as out:
        list(map(out.put, (render(reports[5]), {})))
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before
    fill(tmp_path, [])  # nothing could be read
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before
    fill(tmp_path, reports[5:6])
    assert names(tmp_path) == FILES
    assert [r["path"] for r in read(tmp_path, "reports")] == [reports[5].source.path]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other there")
def test_the_files_have_the_rights_of_new_files(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "new").touch()
    for name in FILES:
        assert (folder / name).stat().st_mode == (tmp_path / "new").stat().st_mode


def test_days_that_are_none_what_is_no_text_and_numbers_beyond_53_bits(tmp_path: Path) -> None:
    report = extract("全年调解矛盾纠纷208件。")
    report.source.path = os.fsdecode("青山.txt".encode("gbk"))
    report.metadata.issued_on = "2024-02-30"
    report.observations[0].value = 2**53 + 1
    fill(tmp_path, [report])
    (row,) = read(tmp_path, "reports")
    assert (row["path"], row["issued_on"]) == ("\\udcc7\\udce0ɽ.txt", None)
    assert read(tmp_path, "observations")[0]["value"] == 2**53
    assert read(tmp_path, "metrics")[0]["report"] == row["path"]


def test_without_pyarrow_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FazhiError, match=r'pip install "fazhi-extract\[parquet\]"'):
        ParquetFolder(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_pandas_reads_it(folder: Path, reports: list[Report]) -> None:
    pandas = pytest.importorskip("pandas")
    long = pandas.read_parquet(folder / "metrics.parquet")
    assert str(long["metric"].dtype) == "category"
    want = sum(r.metrics["mediation_cases"].value for r in reports if "mediation_cases" in r.metrics)
    assert long.loc[long["metric"] == "mediation_cases", "value"].sum() == want
    wide = long.pivot_table(index="report", columns="metric", values="value", observed=True)
    assert set(wide.columns) <= set(metrics())
    assert len(wide) == sum(bool(r.metrics) for r in reports)
    assert pandas.read_parquet(folder / "reports.parquet")["report_year"].dropna().between(2000, 2100).all()


def test_polars_reads_it(folder: Path, reports: list[Report]) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(folder / "observations.parquet")
    assert frame.height == sum(len(r.observations) for r in reports)
    unnamed = frame.filter(polars.col("metric").is_null()).height
    assert unnamed == sum(o.metric is None for r in reports for o in r.observations)
    heads = polars.read_parquet(folder / "reports.parquet")
    assert heads.schema["issued_on"] == polars.Date


def test_duckdb_reads_it(folder: Path, reports: list[Report]) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as db:
        got = db.execute(
            "SELECT r.issuer, sum(m.value) FROM read_parquet(?) m JOIN read_parquet(?) r ON r.path = m.report "
            "WHERE m.metric = 'mediation_cases' GROUP BY ALL",
            [str(folder / "metrics.parquet"), str(folder / "reports.parquet")],
        ).fetchall()
    want: dict[str | None, float] = {}
    for r in reports:
        if value := r.metrics.get("mediation_cases"):
            want[r.metadata.issuer] = want.get(r.metadata.issuer, 0) + value.value
    assert dict(got) == want
