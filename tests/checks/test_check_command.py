"""``check`` and ``checks list`` as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

from fazhi_extract.checks import CHECKS, every_check
from fazhi_extract.checks.reference import reference
from tests.conftest import ROOT, SEEDS, run, seed

from .test_others import a_year_on, renamed
from .test_planted import BASES

INVENTED = ("--no-check", "place_open")
"""The places of these reports are in no list of places."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports: one with a wrong rate, a sound one, and a copy of it."""
    (tmp_path / "1青石.txt").write_text(BASES["qingshi"].replace("99.5%", "89.5%"), "utf-8")
    (tmp_path / "2东湖.txt").write_text(BASES["donghu"], "utf-8")
    (tmp_path / "3西苑.txt").write_text(renamed("donghu").replace("成功率97.7%", "成功率97.7%"), "utf-8")
    return tmp_path


def test_findings_are_shown_by_file_with_their_proof(folder: Path) -> None:
    done = run("check", "1青石.txt", *INVENTED, cwd=folder)
    assert done.returncode == 0
    first, line, proof, _, total = done.stdout.decode().splitlines()
    assert first == "1青石.txt"
    assert "错误 error" in line
    assert "207件÷调解案件数208件＝99.51%" in line.replace("调解成功数", "")
    assert "[rate_of_parts]" in line
    text = (folder / "1青石.txt").read_text("utf-8")
    start = int(proof.split("–")[0])
    assert "⟦208件⟧，成功调解⟦207件⟧，成功率⟦89.5%⟧" in proof
    assert text[start:].startswith(proof.split("  ")[-1][:6])
    assert total == "1 错误 error"


def test_several_reports_are_held_against_one_another(folder: Path) -> None:
    done = run("check", ".", "--jsonl", "--jobs", "2", *INVENTED, cwd=folder)
    assert done.returncode == 0
    reports = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [Path(r["path"]).name for r in reports] == ["1青石.txt", "2东湖.txt", "3西苑.txt"]
    codes = [[f["code"] for f in r["findings"]] for r in reports]
    assert codes[0] == ["rate_of_parts"]
    assert codes[1] == ["near_duplicate"]
    assert codes[2][-1] == "near_duplicate"
    for report in reports:
        text = (folder / Path(report["path"]).name).read_text("utf-8")
        for finding in report["findings"]:
            assert all(e["text"] == text[e["start"] : e["end"]] for e in finding["evidence"])
    alone = run("check", ".", "--json", "--jobs", "1", *INVENTED, cwd=folder)
    assert json.loads(alone.stdout) == reports


@pytest.mark.parametrize(
    ("options", "status"),
    [((), 0), (("--fail-on", "error"), 1), (("--fail-on", "error", "--no-check", "rate_of_parts"), 0)],
)
def test_the_exit_status_says_what_was_asked(folder: Path, options: tuple[str, ...], status: int) -> None:
    assert run("check", "1青石.txt", *options, cwd=folder).returncode == status


def test_a_warning_fails_only_where_warnings_were_named(tmp_path: Path) -> None:
    name = str(seed("004"))
    assert run("check", name, "--fail-on", "error").returncode == 0
    assert run("check", name, "--fail-on", "warning").returncode == 1


def test_what_cannot_be_read_is_named_and_the_rest_is_checked(folder: Path) -> None:
    (folder / "0.txt").write_bytes(b"")
    done = run("check", ".", "--jsonl", cwd=folder)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    assert "0.txt" in done.stderr.decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--check", "rate_of_part"), "there is no check rate_of_part; did you mean rate_of_parts"),
        (("--no-check", "zzz"), "fazhi-extract checks list shows them"),
        (("--fail-on", "info"), "--fail-on takes error or warning"),
        (("--deadline", "1 March"), "write 03-01 for 1 March"),
        (("--deadline", "02-30"), "02-30 is no month and day"),
        (("--json", "--jsonl"), "choose one of"),
    ],
)
def test_a_wrong_option_is_refused_in_words(options: tuple[str, ...], said: str) -> None:
    done = run("check", str(seed("000")), *options)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert not done.stdout


def test_the_deadlines_are_settings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BASES["linhe"], "utf-8")  # of 20 February
    assert json.loads(run("check", "a.txt", "--json", *INVENTED, cwd=tmp_path).stdout)[0]["findings"] == []
    done = run("check", "a.txt", "--json", "--deadline", "02-15", *INVENTED, cwd=tmp_path)
    assert [f["code"] for f in json.loads(done.stdout)[0]["findings"]] == ["reported_late"]


def test_a_jump_is_as_large_as_asked(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(BASES["qingshi"], "utf-8")
    later = a_year_on(BASES["qingshi"]).replace("执法检查230次", "执法检查700次")
    (tmp_path / "2.txt").write_text(later, "utf-8")
    shown = [
        [f["code"] for f in json.loads(line)["findings"]]
        for factor in ("2", "5")
        for line in run(
            "check", ".", "--jsonl", "--check", "jump", "--jump", factor, cwd=tmp_path
        ).stdout.splitlines()
    ]
    assert shown == [[], ["jump"], [], []]


def test_extract_leaves_checks_out_and_compares_where_asked(folder: Path) -> None:
    plain = [json.loads(line) for line in run(".", "--jsonl", *INVENTED, cwd=folder).stdout.splitlines()]
    assert [f["code"] for f in plain[0]["checks"]] == ["rate_of_parts"]
    assert "near_duplicate" not in [f["code"] for r in plain for f in r["checks"]]
    done = run(
        ".", "--jsonl", "--compare", "--no-check", "rate_of_parts,place_open", "--jobs", "2", cwd=folder
    )
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["code"] for f in reports[0]["checks"]] == []
    assert reports[2]["checks"][-1]["code"] == "near_duplicate"
    assert all("text" not in r for r in reports)
    refused = run(".", "--jsonl", "-o", "out.jsonl", "--compare", "--resume", cwd=folder)
    assert refused.returncode == 2


def test_findings_are_a_table(folder: Path) -> None:
    done = run(".", "--csv", "--table", "findings", *INVENTED, cwd=folder)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert rows[0]["code"] == "rate_of_parts"
    text = (folder / "1青石.txt").read_text("utf-8")
    places = [tuple(map(int, span.split("-"))) for span in rows[0]["spans"].split()]
    assert [text[start:end] for start, end in places] == ["207件", "208件", "89.5%"]
    assert (int(rows[0]["start"]), int(rows[0]["end"])) == places[0]


def test_the_list_names_every_check(tmp_path: Path) -> None:
    listed = json.loads(run("checks", "list", "--json").stdout)
    assert [row["code"] for row in listed] == list(every_check())
    assert {row["group"] for row in listed} == {"reading", "arithmetic", "time", "form", "others"}
    lines = run("checks", "list").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == list(every_check())


def test_codes_are_one_a_function() -> None:
    functions = [check.run for check in CHECKS.values() if not check.code.startswith("place_")]
    assert len(set(functions)) == len(functions)
    assert all(function is not None and function.__doc__ for function in functions)


def test_the_reference_is_what_the_program_does() -> None:
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert page == reference(), "write it anew: python -m fazhi_extract.checks"
    assert all(f"| `{code}` |" in page for code in every_check())


def test_the_seeds_have_no_error() -> None:
    assert run("check", str(SEEDS), "--fail-on", "error").returncode == 0


def test_without_its_library_comparing_texts_is_left_out_and_said_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "rensa.py").write_text("raise ImportError\n", "utf-8")
    environment = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = run("check", "2东湖.txt", "3西苑.txt", "--jsonl", cwd=folder, environment=environment)
    assert done.returncode == 0
    assert "pip install 'fazhi-extract[compare]'" in done.stderr.decode()
    assert b"near_duplicate" not in done.stdout
    for command in (("check", ".", "--check", "near_duplicate"), (".", "--jsonl", "--compare")):
        refused = run(*command, cwd=folder, environment=environment)
        assert refused.returncode == 2
        assert "pip install 'fazhi-extract[compare]'" in refused.stderr.decode()
