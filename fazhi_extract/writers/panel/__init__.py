"""The output of ``fazhi-extract panel``: it keeps a little of every report and writes when all are read."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ... import __version__
from ...models import Report
from ...panel import Entry, Panel, build, entry_of
from ...rules import RuleSet
from ..outputs import Output
from .files import print_table, write
from .tables import Table, tables
from .words import NOTES


@dataclass(slots=True)
class Wanted:
    """What a user asked for."""

    output: str | None = None
    """A file whose name says the format; None or - for CSV on standard output."""
    html: str | None = None
    metrics: list[str] | None = None
    headers: str | None = None
    """``label`` or ``id``; None: labels for the wide panel, ids for the long one and for Parquet."""
    long: bool = False
    plain: bool = False
    gaps: bool = True
    by: str = "county"
    command: str = ""


@dataclass(slots=True)
class PanelRows:
    """Makes of a report what the panel keeps of it; it is sent to the workers."""

    ids: Collection[str] | None
    wants_text: bool = False

    def render(self, report: Report) -> Entry:
        return entry_of(report, self.ids)


class PanelOutput(Output):
    """Takes reports and writes the panel of them."""

    def __init__(self, wanted: Wanted, rules: RuleSet) -> None:
        self.form = PanelRows(wanted.metrics)
        self.entries: list[Entry] = []
        self.panel: Panel | None = None
        """The panel, once it is written."""
        self.written: list[Path] = []
        self._wanted, self._rules, self._known = wanted, rules, rules.metrics

    def put(self, path: str, sha256: str, share: Entry | None) -> None:
        if share is not None:
            self.entries.append(share)

    def finish(self, *, interrupted: bool = False) -> None:
        if self.entries and not interrupted:  # sums over some of the reports would look like those of all
            self._write()

    def _write(self) -> None:
        wanted = self._wanted
        panel = build(
            self.entries, self._known, wanted.metrics, gaps=wanted.gaps, rules_version=self._rules.version
        )
        self.panel = panel
        to_stream = wanted.output in (None, "-")
        if wanted.output and not to_stream:
            self.written += write(
                Path(wanted.output), self._tables(panel), self._headers(), self._facts(panel)
            )
        if wanted.html:
            from .page import write_page

            write_page(Path(wanted.html), panel, self._rules.version)
            self.written.append(Path(wanted.html))
        if to_stream and (wanted.output or not wanted.html):
            print_table(self._tables(panel)[0], sys.stdout, self._headers())

    def _tables(self, panel: Panel) -> list[Table]:
        return tables(panel, long_rows=self._wanted.long, plain=self._wanted.plain, by=self._wanted.by)

    def _headers(self) -> str:
        by_id = self._wanted.long or str(self._wanted.output).lower().endswith(".parquet")
        return self._wanted.headers or ("id" if by_id else "label")

    def _facts(self, panel: Panel) -> list[tuple[str, str]]:
        return [
            ("程序", f"fazhi-extract {__version__}"),
            ("规则版本", self._rules.version),
            ("日期", date.today().isoformat()),
            ("命令", self._wanted.command),
            ("报告数", str(len(self.entries))),
            ("地方数", str(len(panel.series))),
            ("", ""),
            *NOTES,
            ("", ""),
            *((self._known[metric].label, self._known[metric].definition) for metric in panel.metrics),
        ]
