"""The changes as people and programs read them, report by report, and what they come to for each metric."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from ..gold.names import NO_METRIC, metric_name
from ..gold.numbers import write_number
from ..gold.sentences import CLOSE, OPEN, marked
from ..rules import RuleSet
from .changes import FIELDS, Change, Figure

if TYPE_CHECKING:
    from rich.table import Table

_SHOWN = ("text", *(n for n in FIELDS if n != "text"), "part_of", "start", "end")
_REACH = 60
"""Characters of the sentence shown on either side of a figure."""


@dataclass(slots=True)
class ReportChanges:
    """The changes of one report; ``only_in`` is "old" or "new" where the other output does not have it."""

    path: str
    changes: list[Change] = field(default_factory=list)
    only_in: str | None = None
    text_changed: bool = False


@dataclass(slots=True)
class Summary:
    """What the changes come to."""

    reports: int = 0
    """Reports with changes."""
    only_in: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    appeared: Counter[str | None] = field(default_factory=Counter)
    vanished: Counter[str | None] = field(default_factory=Counter)
    changed: Counter[str | None] = field(default_factory=Counter)
    """Figures that kept their metric."""
    moved: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    """Figures by old and new metric."""

    def add(self, report: ReportChanges) -> None:
        """Count one report."""
        self.reports += 1
        if report.only_in:
            self.only_in[report.only_in] += 1
        for change in report.changes:
            self.kinds[change.kind] += 1
            if change.old is None or change.new is None:
                (self.appeared if change.old is None else self.vanished)[change.metrics[0]] += 1
            elif change.metrics[0] == change.metrics[1]:
                self.changed[change.metrics[0]] += 1
            else:
                self.moved[change.metrics[0], change.metrics[1]] += 1

    def rows(self, rules: RuleSet) -> Iterator[tuple[str | None, dict[str, Any]]]:
        """Yield each metric that was touched, in the order of tables, with its counts."""
        known = rules.metrics
        touched = {*self.appeared, *self.vanished, *self.changed, *(m for pair in self.moved for m in pair)}
        order = [*known, *sorted(m for m in touched if m is not None and m not in known), None]
        for metric in (m for m in order if m in touched):
            yield (
                metric,
                {
                    "appeared": self.appeared[metric],
                    "vanished": self.vanished[metric],
                    "changed": self.changed[metric],
                    "moved_from": {a or "other": n for (a, b), n in self.moved.items() if b == metric},
                    "moved_to": {b or "other": n for (a, b), n in self.moved.items() if a == metric},
                },
            )


class Shows(ABC):
    """Prints the changes of one report after the other, and then the summary."""

    def __init__(self, stream: TextIO, rules: RuleSet) -> None:
        self._stream, self._rules = stream, rules
        self.summary = Summary()

    def put(self, report: ReportChanges) -> None:
        """Take the next report that has changes."""
        self.summary.add(report)
        self.write(report)

    @abstractmethod
    def write(self, report: ReportChanges) -> None:
        """Print one report."""

    @abstractmethod
    def finish(self) -> None:
        """Print the summary."""


class Json(Shows):
    """One object: ``reports``, ``metrics``, ``counts``."""

    def write(self, report: ReportChanges) -> None:
        self._stream.write('{"reports":[\n' if self.summary.reports == 1 else ",\n")
        row = {
            "path": report.path,
            "only_in": report.only_in,
            "text_changed": report.text_changed,
            "changes": [
                {
                    "kind": change.kind,
                    "fields": change.fields,
                    "old": _figure(change.old),
                    "new": _figure(change.new),
                    "evidence": _sentence(change),
                }
                for change in report.changes
            ],
        }
        self._stream.write(json.dumps(row, ensure_ascii=False))

    def finish(self) -> None:
        summary = self.summary
        counts = {
            "reports": summary.reports,
            "only_in_old": summary.only_in["old"],
            "only_in_new": summary.only_in["new"],
            **{kind: summary.kinds[kind] for kind in ("appeared", "vanished", "changed")},
        }
        rows = {metric or "other": counted for metric, counted in summary.rows(self._rules)}
        tail = json.dumps({"metrics": rows, "counts": counts}, ensure_ascii=False)[1:]
        self._stream.write(('{"reports":[' if not summary.reports else "\n") + "]," + tail + "\n")


class Terminal(Shows):
    """Coloured lines, and a table at the end; nothing at all where nothing changed."""

    def __init__(self, stream: TextIO, rules: RuleSet) -> None:
        from rich.console import Console

        super().__init__(stream, rules)
        self._console = Console(file=stream, width=None if stream.isatty() else 160, highlight=False)

    def write(self, report: ReportChanges) -> None:
        notes = [f"only in {report.only_in}"] if report.only_in else []
        notes += ["its text has changed"] if report.text_changed else []
        self._line(report.path + (f" ({', '.join(notes)})" if notes else ""), "bold")
        for change in report.changes:
            for line, style in _told(change, self._rules):
                self._line(line, style)

    def _line(self, line: str, style: str) -> None:
        from rich.text import Text

        text = Text(line, style=style)
        text.highlight_regex(f"{OPEN}.*?{CLOSE}", "bold yellow")
        self._console.print(text, soft_wrap=True)

    def finish(self) -> None:
        if not self.summary.reports:
            return
        kinds, only = self.summary.kinds, self.summary.only_in
        self._console.print(self._table())
        self._console.print(
            f"{self.summary.reports} reports with changes: {kinds['appeared']} figures appeared, "
            f"{kinds['vanished']} vanished, {kinds['changed']} changed; "
            f"{only['old']} reports only in old, {only['new']} only in new"
        )

    def _table(self) -> Table:
        from rich.markup import escape
        from rich.table import Table

        table = Table(title="by group and metric", title_justify="left")
        for name in ("group", "metric"):
            table.add_column(name)
        for name in ("appeared", "vanished", "changed"):
            table.add_column(name, justify="right")
        for name in ("moved from", "moved to"):
            table.add_column(name, overflow="fold")
        last = ""
        for metric, row in self.summary.rows(self._rules):
            known = self._rules.metrics.get(metric or "")
            group = known.group if known else ""
            if group != last:
                table.add_section()
            counts = (str(row[n] or "") for n in ("appeared", "vanished", "changed"))
            moves = (", ".join(f"{m} {n}" for m, n in row[k].items()) for k in ("moved_from", "moved_to"))
            names = (group if group != last else "", metric_name(metric, self._rules))
            table.add_row(*map(escape, names), *counts, *moves)
            last = group
        return table


def _told(change: Change, rules: RuleSet) -> Iterator[tuple[str, str]]:
    if change.old is None or change.new is None:
        sign, style = ("+", "green") if change.old is None else ("-", "red")
        yield f"  {sign} {_said(change.new or change.old or {}, rules)}", style
    else:
        moved = "; ".join(f"{n} {_value(n, a)} → {_value(n, b)}" for n, (a, b) in change.fields.items())
        yield f"  ~ {metric_name(change.new.get('metric'), rules)}: {moved}", "cyan"
    yield f"      {_sentence(change)}", ""


def _said(figure: Figure, rules: RuleSet) -> str:
    value = write_number(figure["value"], figure.get("value_max"))
    rest = (figure.get(n) for n in ("qualifier", "relation", "status"))
    plain = ("exact", "plain", "actual")
    marks = [str(r) for r, usual in zip(rest, plain, strict=True) if r != usual]
    return " ".join(
        [metric_name(figure.get("metric"), rules), value, figure.get("unit") or "", *marks]
    ).strip()


def _value(name: str, value: object) -> str:
    if name == "metric":
        return NO_METRIC if value is None else str(value)
    return "none" if value is None else str(value)


def _sentence(change: Change) -> str:
    figure = change.new or change.old or {}
    evidence = figure.get("evidence") or {"text": figure["text"], "start": figure["start"]}
    start = figure["start"] - evidence["start"]
    said = marked(evidence["text"], start, start + figure["end"] - figure["start"], _REACH)
    return " ".join(said.split())


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    return None if figure is None else {name: figure.get(name) for name in _SHOWN}


def touching(changes: Sequence[Change], ids: frozenset[str] | None) -> list[Change]:
    """Return the changes that touch one of the metrics; all of them for None."""
    return [c for c in changes if ids is None or ids.intersection(m for m in c.metrics if m)]
