"""Files and folders in, reports out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .errors import ReadError
from .inputs import expand, report_files
from .models import Report
from .pipeline import extract_text
from .readers import archive, read_bytes, read_file
from .rules import RuleSet


def extract_file(path: str | Path, *, rules: RuleSet | None = None, with_text: bool = False) -> Report:
    """Extract every figure of the report in a file; raises ReadError. Archives are for ``extract_folder``."""
    return extract_text(read_file(path), rules=rules, with_text=with_text)


def extract_folder(
    path: str | Path, *, rules: RuleSet | None = None, with_text: bool = False
) -> Iterator[Report]:
    """Extract the reports of a folder and its subfolders, or of a zip archive, one after the other, by name.

    Raises ReadError for what is neither, and at the first report or subfolder that cannot be read.
    """
    failures: list[ReadError] = []
    if Path(path).is_dir():
        files = list(report_files(path, failures))
    elif archive.is_archive(str(path)):
        files = [str(path)]
    else:
        raise ReadError(str(path), "is no folder and no archive", "Check the name, or use extract_file")
    inputs, others = expand(files)
    if failures or others:
        raise (failures or others)[0]
    for one in inputs:
        yield extract_text(read_bytes(one.read(), one.path), rules=rules, with_text=with_text)
