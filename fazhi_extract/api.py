"""Files and folders in, reports out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .models import Report
from .pipeline import extract_text
from .readers import read_file

SUFFIXES = (".txt",)
"""The files that a folder is searched for."""


def extract_file(path: str | Path, *, with_text: bool = False) -> Report:
    """Extract every figure of the report in a file; raises ReadError."""
    return extract_text(read_file(path), with_text=with_text)


def extract_folder(path: str | Path, *, with_text: bool = False) -> Iterator[Report]:
    """Extract the reports of a folder and its subfolders, one after the other, by name.

    Raises ReadError at the first that cannot be read.
    """
    for file in report_files(Path(path)):
        yield extract_file(file, with_text=with_text)


def report_files(folder: Path) -> list[Path]:
    """Return the report files below a folder in a stable order; hidden ones are left out."""
    return sorted(
        p
        for p in folder.rglob("*")
        if p.suffix.lower() in SUFFIXES
        and p.is_file()
        and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )
