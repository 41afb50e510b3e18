"""``apply``: a person's decisions into the outputs and into gold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from ..errors import FazhiError
from . import completion
from . import outputs as out
from .apart import LIST
from .common import Output, Paths, Rules, chosen_rules, stopping

EXAMPLES = (
    "fazhi-extract apply corrections.json -o county.xlsx",
    "fazhi-extract apply corrections.json reports/ --csv -o table.csv",
    "fazhi-extract apply corrections.json --gold gold.jsonl",
    "fazhi-extract apply corrections.json reports/ --html review.html --resume",
)


def command(
    corrections: Annotated[
        str,
        typer.Argument(
            help="The file of decisions that the review page exports.", autocompletion=completion.paths
        ),
    ],
    paths: Paths = None,
    gold: Annotated[
        str | None,
        typer.Option("--gold", help="Write what was decided to this file, one report a line, to measure by."),
    ] = None,
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
) -> None:
    """Read reports again and put a person's decisions into what is written.

    Without PATHS the reports are read from where they were reviewed; with PATHS all
    reports there are read, and those that were reviewed are known by their bytes.
    """
    from ..corrections import Decided
    from ..reviewed import find_reports
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
        gold=gold,
        database=db,
        parquet=parquet,
        rules=chosen_rules(rules),
    )
    with stopping(out.place_of(wanted), errors):
        stage = Decided.by(corrections, wanted.rules)
        wanted.decisions = stage.digest
        wanted.decided = frozenset(
            (one.sha256, d.start, d.end) for one in stage.reports for d in one.decisions
        )
        named = out.named_paths(paths, from_file)
        inputs, failures = find_reports(stage.reports, named, text_column)
        if not inputs and not failures:
            raise FazhiError(f"{corrections}: holds no decision. Name reports to read, or review some first")
        read: Mapping[str, list[str | None]] = {"the corrections": [corrections], LIST: [from_file]}
        counts = out.produce(inputs, failures, wanted, jobs=jobs, errors=errors, read=read, stage=stage)
    out.tell_left_out(named, text_column)
    if counts.failed:
        raise typer.Exit(1)
