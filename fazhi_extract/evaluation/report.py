"""An evaluation as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..gold.model import GoldFigure
from ..gold.sentences import CLOSE, OPEN
from ..models import Observation
from ..rules import RuleSet
from .scores import Counts, Error, Evaluation, Scores, Share

NO_METRIC = "other"
"""How tables call the figures of no metric, and their group."""
_UNKNOWN = "unknown"
"""The group of ids that the rules in force do not have."""
_COUNTS = ("detection", "metric", "full", "zero")
_SHARES = ("value", "qualifier", "unit", "relation", "status", "part_of")
MEASURES = (*_COUNTS, *_SHARES)
_SHOWN = ("metric", "value", "value_max", "qualifier", "unit", "relation", "status")


def measure(scores: Scores, name: str) -> float:
    """Return one measure by its name: the F1 of what is counted, the share of what is compared."""
    found = getattr(scores, name)
    return float(found.f1 if isinstance(found, Counts) else found.share)


def grouped(evaluation: Evaluation, rules: RuleSet) -> list[tuple[str, list[str | None]]]:
    """Return the groups in the order of tables, each with those of its metrics that were met."""
    known = rules.metrics
    groups: dict[str, list[str | None]] = {}
    order = [*known, *sorted(m for m in evaluation.metrics if m is not None and m not in known), None]
    for metric in order:
        if metric in evaluation.metrics:
            groups.setdefault(group_of(metric, rules), []).append(metric)
    return list(groups.items())


def group_of(metric: str | None, rules: RuleSet) -> str:
    """Return the group of a metric."""
    if metric is None:
        return NO_METRIC
    known = rules.metrics.get(metric)
    return known.group if known else _UNKNOWN


def label_of(metric: str | None, rules: RuleSet) -> str | None:
    """Return the Chinese name of a metric, None where the rules in force do not have it."""
    known = rules.metrics.get(metric or "")
    return known.label if known else None


def as_json(evaluation: Evaluation, contexts: Sequence[str], rules: RuleSet) -> dict[str, Any]:
    """Return all scores and errors; ``contexts`` are the errors' sentences."""
    groups = grouped(evaluation, rules)
    return {
        "reports": evaluation.reports,
        "figures": evaluation.figures,
        "total": _scores(evaluation.total),
        "groups": {group: _scores(evaluation.sum(ids)) for group, ids in groups},
        "metrics": {
            metric or NO_METRIC: {"label": label_of(metric, rules), "group": group}
            | _scores(evaluation.metrics[metric])
            for group, ids in groups
            for metric in ids
        },
        "errors": [
            {
                "path": error.path,
                "wrong": list(error.wrong),
                "start": error.span[0],
                "end": error.span[1],
                "sentence": context,
                "expected": _figure(error.expected),
                "got": _figure(error.got),
            }
            for error, context in zip(evaluation.errors, contexts, strict=True)
        ],
    }


def _scores(scores: Scores) -> dict[str, Any]:
    def counted(counts: Counts) -> dict[str, float]:
        return asdict(counts) | {n: round(getattr(counts, n), 6) for n in ("precision", "recall", "f1")}

    def compared(share: Share) -> dict[str, float]:
        return asdict(share) | {"share": round(share.share, 6)}

    return {n: counted(getattr(scores, n)) for n in _COUNTS} | {
        n: compared(getattr(scores, n)) for n in _SHARES
    }


def _figure(figure: GoldFigure | Observation | None) -> dict[str, Any] | None:
    return None if figure is None else {name: getattr(figure, name) for name in ("text", *_SHOWN, "part_of")}


def show(
    evaluation: Evaluation, contexts: Sequence[str], rules: RuleSet, errors: int, stream: TextIO
) -> None:
    """Print the scores as tables, and as many errors as asked for."""
    console = Console(file=stream, width=None if stream.isatty() else 160, highlight=False)
    total = evaluation.total
    console.print(_overview(evaluation, total))
    console.print(_by_metric(evaluation, rules))
    listed = list(zip(evaluation.errors, contexts, strict=True))[:errors]
    for error, context in listed:
        for line in _told(error, context):
            console.print(line)
    if len(listed) < len(evaluation.errors):
        console.print(f"{len(evaluation.errors)} errors; --show {len(evaluation.errors)} lists them all")


def _overview(evaluation: Evaluation, total: Scores) -> Table:
    table = Table(
        title=f"{evaluation.reports} reports, {evaluation.figures} figures in gold", title_justify="left"
    )
    table.add_column("measure")
    for name in ("precision", "recall", "F1", "right", "extra", "missed"):
        table.add_column(name, justify="right")
    for name in _COUNTS:
        c: Counts = getattr(total, name)
        if c.any or name != "zero":
            shares = (f"{x:.3f}" for x in (c.precision, c.recall, c.f1))
            table.add_row(name, *shares, *map(str, (c.right, c.extra, c.missed)))
    for name in _SHARES:
        s: Share = getattr(total, name)
        if s.of:
            table.add_row(name, "", "", f"{s.share:.3f}", str(s.right), "", str(s.of - s.right))
    return table


def _by_metric(evaluation: Evaluation, rules: RuleSet) -> Table:
    table = Table(title="by group and metric", title_justify="left")
    table.add_column("metric")
    table.add_column("指标")
    for name in ("in gold", "detection F1", "metric P", "metric R", "metric F1", "value", "full F1"):
        table.add_column(name, justify="right")
    for group, ids in grouped(evaluation, rules):
        table.add_section()
        table.add_row(f"[bold]{escape(group)}[/]", "", *_cells(evaluation.sum(ids)))
        if group != NO_METRIC:
            for metric in ids:
                label = label_of(metric, rules) or ""
                table.add_row(f"  {escape(str(metric))}", escape(label), *_cells(evaluation.metrics[metric]))
    table.add_section()
    table.add_row("[bold]total[/]", "", *_cells(evaluation.total))
    return table


def _cells(scores: Scores) -> Iterator[str]:
    met, gold = scores.metric, scores.detection.right + scores.detection.missed
    yield str(gold + scores.zero.right + scores.zero.missed)
    yield f"{scores.detection.f1:.3f}" if scores.detection.any else "–"
    yield from ((f"{x:.3f}" if met.any else "–") for x in (met.precision, met.recall, met.f1))
    yield f"{scores.value.share:.3f}" if scores.value.of else "–"
    yield f"{scores.full.f1:.3f}" if scores.full.any else "–"


def _told(error: Error, context: str) -> Iterator[str]:
    sentence = (
        escape(" ".join(context.split())).replace(OPEN, f"[bold yellow]{OPEN}").replace(CLOSE, f"{CLOSE}[/]")
    )
    yield f"[bold]{'+'.join(error.wrong)}[/]  {escape(error.path)} {error.span[0]}–{error.span[1]}"
    yield f"  {sentence}"
    if error.expected is None or error.got is None:
        figure, sign = (error.expected, "gold") if error.expected else (error.got, "got ")
        yield f"  {sign} {_values(figure, _SHOWN)}"
        return
    names = tuple(name for name in (*_SHOWN, "part_of") if name in error.wrong)
    yield f"  gold [green]{_values(error.expected, names)}[/]"
    yield f"  got  [red]{_values(error.got, names)}[/]"


def _values(figure: GoldFigure | Observation | None, names: Sequence[str]) -> str:
    def value(name: str) -> str:
        found = getattr(figure, name)
        return NO_METRIC if name == "metric" and found is None else str(found)

    return escape(
        "  ".join(
            f"{n} {value(n)}" for n in names if n in ("metric", "value") or getattr(figure, n) is not None
        )
    )
