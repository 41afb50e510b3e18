"""``extract``, the default command: reports in, figures out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import FazhiError
from . import completion
from .common import Output, Paths, Stop, unwritable

if TYPE_CHECKING:
    from ..checks import Settings
    from ..inputs import Input
    from ..models import Finding

EXAMPLES = (
    "fazhi-extract report.txt --json",
    "fazhi-extract reports/ --jsonl > all.jsonl",
    "fazhi-extract reports/ -o county.xlsx",
    "fazhi-extract reports/ --csv -o table.csv --resume",
    "fazhi-extract reports.zip --db reports.sqlite",
    "cat report.txt | fazhi-extract - --json",
)


def _flag(name: str, text: str) -> object:
    return typer.Option(name, help=text, rich_help_panel="Formats")


def command(
    paths: Paths = None,
    json: Annotated[bool, _flag("--json", "One JSON object; an array of several reports.")] = False,
    jsonl: Annotated[bool, _flag("--jsonl", "One report a line, in a stable order.")] = False,
    csv: Annotated[bool, _flag("--csv", "A table that spreadsheets open (see --table).")] = False,
    tsv: Annotated[bool, _flag("--tsv", "The same with tabs.")] = False,
    xlsx: Annotated[
        bool, _flag("--xlsx", "A workbook: 汇总, 明细, 章节, 核查, 说明; with -o FILE.xlsx.")
    ] = False,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            help="For --csv and --tsv: reports (default), observations, sections or findings.",
            autocompletion=lambda: ["reports", "observations", "sections", "findings"],
            rich_help_panel="Tables",
        ),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics",
            help="Which metrics the tables show, by id and in this order: a,b,c; or all.",
            autocompletion=completion.metric_ids,
            rich_help_panel="Tables",
        ),
    ] = None,
    headers: Annotated[
        str | None,
        typer.Option(
            "--headers",
            help="label (Chinese) or id; by default labels for reports, ids for the others.",
            rich_help_panel="Tables",
        ),
    ] = None,
    qualifiers: Annotated[
        bool,
        typer.Option(
            "--qualifiers",
            help="A column beside each metric that says exact, over (余), about (约) …",
            rich_help_panel="Tables",
        ),
    ] = False,
    output: Output = None,
    db: Annotated[
        str | None,
        typer.Option("--db", help="Put the reports into this SQLite database, or up to date in it."),
    ] = None,
    parquet: Annotated[
        str | None,
        typer.Option(
            "--parquet", help="Write Parquet files into this folder (needs fazhi-extract\\[parquet])."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Worker processes; by default one a core where it pays."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on with -o FILE or --db FILE: only what is new or changed is read again."
        ),
    ] = False,
    errors: Annotated[
        str | None,
        typer.Option("--errors", help="Write what could not be read to this file, one JSON object a line."),
    ] = None,
    from_file: Annotated[
        str | None,
        typer.Option("--from-file", help="Read the paths from this file, one a line; - for standard input."),
    ] = None,
    text_column: Annotated[
        str | None,
        typer.Option(
            "--text-column", help="Read CSV files with a report a row: the name of the column with its text."
        ),
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Put the decoded text into the JSON.")
    ] = False,
    no_check: Annotated[
        str | None,
        typer.Option(
            "--no-check",
            help="Leave these checks out, by code: a,b,c (checks list shows them).",
            autocompletion=completion.check_codes,
        ),
    ] = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Also hold the reports against one another; they are read twice."),
    ] = False,
) -> None:
    """Extract the figures of reports; without a format flag a table for people is printed."""
    from ..batch import run
    from ..checks import Settings, switched_off
    from ..inputs import expand, left_out, listed_paths
    from ..progress import Teller
    from ..writers import Wanted, choose_outputs

    form = _one_of(json=json, jsonl=jsonl, csv=csv, tsv=tsv, xlsx=xlsx)
    try:
        named = [*(paths or []), *(listed_paths(from_file) if from_file else [])]
        if not named:
            raise FazhiError("name a report or a folder; fazhi-extract --help shows examples")
        if compare and resume:
            raise FazhiError(
                "--compare does not go with --resume: what reports say of one another may change"
            )
        checks = Settings(switched_off(without=no_check))
        inputs, failures = expand(named, text_column)
        wanted = Wanted(
            form,
            output,
            table,
            metrics,
            headers,
            qualifiers,
            several=len(inputs) + len(failures) > 1,
            resume=resume,
            with_text=with_text,
            no_check=checks.off,
            database=db,
            parquet=parquet,
            command=" ".join(["fazhi-extract", *sys.argv[1:]]),
        )
        _keep_apart([output, errors, db], [one.holder or one.path for one in inputs])
        outputs = choose_outputs(wanted)
    except OSError as error:
        raise unwritable(error, output or db or parquet, errors) from None
    except FazhiError as error:
        raise Stop(error, 2) from None
    try:
        added = _compared(inputs, checks, jobs) if compare else None
        with Teller(len(inputs) + len(failures), errors) as teller:
            counts = run(
                inputs, outputs, jobs=jobs, with_text=with_text, failures=failures, checks=checks, added=added,
                told=teller.told,
            )  # fmt: skip
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(error, output or db or parquet, errors) from None
    except FazhiError as error:
        raise Stop(error, 2) from None
    if others := left_out(named):
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in others.items())
        typer.echo(f"left out, of kinds that are not read: {kinds}", err=True)
    if counts.failed:
        raise typer.Exit(1)


def _compared(inputs: list[Input], checks: Settings, jobs: int | None) -> dict[str, list[Finding]]:
    from ..batch import run
    from ..checks.likeness import can_compare, needs_library
    from ..writers.findings import ComparingOutput

    if not can_compare() and "near_duplicate" not in checks.off:
        raise needs_library()
    output = ComparingOutput(inputs, checks)
    run(inputs, [output], jobs=jobs, with_text=True, checks=checks)
    return output.compare.findings()


def _keep_apart(outputs: list[str | None], inputs: list[str]) -> None:
    """Raise FazhiError where an output would take the place of a report or of another output."""
    places = [os.path.realpath(o) for o in outputs if o and o != "-" and not os.path.isdir(o)]
    read = {os.path.realpath(i) for i in inputs} if places else set()
    for place in places:
        if place in read:
            raise FazhiError(f"{place} is one of the reports: choose another name for the output")
        if places.count(place) > 1:
            raise FazhiError(f"{place} is named for two outputs: choose another name for one of them")


def _one_of(**flags: bool) -> str | None:
    chosen = [name for name, on in flags.items() if on]
    if len(chosen) > 1:
        raise Stop(f"choose one of --{' and --'.join(chosen)}", 2)
    return chosen[0] if chosen else None
