"""The evaluation set against its floors: a floor may rise, never fall unsaid."""

from __future__ import annotations

import json

import pytest

from benchmarks.evaluate import ROOT, measure, passages, reports, sentences

FLOORS = json.loads((ROOT / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    return measure()


@pytest.mark.parametrize(("part", "share"), [(p, s) for p, shares in FLOORS.items() for s in shares])
def test_no_share_falls_below_its_floor(part: str, share: str, measured: dict[str, dict[str, float]]) -> None:
    assert measured[part][share] >= FLOORS[part][share]


def test_every_measured_share_has_a_floor(measured: dict[str, dict[str, float]]) -> None:
    assert {p: set(s) for p, s in measured.items()} == {p: set(s) for p, s in FLOORS.items()}


def test_the_set_is_as_large_as_it_says() -> None:
    groups: dict[str, int] = {}
    for passage in passages():
        group = passage.name.split("-")[0]
        groups[group] = groups.get(group, 0) + 1
    assert len(groups) == 10
    assert min(groups.values()) >= 40
    assert sum(1 for _ in reports()) == 24
    assert sum(1 for _ in sentences()) > 2000
