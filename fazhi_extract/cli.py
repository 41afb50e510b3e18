"""The command line: arguments in, calls, exit status out."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from . import __version__
from .batch import GC_THRESHOLD
from .errors import FazhiError

app = typer.Typer(
    name="fazhi-extract",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    help="Every figure of a 法治政府建设年度报告, tied to the place that proves it. "
    "[bold]fazhi-extract PATH...[/bold] is short for [bold]fazhi-extract extract PATH...[/bold]",
    rich_markup_mode="rich",
)

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders (read with their subfolders), globs, .zip archives, or - for standard input."
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", help="Write to this file; or into this folder (end it with /), one file a report."
    ),
]


class _Stop(typer.Exit):
    """Leave with a message on standard error."""

    def __init__(self, message: str, code: int) -> None:
        typer.echo(message, err=True)
        super().__init__(code)


def _flag(name: str, text: str) -> object:
    return typer.Option(name, help=text, rich_help_panel="Formats")


@app.command(
    epilog="Examples:  fazhi-extract report.txt --json   |   fazhi-extract reports/ --jsonl > all.jsonl   |   "
    "fazhi-extract reports/ -o county.xlsx   |   fazhi-extract reports/ --csv -o table.csv --resume   |   "
    "fazhi-extract reports.zip --db reports.sqlite   |   cat report.txt | fazhi-extract - --json"
)
def extract(
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
            help="For --csv and --tsv: reports (default), observations or sections.",
            rich_help_panel="Tables",
        ),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics",
            help="Which metrics the tables show, by id and in this order: a,b,c; or all.",
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
) -> None:
    """Extract the figures of reports; without a format flag a table for people is printed."""
    from .batch import run
    from .inputs import expand, left_out, listed_paths
    from .progress import Teller
    from .writers import Wanted, choose_outputs

    form = _one_of(json=json, jsonl=jsonl, csv=csv, tsv=tsv, xlsx=xlsx)
    try:
        named = [*(paths or []), *(listed_paths(from_file) if from_file else [])]
        if not named:
            raise FazhiError("name a report or a folder; fazhi-extract --help shows examples")
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
            database=db,
            parquet=parquet,
            command=" ".join(["fazhi-extract", *sys.argv[1:]]),
        )
        _keep_apart([output, errors, db], [one.holder or one.path for one in inputs])
        outputs = choose_outputs(wanted)
    except OSError as error:
        raise _unwritable(error, output or db or parquet, errors) from None
    except FazhiError as error:
        raise _Stop(f"fazhi-extract: {error}", 2) from None
    try:
        with Teller(len(inputs) + len(failures), errors) as teller:
            counts = run(inputs, outputs, jobs=jobs, with_text=with_text, failures=failures, told=teller.told)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error, output or db or parquet, errors) from None
    except FazhiError as error:
        raise _Stop(f"fazhi-extract: {error}", 2) from None
    if others := left_out(named):
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in others.items())
        typer.echo(f"left out, of kinds that are not read: {kinds}", err=True)
    if counts.failed:
        raise typer.Exit(1)


def _keep_apart(outputs: list[str | None], inputs: list[str]) -> None:
    """Raise FazhiError where an output would take the place of a report or of another output."""
    places = [os.path.realpath(o) for o in outputs if o and o != "-" and not os.path.isdir(o)]
    read = {os.path.realpath(i) for i in inputs} if places else set()
    for place in places:
        if place in read:
            raise FazhiError(f"{place} is one of the reports: choose another name for the output")
        if places.count(place) > 1:
            raise FazhiError(f"{place} is named for two outputs: choose another name for one of them")


def _unwritable(error: OSError, place: str | None, errors: str | None = None) -> _Stop:
    reason = (error.strerror or "an error").lower()
    way_out = "Make room" if error.errno == errno.ENOSPC else "Check the folder and its rights"
    named = errors if errors and error.filename == errors else place or "standard output"
    return _Stop(f"fazhi-extract: cannot write {named}: {reason}. {way_out}", 2)


def _one_of(**flags: bool) -> str | None:
    chosen = [name for name, on in flags.items() if on]
    if len(chosen) > 1:
        raise _Stop(f"fazhi-extract: choose one of --{' and --'.join(chosen)}", 2)
    return chosen[0] if chosen else None


@app.command(epilog="Example:  fazhi-extract numerals report.txt")
def numerals(
    file: Annotated[str, typer.Argument(help="A report, or - for standard input.")],
    all_: Annotated[
        bool, typer.Option("--all/--digits", help="Chinese numerals too, or only those with Arabic digits.")
    ] = True,
) -> None:
    """List every numeral of a report with its class: figure, date, document number, name, …"""
    from .normal import normalise
    from .numerals import find_numerals
    from .readers import read_file, read_stdin
    from .sections import outline

    try:
        read = read_stdin() if file == "-" else read_file(file)
    except FazhiError as error:
        raise _Stop(f"fazhi-extract: {error}", 1) from None
    shadow = normalise(read.text)
    for numeral in find_numerals(shadow, outline(read.text, shadow).markers):
        written = read.text[numeral.start : numeral.end]
        if not all_ and not any(c.isdecimal() for c in written):
            continue
        value = numeral.quantity.value if numeral.quantity else ""
        typer.echo(f"{numeral.start}\t{numeral.end}\t{numeral.kind}\t{written.strip()}\t{value}")


@app.command(epilog="Example:  fazhi-extract schema -o schemas/report.schema.json")
def schema(output: Output = None) -> None:
    """Print the JSON Schema of a report."""
    from .writers.json import report_schema

    text = report_schema()
    if output is None:
        typer.echo(text, nl=False)
    else:
        try:
            Path(output).write_text(text, "utf-8")
        except OSError as error:
            raise _unwritable(error, output) from None


def _version(value: bool) -> None:
    if value:
        typer.echo(f"fazhi-extract {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def _commands() -> Iterator[str]:
    for command in app.registered_commands:
        callback = command.callback
        if callback is not None:
            yield command.name or callback.__name__


def main() -> None:
    """Run the command line; PATH... alone means the command ``extract``."""
    gc.set_threshold(GC_THRESHOLD)
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a GBK console must not break the output
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="backslashreplace")
    known = {*_commands(), "--help", "--version", "--install-completion", "--show-completion"}
    if arguments and arguments[0] not in known:
        arguments = ["extract", *arguments]
    status: int | str | None = 0
    try:
        app(args=arguments, prog_name="fazhi-extract")
    except SystemExit as stop:
        status = stop.code
    except BrokenPipeError:
        pass
    except KeyboardInterrupt:
        status = 130
    _leave(status if isinstance(status, int) else int(status is not None))


def _leave(status: int) -> NoReturn:
    """End the process at once: taking the rules apart again would take as long as reading a report."""
    with suppress(BrokenPipeError):  # `| head` ends quietly
        sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
