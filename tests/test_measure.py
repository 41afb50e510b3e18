"""``eval`` and ``diff`` as commands: planted errors change exactly the numbers that they must."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi_extract import Evidence, Observation
from fazhi_extract.compare import Change, compare
from fazhi_extract.evaluation import Evaluation
from fazhi_extract.gold.model import gold_figure

from .conftest import GOLD, ROOT, SEEDS, run

Reports = list[dict[str, Any]]


@pytest.fixture(scope="module")
def output() -> Reports:
    """What the program says of the seeds."""
    return [json.loads(line) for line in run(str(SEEDS), "--jsonl").stdout.splitlines()]


def written(reports: Reports, path: Path) -> str:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), "utf-8")
    return str(path)


def scores(reports: Reports, tmp_path: Path, *options: str) -> dict[str, Any]:
    done = run("eval", str(SEEDS), written(reports, tmp_path / "gold.jsonl"), "--json", *options)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def counts(scores: dict[str, Any], measure: str) -> tuple[int, int, int]:
    return tuple(scores[measure][name] for name in ("right", "extra", "missed"))


# eval


def test_the_seeds_are_read_without_an_error(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    run("gold", "pack", str(GOLD / "seeds.tsv"), str(SEEDS), "-o", str(gold))
    done = run(
        "eval", str(SEEDS), str(gold), "--json", "--fail-under", "1,detection=1,metric=1,value=1,unit=1"
    )
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert (found["reports"], found["figures"], found["errors"]) == (5, 125, [])
    # three statements that something did not occur, nine figures of no metric
    assert counts(found["total"], "detection") == (122, 0, 0)
    assert counts(found["total"], "metric") == (113, 0, 0)
    assert counts(found["total"], "full") == (122, 0, 0)
    assert counts(found["total"], "zero") == (3, 0, 0)
    for share in ("value", "qualifier", "unit", "relation", "status"):
        assert found["total"][share] == {"right": 122, "of": 122, "share": 1.0}


def figure(reports: Reports, text: str) -> dict[str, Any]:
    return next(o for r in reports for o in r["observations"] if o["text"] == text)


def test_a_wrong_metric_is_an_extra_here_and_a_miss_there(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    figure(gold, "208件")["metric"] = "mediation_resolved"
    found = scores(gold, tmp_path)
    assert counts(found["total"], "detection") == (122, 0, 0)
    assert counts(found["total"], "metric") == (112, 1, 1)
    assert counts(found["total"], "full") == (121, 1, 1)
    assert found["metrics"]["mediation_cases"]["metric"]["extra"] == 1
    assert found["metrics"]["mediation_resolved"]["metric"]["missed"] == 1
    assert counts(found["groups"]["mediation"], "metric") == (13, 1, 1)
    [error] = found["errors"]
    assert error["wrong"] == ["metric"]
    assert "⟦208件⟧" in error["sentence"]
    assert (error["expected"]["metric"], error["got"]["metric"]) == ("mediation_resolved", "mediation_cases")


def test_a_wrong_value_costs_the_full_match_alone(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    figure(gold, "208件")["value"] = 207
    found = scores(gold, tmp_path)
    assert counts(found["total"], "metric") == (113, 0, 0)
    assert counts(found["total"], "full") == (121, 1, 1)
    assert found["total"]["value"]["right"] == 121
    assert [e["wrong"] for e in found["errors"]] == [["value"]]


def test_a_wrong_unit_costs_no_match(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    figure(gold, "208件")["unit"] = "起"
    found = scores(gold, tmp_path)
    assert counts(found["total"], "full") == (122, 0, 0)
    assert [e["wrong"] for e in found["errors"]] == [["unit"]]


def test_a_figure_that_gold_does_not_have_is_extra(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    for report in gold:
        report["observations"] = [o for o in report["observations"] if o["text"] != "208件"]
    found = scores(gold, tmp_path)
    for measure, right in (("detection", 121), ("metric", 112), ("full", 121)):
        assert counts(found["total"], measure) == (right, 1, 0)
    assert [e["wrong"] for e in found["errors"]] == [["extra"]]


def test_a_figure_that_only_gold_has_is_missed(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    gold[4]["observations"].insert(
        0, {"text": "红格镇人民政府2023", "metric": "fines", "value": 1, "unit": "元"}
    )
    done = run("eval", str(SEEDS), written(gold, tmp_path / "gold.jsonl"))
    assert done.returncode == 2
    assert "stands 0 times in the text" in done.stderr.decode()
    gold[4]["observations"][0] |= {"text": "", "start": 0, "end": 2}
    found = scores(gold, tmp_path)
    for measure, right in (("detection", 122), ("metric", 113), ("full", 122)):
        assert counts(found["total"], measure) == (right, 0, 1)
    assert found["metrics"]["fines"]["detection"]["recall"] == 0


def test_a_part_of_another_total_is_noticed(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    part = next(o for o in gold[0]["observations"] if o["part_of"])
    part["part_of"] = gold[0]["observations"][0]["id"]
    found = scores(gold, tmp_path)
    assert [e["wrong"] for e in found["errors"]] == [["part_of"]]
    assert counts(found["total"], "full") == (122, 0, 0)


def test_floors(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    figure(gold, "208件")["metric"] = "fines"
    path = written(gold, tmp_path / "gold.jsonl")
    for floors, status in (("0.95", 0), ("0.999", 1), ("metric=0.999,detection=1", 1), ("detection=1", 0)):
        assert run("eval", str(SEEDS), path, "--fail-under", floors).returncode == status
    assert (
        "metric is 0.9912, below 0.999"
        in run("eval", str(SEEDS), path, "--fail-under", "metric=0.999").stderr.decode()
    )
    for wrong in ("x", "2", "meaning=0.5"):
        assert run("eval", str(SEEDS), path, "--fail-under", wrong).returncode == 2


def test_the_table_shows_metrics_groups_and_errors(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    figure(gold, "208件")["metric"] = "mediation_resolved"
    figure(gold, "207件")["value"] = 7
    path = written(gold, tmp_path / "gold.jsonl")
    shown = run("eval", str(SEEDS), path).stdout.decode()
    for word in (
        "detection",
        "调解案件数",
        "mediation_resolved",
        "⟦208件⟧",
        "gold value 7",
        "got  value 207",
    ):
        assert word in shown
    short = run("eval", str(SEEDS), path, "--show", "1").stdout.decode()
    assert "2 errors; --show 2 lists them all" in short
    assert short.count("⟦") == 1


def test_nothing_is_skipped_in_silence(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)[1:]
    gold[0]["source"] = {"path": "elsewhere/gone.txt", "sha256": "0" * 64}
    done = run("eval", str(SEEDS), written(gold, tmp_path / "gold.jsonl"), "--json")
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "elsewhere/gone.txt has gold, but is not among the texts" in said
    assert f"not measured, it has no gold: {SEEDS / '000'}" in said
    assert json.loads(done.stdout)["reports"] == 3


def test_a_report_is_found_by_its_name_where_its_hash_differs(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    for report in gold:
        report["source"] = {"path": "C:\\reports\\" + Path(report["source"]["path"]).name}
    assert scores(gold, tmp_path)["total"]["full"]["f1"] == 1


def test_gold_of_another_text_is_named_with_its_offset(output: Reports, tmp_path: Path) -> None:
    gold = copy.deepcopy(output)
    figure(gold, "208件")["text"] = "209件"
    start = figure(gold, "209件")["start"]
    done = run("eval", str(SEEDS), written(gold, tmp_path / "gold.jsonl"))
    assert done.returncode == 2
    assert re.search(rf"004_\w+\.txt: at {start}–{start + 4} the text has '208件'", done.stderr.decode())
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: the line: Invalid JSON"),
        ('{"source": {"path": "a"}, "observations": [{"metric": null}]}', "line 1: observations.0.value"),
        ('{"source": {}, "observations": []}', "give path or sha256"),
        ('{"source": {"path": "a"}, "observations": [{"metric": null, "value": 1}]}', "give start and end, or text"),
        ("", "holds no gold"),
    ],
)  # fmt: skip
def test_a_broken_line_of_gold_is_named(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, "utf-8")
    done = run("eval", str(SEEDS), str(path))
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


# diff


def diff(old: Reports, new: Reports, tmp_path: Path, *options: str) -> dict[str, Any]:
    paths = written(old, tmp_path / "old.jsonl"), written(new, tmp_path / "new.jsonl")
    done = run("diff", *paths, "--json", *options)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def changed(output: Reports) -> Reports:
    """Another version: one figure of another metric and value, one gone, one new."""
    new = copy.deepcopy(output)
    new[4]["rules_version"] = "another"
    figure(new, "208件").update(metric="mediation_resolved", value=207)
    observations = new[0]["observations"]
    del observations[5]
    observations.append({**observations[-1], "start": 0, "end": 2, "text": "xx", "metric": None, "id": "o99"})
    return new


def test_nothing_changed_nothing_said(output: Reports, tmp_path: Path) -> None:
    old, new = written(output, tmp_path / "old.jsonl"), written(output, tmp_path / "new.jsonl")
    done = run("diff", old, new, "--fail-on-change")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    renewed = [{**r, "rules_version": "another"} for r in output]
    done = run("diff", old, written(renewed, tmp_path / "new.jsonl"), "--fail-on-change")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_what_appeared_vanished_and_changed(output: Reports, tmp_path: Path) -> None:
    found = diff(output, changed(output), tmp_path)
    first, last = found["reports"]
    assert [c["kind"] for c in first["changes"]] == ["appeared", "vanished"]
    [change] = last["changes"]
    assert change["fields"] == {"metric": ["mediation_cases", "mediation_resolved"], "value": [208, 207]}
    assert "⟦208件⟧" in change["evidence"]
    assert found["metrics"]["mediation_cases"]["moved_to"] == {"mediation_resolved": 1}
    assert found["metrics"]["mediation_resolved"]["moved_from"] == {"mediation_cases": 1}
    gone = output[0]["observations"][5]["metric"]
    assert found["metrics"][gone]["vanished"] == 1
    assert found["counts"] == {
        "reports": 2, "only_in_old": 0, "only_in_new": 0, "appeared": 1, "vanished": 1, "changed": 1
    }  # fmt: skip


def test_a_person_sees_the_changes(output: Reports, tmp_path: Path) -> None:
    old = written(output, tmp_path / "old.jsonl")
    done = run("diff", old, written(changed(output), tmp_path / "new.jsonl"), "--fail-on-change")
    shown = done.stdout.decode()
    assert done.returncode == 1
    for words in ("metric mediation_cases → mediation_resolved; value 208 → 207", "⟦208件⟧", "1 vanished"):
        assert words in shown


def test_only_changes_that_touch_a_metric(output: Reports, tmp_path: Path) -> None:
    found = diff(output, changed(output), tmp_path, "--metric", "mediation_cases,fines")
    assert [len(r["changes"]) for r in found["reports"]] == [1]
    assert diff(output, changed(output), tmp_path, "--metric", "fines")["reports"] == []
    assert run("diff", "a", "b", "--metric", "mediation_case").returncode == 2


def test_reports_in_another_order_new_ones_moved_ones_and_gone_ones(output: Reports, tmp_path: Path) -> None:
    new = copy.deepcopy(output)
    new[1]["source"]["path"] = "moved/elsewhere.txt"
    extra = copy.deepcopy(new[2])
    extra["source"] |= {"path": "extra.txt", "sha256": "1" * 64}
    found = diff(output, [new[3], extra, new[1], new[0], new[4]], tmp_path)
    assert {r["path"]: r["only_in"] for r in found["reports"]} == {
        "extra.txt": "new",
        output[2]["source"]["path"]: "old",
    }


def test_figures_are_known_by_their_sentence_where_the_text_has_changed(
    output: Reports, tmp_path: Path
) -> None:
    new = copy.deepcopy(output)
    new[4]["source"]["sha256"] = "2" * 64
    for o in new[4]["observations"]:
        for place in (o, o["evidence"]):
            place["start"] += 7
            place["end"] += 7
    assert diff(output, new, tmp_path)["reports"] == []
    figure(new, "208件")["value"] = 209
    [report] = diff(output, new, tmp_path)["reports"]
    assert report["text_changed"]
    assert [c["fields"] for c in report["changes"]] == [{"value": [208, 209]}]


def test_a_line_that_is_no_report_is_named(output: Reports, tmp_path: Path) -> None:
    old, new = written(output, tmp_path / "old.jsonl"), tmp_path / "new.jsonl"
    new.write_text(json.dumps(output[0]) + "\n" + '{"a": 1}\n', "utf-8")
    for done in (
        run("diff", old, str(new)),
        run("diff", str(new), old),
        run("diff", old, str(tmp_path / "none")),
    ):
        assert done.returncode == 2
        assert re.search(r"new.jsonl, line 2: is no report|none: could not be read", done.stderr.decode())
        assert b"Traceback" not in done.stderr


# what holds of any output

METRICS = st.sampled_from(["mediation_cases", "fines", "villages", None])


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    """Figures in order of their place, some of which share it."""
    found: list[Observation] = []
    at = 0
    for number in range(draw(st.integers(0, 8))):
        at += draw(st.integers(0, 3))
        end = at + draw(st.integers(1, 4))
        found.append(
            Observation(
                id=f"o{number}",
                metric=draw(METRICS),
                label=None,
                value=draw(st.integers(0, 3)),
                qualifier="exact",
                unit=draw(st.sampled_from(["件", None])),
                relation=draw(st.sampled_from(["plain", "part", "zero"])),
                status=draw(st.sampled_from(["actual", "planned"])),
                part_of=draw(st.sampled_from([None, *(o.id for o in found)])),
                text="x" * (end - at),
                start=at,
                end=end,
                evidence=Evidence(start=0, end=40, text="x" * 40),
                section=None,
                rule=None,
            )
        )
    return found


@given(observations())
def test_every_output_is_right_by_its_own_measure(found: list[Observation]) -> None:
    evaluation = Evaluation()
    assert evaluation.add("x", [gold_figure(o) for o in found], found) == []
    total = evaluation.total
    assert {total.detection.f1, total.metric.f1, total.full.f1, total.zero.f1, total.value.share} == {1.0}


@given(observations(), observations())
def test_the_metrics_add_up_to_the_total(gold: list[Observation], found: list[Observation]) -> None:
    evaluation = Evaluation()
    evaluation.add("x", [gold_figure(o) for o in gold], found)
    total = evaluation.total
    zero = sum(o.relation == "zero" for o in gold)
    assert total.detection.right + total.detection.missed == len(gold) - zero
    assert total.full.right + total.full.missed == len(gold) - zero
    assert total.zero.right + total.zero.missed == zero
    assert total.detection.right + total.detection.extra + total.zero.right + total.zero.extra == len(found)


def plain(found: list[Observation]) -> list[dict[str, Any]]:
    return [o.model_dump() for o in found]


@given(observations(), st.booleans())
def test_nothing_differs_from_itself(found: list[Observation], same_text: bool) -> None:
    assert compare(plain(found), plain(found), same_text=same_text) == []


@given(observations(), observations(), st.booleans())
def test_a_difference_seen_from_the_other_side(
    one: list[Observation], other: list[Observation], same_text: bool
) -> None:
    def seen(change: Change, *, turned: bool) -> str:
        old, new = (change.new, change.old) if turned else (change.old, change.new)
        fields = {n: (b, a) if turned else (a, b) for n, (a, b) in change.fields.items()}
        return repr((old, new, sorted(fields.items(), key=lambda item: item[0])))

    there = compare(plain(one), plain(other), same_text=same_text)
    back = compare(plain(other), plain(one), same_text=same_text)
    assert sorted(seen(c, turned=False) for c in there) == sorted(seen(c, turned=True) for c in back)


# docs/measure.md

MANUAL = (ROOT / "docs" / "measure.md").read_text("utf-8")


def test_the_commands_of_the_manual_run(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "fazhi-extract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fazhi_extract "$@"\n')
    program.chmod(0o755)
    (tmp_path / "reports").symlink_to(SEEDS)
    path = f"{program.parent}:{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    commands = [
        line for block in re.findall(r"```sh\n(.*?)```", MANUAL, re.DOTALL) for line in block.splitlines()
    ]
    assert len(commands) >= 15
    for command in commands:
        if "annotated.json" in command:  # what Label Studio gives back once every task was submitted
            tasks = json.loads((tmp_path / "tasks" / "tasks.json").read_text("utf-8"))
            done = [{"data": t["data"], "annotations": t["predictions"]} for t in tasks]
            (tmp_path / "annotated.json").write_text(json.dumps(done), "utf-8")
        if "all.jsonl" in command:
            (tmp_path / "all.jsonl").write_bytes((tmp_path / "spans" / "tasks.jsonl").read_bytes())
        ran = subprocess.run(
            command, shell=True, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False
        )
        assert ran.returncode == 0, f"{command}\n{ran.stderr.decode()}"
    found = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    assert found["total"]["full"]["f1"] == 1
    assert len((tmp_path / "gold.jsonl").read_text("utf-8").splitlines()) == 5


def test_the_manual_names_every_command_and_option() -> None:
    for command in (
        ("eval",),
        ("diff",),
        *(("gold", c) for c in ("new", "pack", "check", "export", "import")),
    ):
        shown = run(*command, "--help").stdout.decode()
        assert "Examples:" in shown
        assert f"fazhi-extract {' '.join(command)} " in MANUAL
    for option in ("--show", "--json", "--fail-under", "--metric", "--fail-on-change", "--gold", "--texts"):
        assert option in MANUAL


def test_the_gold_of_the_manual_is_gold(tmp_path: Path) -> None:
    [example] = re.findall(r"```json\n(.*?)```", MANUAL, re.DOTALL)
    (tmp_path / "a.txt").write_text("全年调解矛盾纠纷208件。", "utf-8")
    gold = json.loads(example)
    gold["observations"][0] |= {"start": 8, "end": 12}
    path = written([gold], tmp_path / "gold.jsonl")
    done = run("eval", str(tmp_path / "a.txt"), path, "--fail-under", "1")
    assert done.returncode == 0, done.stderr.decode()
