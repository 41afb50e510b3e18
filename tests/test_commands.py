"""What every command owes its users: help, examples, a place in the reference, completion."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from fazhi_extract.cli import application
from fazhi_extract.commands.reference import reference

from .conftest import ROOT


def _leaves(command: Any, name: str = "fazhi-extract") -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for below, one in command.commands.items():
            yield from _leaves(one, f"{name} {below}")
    else:
        yield name, command


LEAVES = dict(_leaves(typer.main.get_command(application())))


def test_the_reference_is_what_help_says() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert page == reference(application()), "write it anew: python -m fazhi_extract.commands"


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_and_option_is_explained_and_shown_by_an_example(name: str) -> None:
    command = LEAVES[name]
    assert command.help
    assert name in command.epilog or name.replace(" extract", "") in command.epilog
    assert all(p.help for p in command.params if p.name != "help")


OPENNESS = "examples/gov_openness/openness.toml"


def _completed(shell: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "fazhi_extract"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "_FAZHI_EXTRACT_COMPLETE": f"complete_{shell}",
            **environment,
        },
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return done.stdout.split("\n")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("fazhi-extract num", "numerals"),
        ("fazhi-extract seeds/ --json", "--jsonl"),
        ("fazhi-extract seeds/ --metrics fines,penalty_cases_c", "fines,penalty_cases_closed"),
        (f"fazhi-extract seeds/ --rules {OPENNESS} --metrics fees,train", "fees,trainings"),
        (f"fazhi-extract explain a.txt --rules {OPENNESS} --metric train", "trainings"),
        ("fazhi-extract seeds/ --rules none.toml --metrics fine", "fines"),
    ],
)
def test_bash_completes_commands_options_and_metrics(words: str, offered: str) -> None:
    word = len(words.split()) - 1
    assert offered in _completed("bash", COMP_WORDS=words, COMP_CWORD=str(word))


def test_zsh_completes_files() -> None:
    words = "fazhi-extract extract seeds/00"
    assert "seeds/003_49a388d3305da3e0.txt" in "".join(_completed("zsh", _TYPER_COMPLETE_ARGS=words))
