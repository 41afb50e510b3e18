"""The guides are played through: what they say a command prints is what it prints."""

from __future__ import annotations

import doctest
import re
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT

_BLOCK = re.compile(r"^```(toml|console)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def played(page: str, folder: Path, env: dict[str, str]) -> str:
    """Return a guide with what its commands really print.

    A toml block that begins with ``# mine.toml`` is written to that file, one that begins
    with ``[[`` takes the place of that table and what follows it; the lines ``$ …`` of
    the console blocks are run in the same folder, one after the other.
    """
    mine = folder / "mine.toml"

    def play(block: re.Match[str]) -> str:
        kind, text = block.groups()
        if kind == "toml":
            if text.startswith("# mine.toml\n"):
                mine.write_text(text, "utf-8")
            elif text.startswith("[["):
                before, header, _ = mine.read_text("utf-8").partition(text.splitlines()[0])
                assert header
                mine.write_text(before + text, "utf-8")
            return block[0]
        shown = []
        for command in [line for line in text.splitlines() if line.startswith("$ ")]:
            done = subprocess.run(
                ["bash", "-c", command[2:]],
                cwd=folder,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=60,
                check=False,
            )
            shown += [command, *done.stdout.decode().splitlines()]
        return "```console\n" + "\n".join(line.rstrip() for line in shown) + "\n```\n"

    return _BLOCK.sub(play, page)


@pytest.mark.parametrize("name", ["rules.md", "rules.zh-CN.md"])
def test_a_guide_shows_what_its_commands_print(name: str, tmp_path: Path, shell: dict[str, str]) -> None:
    page = (ROOT / "docs" / name).read_text("utf-8")
    assert page == played(page, tmp_path, shell)


def test_the_examples_of_the_python_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "api.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert (failed, tried > 10) == (0, True)
