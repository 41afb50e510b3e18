"""Many files: which they are, in what order, and what happens when one cannot be read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from .api import report_files
from .errors import FazhiError, ReadError
from .models import Report
from .pipeline import extract_text
from .readers import read_file, read_stdin


def expand(paths: Iterable[str]) -> tuple[list[str], list[FazhiError]]:
    """Turn files, folders, globs and - into files in a stable order, each once.

    What leads to no file is returned as failures, so that the rest goes on.
    """
    found: dict[str, None] = {}
    failures: list[FazhiError] = []
    for path in paths:
        if path == "-" or Path(path).is_file():
            found[path] = None
        elif Path(path).is_dir():
            files = report_files(Path(path))
            if not files:
                failures.append(
                    ReadError(path, "holds no .txt file", "Name the folder that holds the reports")
                )
            found.update((str(f), None) for f in files)
        elif glob.has_magic(path):
            matches = sorted(m for m in glob.glob(path, recursive=True) if Path(m).is_file())
            if not matches:
                failures.append(ReadError(path, "matches no file", "Check the pattern"))
            found.update((m, None) for m in matches)
        else:
            found[path] = None  # reading it names the reason
    once = {path if path == "-" else os.path.realpath(path): path for path in reversed(found)}
    return list(reversed(once.values())), failures


def read_all(
    sources: Iterable[str], failures: list[FazhiError], *, with_text: bool = False
) -> Iterator[Report]:
    """Yield the reports one by one; a file that cannot be read goes to ``failures``."""
    for source in sources:
        try:
            read = read_stdin() if source == "-" else read_file(source)
        except FazhiError as error:
            failures.append(error)
            continue
        yield extract_text(read, with_text=with_text)
