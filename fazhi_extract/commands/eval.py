"""``eval``: how well the program reads, against gold."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..errors import FazhiError
from . import outputs as out
from .common import Rules, Stop, chosen_rules

EXAMPLES = (
    "fazhi-extract eval reports/ gold.jsonl",
    "fazhi-extract eval reports/ gold.jsonl --show 50",
    "fazhi-extract eval reports/ gold.jsonl --json > scores.json",
    "fazhi-extract eval reports/ gold.jsonl --fail-under metric=0.9,detection=0.98",
    "fazhi-extract eval reports/ gold.jsonl --rules mine.toml",
)


def command(
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXTS... GOLD", help="Files or folders with reports, and last the file of gold."
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="All scores and errors as one JSON object.")] = False,
    show: Annotated[int, typer.Option("--show", min=0, help="List so many of the errors.")] = 10,
    fail_under: Annotated[
        str | None,
        typer.Option(
            "--fail-under",
            help="Exit status 1 below this full-match F1 (0.95), or below any of several: metric=0.9,value=0.99.",
        ),
    ] = None,
    jobs: out.Jobs = None,
    rules: Rules = None,
) -> None:
    """Measure detection, metric, value and full match against gold: by metric, by group and in total.

    GOLD is one JSON object a line (see fazhi-extract gold --help); any --jsonl output is a valid file of gold.
    """
    from ..evaluation import evaluate
    from ..evaluation.report import as_json, measure
    from ..evaluation.report import show as show_tables
    from ..evaluation.scores import Error
    from ..gold import bring_together, read_gold
    from ..gold.sentences import Sentences
    from ..progress import Teller

    known = chosen_rules(rules)
    contexts: list[str] = []

    def seen(error: Error, text: str) -> None:
        contexts.append(Sentences(text).marked(*error.span, reach=60))

    try:
        floors = _floors(fail_under)
        if len(places) < 2:
            raise FazhiError("name the texts, and last the file of gold")
        together = bring_together(read_gold(places[-1]), places[:-1])
        with Teller(len(together.pairs) + len(together.failures), None) as teller:
            evaluation = evaluate(together, known, jobs=jobs, seen=seen, told=teller.told)
        if not evaluation.reports:
            raise FazhiError(f"{places[-1]}: none of the texts could be measured. Name the texts it is about")
    except FazhiError as error:
        raise Stop(error, 2) from None
    for path in together.without_gold:
        typer.echo(f"not measured, it has no gold: {path}", err=True)
    for gold in together.without_text:
        typer.echo(f"fazhi-extract: {gold.name} has gold, but is not among the texts", err=True)
    if json:
        from json import dump

        dump(as_json(evaluation, contexts, known), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        show_tables(evaluation, contexts, known, show, sys.stdout)
    below = [(n, measure(evaluation.total, n), floor) for n, floor in floors.items()]
    below = [row for row in below if row[1] < row[2]]
    for name, value, floor in below:
        typer.echo(f"fazhi-extract: {name} is {value:.4f}, below {floor}", err=True)
    unread = evaluation.reports < len(together.pairs) or together.failures
    if below or together.without_text or unread:
        raise typer.Exit(1)


def _floors(asked: str | None) -> dict[str, float]:
    """Read what --fail-under asks for; raises FazhiError."""
    from ..evaluation.report import MEASURES

    floors: dict[str, float] = {}
    for part in asked.split(",") if asked else []:
        name, _, number = part.rpartition("=")
        name = name.strip() or "full"
        try:
            floors[name] = float(number)
        except ValueError:
            raise FazhiError(f"--fail-under {part}: give a number between 0 and 1, or NAME=NUMBER") from None
        if name not in MEASURES or not 0 <= floors[name] <= 1:
            raise FazhiError(
                f"--fail-under {part}: give a number between 0 and 1, for one of {', '.join(MEASURES)}"
            )
    return floors
