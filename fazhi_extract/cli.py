"""The command line: arguments in, calls, exit status out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from . import __version__
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
    list[str],
    typer.Argument(help="Files, folders (read with their subfolders), globs, or - for standard input."),
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


@app.command(
    epilog="Examples:  fazhi-extract report.txt --json   |   fazhi-extract reports/ --jsonl > all.jsonl   |   "
    "fazhi-extract reports/ --csv -o table.csv   |   cat report.txt | fazhi-extract - --json"
)
def extract(
    paths: Paths,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object; an array of several reports.")
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One report a line, in a stable order.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table that spreadsheets open (see --table).")] = False,
    table: Annotated[
        str | None,
        typer.Option("--table", help="For --csv: reports (default), observations or sections."),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics", help="Which metrics the tables show, by id and in this order: a,b,c; or all."
        ),
    ] = None,
    output: Output = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Put the decoded text into the JSON.")
    ] = False,
) -> None:
    """Extract the figures of reports; without a format flag a table for people is printed."""
    from .batch import expand, read_all
    from .writers import choose

    kind = _format(output, json=json, jsonl=jsonl, csv=csv)
    try:
        sources, failures = expand(paths)
        several = len(sources) + len(failures) > 1
        writer = choose(kind, table=table, metrics=metrics, several=several)
    except FazhiError as error:
        raise _Stop(f"fazhi-extract: {error}", 2) from None
    results = read_all(sources, failures, with_text=with_text)
    to_folder = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    if output is None or output == "-":
        written = writer.write_stream(results, sys.stdout)
    else:
        try:
            written = (writer.write_folder if to_folder else writer.write_file)(results, Path(output))
        except OSError as error:
            raise _unwritable(output, error) from None
    _summary(written, failures)


def _unwritable(output: str, error: OSError) -> _Stop:
    reason = (error.strerror or "an error").lower()
    return _Stop(f"fazhi-extract: cannot write {output}: {reason}. Check the folder and its rights", 2)


def _format(output: str | None, **flags: bool) -> str:
    chosen = [name for name, on in flags.items() if on]
    if len(chosen) > 1:
        raise _Stop(f"fazhi-extract: choose one of --{' and --'.join(chosen)}", 2)
    if chosen:
        return chosen[0]
    if output == "-":
        output = None
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    if output is not None and suffix not in ("json", "jsonl", "csv"):
        raise _Stop(
            f"fazhi-extract: no format for {output}: add --json, --jsonl or --csv, or end the name so", 2
        )
    return suffix or "table"


def _summary(written: int, failures: list[FazhiError]) -> None:
    for failure in failures:
        typer.echo(f"fazhi-extract: {failure}", err=True)
    if failures or written > 1:
        total = written + len(failures)
        typer.echo(f"{written} of {total} reports read, {len(failures)} failed", err=True)
    if failures:
        raise typer.Exit(1)


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
            raise _unwritable(output, error) from None


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
    gc.set_threshold(100_000)  # start-up makes many objects that stay; looking through them is a tenth of it
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
