"""show: the text as it is, its figures marked; or its outline."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi_extract import extract, extract_file
from fazhi_extract.rules import builtin_rules
from fazhi_extract.rules.loader import GROUPS as RULE_GROUPS
from fazhi_extract.writers.marked import GROUPS, Signs, marked_text, signs_for

from .conftest import ROOT, run, seed
from .test_own_rules import OWN
from .test_properties import TEXTS

MARK = re.compile(r"⟦([^｜⟦⟧]*)｜([^⟦⟧]*)⟧")


@pytest.fixture(scope="module")
def shown() -> str:
    """The seed with plans, parts and figures that no rule names, into a pipe."""
    done = run("show", str(seed("002")))
    assert done.returncode == 0
    return done.stdout.decode()


def test_without_its_marks_it_is_the_text(shown: str) -> None:
    text = extract_file(seed("002"), with_text=True).text or ""
    assert MARK.sub(r"\1", shown).rstrip("\n").split("\n") == text.rstrip("\n").split("\n")


def test_every_figure_is_marked_with_what_it_is(shown: str) -> None:
    observations = extract_file(seed("002")).observations
    marks = MARK.findall(shown)
    assert [written for written, _ in marks] == [o.text for o in observations]
    for (_, label), observation in zip(marks, observations, strict=True):
        assert label.startswith(observation.label or "未归类")
        assert label.endswith("？") is bool(observation.review)
        assert ("其中" in label) is (observation.relation == "part")
        assert ("计划" in label) is (observation.status == "planned")


def test_two_metrics_of_one_number_share_a_mark() -> None:
    done = run("show", "-", stdin="组织学法考试，参考率、合格率均100%。".encode())
    assert "⟦100%｜参考率、考试合格率⟧" in done.stdout.decode()


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (("--metric", "mediation_cases"), lambda o: o.metric == "mediation_cases"),
        (("--metric", "law_study_sessions,training_hours"), lambda o: o.metric in ("law_study_sessions", "training_hours")),
        (("--review",), lambda o: bool(o.review)),
        (("--unclassified",), lambda o: o.metric is None),
        (("--unclassified", "--metric", "grid_workers"), lambda o: o.metric in (None, "grid_workers")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["002", "003"])
def test_a_filter_marks_some_and_shows_their_lines_only(name: str, asked: tuple[str, ...], wanted) -> None:  # type: ignore[no-untyped-def]
    done = run("show", str(seed(name)), *asked)
    report = extract_file(seed(name), with_text=True)
    chosen = [o for o in report.observations if wanted(o)]
    assert [written for written, _ in MARK.findall(done.stdout.decode())] == [o.text for o in chosen]
    lines = {(report.text or "").count("\n", 0, o.start) for o in chosen}
    assert len(done.stdout.decode().splitlines()) == len(lines)
    assert f"{len(chosen)} figure" in done.stderr.decode()


def test_the_outline_has_every_section_with_its_figures() -> None:
    report = extract_file(seed("003"))
    lines = run("show", str(seed("003")), "--sections").stdout.decode().splitlines()[1:]
    assert len(lines) == len(report.sections)
    for line, section in zip(lines, report.sections, strict=True):
        inside = sum(section.start <= o.start < section.end for o in report.observations)
        assert f" {section.id} " in line
        assert f"{section.start}–{section.end}" in line
        assert section.title in line
        assert (f"{inside} 个数字" in line) is (inside > 0)
        depth = (len(line) - len(line.lstrip("│├└─ \xa0"))) // 4
        assert depth == section.id.count(".") + 1


def _colours(*arguments: str, **environment: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "fazhi_extract", "show", "-", *arguments],
        input="一、成效\n全年调解矛盾纠纷208件。".encode(),
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_colours_only_where_they_are_wanted() -> None:
    assert b"\x1b" not in _colours()
    assert b"\x1b" not in _colours("--no-color", FORCE_COLOR="1")
    assert b"\x1b" not in _colours(FORCE_COLOR="1", NO_COLOR="1")
    assert b"\x1b[" in _colours("--color", NO_COLOR="1")
    plain = re.sub(rb"\x1b\[[0-9;]*m", b"", _colours("--color"))
    assert "⟦208件｜调解案件数⟧".encode() in plain
    assert "■ 调解".encode() in plain


def test_wrong_usage_and_missing_files() -> None:
    done = run("show", str(seed("000")), "--metric", "nothing,mediation_cases")
    assert done.returncode == 2
    assert b"no metric nothing" in done.stderr
    assert run("show", "no.txt").returncode == 1


def test_a_console_that_cannot_write_the_signs_gets_others() -> None:
    for encoding, opens in (("gbk", "【"), ("utf-8", "⟦")):
        assert signs_for(io.TextIOWrapper(io.BytesIO(), encoding), builtin_rules()).opens == opens


def test_a_text_cannot_give_the_terminal_orders(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一、成效\n\x1b[2J调解纠纷3件。".encode())
    for command in ("show", "explain"):
        assert b"\x1b" not in run(command, str(path)).stdout


def test_every_group_of_metrics_has_a_name_and_a_colour_of_its_own() -> None:
    assert list(GROUPS) == list(RULE_GROUPS)
    assert len(set(GROUPS.values())) == len({colour for _, colour in GROUPS.values()}) == len(GROUPS)


@pytest.mark.parametrize("command", ["show", "explain"])
def test_groups_of_own_rules_have_a_name_and_a_colour_too(command: str, tmp_path: Path) -> None:
    rules, path = tmp_path / "mine.toml", tmp_path / "a.txt"
    rules.write_text(OWN, "utf-8")
    path.write_text("调解矛盾纠纷208件，开展“法治体检”走访企业86家次，修路9公里。\n", "utf-8")
    said = run(command, str(path), "--rules", str(rules), "--color").stdout.decode()
    colours = {re.findall(rf"\x1b\[([\d;]+)m{figure}", said)[0] for figure in ("86家次", "208件", "9公里")}
    assert len(colours) == 3
    if command == "show":
        legend = re.sub(r"\x1b\[[\d;]*m", "", said.rstrip().splitlines()[-1])
        assert "■ 调解  ■ 本县  ■ 未归类" in legend


def test_a_figure_that_goes_on_in_the_next_line() -> None:
    text = "一、成效\n调解纠纷3\n件，宣传2场次。\n完"
    lines = [t.plain for t in marked_text(text, extract(text).observations, Signs(), whole=True)]
    assert MARK.sub(r"\1", "\n".join(lines)).replace("\n", "") == text.replace("\n", "")


@given(TEXTS, st.booleans())
def test_any_text_comes_back_line_by_line(text: str, whole: bool) -> None:
    observations = extract(text).observations
    lines = [
        line.plain
        for line in marked_text(text, observations, Signs("\ue000", "\ue001", "\ue002"), whole=whole)
    ]
    bare = re.sub("\ue000([^\ue002]*)\ue002[^\ue001]*\ue001", r"\1", "\n".join(lines))
    if whole:
        seen = [c for c in text if c.isprintable() and not c.isspace()]
        assert [c for c in bare if c.isprintable() and not c.isspace() and c != "\ufffd"] == [
            c for c in seen if c != "\ufffd"
        ]
    assert "\n".join(lines).count("\ue000") == len({(o.start, o.end) for o in observations})
