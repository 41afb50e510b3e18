"""The table that a person sees without a format flag: one row a report."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..models import MetricValue, Report
from ..rules import RuleSet, builtin_rules
from .outputs import Output
from .tables import chosen_metrics, headline

_SIGN = {"over": "余", "about": "约", "at_least": "≥", "at_most": "≤"}
_PAGE = 500
"""So many reports share a table; more begin a new one, so that any number can be shown."""


class TerminalRows:
    """Makes a report's row."""

    wants_text = False

    def __init__(self, asked: str | None, rules: RuleSet | None = None) -> None:
        rules = rules or builtin_rules()
        self.ids = chosen_metrics(asked, headline(rules), rules)
        self.genre = rules.genre
        self.labels = [rules.metrics[metric].label for metric in self.ids]

    def render(self, report: Report) -> list[str]:
        return [
            Path(report.source.path or "").name,
            report.metadata.issuer or "",
            str(report.metadata.report_year or ""),
            *(shown(report.metrics.get(m)) for m in self.ids),
            str(len(report.observations)),
            str(sum(bool(o.review) for o in report.observations)),
        ]


class TerminalOutput(Output):
    """A table drawn with rich."""

    def __init__(self, form: TerminalRows, stream: TextIO) -> None:
        self.form: TerminalRows = form
        self._console = Console(file=stream, width=None if stream.isatty() else 160)
        self._rows: list[list[str]] = []

    def put(self, path: str, sha256: str, share: list[str]) -> None:
        self._rows.append(share)
        if len(self._rows) == _PAGE:
            self._print()

    def finish(self, *, interrupted: bool = False) -> None:
        self._print()

    def _print(self) -> None:
        if not self._rows:
            return
        table = Table(title=self.form.genre, title_justify="left")
        table.add_column("文件", overflow="fold", max_width=24)
        table.add_column("单位", overflow="fold", max_width=26)
        table.add_column("年度", justify="right", no_wrap=True)
        for label in self.form.labels:
            table.add_column(label, justify="right", overflow="fold", min_width=4)
        table.add_column("数字", justify="right")
        table.add_column("待核", justify="right")
        for row in self._rows:
            table.add_row(*map(escape, row))
        self._console.print(table)
        self._rows = []


def shown(value: MetricValue | None) -> str:
    """Return a metric's value as a person reads it: 160余, 约50, 99.5."""
    if value is None:
        return ""
    number = f"{value.value:,}"
    if value.value_max is not None:
        number += f"–{value.value_max:,}"
    sign = _SIGN.get(value.qualifier, "")
    mark = "*" if value.marked else ""
    return f"{number}{sign}{mark}" if sign == "余" else f"{sign}{number}{mark}"
