"""The guides are played through: what they say a command prints is what it prints."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from .conftest import ROOT
from .guides import GUIDES, played


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_shows_what_its_commands_print(guide: Path, tmp_path: Path, shell: dict[str, str]) -> None:
    page = guide.read_text("utf-8")
    assert page == played(page, tmp_path, shell), "run python -m tests.guides, and look at what changed"


def test_the_examples_of_the_python_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "api.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert (failed, tried > 10) == (0, True)
