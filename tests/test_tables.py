"""The tables as spreadsheets and programs get them: columns, types, marks, and what the command says of a run."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from .conftest import ROOT, SEEDS, run, seed


def rows(*arguments: str, delimiter: str = ",") -> list[dict[str, str]]:
    done = run(str(SEEDS), *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode()), delimiter=delimiter))


def test_metrics_are_chosen_and_ordered() -> None:
    table = rows("--csv", "--metrics", "publicity_events,mediation_cases", "--headers", "id")
    assert list(table[0]) == [
        "file", "title", "issuer", "region", "report_year", "issued_on", "path", "publicity_events", "mediation_cases",
    ]  # fmt: skip
    assert [r["mediation_cases"] for r in table] == ["160", "", "", "90", "208"]


def test_a_number_stays_a_number_and_its_qualifier_stands_beside_it() -> None:
    table = rows("--csv", "--metrics", "mediation_cases", "--qualifiers")
    assert [(r["调解案件数"], r["调解案件数（限定）"]) for r in table] == [
        ("160", "over"), ("", ""), ("", ""), ("90", "over; 自两级平台联动工作实施以来"), ("208", "exact"),
    ]  # fmt: skip


@pytest.mark.parametrize("table", ["observations", "sections"])
def test_long_tables_have_ids_or_labels(table: str) -> None:
    by_id, by_label = rows("--csv", "--table", table), rows("--csv", "--table", table, "--headers", "label")
    assert list(by_id[0])[:2] == ["file", "id"]
    assert list(by_label[0])[:2] == ["文件", "编号"]
    assert [list(r.values()) for r in by_id] == [list(r.values()) for r in by_label]


def test_tabs_hold_the_same_cells() -> None:
    one, other = (
        rows("--csv", "--table", "observations"),
        rows("--tsv", "--table", "observations", delimiter="\t"),
    )
    assert one == other


def test_pandas_reads_the_right_types(tmp_path: Path) -> None:
    wide, long = tmp_path / "wide.csv", tmp_path / "long.csv"
    assert run(str(SEEDS), "--csv", "-o", str(wide), "--headers", "id").returncode == 0
    assert run(str(SEEDS), "--csv", "--table", "observations", "-o", str(long)).returncode == 0
    table = pd.read_csv(wide, parse_dates=["issued_on"])
    assert table["report_year"].dtype.kind == "i"
    assert table["issued_on"].dtype.kind == "M"
    numbers = table.drop(columns=["file", "title", "issuer", "region", "report_year", "issued_on", "path"])
    assert {d.kind for d in numbers.dtypes} == {"f"}
    observations = pd.read_csv(long)
    assert {observations[c].dtype.kind for c in ("start", "end")} == {"i"}
    assert observations["value"].dtype.kind == "f"
    texts = {p.name: p.read_text("utf-8-sig") for p in SEEDS.glob("*.txt")}
    for row in observations.to_dict("records"):
        assert texts[Path(row["file"]).name][row["start"] : row["end"]] == row["text"]


def test_the_name_of_the_file_says_the_format(tmp_path: Path) -> None:
    for suffix, begins in (("xlsx", b"PK"), ("tsv", b"\xef\xbb\xbf"), ("jsonl", b"{"), ("json", b"{")):
        out = tmp_path / f"out.{suffix}"
        assert run(str(seed("000")), "-o", str(out)).returncode == 0
        assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--csv", "--resume"), "--resume needs a file"),
        (("--xlsx",), "add -o FILE.xlsx"),
        (("--csv", "--headers", "none"), "choose label or id"),
        (("--json", "--table", "sections"), "--table goes with --csv"),
        (("--db", "{folder}"), "is a folder: name a file"),
    ],
)
def test_what_does_not_go_together_is_said(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(str(seed("000")), *(a.format(folder=tmp_path) for a in arguments))
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_one_run_can_fill_several_outputs(tmp_path: Path) -> None:
    database, parquet, table = tmp_path / "r.sqlite", tmp_path / "parquet", tmp_path / "t.csv"
    done = run(str(SEEDS), "--db", str(database), "--parquet", str(parquet), "--csv", "-o", str(table))
    assert done.returncode == 0, done.stderr.decode()
    assert len(pd.read_csv(table)) == len(pd.read_parquet(parquet / "reports.parquet")) == 5
    assert database.read_bytes().startswith(b"SQLite format 3")


def test_errors_go_to_a_file_too(tmp_path: Path) -> None:
    empty, errors = tmp_path / "空.txt", tmp_path / "errors.jsonl"
    empty.write_bytes(b"")
    done = run(str(empty), str(seed("000")), "--jsonl", "--errors", str(errors))
    assert done.returncode == 1
    [error] = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert error["path"] == str(empty)
    assert error["reason"] == "is empty"
    assert error["way_out"]


def on_terminal(*arguments: str) -> str:
    """Run the command with standard error on a terminal and return what it shows there."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "fazhi_extract", *arguments],
        stdout=subprocess.DEVNULL, stderr=terminal, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1", "TERM": "xterm"},
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(controller, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        shown += part
    assert process.wait(timeout=60) == 1
    os.close(controller)
    return shown.decode()


def test_a_bar_shows_on_a_terminal_only(tmp_path: Path) -> None:
    broken = tmp_path / "空.txt"
    broken.write_bytes(b"")
    arguments = (str(SEEDS), str(broken), "--jsonl")
    shown = on_terminal(*arguments)
    for word in ("read 5", "failed 1", "remaining 0", "空.txt: is empty", "5 of 6 reports read, 1 failed"):
        assert word in shown
    assert b"remaining" not in run(*arguments).stderr


def test_the_guide_names_every_column() -> None:
    guide = (ROOT / "docs" / "tables.md").read_text("utf-8")
    observations, sections = rows("--csv", "--table", "observations"), rows("--csv", "--table", "sections")
    for column in observations[0]:
        assert f"`{column}`" in guide, column
    assert ", ".join(sections[0]) in guide


def test_no_output_takes_the_place_of_a_report(tmp_path: Path, report_file: Path) -> None:
    before = report_file.read_bytes()
    for arguments in (("--json", "-o", str(report_file)), ("--csv", "--errors", str(report_file))):
        done = run(str(report_file), *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert "is one of the reports" in done.stderr.decode()
    same = str(tmp_path / "same")
    assert run(str(report_file), "--csv", "-o", same, "--db", same).returncode == 2
    assert report_file.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [report_file.name]


def test_a_link_and_a_device_stay_what_they_are(tmp_path: Path, report_file: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    assert run(str(report_file), "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert json.loads(target.read_text("utf-8"))["schema_version"] == "1"
    assert run(str(report_file), "--json", "-o", "/dev/null").returncode == 0
    assert not Path("/dev/null").is_file()


def test_a_metric_that_does_not_exist_names_those_like_it(report_file: Path) -> None:
    done = run(str(report_file), "--csv", "--metrics", "mediation_case")
    assert "did you mean mediation_cases" in done.stderr.decode()
