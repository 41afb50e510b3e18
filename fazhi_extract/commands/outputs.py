"""What the commands that write reports share: their options, and the run from inputs to outputs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import ReadError
from . import completion
from .apart import REPORTS, RULES, files_of, keep_apart, name_files
from .common import Stop

if TYPE_CHECKING:
    from ..batch import Counts, Stage
    from ..checks import Settings
    from ..inputs import Input
    from ..models import Finding
    from ..writers import Wanted


def _flag(name: str, text: str) -> Any:
    return typer.Option(name, help=text, rich_help_panel="Formats")


def _of_tables(name: str, text: str, offered: Callable[..., list[str]] | None = None) -> Any:
    return typer.Option(name, help=text, rich_help_panel="Tables", autocompletion=offered)


Json = Annotated[bool, _flag("--json", "One JSON object; an array of several reports.")]
JsonLines = Annotated[bool, _flag("--jsonl", "One report a line, in a stable order.")]
Csv = Annotated[bool, _flag("--csv", "A table that spreadsheets open (see --table).")]
Tsv = Annotated[bool, _flag("--tsv", "The same with tabs.")]
Xlsx = Annotated[bool, _flag("--xlsx", "A workbook: 汇总, 明细, 章节, 核查, 说明; with -o FILE.xlsx.")]
Table = Annotated[
    str | None,
    _of_tables(
        "--table",
        "For --csv and --tsv: reports (default), observations, sections or findings.",
        lambda: ["reports", "observations", "sections", "findings"],
    ),
]
Metrics = Annotated[
    str | None,
    _of_tables(
        "--metrics",
        "Which metrics the tables show, by id and in this order: a,b,c; or all.",
        completion.metric_ids,
    ),
]
Headers = Annotated[
    str | None,
    _of_tables("--headers", "label (Chinese) or id; by default labels for reports, ids for the others."),
]
Qualifiers = Annotated[
    bool,
    _of_tables("--qualifiers", "A column beside each metric that says exact, over (余), about (约) …"),
]
Html = Annotated[
    str | None,
    typer.Option(
        "--html",
        help="Write a page to look at every figure in its text, and to correct it, to this file.",
        autocompletion=completion.paths,
    ),
]
Database = Annotated[
    str | None,
    typer.Option("--db", help="Put the reports into this SQLite database, or up to date in it."),
]
Parquet = Annotated[
    str | None,
    typer.Option("--parquet", help="Write Parquet files into this folder (needs fazhi-extract\\[parquet])."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Worker processes; by default one a core where it pays."),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Go on with -o FILE, --html FILE or --db FILE: only what is new or changed is read again.",
    ),
]
Errors = Annotated[
    str | None,
    typer.Option("--errors", help="Write what could not be read to this file, one JSON object a line."),
]
FromFile = Annotated[
    str | None,
    typer.Option("--from-file", help="Read the paths from this file, one a line; - for standard input."),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        "--text-column", help="Read CSV files with a report a row: the name of the column with its text."
    ),
]
NoCheck = Annotated[
    str | None,
    typer.Option(
        "--no-check",
        help="Leave these checks out, by code: a,b,c (checks list shows them).",
        autocompletion=completion.check_codes,
    ),
]
WithText = Annotated[bool, typer.Option("--with-text", help="Put the decoded text into the JSON.")]


def one_of(**flags: bool) -> str | None:
    """Return the format that was asked for; leaves with a message if there are several."""
    chosen = [name for name, on in flags.items() if on]
    if len(chosen) > 1:
        raise Stop(f"choose one of --{' and --'.join(chosen)}", 2)
    return chosen[0] if chosen else None


def place_of(wanted: Wanted) -> str | None:
    """Return the output that is named where something cannot be written."""
    return wanted.output or wanted.html or wanted.gold or wanted.database or wanted.parquet


def named_paths(paths: Sequence[str] | None, from_file: str | None) -> list[str]:
    """Return what was named to be read, by arguments and by a list; raises FazhiError."""
    from ..inputs import listed_paths

    return [*(paths or []), *(listed_paths(from_file) if from_file else [])]


def command_line() -> str:
    """Return what was typed, for outputs that say how they were made."""
    return " ".join(["fazhi-extract", *sys.argv[1:]])


def tell_left_out(named: Sequence[str], text_column: str | None) -> None:
    """Say on standard error how many files were of kinds that are not read."""
    from ..inputs import left_out

    if others := left_out(named, text_column):
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in others.items())
        typer.echo(f"left out of the folders: {kinds}", err=True)


def produce(
    inputs: Sequence[Input],
    failures: Sequence[ReadError],
    wanted: Wanted,
    *,
    jobs: int | None,
    errors: str | None,
    read: Mapping[str, Iterable[str | None]],
    stage: Stage | None = None,
) -> Counts:
    """Read the inputs and write them as ``wanted``; return how it went.

    ``read`` has what else is read, and must not be written over, by what a message calls it.
    """
    from ..batch import run
    from ..checks import Settings
    from ..progress import Teller
    from ..writers import choose_outputs, files_to_write

    checks = Settings(wanted.no_check)

    wanted.several = len(inputs) + len(failures) > 1
    wanted.command = command_line()
    name_files(html=wanted.html, gold=wanted.gold, db=wanted.database, parquet=wanted.parquet, errors=errors)
    reports = {REPORTS: files_of(inputs, failures), RULES: [name for name, _ in wanted.rules.sources]}
    keep_apart([*files_to_write(wanted, [one.shown for one in inputs]), errors], {**reports, **read})
    outputs = choose_outputs(wanted)
    added = _compared(inputs, checks, wanted, jobs) if wanted.compare else None
    with Teller(len(inputs) + len(failures), errors) as teller:
        return run(
            inputs,
            outputs,
            jobs=jobs,
            stage=stage,
            rules=wanted.rules,
            checks=checks,
            added=added,
            failures=failures,
            told=teller.told,
        )


def _compared(
    inputs: Sequence[Input], checks: Settings, wanted: Wanted, jobs: int | None
) -> dict[str, list[Finding]]:
    """Hold the reports against one another; return what was found, by path."""
    from ..batch import run
    from ..checks import every_check
    from ..checks.likeness import can_compare, needs_library
    from ..writers.findings import ComparingOutput

    if not can_compare() and "near_duplicate" not in checks.off:
        raise needs_library()
    output = ComparingOutput(inputs, checks)
    none = checks._replace(
        off=frozenset(every_check())
    )  # of each report by itself they run when it is written
    run(inputs, [output], jobs=jobs, rules=wanted.rules, checks=none)
    return output.compare.findings()
