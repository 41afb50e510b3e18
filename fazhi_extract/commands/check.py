"""``check``: what does not fit together in reports, and between them."""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import FazhiError
from . import completion
from . import outputs as out
from .common import Paths, Rules, Stop, chosen_rules, unwritable

EXAMPLES = (
    "fazhi-extract check report.txt",
    "fazhi-extract check reports/ --fail-on error",
    "fazhi-extract check reports/ --check near_duplicate,outlier --jsonl",
    "fazhi-extract check reports/ --no-check part_absent --deadline 02-15",
)

if TYPE_CHECKING:
    from ..checks import Settings

_RANK = ("info", "warning", "error")


def command(
    paths: Paths = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON array, an object a report.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a report and line.")] = False,
    check: Annotated[
        str | None,
        typer.Option(
            "--check",
            help="Run these checks only, by code: a,b,c (checks list shows them).",
            autocompletion=completion.check_codes,
        ),
    ] = None,
    no_check: Annotated[
        str | None,
        typer.Option(
            "--no-check", help="Leave these checks out, by code.", autocompletion=completion.check_codes
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            help="Exit with 1 if there are findings of this kind or a graver one: error, warning.",
            autocompletion=lambda: ["error", "warning"],
        ),
    ] = None,
    deadline: Annotated[
        str, typer.Option("--deadline", help="Month and day by which a report is due in the next year.")
    ] = "03-01",
    publication: Annotated[
        str, typer.Option("--publication", help="The same for its publication.")
    ] = "04-01",
    jump: Annotated[
        float,
        typer.Option("--jump", min=1.1, help="So many times last year's figure, or less by it, is a jump."),
    ] = 5.0,
    jobs: out.Jobs = None,
    rules: Rules = None,
) -> None:
    """Check reports: arithmetic, years and dates, missing parts, form; several also against one another."""
    from ..batch import run
    from ..checks import Settings, switched_off
    from ..inputs import expand
    from ..progress import Teller
    from ..writers.findings import FindingsOutput, choose_printer

    known = chosen_rules(rules)
    try:
        if not paths:
            raise FazhiError("name a report or a folder; fazhi-extract check --help shows examples")
        if json and jsonl:
            raise FazhiError("choose one of --json and --jsonl")
        if fail_on not in (None, "error", "warning"):
            raise FazhiError(f"--fail-on takes error or warning, not {fail_on}")
        for day in (deadline, publication):
            if not _is_day(day):
                raise FazhiError(f"{day} is no month and day: write 03-01 for 1 March")
        settings = Settings(switched_off(check, no_check), deadline, publication)
        inputs, failures = expand(paths)
        if len(inputs) > 1:
            settings = _without_library(settings, asked=check)
    except FazhiError as error:
        raise Stop(error, 2) from None
    printer = choose_printer("json" if json else "jsonl" if jsonl else None, sys.stdout)
    output = FindingsOutput(inputs, settings, jump, printer=printer)
    try:
        with Teller(len(inputs) + len(failures), None) as teller:
            counts = run(
                inputs, [output], jobs=jobs, rules=known, failures=failures, checks=settings,
                told=teller.told,
            )  # fmt: skip
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(error, None) from None
    grave = fail_on and any(output.counts[kind] for kind in _RANK[_RANK.index(fail_on) :])
    if counts.failed or grave:
        raise typer.Exit(1)


def _is_day(written: str) -> bool:
    """Say whether each year has this month and day, written 03-01."""
    try:
        return bool(re.fullmatch(r"\d\d-\d\d", written)) and bool(date.fromisoformat(f"2001-{written}"))
    except ValueError:
        return False


def _without_library(settings: Settings, asked: str | None) -> Settings:
    """Leave out what needs a library that is not there; raises FazhiError if it was asked for."""
    from ..checks.likeness import can_compare, needs_library

    if "near_duplicate" in settings.off or can_compare():
        return settings
    if asked is not None:
        raise needs_library()
    typer.echo(f"fazhi-extract: {needs_library()}; it is left out", err=True)
    return settings._replace(off=settings.off | {"near_duplicate"})
