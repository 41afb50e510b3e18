"""``extract``, the default command: reports in, figures out."""

from __future__ import annotations

import typer

from ..errors import FazhiError
from . import outputs as out
from .common import Output, Paths

EXAMPLES = (
    "fazhi-extract report.txt --json",
    "fazhi-extract reports/ --jsonl > all.jsonl",
    "fazhi-extract reports/ -o county.xlsx",
    "fazhi-extract reports/ --html review.html",
    "fazhi-extract reports/ --csv -o table.csv --resume",
    "fazhi-extract reports.zip --db reports.sqlite",
    "cat report.txt | fazhi-extract - --json",
)


def command(
    paths: Paths = None,
    json: out.Json = False,
    jsonl: out.JsonLines = False,
    csv: out.Csv = False,
    tsv: out.Tsv = False,
    xlsx: out.Xlsx = False,
    table: out.Table = None,
    metrics: out.Metrics = None,
    headers: out.Headers = None,
    qualifiers: out.Qualifiers = False,
    output: Output = None,
    html: out.Html = None,
    db: out.Database = None,
    parquet: out.Parquet = None,
    jobs: out.Jobs = None,
    resume: out.Resume = False,
    errors: out.Errors = None,
    from_file: out.FromFile = None,
    text_column: out.TextColumn = None,
    with_text: out.WithText = False,
) -> None:
    """Extract the figures of reports; without a format flag a table for people is printed."""
    from ..inputs import expand, left_out, listed_paths
    from ..writers import Wanted

    wanted = Wanted(
        out.one_of(json=json, jsonl=jsonl, csv=csv, tsv=tsv, xlsx=xlsx),
        output,
        table,
        metrics,
        headers,
        qualifiers,
        resume=resume,
        with_text=with_text,
        html=html,
        database=db,
        parquet=parquet,
    )
    with out.stopping(wanted, errors):
        named = [*(paths or []), *(listed_paths(from_file) if from_file else [])]
        if not named:
            raise FazhiError("name a report or a folder; fazhi-extract --help shows examples")
        inputs, failures = expand(named, text_column)
        counts = out.produce(inputs, failures, wanted, jobs=jobs, errors=errors)
    if others := left_out(named):
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in others.items())
        typer.echo(f"left out, of kinds that are not read: {kinds}", err=True)
    if counts.failed:
        raise typer.Exit(1)
