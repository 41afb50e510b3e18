"""``python -m fazhi_extract.commands``: in a checkout write docs/commands.md anew."""

from pathlib import Path

from ..cli import application
from .reference import reference

(Path(__file__).parents[2] / "docs" / "commands.md").write_text(reference(application()), "utf-8")
