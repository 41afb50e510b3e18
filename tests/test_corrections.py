"""A person's decisions: the file, what it does to a report, and ``apply`` with real files."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from fazhi_extract import FazhiError, ReadError, Report, extract
from fazhi_extract.corrections import Decision, corrections_schema, decide, read_corrections

from .conftest import ROOT, run

TEXT = "一、工作成效\n全年调解矛盾纠纷208件，发放宣传资料8000余册。参考率、合格率均为100%。走访商户45家。\n"


def figure(report: Report, text: str, nth: int = 0) -> dict[str, Any]:
    """Return a decision that accepts a figure as it is, to be changed by a test."""
    found = [o for o in report.observations if o.text == text]
    o = found[nth]
    given = {"metric": o.metric, "value": o.value, "start": o.start, "end": o.end, "text": o.text}
    return {**given, "nth": nth, "decision": "accepted"}


def decided(*changes: dict[str, Any], text: str = TEXT) -> Report:
    """Return the report of a text after decisions."""
    report = extract(text)
    decide(report, text, [Decision.model_validate(change) for change in changes])
    return report


def corrections(folder: Path, reports: list[dict[str, Any]]) -> str:
    """Write a file of corrections and return its path."""
    path = folder / "corrections.json"
    path.write_text(json.dumps({"version": "1", "reports": reports}, ensure_ascii=False), "utf-8")
    return str(path)


def reviewed(path: Path, *changes: dict[str, Any]) -> dict[str, Any]:
    """Return the entry of a report in a file of corrections; each change names its figure by ``text``."""
    report = Report.model_validate_json(run(str(path), "--json").stdout)
    decisions = [{**figure(report, c["text"]), **c} for c in changes]
    return {"path": str(path), "sha256": report.source.sha256, "decisions": decisions}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two small reports."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "东坪乡.txt").write_text(TEXT, "utf-8")
    (reports / "青山镇.txt").write_text("一、工作成效\n全年调解矛盾纠纷31件。\n", "utf-8")
    return reports


def test_each_decision_does_what_it_says_and_metrics_are_resolved_anew() -> None:
    before = extract(TEXT)
    report = decided(
        {**figure(before, "208件"), "decision": "corrected", "value": 280},
        {**figure(before, "8000余册"), "decision": "rejected"},
        {**figure(before, "45家"), "decision": "corrected", "metric": "publicity_events"},
        figure(before, "100%", 1),
    )
    by_text = {o.text: o for o in report.observations}
    assert (by_text["208件"].value, by_text["208件"].rule, by_text["208件"].decision) == (
        280,
        "person",
        "corrected",
    )
    assert report.metrics["mediation_cases"].value == 280
    rejected = by_text["8000余册"]
    assert (rejected.metric, rejected.label, rejected.decision) == (None, None, "rejected")
    assert "publicity_materials" in before.metrics
    assert "publicity_materials" not in report.metrics
    assert by_text["45家"].label == "普法宣传次数"
    assert [o.decision for o in report.observations if o.text == "100%"] == [None, "accepted"]
    assert not any(o.review for o in report.observations if o.decision)
    assert len(report.observations) == len(before.observations)
    assert all(TEXT[o.start : o.end] == o.text for o in report.observations)


def test_a_range_becomes_a_number_and_a_number_a_range() -> None:
    text = "全年开展普法宣传10至20场。调解矛盾纠纷30件。\n"
    before = extract(text)
    [events] = [o.text for o in before.observations if o.value_max is not None]
    report = decided(
        {**figure(before, events), "decision": "corrected", "value": 15},
        {**figure(before, "30件"), "decision": "corrected", "value": 30, "value_max": 40},
        text=text,
    )
    assert [(o.value, o.value_max, o.qualifier) for o in report.observations] == [
        (15, None, "exact"),
        (30, 40, "range"),
    ]


def test_a_conflict_is_gone_once_a_person_has_settled_it() -> None:
    text = "群众满意率达98%。全镇办件群众满意率为95%。\n"
    before = extract(text)
    assert {m.how for m in before.metrics.values()} == {"conflict"}
    assert all("conflict" in o.review for o in before.observations)
    report = decided({**figure(before, "95%"), "decision": "rejected"}, text=text)
    assert [m.how for m in report.metrics.values()] == ["only"]
    assert not any(o.review for o in report.observations)


def test_a_wider_area_s_figure_counts_once_a_person_has_taken_it_for_the_report_s_own() -> None:
    text = "青山镇人民政府2024年法治政府建设年度报告\n全县共调解矛盾纠纷500件。\n"
    before = extract(text)
    assert [o.review for o in before.observations] == [["wider area"]]
    assert before.metrics == {}
    report = decided(figure(before, "500件"), text=text)
    assert report.metrics["mediation_cases"].value == 500


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 0, "end": 4}, "has “一、工作” at 0–4 where “208件” was reviewed"),
        ({"metric": "nosuch"}, "nosuch, which is no metric"),
        ({"nth": 1}, "not read as a figure"),
        ({"value": float("nan")}, "no number"),
        ({"value": 208, "value_max": 8}, "range 208–8"),
    ],
)
def test_what_does_not_fit_is_an_error_that_says_so(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ReadError, match=said):
        decided({**figure(extract(TEXT), "208件"), **change})


@pytest.mark.parametrize(
    "other", [{"decision": "rejected"}, {"value": 99}, {"metric": None}, {"value": 208, "value_max": 210}]
)
def test_two_decisions_about_one_figure_must_agree(other: dict[str, Any]) -> None:
    one = figure(extract(TEXT), "208件")
    assert decided(one, {**one, "note": "the same again"}) == decided(one)
    with pytest.raises(ReadError, match="two contrary decisions about “208件”"):
        decided(one, {**one, **other})


def test_what_was_rejected_and_is_no_longer_read_needs_nothing() -> None:
    start = TEXT.index("工作成效")
    gone = {
        "start": start,
        "end": start + 4,
        "text": "工作成效",
        "decision": "rejected",
        "metric": None,
        "value": 4,
    }
    assert decided(gone) == decided()


def test_the_schema_is_what_the_program_says() -> None:
    assert (ROOT / "schemas" / "corrections.schema.json").read_text("utf-8") == corrections_schema()
    assert run("schema", "--of", "corrections").stdout.decode() == corrections_schema()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("这不是JSON", "is no corrections file"),
        ('{"version": "2", "reports": []}', "version: Input should be '1'"),
        ('{"version": "1", "reports": [{"path": "a"}]}', "reports.0.sha256"),
        (
            '{"version": "1", "reports": [{"path": "a", "sha256": "0", "decisions": [{"start": 0, "end": 4, '
            '"text": "208件", "decision": "accepted", "metric": null, "value": "208"}]}]}',
            "valid integer",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_way_out(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "corrections.json"
    path.write_text(content, "utf-8")
    with pytest.raises(FazhiError, match="Export it from the review page") as caught:
        read_corrections(path)
    assert said in str(caught.value)
    done = run("apply", str(path), "--csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in done.stderr.decode()


def test_apply_puts_decisions_into_every_output(folder: Path, tmp_path: Path) -> None:
    one = reviewed(
        folder / "东坪乡.txt",
        {"text": "208件", "decision": "corrected", "value": 280, "note": "见附件"},
        {"text": "8000余册", "decision": "rejected"},
        {"text": "45家", "decision": "accepted"},
    )
    file = corrections(tmp_path, [one])
    rows = list(
        csv.DictReader(io.StringIO(run("apply", file, "--csv", "--table", "observations").stdout.decode()))
    )
    shown = {row["text"]: (row["metric"], row["value"], row["decision"]) for row in rows}
    assert shown["208件"] == ("mediation_cases", "280", "corrected")
    assert shown["8000余册"] == ("", "8000", "rejected")
    assert shown["45家"][2] == "accepted"
    assert shown["100%"][2] == ""

    db, book, gold, folder_out = (tmp_path / n for n in ("a.sqlite", "a.xlsx", "gold.jsonl", "parquet"))
    done = run("apply", file, str(folder), "--db", str(db), "-o", str(book), "--gold", str(gold), "--parquet", str(folder_out))  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    with sqlite3.connect(db) as connection:
        found = connection.execute("SELECT value, decision FROM observation_evidence WHERE decision IS NOT NULL ORDER BY start")  # fmt: skip
        assert found.fetchall() == [(280, "corrected"), (8000, "rejected"), (45, "accepted")]
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (2,)
    import openpyxl

    detail = list(openpyxl.load_workbook(book)["明细"].iter_rows(values_only=True))
    at = detail[0].index("人工")
    assert [row[at] for row in detail[1:] if row[at]] == ["更正", "否定", "认可"]

    [line] = gold.read_text("utf-8").splitlines()
    assert list(json.loads(line)) == ["source", "observations"]
    texts = [o["text"] for o in json.loads(line)["observations"]]
    assert "208件" in texts
    assert "8000余册" not in texts
    whole = json.loads(run("apply", file, "--jsonl").stdout)
    assert [o for o in whole["observations"] if o["decision"] != "rejected"] == json.loads(line)[
        "observations"
    ]


def test_a_moved_report_is_known_by_its_bytes_and_a_changed_one_is_an_error(
    folder: Path, tmp_path: Path
) -> None:
    change = {"text": "208件", "decision": "corrected", "value": 280}
    file = corrections(tmp_path, [reviewed(folder / "东坪乡.txt", change)])
    moved = tmp_path / "新的"
    moved.mkdir()
    shutil.move(folder / "东坪乡.txt", moved / "改名.txt")
    missing = run("apply", file, "--csv")
    assert missing.returncode == 1
    assert "东坪乡.txt" in missing.stderr.decode()
    assert "280" in run("apply", file, str(moved), "--csv").stdout.decode()
    elsewhere = run("apply", file, str(folder), "--csv")
    assert elsewhere.returncode == 1
    assert "was reviewed but is not among the reports named" in elsewhere.stderr.decode()
    assert "31" in elsewhere.stdout.decode()

    shutil.copy(moved / "改名.txt", folder / "东坪乡.txt")
    with (folder / "东坪乡.txt").open("a", encoding="utf-8") as stream:
        stream.write("另有3件。\n")
    changed = run("apply", file, str(folder), "--csv")
    assert changed.returncode == 1
    assert "东坪乡.txt: has changed since it was reviewed" in changed.stderr.decode()
    assert "青山镇.txt" in changed.stdout.decode()


def test_a_database_loses_no_decision_to_a_run_that_knows_nothing_of_it(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.sqlite"
    one, other = folder / "东坪乡.txt", folder / "青山镇.txt"
    (tmp_path / "two").mkdir()
    change = {"text": "208件", "decision": "corrected", "value": 280}
    mine = corrections(tmp_path, [reviewed(one, change)])
    theirs = corrections(tmp_path / "two", [reviewed(other, {"text": "31件", "decision": "accepted"})])
    assert run("apply", mine, str(folder), "--db", str(db)).returncode == 0

    def decided() -> list[tuple[object, ...]]:
        with sqlite3.connect(db) as connection:
            found = connection.execute("SELECT value, decision FROM observations WHERE decision IS NOT NULL")
            return found.fetchall()

    for command in ([str(folder)], [str(folder), "--resume"], ["apply", theirs, str(folder)]):
        done = run(*command, "--db", str(db))
        assert done.returncode == 2
        assert f"holds decisions of persons about 1 of these reports ({one})" in done.stderr.decode()
        assert decided() == [(280, "corrected")]
    assert run(str(other), "--db", str(db)).returncode == 0
    assert run("apply", theirs, "--db", str(db)).returncode == 0
    assert sorted(decided()) == [(31, "accepted"), (280, "corrected")]


def test_members_of_archives_are_found_by_their_path(folder: Path, tmp_path: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "各乡镇"), "zip", folder))
    reports = [json.loads(line) for line in run(str(archive), "--jsonl").stdout.splitlines()]
    report = Report.model_validate(next(r for r in reports if "东坪乡" in r["source"]["path"]))
    decision = {**figure(report, "208件"), "decision": "corrected", "value": 280}
    entry = {"path": report.source.path, "sha256": report.source.sha256, "decisions": [decision]}
    done = run("apply", corrections(tmp_path, [entry]), "--jsonl")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["metrics"]["mediation_cases"]["value"] == 280


@pytest.mark.parametrize("output", ["-o", "--db", "--html"])
def test_resume_reads_anew_when_the_decisions_are_others(folder: Path, tmp_path: Path, output: str) -> None:
    target = tmp_path / {"-o": "a.jsonl", "--db": "a.sqlite", "--html": "a.html"}[output]
    change = {"text": "208件", "decision": "corrected", "value": 280}
    for value, unchanged in ((280, False), (280, True), (290, False)):
        file = corrections(tmp_path, [reviewed(folder / "东坪乡.txt", {**change, "value": value})])
        done = run("apply", file, str(folder), output, str(target), "--resume")
        assert done.returncode == 0, done.stderr.decode()
        assert ("2 unchanged" in done.stderr.decode()) is unchanged
        assert str(value).encode() in target.read_bytes() or output == "--db"
    if output == "--db":
        with sqlite3.connect(target) as connection:
            [row] = connection.execute(
                "SELECT value FROM observations WHERE decision = 'corrected'"
            ).fetchall()
            assert row == (290,)


def test_workers_put_decisions_in_too(folder: Path, tmp_path: Path) -> None:
    change = {"text": "208件", "decision": "corrected", "value": 280}
    file = corrections(tmp_path, [reviewed(folder / "东坪乡.txt", change)])
    alone = run("apply", file, str(folder), "--jsonl")
    assert run("apply", file, str(folder), "--jsonl", "--jobs", "2").stdout == alone.stdout
    assert b'"decision":"corrected"' in alone.stdout


def test_the_corrections_are_never_overwritten(folder: Path, tmp_path: Path) -> None:
    file = corrections(tmp_path, [reviewed(folder / "东坪乡.txt", {"text": "208件"})])
    before = Path(file).read_bytes()
    done = run("apply", file, "--json", "-o", file)
    assert done.returncode == 2
    assert "is the corrections" in done.stderr.decode()
    assert Path(file).read_bytes() == before
