"""The command line as a process, as a shell sees it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from fazhi_extract import Report, extract_file
from fazhi_extract.writers.json import report_schema

from .conftest import ROOT, SEEDS, gold_rows, run, seed


def test_one_file_gives_one_object_equal_to_the_python_api() -> None:
    path = seed("003")
    done = run(str(path), "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert Report.model_validate_json(done.stdout) == extract_file(path)


def test_several_files_give_an_array_and_lines_in_a_stable_order() -> None:
    array = json.loads(run(str(SEEDS), "--json").stdout)
    lines = [json.loads(line) for line in run(str(SEEDS), "--jsonl").stdout.splitlines()]
    assert array == lines
    assert [r["source"]["path"] for r in lines] == sorted(str(p) for p in SEEDS.glob("*.txt"))


def test_a_person_sees_a_table() -> None:
    done = run(str(SEEDS))
    shown = done.stdout.decode()
    assert done.returncode == 0
    for word in ("调解案件数", "执法证持证人数", "普法宣传次数", "160余", "208"):
        assert word in shown
    assert "5 of 5 reports read" in done.stderr.decode()


def test_more_metrics_on_request() -> None:
    shown = run(str(seed("003")), "--metrics", "discipline_leads,fines").stdout.decode()
    assert "问题线索数" in shown
    assert "调解案件数" not in shown


def test_standard_input() -> None:
    done = run("-", "--json", stdin="一、成效\n调解纠纷3件。".encode())
    report = json.loads(done.stdout)
    assert report["source"]["path"] == "-"
    assert report["observations"][0]["value"] == 3


def test_a_glob() -> None:
    assert len(run(str(SEEDS / "00[01]*.txt"), "--jsonl").stdout.splitlines()) == 2


def test_one_broken_file_never_stops_the_rest(tmp_path: Path, report_file: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    done = run(str(empty), str(report_file), str(tmp_path / "无.txt"), "--jsonl")
    said = done.stderr.decode()
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "空.txt: is empty" in said
    assert "无.txt: does not exist" in said
    assert "1 of 3 reports read, 2 failed" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "arguments",
    [("--json", "--csv"), ("--csv", "--table", "nothing"), ("--metrics", "nothing"), ("-o", "out.doc")],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], report_file: Path) -> None:
    done = run(str(report_file), *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_output_file_and_folder(tmp_path: Path, report_file: Path) -> None:
    twin = tmp_path / "sub" / report_file.name
    twin.parent.mkdir()
    twin.write_bytes(report_file.read_bytes())
    table = tmp_path / "table.csv"
    assert run(str(tmp_path), "-o", str(table)).returncode == 0
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    out = tmp_path / "out"
    assert run(str(report_file), str(twin), "--json", "-o", f"{out}/").returncode == 0
    assert sorted(p.name for p in out.iterdir()) == ["青山镇-2.json", "青山镇.json"]
    assert not list(tmp_path.glob(".*"))


def test_csv_tables_read_back(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(str(SEEDS), "--csv").stdout.decode())))
    assert [r["调解案件数"] for r in rows] == ["160", "", "", "90", "208"]
    long = list(
        csv.DictReader(io.StringIO(run(str(SEEDS), "--csv", "--table", "observations").stdout.decode()))
    )
    assert len(long) == 125
    assert {r["metric"] for r in long} >= {"mediation_cases", ""}
    heads = list(csv.DictReader(io.StringIO(run(str(SEEDS), "--csv", "--table", "sections").stdout.decode())))
    assert sum(r["kind"] == "heading" for r in heads) == len(gold_rows("sections.tsv"))


def test_a_cell_that_looks_like_a_formula_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "=1+1.txt"
    path.write_text("调解纠纷3件。", "utf-8")
    [row] = csv.DictReader(io.StringIO(run(str(path), "--csv").stdout.decode()))
    assert row["文件"] == "'=1+1.txt"


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m fazhi_extract {SEEDS} {SEEDS}/* --jsonl | head -c 100"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert len(done.stdout) == 100
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_numerals_lists_each_with_its_class() -> None:
    lines = [line.split("\t") for line in run("numerals", str(seed("000"))).stdout.decode().splitlines()]
    classes = {row[3]: row[2] for row in lines}
    assert classes["35多次"] == "figure"
    assert classes["2020—2025年"] == "date"
    assert classes["1310"] == "name"
    assert classes["4.15"] == "date"


def test_the_schema_has_not_drifted() -> None:
    stored = (ROOT / "schemas" / "report.schema.json").read_text("utf-8")
    assert stored == report_schema(), "run: fazhi-extract schema -o schemas/report.schema.json"
    assert run("schema").stdout.decode() == stored


def test_text_only_on_request(report_file: Path) -> None:
    assert "text" not in json.loads(run(str(report_file), "--json").stdout)
    assert json.loads(run(str(report_file), "--json", "--with-text").stdout)["text"].startswith("一、")


def test_help_of_every_command_has_an_example() -> None:
    for command in ("extract", "numerals", "schema"):
        done = run(command, "--help")
        assert done.returncode == 0
        assert "Example" in done.stdout.decode()


def test_a_plain_text_run_loads_no_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fazhi_extract", str(seed("003")), "--json"],
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.decode().splitlines()}
    assert "ahocorasick_rs" in loaded
    assert loaded.isdisjoint(
        {"cn2an", "proces", "rich", "pydantic", "multiprocessing", "sqlite3", "xlsxwriter", "pyarrow"}
        | {"lxml", "zipfile", "pypdfium2", "docx", "PIL", "rapidocr"}
    )


def test_a_file_that_cannot_be_written_is_named(report_file: Path) -> None:
    done = run(str(report_file), "-o", "no/such/folder/x.json")
    assert done.returncode == 2
    assert b"cannot write no/such/folder/x.json" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_earlier_file_stays_if_nothing_could_be_read(tmp_path: Path) -> None:
    empty, kept = tmp_path / "empty.txt", tmp_path / "kept.json"
    empty.write_bytes(b"")
    kept.write_text("old", "utf-8")
    assert run(str(empty), "-o", str(kept)).returncode == 1
    assert kept.read_text("utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty.txt", "kept.json"]


def test_two_files_give_an_array_even_if_one_fails(tmp_path: Path, report_file: Path) -> None:
    done = run(str(report_file), str(tmp_path / "missing.txt"), "--json")
    assert len(json.loads(done.stdout)) == 1


def test_a_file_named_twice_is_read_once(report_file: Path) -> None:
    done = run(str(report_file), str(report_file.parent / "." / report_file.name), "--jsonl")
    assert len(done.stdout.splitlines()) == 1
