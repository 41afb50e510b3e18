"""Files and folders in, reports out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .inputs import expand, report_files
from .models import Report
from .pipeline import extract_text
from .readers import read_bytes, read_file
from .rules import RuleSet


def extract_file(path: str | Path, *, rules: RuleSet | None = None, with_text: bool = False) -> Report:
    """Extract every figure of the report in a file; raises ReadError."""
    return extract_text(read_file(path), rules=rules, with_text=with_text)


def extract_folder(
    path: str | Path, *, rules: RuleSet | None = None, with_text: bool = False
) -> Iterator[Report]:
    """Extract the reports of a folder and its subfolders, one after the other, by name.

    Raises ReadError at the first that cannot be read.
    """
    inputs, failures = expand(report_files(path))
    if failures:
        raise failures[0]
    for one in inputs:
        yield extract_text(read_bytes(one.read(), one.path), rules=rules, with_text=with_text)
