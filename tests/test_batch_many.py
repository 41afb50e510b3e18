"""Many files at once: broken ones among them, workers, a kill at any moment, Ctrl-C.

The normal run takes 300 reports and three kills a format; with FAZHI_MANY=1 it
takes 2,000 reports and ten.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, run
from .generator import write_broken, write_reports

MANY = os.environ.get("FAZHI_MANY") == "1"
REPORTS = 2000 if MANY else 300
KILLS = 10 if MANY else 3
FORMATS = ("csv", "jsonl")
OUTPUTS = (*FORMATS, "db")


@dataclass(frozen=True)
class Many:
    """A folder of reports, good and broken, in the order in which they are read."""

    folder: Path
    good: list[Path]
    broken: list[Path]


@dataclass(frozen=True)
class Run:
    """What an undisturbed run gave and how long it took."""

    output: Path
    errors: Path
    status: int
    said: str
    seconds: float


def in_order(paths: list[Path]) -> list[Path]:
    """Return the paths as a folder is read: by name, each subfolder where its name stands."""
    return sorted(paths, key=lambda p: p.parts)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Many:
    """The reports, some of them broken, in one folder and its subfolders."""
    folder = tmp_path_factory.mktemp("many") / "各乡镇 报告"
    good, broken = write_reports(folder, REPORTS), write_broken(folder)
    return Many(folder, in_order(good), in_order(broken))


def command(many: Many, kind: str, output: Path, *more: str, jobs: int = 2) -> list[str]:
    """Return the arguments of a run over all reports, with the list of errors beside the output."""
    where = ["--db", str(output)] if kind == "db" else [f"--{kind}", "-o", str(output)]
    errors = str(output.with_name("errors.jsonl"))
    return [str(many.folder), *where, "--errors", errors, "--jobs", str(jobs), *more]


@pytest.fixture(scope="module")
def undisturbed(many: Many, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """One run of two workers for each output."""
    runs = {}
    for kind in OUTPUTS:
        output = tmp_path_factory.mktemp("undisturbed") / f"out.{kind}"
        start = time.perf_counter()
        done = run(*command(many, kind, output))
        seconds = time.perf_counter() - start
        errors = output.with_name("errors.jsonl")
        runs[kind] = Run(output, errors, done.returncode, done.stderr.decode(), seconds)
    return runs


@pytest.fixture(scope="module")
def startup(tmp_path_factory: pytest.TempPathFactory) -> float:
    """The seconds that a run takes before the first report is read."""
    folder = tmp_path_factory.mktemp("few")
    write_reports(folder, 2)
    start = time.perf_counter()
    run(str(folder), "--jsonl", "-o", str(folder / "out.jsonl"), "--jobs", "2")
    return time.perf_counter() - start


def begin(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start the command in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [sys.executable, "-m", "fazhi_extract", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        start_new_session=True,
        # a test run in the background passes on that Ctrl-C is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def strike(arguments: list[str], moment: float, with_signal: int) -> tuple[int, str]:
    """Start the command, send all its processes a signal after some seconds, return status and messages."""
    with begin(arguments) as process:
        try:
            _, said = process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, with_signal)
            _, said = process.communicate(timeout=120)
    return process.returncode, said.decode()


def records(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file; every line of it must be whole."""
    data = path.read_bytes()
    assert not data or data.endswith(b"\n")
    return [json.loads(line) for line in data.splitlines()]


def tables(database: Path) -> dict[str, list[str]]:
    """Return the rows of every table, in a stable order; what belongs to an index of words is left out."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        indexes = [name for name, sql in made.items() if sql.upper().startswith("CREATE VIRTUAL")]
        for name in indexes:  # raises if the words do not belong to the rows
            connection.execute(f"INSERT INTO [{name}] ([{name}], rank) VALUES ('integrity-check', 1)")
        inner = tuple(f"{name}_" for name in (*indexes, "sqlite"))
        return {
            name: sorted(map(repr, connection.execute(f"SELECT * FROM [{name}]")))
            for name in made
            if not name.startswith(inner)
        }


def assert_equal(kind: str, output: Path, want: Run) -> None:
    """Fail unless an output and its list of errors are those of the undisturbed run."""
    if kind == "db":
        got, wanted = tables(output), tables(want.output)
        assert got.keys() == wanted.keys()
        for name in wanted:
            assert got[name] == wanted[name], name
    else:
        assert output.read_bytes() == want.output.read_bytes()
    assert output.with_name("errors.jsonl").read_bytes() == want.errors.read_bytes()


def test_every_good_report_once_and_every_broken_one_named_once(
    many: Many, undisturbed: dict[str, Run]
) -> None:
    done = undisturbed["jsonl"]
    assert done.status == 1
    assert [r["source"]["path"] for r in records(done.output)] == [str(p) for p in many.good]
    errors = records(done.errors)
    assert [e["path"] for e in errors] == [str(p) for p in many.broken]
    for error in errors:
        assert set(error) >= {"path", "reason", "way_out"}
        assert all(error[name].strip() for name in ("path", "reason", "way_out"))
        assert "could not be processed" not in error["reason"]  # it was understood, not caught falling
        assert Counter(done.said.splitlines())[
            f"fazhi-extract: {error['path']}: {error['reason']}. {error['way_out']}"
        ] == 1  # fmt: skip
    for path in many.broken:
        assert done.said.count(f"{path}: ") == 1
    assert f"{REPORTS} of {REPORTS + len(many.broken)} reports read, {len(many.broken)} failed" in done.said
    assert "Traceback" not in done.said


def test_the_table_has_a_row_a_report_in_order(many: Many, undisturbed: dict[str, Run]) -> None:
    done = undisturbed["csv"]
    rows = list(csv.DictReader(io.StringIO(done.output.read_text("utf-8-sig"))))
    assert [r["文件"] for r in rows] == [p.name for p in many.good]
    assert done.status == 1


def test_the_database_has_every_report(many: Many, undisturbed: dict[str, Run]) -> None:
    done = undisturbed["db"]
    assert (done.status, "Traceback" in done.said) == (1, False)
    assert done.output.is_file(), done.said
    dump = tables(done.output)
    assert len(dump["reports"]) == len(many.good)
    for table, paths in (("reports", many.good), ("errors", many.broken)):
        assert [p.name for p in paths if sum(p.name in row for row in dump[table]) != 1] == []


@pytest.mark.parametrize("kind", OUTPUTS)
def test_the_number_of_workers_does_not_show(
    kind: str, many: Many, undisturbed: dict[str, Run], tmp_path: Path
) -> None:
    output = tmp_path / f"out.{kind}"
    done = run(*command(many, kind, output, jobs=1))
    assert (done.returncode, done.stderr.decode()) == (1, undisturbed[kind].said)
    assert_equal(kind, output, undisturbed[kind])


def moments(rng: random.Random, startup: float, seconds: float) -> Iterator[float]:
    """Yield moments at which to kill: on the way to the end a run is struck about as often as is wanted."""
    while True:
        yield rng.uniform(0, startup + 1.5 * max(0.1, seconds - startup) / KILLS)


@pytest.mark.parametrize("kind", OUTPUTS)
def test_killed_at_any_moment_and_resumed(
    kind: str, many: Many, undisturbed: dict[str, Run], startup: float, tmp_path: Path
) -> None:
    want = undisturbed[kind]
    rng = random.Random(f"kill {kind}")
    kills, attempt = 0, 0
    output = tmp_path / str(attempt) / f"out.{kind}"
    output.parent.mkdir()
    resume: tuple[str, ...] = ()
    for moment in moments(rng, startup, want.seconds):
        status, said = strike(command(many, kind, output, *resume), moment, signal.SIGKILL)
        resume = ("--resume",)
        if status == -signal.SIGKILL:
            kills += 1
            if kills == KILLS:
                break
            continue
        # it came to its end before it was struck: right? then once more from the beginning
        assert status == 1, said
        assert_equal(kind, output, want)
        attempt += 1
        assert attempt < 5 * KILLS
        output = tmp_path / str(attempt) / f"out.{kind}"
        output.parent.mkdir()
        resume = ()
    for _ in range(2):  # the second finds nothing left to do
        done = run(*command(many, kind, output, "--resume"))
        assert done.returncode == 1, done.stderr.decode()
        assert_equal(kind, output, want)


@pytest.mark.parametrize("kind", FORMATS)
def test_resuming_reads_what_is_new_or_changed_and_forgets_what_is_gone(
    kind: str, many: Many, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    files = in_order(write_reports(folder, 50, seed=1))
    broken = folder / "坏.txt"
    broken.write_bytes(b"%PDF-1.7")
    few = Many(folder, files, [broken])
    output, whole = tmp_path / f"out.{kind}", tmp_path / "whole" / f"out.{kind}"
    whole.parent.mkdir()
    assert run(*command(few, kind, output, "--resume", jobs=1)).returncode == 1
    files[3].write_text("一、工作成效\n全年调解矛盾纠纷7件。\n", "utf-8")
    files[20].write_bytes(b"")  # broken now
    files[30].unlink()
    files[40].rename(files[40].with_name("改名.txt"))
    broken.write_text("一、工作成效\n全年调解矛盾纠纷9件。\n", "utf-8")  # mended
    shutil.copy(files[5], folder / "00000_新.txt")
    for again in ("--resume", "--resume"):
        assert run(*command(few, kind, output, again, jobs=1)).returncode == 1
        assert run(*command(few, kind, whole, jobs=1)).returncode == 1
        assert output.read_bytes() == whole.read_bytes()
        assert records(output.with_name("errors.jsonl")) == records(whole.with_name("errors.jsonl"))


@pytest.mark.parametrize(("kind", "jobs"), [("csv", 1), ("jsonl", 2)])
def test_ctrl_c_keeps_what_was_finished(
    kind: str, jobs: int, many: Many, undisturbed: dict[str, Run], startup: float, tmp_path: Path
) -> None:
    want = undisturbed[kind]
    whole = want.output.read_bytes()
    moment = startup + (want.seconds - startup) / 2
    for attempt in range(8):  # on a busy machine the first moments may be too early or too late
        output = tmp_path / str(attempt) / f"out.{kind}"
        output.parent.mkdir()
        status, said = strike(command(many, kind, output, jobs=jobs), moment, signal.SIGINT)
        assert status != 130 or "Traceback" not in said
        kept = output.read_bytes() if output.exists() else b""
        assert whole.startswith(kept)
        assert kept.endswith(b"\n") or not kept
        if status == 130 and kept and kept != whole:
            break
        moment *= 0.7 if kept else 1.4
    assert status == 130
    assert 0 < kept.count(b"\n") < whole.count(b"\n")
    done = run(*command(many, kind, output, "--resume", jobs=jobs))
    assert done.returncode == 1, done.stderr.decode()
    assert_equal(kind, output, want)


@pytest.mark.parametrize("part", [0.5, 0.7, 0.9, 1.1, 1.3])
def test_ctrl_c_while_the_workers_start_is_quiet(
    part: float, many: Many, startup: float, tmp_path: Path
) -> None:
    arguments = command(many, "jsonl", tmp_path / "out.jsonl")
    status, said = strike(arguments, part * startup, signal.SIGINT)
    assert status in (130, -signal.SIGINT)  # the second: Python itself was still starting
    assert status != 130 or "Traceback" not in said


def test_no_worker_outlives_a_killed_run(many: Many, startup: float, tmp_path: Path) -> None:
    arguments = command(many, "jsonl", tmp_path / "out.jsonl")
    with begin(arguments) as process:
        time.sleep(startup * 0.8)
        process.kill()  # the parent alone
        process.communicate(timeout=60)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("processes of a killed run went on")
