"""``python -m fazhi_extract.checks``: in a checkout write docs/checks.md anew."""

from pathlib import Path

from .reference import reference

(Path(__file__).parents[2] / "docs" / "checks.md").write_text(reference(), "utf-8")
