"""``python -m fazhi_extract.explain``: in a checkout write what is made from this package anew.

schemas/explanation.schema.json, and what the commands of docs/explain.md print.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from . import explanation_schema

ROOT = Path(__file__).parents[2]
PAGE, SCHEMA = ROOT / "docs" / "explain.md", ROOT / "schemas" / "explanation.schema.json"
_EXAMPLE = re.compile(r"```sh\nfazhi-extract (.*)\n```\n\n```text\n(?:.*\n)*?```\n")


def page(text: str) -> str:
    """Return the page with what its commands print in the folder of the examples."""

    def printed(example: re.Match[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "fazhi_extract", *shlex.split(example[1])],
            cwd=ROOT / "examples",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        shown = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
        return f"```sh\nfazhi-extract {example[1]}\n```\n\n```text\n{shown}\n```\n"

    return _EXAMPLE.sub(printed, text)


if __name__ == "__main__":
    SCHEMA.write_text(explanation_schema(), "utf-8")
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
