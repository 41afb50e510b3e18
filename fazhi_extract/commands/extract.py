"""``extract``, the default command: reports in, figures out."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import FazhiError
from . import outputs as out
from .apart import LIST
from .common import Output, Paths, Rules, chosen_rules, stopping

EXAMPLES = (
    "fazhi-extract report.txt --json",
    "fazhi-extract reports/ --jsonl > all.jsonl",
    "fazhi-extract reports/ -o county.xlsx",
    "fazhi-extract reports/ --html review.html",
    "fazhi-extract reports/ --csv -o table.csv --resume",
    "fazhi-extract reports.zip --db reports.sqlite",
    "fazhi-extract reports/ --rules mine.toml -o county.xlsx",
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
    rules: Rules = None,
    html: out.Html = None,
    db: out.Database = None,
    parquet: out.Parquet = None,
    jobs: out.Jobs = None,
    resume: out.Resume = False,
    errors: out.Errors = None,
    from_file: out.FromFile = None,
    text_column: out.TextColumn = None,
    with_text: out.WithText = False,
    no_check: out.NoCheck = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Also hold the reports against one another; they are read twice."),
    ] = False,
) -> None:
    """Extract the figures of reports; without a format flag a table for people is printed."""
    from ..checks import switched_off
    from ..inputs import expand
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
        compare=compare,
        rules=chosen_rules(rules),
    )
    with stopping(out.place_of(wanted), errors):
        if compare and resume:
            raise FazhiError(
                "--compare does not go with --resume: what reports say of one another may change"
            )
        wanted.no_check = switched_off(without=no_check)
        named = out.named_paths(paths, from_file)
        if not named:
            raise FazhiError("name a report or a folder; fazhi-extract --help shows examples")
        inputs, failures = expand(named, text_column)
        counts = out.produce(inputs, failures, wanted, jobs=jobs, errors=errors, read={LIST: [from_file]})
    out.tell_left_out(named, text_column)
    if counts.failed:
        raise typer.Exit(1)
