"""``gold``: make it in a spreadsheet or with an annotation tool, check it, write it as JSON lines."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from ..errors import FazhiError
from . import examples
from .apart import RULES, TEXTS, files_of, keep_apart
from .common import Rules, chosen_rules, stopping

if TYPE_CHECKING:
    from types import ModuleType

    from ..batch import Counts
    from ..gold import GoldReport

group = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Gold: what people say that reports state, to measure the program with fazhi-extract eval.",
    epilog=examples(
        (
            "fazhi-extract gold new reports/ -o draft.csv",
            "fazhi-extract gold pack draft.csv reports/ -o gold.jsonl",
            "fazhi-extract gold check gold.jsonl reports/",
            "fazhi-extract gold export reports/ --to label-studio -o tasks/",
            "fazhi-extract gold import annotated.json --from label-studio -o gold.jsonl",
        )
    ),
)


class Tool(StrEnum):
    """The annotation tools."""

    label_studio = "label-studio"
    doccano = "doccano"


Reports = Annotated[list[str], typer.Argument(metavar="TEXTS...", help="Files or folders with reports.")]
GoldFile = Annotated[str, typer.Argument(metavar="GOLD", help="Gold: one JSON object a line.")]
Out = Annotated[
    str | None, typer.Option("-o", "--output", help="Write to this file; else to standard output.")
]


def _say(message: object) -> None:
    typer.echo(f"fazhi-extract: {message}", err=True)


@group.command("new", epilog=examples(("fazhi-extract gold new reports/ -o draft.csv",)))
def new(paths: Reports, output: Out = None, rules: Rules = None) -> None:
    """Draft gold from what the program finds: a table to correct in Excel or WPS, one figure a row.

    The marks 〖 〗 in the sentence say which words are the figure. Correct a row, delete it, or add one; then gold pack.
    """
    from ..batch import run
    from ..gold.drafts import SheetFormat, new_file
    from ..inputs import expand
    from ..progress import Teller
    from ..writers.base import replacing
    from ..writers.outputs import StreamOutput

    known = chosen_rules(rules)
    form = SheetFormat(known)
    with stopping(output):
        inputs, failures = expand(paths)
        with Teller(len(inputs) + len(failures), None) as teller:

            def draft(stream: TextIO) -> Counts:
                out = StreamOutput(form, stream)
                return run(inputs, [out], rules=known, failures=failures, told=teller.told)

            if output is None:
                counts = draft(sys.stdout)
            else:
                with (
                    replacing(new_file(output)) as temporary,
                    open(temporary, "w", encoding="utf-8-sig", newline="") as file,
                ):
                    counts = draft(file)
                    if not counts.read:
                        raise typer.Exit(1)  # and no empty draft is left behind
    if counts.failed:
        raise typer.Exit(1)


@group.command("pack", epilog=examples(("fazhi-extract gold pack draft.csv reports/ -o gold.jsonl",)))
def pack(
    sheet: Annotated[str, typer.Argument(help="The corrected table: CSV, or TSV with the same columns.")],
    texts: Reports,
    output: Out = None,
    rules: Rules = None,
) -> None:
    """Make gold of a corrected table; every sentence is looked up in its text, every slip is named with its row."""
    from ..gold.checks import check
    from ..gold.sheet import packed, read_sheet, refuse
    from ..gold.texts import bring_together, read_text

    known = chosen_rules(rules)
    reports: list[GoldReport] = []
    errors: list[str] = []
    with stopping(sheet):
        together = bring_together(read_sheet(sheet), texts)
        looked_at = files_of(together.inputs, together.failures)
        keep_apart([output], {"the corrected table": [sheet], RULES: rules or [], TEXTS: looked_at})
        for one, rows in together.pairs:
            text = read_text(one)
            report, wrong = packed(rows, text.text, one.shown, text.sha256, known)
            slips = check(report, text.text, known) if not wrong else []
            errors += [*wrong, *(str(slip) for slip in slips if slip.certain)]
            for slip in slips:
                if not slip.certain:
                    _say(slip)
            reports.append(report)
        errors += [f"{rows.path}: is not among the texts" for rows in together.without_text]
        errors += [str(failure) for failure in together.failures]
        refuse(sheet, errors)
    for path in together.without_gold:
        typer.echo(f"left out, it is not in the table: {path}", err=True)
    _write(reports, output)


@group.command("check", epilog=examples(("fazhi-extract gold check gold.jsonl reports/",)))
def check_(gold: GoldFile, texts: Reports, rules: Rules = None) -> None:
    """Look for slips in gold: offsets, metrics, values, totals. Exit status 1 if something cannot be."""
    from ..gold import bring_together, read_gold
    from ..gold.checks import check
    from ..gold.texts import read_text

    known = chosen_rules(rules)
    certain = figures = 0
    with stopping(gold):
        together = bring_together(read_gold(gold), texts)
        for one, report in together.pairs:
            for slip in check(report, read_text(one).text, known):
                certain += slip.certain
                typer.echo(str(slip))
            figures += len(report.figures)
    for report in together.without_text:
        _say(f"{report.name} has gold, but is not among the texts")
    for failure in together.failures:
        _say(failure)
    typer.echo(f"{len(together.pairs)} reports, {figures} figures, {certain} slips", err=True)
    if certain or together.without_text or together.failures:
        raise typer.Exit(1)


@group.command(
    "export",
    epilog=examples(
        (
            "fazhi-extract gold export reports/ --to label-studio -o tasks/",
            "fazhi-extract gold export reports/ --to doccano --gold gold.jsonl -o tasks/",
        )
    ),
)
def export(
    texts: Reports,
    to: Annotated[Tool, typer.Option("--to", help="The annotation tool.")],
    output: Annotated[str, typer.Option("-o", "--output", help="Write tasks and labels into this folder.")],
    gold: Annotated[
        str | None, typer.Option("--gold", help="Start from this gold instead of what the program finds.")
    ] = None,
    rules: Rules = None,
) -> None:
    """Write tasks for an annotation tool, with the figures filled in, and the labels to set it up with."""
    from ..gold import bring_together, read_gold
    from ..gold.drafts import new_file, save, tasks_of, tasks_with, version
    from ..inputs import expand

    tool, known = _module(to), chosen_rules(rules)
    failed: list[object] = []
    with stopping(output):
        folder = Path(output)
        folder.mkdir(parents=True, exist_ok=True)
        tasks, labels = new_file(folder / tool.TASKS), new_file(folder / tool.LABELS)
        if gold is not None:
            together = bring_together(read_gold(gold), texts)
            found = tasks_with(together)
            failed += together.failures
            failed += [f"{r.name} has gold, but is not among the texts" for r in together.without_text]
        else:
            inputs, failures = expand(texts)
            found = tasks_of(inputs, failed.append, known)
            failed += failures
        save(tool.tasks(found, version(known), known), tasks)
        save(iter([tool.labels(known)]), labels)
    for message in failed:
        _say(message)
    if failed:
        raise typer.Exit(1)


@group.command(
    "import",
    epilog=examples(
        (
            "fazhi-extract gold import annotated.json --from label-studio -o gold.jsonl",
            "fazhi-extract gold import all.jsonl --from doccano --texts reports/ -o gold.jsonl",
        )
    ),
)
def import_(
    file: Annotated[str, typer.Argument(help="What the annotation tool exported.")],
    tool: Annotated[Tool, typer.Option("--from", help="The annotation tool.")],
    texts: Annotated[
        list[str] | None,
        typer.Option(
            "--texts", help="Find each report by its text in these files or folders, and be sure of it."
        ),
    ] = None,
    output: Out = None,
    rules: Rules = None,
) -> None:
    """Make gold of what an annotation tool exported: JSON of Label Studio, JSONL of doccano."""
    from ..gold.texts import read_text
    from ..gold.tools import finder
    from ..inputs import expand
    from ..readers import read_limited

    known = chosen_rules(rules)
    with stopping(file):
        inputs, failures = expand(texts or [])
        read = {"what the tool exported": [file], RULES: rules or [], TEXTS: files_of(inputs, failures)}
        keep_apart([output], read)
        if failures:
            raise failures[0]
        find = finder((read_text(one) for one in inputs), asked=texts is not None)
        reports = list(_module(tool).read(read_limited(file), file, find, _say, known))
        if not reports:
            raise FazhiError(f"{file}: holds no annotated report")
    _write(reports, output)


def _module(tool: Tool) -> ModuleType:
    from ..gold import doccano, label_studio

    return {Tool.label_studio: label_studio, Tool.doccano: doccano}[tool]


def _write(reports: list[GoldReport], output: str | None) -> None:
    from ..gold import write_gold
    from ..gold.drafts import save

    with stopping(output):
        if output is None:
            sys.stdout.write(write_gold(reports))
        else:
            save(iter([write_gold(reports)]), Path(output))
    figures = sum(len(report.figures) for report in reports)
    typer.echo(f"{len(reports)} reports, {figures} figures", err=True)
