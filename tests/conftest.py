"""Shared paths and the gold of the seeds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"

settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile("default")


def seed(prefix: str) -> Path:
    """Return the seed whose name begins with ``prefix``."""
    return next(SEEDS.glob(f"{prefix}*.txt"))


def gold_rows(name: str) -> list[list[str]]:
    """Return the rows of a gold table."""
    lines = (GOLD / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def run(
    *arguments: str,
    stdin: bytes | None = None,
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "fazhi_extract", *arguments],
        input=stdin if stdin is not None else b"",
        capture_output=True,
        cwd=cwd or ROOT,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(environment or {})},
    )


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    """A small report in a file of its own."""
    path = tmp_path / "青山镇.txt"
    path.write_text("一、工作成效\n全年调解矛盾纠纷208件，发放宣传资料8000余册。\n", "utf-8")
    return path


def shell_in(folder: Path) -> dict[str, str]:
    """Return the environment of a shell in which fazhi-extract is a command; it stands in ``folder``."""
    program = folder / "bin" / "fazhi-extract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fazhi_extract "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which fazhi-extract is a command."""
    return shell_in(tmp_path)
