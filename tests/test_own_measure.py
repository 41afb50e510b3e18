"""Rules of one's own where the program is measured: eval, gold and diff know their metrics."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from .test_own_rules import OWN, TEXT, ended

NAME = "法治体检企业数 enterprise_checkups"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A rule file; beside it a folder with one report."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "青山镇.txt").write_text(TEXT, "utf-8")
    (tmp_path / "mine.toml").write_text(OWN, "utf-8")
    return tmp_path


def with_rules(folder: Path, *arguments: str, status: int = 0) -> tuple[str, str]:
    return ended(*arguments, "--rules", "mine.toml", cwd=folder, status=status)


def test_a_draft_names_own_metrics_and_becomes_gold_that_eval_measures_by_them(own: Path) -> None:
    with_rules(own, "gold", "new", "reports/", "-o", "draft.csv")
    rows = list(csv.DictReader((own / "draft.csv").open(encoding="utf-8-sig")))
    assert [row["metric"] for row in rows] == ["调解案件数 mediation_cases", NAME]
    with_rules(own, "gold", "pack", "draft.csv", "reports/", "-o", "gold.jsonl")
    with_rules(own, "gold", "check", "gold.jsonl", "reports/")

    scores = json.loads(with_rules(own, "eval", "reports/", "gold.jsonl", "--json")[0])
    mine = scores["metrics"]["enterprise_checkups"]
    assert (mine["label"], mine["group"], mine["full"]["right"]) == ("法治体检企业数", "本县", 1)
    assert scores["groups"]["本县"]["full"]["right"] == 1
    assert scores["errors"] == []
    table = with_rules(own, "eval", "reports/", "gold.jsonl")[0]
    assert "本县" in table
    assert "法治体检企业数" in table


def test_without_the_rules_the_same_gold_is_measured_by_the_built_in_ones(own: Path) -> None:
    with_rules(own, "gold", "new", "reports/", "-o", "draft.csv")
    with_rules(own, "gold", "pack", "draft.csv", "reports/", "-o", "gold.jsonl")
    scores = json.loads(ended("eval", "reports/", "gold.jsonl", "--json", cwd=own)[0])
    assert scores["metrics"]["enterprise_checkups"]["metric"]["missed"] == 1
    assert scores["metrics"]["enterprise_checkups"]["label"] is None
    assert "there is no metric enterprise_checkups" in ended(
        "gold", "check", "gold.jsonl", "reports/", cwd=own, status=1
    )[0]  # fmt: skip
    message = ended("gold", "pack", "draft.csv", "reports/", cwd=own, status=2)[1]
    assert f"row 3: there is no metric {NAME}" in message


@pytest.mark.parametrize(
    ("tool", "tasks", "labels"),
    [("label-studio", "tasks.json", "labels.xml"), ("doccano", "tasks.jsonl", "labels.json")],
)
def test_annotation_tools_get_labels_for_own_metrics_and_give_them_back(
    tool: str, tasks: str, labels: str, own: Path
) -> None:
    with_rules(own, "gold", "export", "reports/", "--to", tool, "-o", "out/")
    assert NAME in (own / "out" / labels).read_text("utf-8")
    exported = (own / "out" / tasks).read_text("utf-8")
    assert NAME in exported
    if tool == "label-studio":
        [task] = json.loads(exported)
        assert task["predictions"][0]["model_version"].endswith(own_version(own))
        exported = json.dumps([{**task, "id": 1, "annotations": task.pop("predictions")}])
    (own / "annotated.json").write_text(exported, "utf-8")
    gold = json.loads(with_rules(own, "gold", "import", "annotated.json", "--from", tool)[0])
    assert [o["metric"] for o in gold["observations"]] == ["mediation_cases", "enterprise_checkups"]
    message = ended("gold", "import", "annotated.json", "--from", tool, cwd=own, status=2)[1]
    assert "there is no metric 法治体检企业数" in message


def own_version(own: Path) -> str:
    return str(json.loads(with_rules(own, "reports/", "--json")[0])["rules_version"])


def test_diff_shows_what_own_rules_change_and_filters_by_their_metrics(own: Path) -> None:
    ended("reports/", "--jsonl", "-o", "old.jsonl", cwd=own)
    with_rules(own, "reports/", "--jsonl", "-o", "new.jsonl")
    shown = with_rules(own, "diff", "old.jsonl", "new.jsonl")[0]
    assert f"~ {NAME}: metric" in shown
    assert "本县" in shown
    changed = json.loads(
        with_rules(own, "diff", "old.jsonl", "new.jsonl", "--json", "--metric", "enterprise_checkups")[0]
    )
    assert sum(changed["metrics"]["enterprise_checkups"]["moved_from"].values()) == 1
    assert with_rules(own, "diff", "old.jsonl", "new.jsonl", "--metric", "fines")[0] == ""
    ended("diff", "old.jsonl", "new.jsonl", "--metric", "enterprise_checkups", cwd=own, status=2)


@pytest.mark.parametrize(
    "command",
    [
        ("eval", "reports/", "gold.jsonl"),
        ("gold", "new", "reports/"),
        ("gold", "export", "reports/", "--to", "doccano", "-o", "out/"),
        ("diff", "old.jsonl", "new.jsonl"),
    ],
)
def test_a_wrong_rule_file_is_told_by_all_of_them(command: tuple[str, ...], own: Path) -> None:
    (own / "mine.toml").write_text(OWN.replace("noun", "nuon"), "utf-8")
    assert "R004" in with_rules(own, *command, status=2)[1]


def test_a_rule_file_is_not_written_over_by_gold(own: Path) -> None:
    with_rules(own, "gold", "new", "reports/", "-o", "draft.csv")
    message = with_rules(own, "gold", "pack", "draft.csv", "reports/", "-o", "mine.toml", status=2)[1]
    assert "mine.toml is one of the rule files" in message
    assert (own / "mine.toml").read_text("utf-8") == OWN
