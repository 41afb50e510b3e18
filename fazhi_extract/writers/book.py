"""A workbook as both writers of workbooks begin one: in constant memory, every text a text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """Give a workbook, which is written to ``path`` in the end; raises OSError where it cannot be."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    with tempfile.TemporaryDirectory() as folder:
        workbook = Workbook(str(path), {**_OPTIONS, "tmpdir": folder})
        try:
            try:
                yield workbook
            finally:
                workbook.close()
        except FileCreateError as error:
            raise error.args[0] from None
