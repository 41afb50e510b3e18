"""The guides that are played through. ``python -m tests.guides`` writes what their commands print into them anew."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from .conftest import ROOT, shell_in

GUIDES = [ROOT / "docs" / name for name in ("rules.md", "rules.zh-CN.md")]
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


if __name__ == "__main__":
    for guide in GUIDES:
        with tempfile.TemporaryDirectory() as folder:
            env = shell_in(Path(folder))
            guide.write_text(played(guide.read_text("utf-8"), Path(folder), env), "utf-8")
