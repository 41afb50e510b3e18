"""The examples run, and what the documents say is so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from fazhi_extract.rules import metrics
from fazhi_extract.rules.loader import reference
from fazhi_extract.rules.schema import RuleFile

from .conftest import ROOT, SEEDS, seed


def test_county_table(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "fazhi-extract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fazhi_extract "$@"\n')
    program.chmod(0o755)
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [str(ROOT / "examples" / "county_table.sh"), str(SEEDS), str(tmp_path / "out")],
        env=env, check=True, timeout=60, capture_output=True,
    )  # fmt: skip
    table = (tmp_path / "out" / "汇总.csv").read_text("utf-8-sig").splitlines()
    assert len(table) == 6
    assert table[0].endswith("调解案件数,调解成功数,执法证持证人数,普法宣传次数")
    assert len((tmp_path / "out" / "明细.csv").read_text("utf-8-sig").splitlines()) == 126


def test_figures(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "figures.py"), str(seed("004"))],
        capture_output=True, check=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "208件" in done.stdout.decode()


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
