"""Whatever is named for an output: nothing that is read, and nothing that a person made, is written over."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fazhi_extract.rules.shown import begun

from .conftest import ROOT, run

TEXT = "一、工作成效\n全年调解矛盾纠纷208件，发放宣传资料8000余册。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file of each kind that a command reads."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "list").write_text("a.txt\n", "utf-8")
    (tmp_path / "mine.toml").write_text(begun("bridges"), "utf-8")
    (tmp_path / "corrections.json").write_text('{"version": "1", "reports": []}', "utf-8")
    for name in ("t.csv", "t.findings.csv", "t.summary.csv"):
        (tmp_path / name).write_text(f"text\n{TEXT.replace(chr(10), '')}\n", "utf-8")
    (tmp_path / "all.jsonl").write_bytes(run("a.txt", "--jsonl", cwd=tmp_path).stdout)
    (tmp_path / "draft.csv").write_bytes(run("gold", "new", "a.txt", cwd=tmp_path).stdout)
    (tmp_path / "tasks").mkdir()
    for name in ("labels.xml", "tasks.json", "tasks.jsonl", "labels.json"):
        (tmp_path / "tasks" / name).write_text(TEXT, "utf-8")
    (tmp_path / "other.txt").write_text(TEXT, "utf-8")
    os.link(tmp_path / "a.txt", tmp_path / "hard.txt")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("a.txt --json -o a.txt", "is one of the reports"),
        ("a.txt --json -o ./tasks/../a.txt", "is one of the reports"),
        ("a.txt --errors hard.txt", "is one of the reports"),
        ("--from-file list --csv -o list", "is the list of paths"),
        ("--from-file list --errors list", "is the list of paths"),
        ("a.txt --rules mine.toml --errors mine.toml", "is one of the rule files"),
        ("a.txt --rules mine.toml --json -o mine.toml", "is one of the rule files"),
        ("t.csv --text-column text --csv -o ./", "is one of the reports"),
        ("a.txt --json -o other.txt", "may be a report"),
        ("a.txt --csv --errors other.txt", "may be a report"),
        ("a.txt --html tasks", "is a folder"),
        ("a.txt --parquet p --errors p/reports.parquet", "named for two outputs"),
        ("a.txt --db tasks", "is a folder"),
        ("a.txt --html -", "name a file"),
        ("a.txt --html new/", "is a folder"),
        ("a.txt --csv --errors new/", "is a folder"),
        ("panel a.txt --html new/", "is a folder"),
        ("schema -o new/", "is a folder"),
        ("apply corrections.json a.txt --gold corrections.json", "is the corrections"),
        ("apply corrections.json --from-file list --gold list", "is the list of paths"),
        ("apply corrections.json a.txt --json -o a.txt", "is one of the reports"),
        ("panel t.findings.csv --text-column text -o t.csv", "is one of the reports"),
        ("panel t.summary.csv --text-column text -o t.csv", "is one of the reports"),
        ("panel t.csv --text-column text -o t.csv", "is one of the reports"),
        ("panel all.jsonl --errors all.jsonl", "is one of the reports"),
        ("panel a.txt --rules mine.toml --errors mine.toml", "is one of the rule files"),
        ("panel --from-file list --errors list", "is the list of paths"),
        ("panel a.txt --html -", "name a file"),
        ("gold new a.txt -o a.txt", "may hold somebody's work"),
        ("gold pack draft.csv a.txt -o draft.csv", "is the corrected table"),
        ("gold pack draft.csv a.txt -o a.txt", "is one of the texts"),
        ("gold export a.txt --to doccano -o tasks", "may hold somebody's work"),
        ("gold export a.txt --to label-studio -o tasks", "may hold somebody's work"),
        ("schema -o a.txt", "may be a report"),
        ("schema -o mine.toml", "is no JSON Schema"),
        ("schema -o tasks", "is a folder"),
        ("rules new bridges_two -o a.txt", "a.txt"),
        ("rules new bridges_two -o tasks", "tasks"),
        ("rules show fines --toml -o a.txt", "is there already"),
        ("rules show fines --toml -o tasks/", "is a folder"),
    ],
)
def test_nothing_is_written_over_what_is_read(folder: Path, command: str, said: str) -> None:
    before = contents(folder)
    done = run(*command.split(), cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert contents(folder) == before


def test_the_same_commands_write_beside_what_they_read(folder: Path) -> None:
    before = contents(folder)
    for command in (
        "--from-file list --rules mine.toml --csv -o out.csv --errors errors.jsonl",
        "t.csv --text-column text --csv -o ./new/",
        "a.txt --json -o again.txt --errors errors.txt",
        "a.txt --csv -o again.txt --errors errors.txt",
        "a.txt --html page.html",
        "a.txt --html page.html",
        "panel t.findings.csv --text-column text -o panel.csv",
        "gold pack draft.csv a.txt -o gold.jsonl",
        "gold export a.txt --to doccano -o others",
        "schema -o report.schema.json",
        "schema --of rules -o report.schema.json",
    ):
        done = run(*command.split(), cwd=folder)
        assert done.returncode == 0, (command, done.stderr.decode())
    after = contents(folder)
    assert {name: after[name] for name in before} == before
    assert {"out.csv", "new/t.csv", "panel.findings.csv", "gold.jsonl"} <= after.keys()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "command",
    ["rules list", "rules show fines", "show a.txt", "explain a.txt", "regions 红格镇", "schema", "checks list",
     "numerals a.txt", "a.txt --xlsx -o /dev/stdout", "a.txt --json", "a.txt", "check a.txt", "diff all.jsonl old.jsonl", "gold new a.txt", "--help"],
)  # fmt: skip
def test_a_full_disk_is_named_and_is_no_traceback(folder: Path, command: str) -> None:
    (folder / "old.jsonl").write_text("", "utf-8")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "fazhi_extract", *command.split()],
            stdout=full, stderr=subprocess.PIPE, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "cannot write " in said
    assert ": no space left on device. Make room" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["rules list", "show", "explain", "--json", "check"])
def test_a_pipe_that_is_closed_ends_the_command_quietly(folder: Path, command: str) -> None:
    (folder / "many.txt").write_text(TEXT * 3000, "utf-8")
    report = [] if command == "rules list" else ["many.txt"]
    process = subprocess.Popen(
        [sys.executable, "-m", "fazhi_extract", *command.split(), *report],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert (process.wait(120), process.stderr.read()) == (0, b"")


def test_other_checks_are_run_anew_by_resume(folder: Path) -> None:
    def findings(*options: str) -> int:
        assert run("a.txt", "other.txt", "--db", "n.sqlite", *options, cwd=folder).returncode == 0
        with closing(sqlite3.connect(folder / "n.sqlite")) as connection:
            return int(connection.execute("SELECT count(*) FROM findings").fetchone()[0])

    without = findings("--no-check", "part_absent")
    everything = findings("--resume")
    assert everything > without
    assert findings("--resume", "--no-check", "part_absent") == without
