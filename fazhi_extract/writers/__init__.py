"""One module an output; ``choose_outputs`` finds those for what a user asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..digests import sha256
from ..errors import FazhiError
from ..records import record
from ..rules import RuleSet, builtin_rules, rules_version

if TYPE_CHECKING:
    from .base import Format
    from .outputs import FigurePlace, Output

FORMATS = ("json", "jsonl", "csv", "tsv", "xlsx")


@record
class Wanted:
    """What a user asked for: formats, tables and places."""

    form: str | None = None
    """One of FORMATS, or None: by the name of ``output``, else a table for people."""
    output: str | None = None
    """A file; a folder if it ends in /; None or - for standard output."""
    table: str | None = None
    metrics: str | None = None
    headers: str | None = None
    qualifiers: bool = False
    several: bool = False
    resume: bool = False
    with_text: bool = False
    no_check: frozenset[str] = frozenset()
    """Codes of the checks that are left out."""
    compare: bool = False
    """Whether the reports are held against one another, too."""
    database: str | None = None
    parquet: str | None = None
    html: str | None = None
    gold: str | None = None
    decisions: str = ""
    """Stands for what persons decided about the reports: shares of other decisions must not be gone on with."""
    decided: frozenset[FigurePlace] = frozenset()
    """The figures that these decisions are about."""
    command: str = ""
    """The command line, for the sheet that says how a workbook was made."""
    rules: RuleSet = field(default_factory=builtin_rules)
    """Their metrics are the columns of tables."""

    @property
    def made_with(self) -> str:
        """What the shares of reports depend on besides the program and its rules."""
        compared = ["compare"] if self.compare else []
        return " ".join([*sorted(self.no_check), *compared, self.decisions]).strip()

    @property
    def main(self) -> str | None:
        """The format of the main output: one of FORMATS, ``screen``, what a file's name ends in; None for no such output."""
        to_stream = self.output in (None, "-")
        if to_stream and self.form is None:
            elsewhere = self.html or self.gold or self.database or self.parquet
            return None if elsewhere and self.output is None else "screen"
        return self.form or Path(str(self.output)).suffix.lower().lstrip(".")

    @property
    def to_folder(self) -> bool:
        """Whether the main output is a folder with one file a report."""
        output = self.output
        return output not in (None, "-") and (
            str(output).endswith(("/", os.sep)) or Path(str(output)).is_dir()
        )

    def check(self) -> None:
        """Raise FazhiError for an option that would change none of the outputs."""
        given = {
            "--table": self.table is not None,
            "--metrics": self.metrics is not None,
            "--headers": self.headers is not None,
            "--qualifiers": self.qualifiers,
            "--with-text": self.with_text,
            "--compare": self.compare,
        }
        if not any(given.values()) or self.main not in (*FORMATS, "screen", "html", None):
            return
        from .fitting import check_options

        made = [self.main, f"{self.main} {self.table or 'reports'}"] if self.main else []
        others = {"html": self.html, "db": self.database, "parquet": self.parquet, "gold": self.gold}
        made += [kind for kind, place in others.items() if place]
        check_options([option for option, on in given.items() if on], made)


def choose_outputs(wanted: Wanted) -> list[Output]:
    """Return the outputs; raises FazhiError for what does not exist or does not go together."""
    if wanted.resume and wanted.output in (None, "-") and not (wanted.html or wanted.database):
        raise FazhiError("--resume needs a file to go on with: add -o FILE, --html FILE or --db FILE")
    wanted.check()
    outputs: list[Output] = []
    if wanted.main is not None:
        outputs.append(_main_output(wanted))  # first: it finds what does not go together
    if wanted.html is not None:
        outputs.append(_review(wanted, Path(wanted.html)))
    if wanted.gold is not None:
        from .gold import GoldFormat
        from .outputs import FileOutput

        outputs.append(FileOutput(GoldFormat(), _made_by(wanted), Path(wanted.gold), resume=wanted.resume))
    if wanted.database is not None:
        from .database import DatabaseOutput

        outputs.append(
            DatabaseOutput(
                Path(wanted.database),
                resume=wanted.resume,
                rules=wanted.rules,
                made_with=wanted.made_with,
                decided=wanted.decided,
            )
        )
    if wanted.parquet is not None:
        from .parquet import ParquetOutput

        outputs.append(ParquetOutput(Path(wanted.parquet), wanted.rules))
    return outputs


def files_to_write(wanted: Wanted, reports: Sequence[str]) -> list[str | Path | None]:
    """Return the files that the outputs of these reports will be."""
    files: list[str | Path | None] = [wanted.html, wanted.gold, wanted.database]
    if wanted.parquet is not None:
        from .parquet import TABLES

        files += [Path(wanted.parquet) / f"{name}.parquet" for name in TABLES]
    if not wanted.to_folder:
        return [wanted.output, *files]
    if wanted.main in FORMATS:
        from .outputs import file_names

        names = file_names(reports, wanted.main)
        files += [Path(str(wanted.output)) / name for name in names.values()]
    return files


def program_version() -> str:
    """Return what stands for the whole program: what one version made, another must not go on with."""
    root = Path(__file__).parent.parent
    digest = sha256(rules_version().encode())
    for file in sorted([*root.rglob("*.py"), *root.rglob("*.sql"), *root.rglob("places/data/*.txt")]):
        digest.update(file.read_bytes())
    return f"{__version__} {digest.hexdigest()[:12]}"


def _main_output(wanted: Wanted) -> Output:
    to_stream = wanted.output is None or wanted.output == "-"
    path = Path(wanted.output or "-")
    to_folder = wanted.to_folder
    kind = wanted.main
    if kind == "html":
        if to_stream or to_folder:
            raise FazhiError("a review page is one file: add -o FILE.html")
        return _review(wanted, path)
    if kind not in (*FORMATS, "screen"):
        names = ", ".join(f"--{name}" for name in FORMATS)
        raise FazhiError(f"no format for {wanted.output}: add one of {names}, or end the name so")
    if kind == "screen":
        from .terminal import TerminalOutput, TerminalRows

        return TerminalOutput(TerminalRows(wanted.metrics, wanted.rules), sys.stdout)
    if kind == "xlsx":
        from .workbook import WorkbookOutput, WorkbookRows

        if to_stream or to_folder:
            raise FazhiError("a workbook is one file: add -o FILE.xlsx")
        rows = WorkbookRows(wanted.metrics, wanted.rules)
        return WorkbookOutput(rows, _made_by(wanted), path, command=wanted.command, resume=wanted.resume)
    from .outputs import FileOutput, FolderOutput, StreamOutput

    form = _format(kind, wanted)
    if to_stream:
        return StreamOutput(form, sys.stdout)
    return (FolderOutput if to_folder else FileOutput)(form, _made_by(wanted), path, resume=wanted.resume)


def _review(wanted: Wanted, path: Path) -> Output:
    from .review import ReviewOutput

    return ReviewOutput(_made_by(wanted), path, wanted.rules, resume=wanted.resume)


def _made_by(wanted: Wanted) -> str:
    """Return what the shares of a journal depend on; it reads the whole program, so only where there is a journal."""
    return f"{program_version()} {wanted.rules.version} {wanted.with_text} {wanted.made_with}".strip()


def _format(kind: str, wanted: Wanted) -> Format:
    if kind in ("json", "jsonl"):
        from .json import JsonFormat, JsonLinesFormat

        if kind == "jsonl":
            return JsonLinesFormat(with_text=wanted.with_text)
        return JsonFormat(several=wanted.several, with_text=wanted.with_text)
    from .csv import CsvFormat
    from .tables import choose_table

    table = choose_table(
        wanted.table or "reports",
        wanted.metrics,
        headers=wanted.headers,
        qualifiers=wanted.qualifiers,
        rules=wanted.rules,
    )
    return CsvFormat(table, tabs=kind == "tsv")
