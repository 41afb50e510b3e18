"""``panel``: what many reports say, by place and year."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import FazhiError, ReadError
from . import completion
from . import outputs as out
from .apart import LIST, REPORTS, RULES, files_of, keep_apart, name_files
from .common import Rules, chosen_rules, stopping

if TYPE_CHECKING:
    from ..panel import Panel
    from ..writers.panel import PanelOutput

EXAMPLES = (
    "fazhi-extract panel reports/ -o panel.xlsx",
    "fazhi-extract panel 2021/ 2022/ 2023/ --metrics mediation_cases,fines -o panel.csv",
    "fazhi-extract panel all.jsonl --long -o panel.parquet",
    "fazhi-extract panel reports/ --html panel.html",
)
_LARGE_PAGE = 100_000_000
_TOLD = 20
"""How many findings are told on standard error; all stand in the table of findings."""


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, globs, .zip archives as for extract; or .jsonl files that --jsonl wrote: nothing is read again.",
            autocompletion=completion.paths,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            help="Write to this file: .csv, .tsv or .parquet (with .summary and .findings files beside) or .xlsx; "
            "without it CSV is printed.",
            autocompletion=completion.paths,
        ),
    ] = None,
    html: Annotated[
        str | None,
        typer.Option("--html", help="Write a page of charts to this file.", autocompletion=completion.paths),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics",
            help="Which metrics, by id and in this order: a,b,c; or all; by default all that some report states.",
            autocompletion=completion.metric_ids,
        ),
    ] = None,
    headers: Annotated[
        str | None,
        typer.Option(
            "--headers", help="label (Chinese) or id; by default ids for --long and Parquet, else labels."
        ),
    ] = None,
    long: Annotated[
        bool, typer.Option("--long", help="One row a place, year and metric, with status and growth.")
    ] = False,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain", help="Only the numbers: no columns beside each metric for qualifier, unit, growth …"
        ),
    ] = False,
    gaps: Annotated[
        bool,
        typer.Option("--gaps/--no-gaps", help="Rows for years without a report between two with one."),
    ] = True,
    by: Annotated[
        str, typer.Option("--by", help="What the summary puts together: county, city or province.")
    ] = "county",
    jobs: out.Jobs = None,
    errors: out.Errors = None,
    from_file: out.FromFile = None,
    text_column: out.TextColumn = None,
    rules: Rules = None,
) -> None:
    """Put reports together by place and year, with growth, a summary by county, and charts."""
    from ..batch import run
    from ..inputs import expand
    from ..panel import AREAS
    from ..panel.entries import is_lines, read_lines
    from ..progress import Teller
    from ..writers.panel import PanelOutput, Wanted
    from ..writers.panel.files import files_to_write, kind_of
    from ..writers.tables import check_headers, chosen_metrics

    own = chosen_rules(rules)
    interrupted = False
    with stopping(output or html, errors):
        named = out.named_paths(paths, from_file)
        if not named:
            raise FazhiError(
                "name a folder of reports or a .jsonl file; fazhi-extract panel --help shows examples"
            )
        if by not in AREAS:
            raise FazhiError(f"there is no summary by {by}: choose {', '.join(AREAS)}")
        check_headers(headers)
        if output and html is None and output.lower().endswith(".html"):
            output, html = None, output
        to_file = output if output != "-" else None
        if to_file:
            kind_of(to_file)
        lines = [path for path in named if is_lines(path)]
        inputs, failures = expand([path for path in named if not is_lines(path)], text_column)
        name_files(html=html, errors=errors)
        keep_apart(
            [*(files_to_write(to_file) if to_file else []), html, errors],
            {REPORTS: [*lines, *files_of(inputs, failures)], RULES: rules or [], LIST: [from_file]},
        )
        wanted = Wanted(
            output,
            html,
            chosen_metrics(metrics, [], own) if metrics else None,
            headers,
            long,
            plain,
            gaps,
            by,
            out.command_line(),
        )
        result = PanelOutput(wanted, own)
        for one in read_lines(lines, wanted.metrics):
            failures.append(one) if isinstance(one, ReadError) else result.entries.append(one)
        with Teller(len(inputs) + len(failures), errors) as teller:
            try:
                counts = run(inputs, [result], jobs=jobs, rules=own, failures=failures, told=teller.told)
            except KeyboardInterrupt:  # what Teller would say of --resume is not so here
                interrupted = True
    out.tell_left_out(named, text_column)
    if interrupted and result.panel is None:
        typer.echo("interrupted before the first report: nothing is written", err=True)
        raise KeyboardInterrupt
    _tell(result)
    if interrupted:
        typer.echo(
            "interrupted: the panel holds what was read. A long run can go on: fazhi-extract reports/ --jsonl "
            "-o all.jsonl --resume, then fazhi-extract panel all.jsonl",
            err=True,
        )
        raise KeyboardInterrupt
    if counts.failed:
        raise typer.Exit(1)


def _tell(result: PanelOutput) -> None:
    """Say on standard error what became of the reports, and what a person should know."""
    panel = result.panel
    if panel is None:
        typer.echo("no report: nothing written", err=True)
        return
    findings = [f for f in panel.findings if f.severity == "warning"]
    for f in findings[:_TOLD]:
        place = None if f.place in f.paths else f.place
        where = " ".join(filter(None, (place, str(f.year or ""), "; ".join(f.paths))))
        typer.echo(
            ": ".join(filter(None, ("fazhi-extract", where, f.message.rpartition(" / ")[2]))), err=True
        )
    if len(findings) > _TOLD:
        typer.echo(f"… and {len(findings) - _TOLD} more findings", err=True)
    typer.echo(_summary(panel, len(result.entries)), err=True)
    if result.written:
        typer.echo(f"written: {', '.join(os.fspath(path) for path in result.written)}", err=True)
    for path in result.written:
        if path.suffix == ".html" and path.stat().st_size > _LARGE_PAGE:
            typer.echo(f"{path} is large for a browser: name fewer reports, or some --metrics", err=True)


def _summary(panel: Panel, reports: int) -> str:
    rows = list(panel.rows)
    years = [row.year for row in rows if row.year is not None]
    span = "–".join(map(str, sorted({min(years), max(years)}))) if years else "no year"
    missing = sum(row.entry is None for row in rows)
    unused = reports - sum(row.entry is not None for row in rows)
    without = sum(row.mark == "no year" for row in rows)
    return (
        f"{reports} reports, {len(panel.series)} places, {span}, {len(panel.metrics)} metrics; "
        f"{missing} years missing, {without} reports without a year, {unused} reports of a place and year already there"
    )
