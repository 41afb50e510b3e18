"""The SQLite database: whole, searchable, the same on every run, and sound after a kill."""

from __future__ import annotations

import json
import os
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fazhi_extract import FazhiError, Report, extract, extract_file
from fazhi_extract.rules import RuleSet, metrics, rules_version
from fazhi_extract.writers import database
from fazhi_extract.writers.database import Database, render
from fazhi_extract.writers.tables import report_row

from .conftest import ROOT, SEEDS
from .generator import write_reports

TABLES = (
    "meta", "metrics", "reports", "sections", "evidence", "observations", "report_metrics",
    "report_metric_observations", "findings", "finding_observations", "errors",
)  # fmt: skip


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """The seeds and some invented reports."""
    invented = write_reports(tmp_path_factory.mktemp("reports") / "各乡镇", 25)
    return [extract_file(path) for path in (*sorted(SEEDS.glob("*.txt")), *invented)]


@pytest.fixture(scope="module")
def filled(reports: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of all of them; tests only read it."""
    return fill(tmp_path_factory.mktemp("filled") / "reports.sqlite", reports)


def fill(path: Path, reports: list[Report]) -> Path:
    """Put reports into a database."""
    with Database(path) as db:
        for report in reports:
            db.put(json.loads(json.dumps(render(report))))
    return path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table of a database that is sound."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO evidence_search (evidence_search, rank) VALUES ('integrity-check', 1)")
        return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in TABLES}


def ask(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Return the answer to one question."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql, values).fetchall()


def small(path: str, text: str = "全年调解矛盾纠纷208件。") -> Report:
    """Return a small report as if read from ``path``."""
    report = extract(text)
    report.source.path = path
    return report


def test_every_row_is_there(filled: Path, reports: list[Report]) -> None:
    stored = rows(filled)
    assert len(stored["reports"]) == len(reports)
    assert len(stored["observations"]) == sum(len(r.observations) for r in reports)
    assert len(stored["sections"]) == sum(len(r.sections) for r in reports)
    assert len(stored["report_metrics"]) == sum(len(r.metrics) for r in reports)
    assert len(stored["findings"]) == sum(len(r.checks) for r in reports)
    assert len(stored["metrics"]) == len(metrics())
    assert [p.name for p in filled.parent.iterdir()] == [filled.name]


def test_the_view_wide_shows_what_the_wide_csv_shows(filled: Path, reports: list[Report]) -> None:
    with closing(sqlite3.connect(filled)) as db:
        cursor = db.execute("SELECT * FROM wide")
        names = [d[0] for d in cursor.description]
        shown = {row[0]: row for row in cursor}
    assert names == ["path", "title", "issuer", "region", "report_year", "issued_on", *metrics()]
    for report in reports:
        _, *want = report_row(report, list(metrics()))
        assert list(shown[report.source.path]) == [
            report.source.path,
            *(None if v == "" else v for v in want),
        ]


def test_the_view_of_observations_proves_each_figure(filled: Path, reports: list[Report]) -> None:
    for report in reports:
        got = ask(
            filled,
            "SELECT observation, label, value, text, start, end, evidence, evidence_start, issuer, report_year "
            "FROM observation_evidence WHERE path = ?",
            report.source.path,
        )
        assert sorted(got, key=repr) == sorted(
            (
                (o.id, o.label, o.value, o.text, o.start, o.end, o.evidence.text, o.evidence.start,
                 report.metadata.issuer, report.metadata.report_year)
                for o in report.observations
            ),
            key=repr,
        )  # fmt: skip


def test_a_value_leads_to_its_observations(filled: Path, reports: list[Report]) -> None:
    got = ask(filled, "SELECT report, metric, observation FROM report_metric_observations")
    number = {path: id_ for path, id_ in ask(filled, "SELECT path, id FROM reports")}  # noqa: C416
    want = [
        (number[r.source.path], metric, o) for r in reports for metric, v in r.metrics.items() for o in v.observations
    ]  # fmt: skip
    assert sorted(map(repr, got)) == sorted(map(repr, want))


@pytest.mark.parametrize("words", ["矛盾纠纷", "执法证", "法律明白人"])
def test_the_search_finds_words_in_the_evidence(filled: Path, reports: list[Report], words: str) -> None:
    want = {o.evidence.text for r in reports for o in r.observations if words in o.evidence.text}
    question = "SELECT text FROM evidence WHERE id IN (SELECT rowid FROM evidence_search WHERE {} ?)"
    assert want
    assert {t for (t,) in ask(filled, question.format("evidence_search MATCH"), f'"{words}"')} == want
    assert {t for (t,) in ask(filled, question.format("text LIKE"), f"%{words}%")} == want


def test_two_characters_are_found_in_the_evidence_itself(filled: Path, reports: list[Report]) -> None:
    want = {o.evidence.text for r in reports for o in r.observations if "调解" in o.evidence.text}
    assert {t for (t,) in ask(filled, "SELECT text FROM evidence WHERE text LIKE '%调解%'")} == want


def test_vacuum_keeps_the_search_in_step(reports: list[Report], tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", reports[:8])
    before = rows(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("VACUUM")
    assert rows(path) == before


def test_two_runs_give_the_same_rows_in_whatever_order(
    filled: Path, reports: list[Report], tmp_path: Path
) -> None:
    assert rows(fill(tmp_path / "r.sqlite", reports[::-1])) == rows(filled)


def test_the_same_again_changes_nothing(reports: list[Report], tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", reports[:8])
    before = rows(path)
    with Database(path) as db:
        changes = db._connection.total_changes
        for report in reports[:8]:
            db.put(render(report))
        assert db._connection.total_changes == changes
    assert rows(path) == before


def test_a_changed_report_replaces_its_rows(reports: list[Report], tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", reports[:8])
    changed = replace(reports[9], source=replace(reports[9].source, path=reports[3].source.path))
    fill(path, [changed])
    assert rows(path) == rows(fill(tmp_path / "new.sqlite", [*reports[:3], changed, *reports[4:8]]))


def test_other_rules_replace_the_rows(tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", [replace(small("甲.txt"), rules_version="old")])
    with Database(path) as db:
        assert db.known() == {"甲.txt": (small("甲.txt").source.sha256, "old")}
        db.put(render(small("甲.txt")))
        assert db.known() == {"甲.txt": (small("甲.txt").source.sha256, rules_version())}
    assert rows(path) == rows(fill(tmp_path / "new.sqlite", [small("甲.txt")]))


def test_errors_and_reports_take_turns(tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", [small("甲.txt"), small("乙.txt")])
    with Database(path) as db:
        db.put_error("甲.txt", "is empty", "Check the file")
        db.put_error("甲.txt", "is a PDF", "Convert it")
    assert ask(path, "SELECT * FROM errors") == [("甲.txt", "is a PDF", "Convert it")]
    assert ask(path, "SELECT path FROM reports") == [("乙.txt",)]
    fill(path, [small("甲.txt")])
    assert rows(path) == rows(fill(tmp_path / "new.sqlite", [small("甲.txt"), small("乙.txt")]))


def test_removing_a_report_by_hand_removes_all_of_it(reports: list[Report], tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", reports[:6])
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM reports WHERE path = ?", [reports[0].source.path])
        db.commit()
    assert rows(path) == rows(fill(tmp_path / "new.sqlite", reports[1:6]))


def test_metrics_that_the_rules_no_longer_have(tmp_path: Path) -> None:
    known = metrics()
    old = RuleSet(
        {**known, "gone": replace(known["mediation_cases"], id="gone", label="旧指标")}, "of another day"
    )
    path, report = tmp_path / "r.sqlite", small("甲.txt")
    report.observations[0].metric = "gone"
    report.metrics = {"gone": report.metrics["mediation_cases"]}
    with Database(path, old) as db:
        db.put(render(report))
    assert ask(path, "SELECT gone FROM wide") == [(208,)]
    fill(path, [])
    assert ask(path, "SELECT label FROM observation_evidence") == [("旧指标",)]
    fill(path, [small("甲.txt")])
    assert rows(path) == rows(fill(tmp_path / "new.sqlite", [small("甲.txt")]))


def test_two_paths_with_one_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_report_number", lambda path: 7)
    path = fill(tmp_path / "r.sqlite", [small("甲.txt"), small("乙.txt"), small("甲.txt", "调解5件。")])
    assert ask(path, "SELECT path, value FROM observation_evidence ORDER BY path") == [
        ("乙.txt", 208), ("甲.txt", 5),
    ]  # fmt: skip


def test_what_is_no_text_and_numbers_beyond_64_bits(tmp_path: Path) -> None:
    odd = small(os.fsdecode("青山.txt".encode("gbk")))
    odd.observations[0].value = 10**30
    path = fill(tmp_path / "r.sqlite", [odd])
    with Database(path) as db:
        assert db.known()[database.storable(odd.source.path)][0] == odd.source.sha256
        db.put(render(odd))
        db.put_error("\udcff.txt", "is empty", "Check it")
    assert ask(path, "SELECT value, typeof(value) FROM observations") == [(1e30, "real")]
    assert ask(path, "SELECT path FROM errors") == [("\\udcff.txt",)]


def test_whole_numbers_stay_whole(tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", [small("甲.txt", "调解矛盾纠纷208件，调解成功率99.5%。")])
    values = ask(path, "SELECT value, typeof(value) FROM observations ORDER BY start")
    assert values == [(208, "integer"), (99.5, "real")]


def test_an_empty_file_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.touch()
    fill(path, [small("甲.txt")])
    assert len(rows(path)["reports"]) == 1


def _foreign(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(sql)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xef\xbb\xbfa,b\n1,2\n" * 99, "no database of fazhi-extract"),
        ("CREATE TABLE people (name TEXT)", "no database of fazhi-extract"),
        (
            "CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('schema_version', '1')",
            "no database of fazhi-extract",
        ),
        (
            "CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('application', 'fazhi-extract'), "
            "('schema_version', '99')",
            "another version",
        ),
    ],
)
def test_another_file_is_refused_and_left_alone(content: str | bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        _foreign(path, content)
    before = path.read_bytes()
    with pytest.raises(FazhiError, match=says):
        Database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "no such folder/r.sqlite"])
def test_a_place_where_no_file_can_be(name: str, tmp_path: Path) -> None:
    with pytest.raises(FazhiError, match="cannot write the database"):
        Database(tmp_path / name)


def test_a_report_that_fails_half_way_leaves_nothing(reports: list[Report], tmp_path: Path) -> None:
    path, bad = tmp_path / "r.sqlite", render(reports[1])
    bad["metrics"] = [["no_such_metric", *row[1:]] for row in bad["metrics"]]
    with Database(path) as db:
        db.put(render(reports[0]))
        with pytest.raises(FazhiError, match="FOREIGN KEY"):
            db.put(bad)
        db.put(render(reports[2]))
    assert rows(path) == rows(fill(tmp_path / "new.sqlite", [reports[0], reports[2]]))


def test_someone_may_read_while_it_is_written(reports: list[Report], tmp_path: Path) -> None:
    path = fill(tmp_path / "r.sqlite", reports[:2])
    with closing(sqlite3.connect(path)) as reader, Database(path) as db:
        db.put(render(reports[2]))
        assert reader.execute("SELECT count(*) FROM wide").fetchone() == (3,)
    assert len(rows(path)["reports"]) == 3


_WRITER = """
import pickle, sys
from pathlib import Path
from fazhi_extract.writers.database import Database

items = pickle.loads(Path(sys.argv[1]).read_bytes())
with Database(Path(sys.argv[2])) as db:
    print("ready", flush=True)
    for number in range(10**6):
        item = items[number % len(items)]
        db.put({**item, "digest": f"{number}"})  # something else every time
"""


def _moments(rng: random.Random) -> Iterator[float]:
    yield 0  # while the first is written
    for _ in range(4):
        yield rng.uniform(0.01, 0.5)


def test_killed_at_any_moment_it_holds_whole_reports(reports: list[Report], tmp_path: Path) -> None:
    items = tmp_path / "items.pickle"
    items.write_bytes(pickle.dumps([render(r) for r in reports]))
    path = tmp_path / "r.sqlite"
    want = {render(r)["report"][0]: render(r) for r in reports}
    for moment in _moments(random.Random("kill")):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(items), str(path)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(moment)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        rows(path)  # raises if it is not sound
        counted = ask(
            path,
            "SELECT path, (SELECT count(*) FROM observations WHERE report = r.id), "
            "(SELECT count(*) FROM sections WHERE report = r.id), "
            "(SELECT count(*) FROM report_metrics WHERE report = r.id) FROM reports r",
        )
        for name, *counts in counted:
            item = want[str(name)]
            assert counts == [len(item["observations"]), len(item["sections"]), len(item["metrics"])]
    assert rows(fill(path, reports)) == rows(fill(tmp_path / "new.sqlite", reports))
