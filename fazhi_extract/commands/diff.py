"""``diff``: what changed between two outputs, as two versions of the rules make them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import FazhiError
from . import completion
from .common import Rules, Stop, chosen_rules

if TYPE_CHECKING:
    from ..compare import Line
    from ..compare.show import ReportChanges

EXAMPLES = (
    "fazhi-extract diff old.jsonl new.jsonl",
    "fazhi-extract diff old.jsonl new.jsonl --metric mediation_cases,mediation_resolved",
    "fazhi-extract diff old.jsonl new.jsonl --json --fail-on-change > changes.json",
)


def command(
    old: Annotated[str, typer.Argument(help="The earlier output, written by --jsonl.")],
    new: Annotated[str, typer.Argument(help="The later output.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object: reports, metrics, counts.")] = False,
    metric: Annotated[
        str | None,
        typer.Option(
            "--metric",
            help="Only changes that touch these metrics, by id: a,b.",
            autocompletion=completion.metric_ids,
        ),
    ] = None,
    rules: Rules = None,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit status 1 if anything changed.")
    ] = False,
) -> None:
    """Show which figures appeared, vanished or changed, with their sentences; nothing if none did.

    A report is known again by its path, else by its bytes; files of any size are compared line by line.
    """
    from ..compare import join
    from ..compare.show import Json, Shows, Terminal
    from ..writers.tables import chosen_metrics

    known = chosen_rules(rules)
    try:
        ids = frozenset(chosen_metrics(metric, (), known)) if metric else None
        shows: Shows = (Json if json else Terminal)(sys.stdout, known)
        for one, other in join(old, new):
            if (report := _changes(one, other, ids)) is not None:
                shows.put(report)
        shows.finish()
    except FazhiError as error:
        raise Stop(error, 2) from None
    if fail_on_change and shows.summary.reports:
        raise typer.Exit(1)


def _changes(old: Line | None, new: Line | None, ids: frozenset[str] | None) -> ReportChanges | None:
    """Return what changed in a report, or None if nothing did."""
    from ..compare import compare
    from ..compare.show import ReportChanges, touching

    if old is None or new is None:
        there = new or old
        assert there is not None
        if ids and ids.isdisjoint(o.get("metric") for o in there.report()["observations"]):
            return None
        return ReportChanges(there.key()[0] or there.key()[1], only_in="old" if new is None else "new")
    if old.data == new.data:
        return None
    before, after = old.report(), new.report()
    same = all(before["source"].get(n) == after["source"].get(n) for n in ("sha256", "chars"))
    try:
        changes = compare(before["observations"], after["observations"], same_text=same)
    except (KeyError, TypeError, AttributeError) as error:
        raise FazhiError(
            f"{new.file}, line {new.number}: an observation lacks {error}. "
            "Compare files that --jsonl has written"
        ) from None
    changes = touching(changes, ids)
    if not changes:
        return None
    path, sha256 = new.key()
    return ReportChanges(path or sha256, changes, text_changed=not same)
