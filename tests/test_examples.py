"""The examples run, and what the documents say is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from fazhi_extract.rules import metrics
from fazhi_extract.rules.loader import reference
from fazhi_extract.rules.schema import RuleFile

from .conftest import ROOT, SEEDS, seed


def example(name: str, *arguments: str, env: dict[str, str]) -> str:
    """Run an example and return what it prints."""
    file = ROOT / "examples" / name
    command = [str(file)] if file.suffix == ".sh" else [sys.executable, str(file)]
    done = subprocess.run([*command, *arguments], env=env, timeout=120, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_county_table(tmp_path: Path, shell: dict[str, str]) -> None:
    out = tmp_path / "out"
    example("county_table.sh", str(SEEDS), str(out), env=shell)
    table = (out / "汇总.csv").read_text("utf-8-sig").splitlines()
    assert len(table) == 6
    assert table[0].endswith("调解案件数,调解成功数,执法证持证人数,普法宣传次数")
    assert len((out / "明细.csv").read_text("utf-8-sig").splitlines()) == 126
    assert (out / "汇总.xlsx").read_bytes().startswith(b"PK")


def test_figures(shell: dict[str, str]) -> None:
    assert "208件" in example("figures.py", str(seed("004")), env=shell)


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_pipeline(shell: dict[str, str]) -> None:
    shown = example("pipeline.sh", str(SEEDS), env=shell)
    assert '"红格镇人民政府",11,11' in shown
    assert "mediation_cases" in shown


def test_panel(tmp_path: Path, shell: dict[str, str]) -> None:
    out = tmp_path / "panel.parquet"
    shown = example("panel.py", str(SEEDS), str(out), env=shell)
    assert shown.startswith("5 places and years")
    assert "学法次数" in shown
    rows = pd.read_parquet(out).query("metric == 'mediation_cases'")
    assert set(zip(rows["issuer"], rows["year"], rows["value"], strict=True)) >= {
        ("红格镇人民政府", 2023, 208), ("仙塘镇人民政府", 2024, 160),
    }  # fmt: skip


def test_query(shell: dict[str, str]) -> None:
    shown = example("query.py", str(SEEDS), env=shell)
    assert "law_study_sessions" in shown
    assert "法律明白人" in shown


def test_the_readme_speaks_of_as_many_metrics_as_there_are() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        found = re.search(r"(\d+) (?:metrics|项指标)", (ROOT / name).read_text("utf-8"))
        assert found is not None
        assert int(found[1]) == len(metrics())


def test_the_rule_guide_names_every_key() -> None:
    guide = (ROOT / "docs" / "rules.md").read_text("utf-8")
    for name, field in RuleFile.model_fields.items():
        assert f"`{field.alias or name}" in guide, name


def test_every_relative_link_of_the_documents_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_list_of_metrics_has_not_drifted() -> None:
    assert (ROOT / "docs" / "metrics.md").read_text("utf-8") == reference()
