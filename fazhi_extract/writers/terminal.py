"""The table that a person sees without a format flag: one row a report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table

from ..models import MetricValue, Report
from ..rules import metrics
from .base import Writer
from .tables import HEADLINE, chosen_metrics

_SIGN = {"over": "余", "about": "约", "at_least": "≥", "at_most": "≤"}


class TerminalWriter(Writer):
    """A table drawn with rich."""

    suffix = "txt"

    def __init__(self, asked: str | None) -> None:
        self._metrics = chosen_metrics(asked, HEADLINE)

    def write_stream(self, reports: Iterable[Report], stream: TextIO) -> int:
        console = Console(file=stream, width=None if stream.isatty() else 160)
        table = Table(title="法治政府建设年度报告", title_justify="left")
        table.add_column("文件", overflow="fold", max_width=24)
        table.add_column("单位", overflow="fold", max_width=26)
        table.add_column("年度", justify="right", no_wrap=True)
        known = metrics()
        for metric in self._metrics:
            table.add_column(known[metric].label, justify="right", overflow="fold", min_width=4)
        table.add_column("数字", justify="right")
        table.add_column("待核", justify="right")
        count = 0
        for report in reports:
            count += 1
            table.add_row(
                Path(report.source.path or "").name,
                report.metadata.issuer or "",
                str(report.metadata.report_year or ""),
                *(shown(report.metrics.get(m)) for m in self._metrics),
                str(len(report.observations)),
                str(sum(bool(o.review) for o in report.observations)),
            )
        if count:
            console.print(table)
        return count


def shown(value: MetricValue | None) -> str:
    """Return a metric's value as a person reads it: 160余, 约50, 99.5."""
    if value is None:
        return ""
    number = f"{value.value:,}"
    if value.value_max is not None:
        number += f"–{value.value_max:,}"
    sign = _SIGN.get(value.qualifier, "")
    mark = (
        "*"
        if value.how == "conflict" or value.status != "actual" or value.relation not in ("plain", "zero")
        else ""
    )
    return f"{number}{sign}{mark}" if sign == "余" else f"{sign}{number}{mark}"
