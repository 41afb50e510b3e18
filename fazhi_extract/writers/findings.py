"""What the checks found, for people and as JSON; several reports are held against one another first."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from ..checks import Settings
from ..checks.others import CHECKS as OTHERS
from ..checks.others import Compare, Summary, summary
from ..errors import ReadError
from ..inputs import STDIN, Input
from ..models import Finding, Report
from ..readers import read_bytes
from .outputs import Output

_AROUND = 50
"""Characters shown before the first and behind the last mark of an excerpt."""
_EXCERPTS = 5
_LONGEST = 200
"""Characters of a long passage that are shown."""
_STOPS = "。;；!！?？\n"


@dataclass(slots=True)
class Checked:
    """A report's share: its findings with what they point at, and its summary if it is to be compared."""

    path: str
    title: str | None
    findings: list[dict[str, Any]]
    summary: Summary | None = None


@dataclass(slots=True)
class CheckedForm:
    """Makes a report's share; the report has its text with it."""

    wants_text = True

    comparing: bool
    with_signature: bool

    def render(self, report: Report) -> Checked:
        text = report.text or ""
        made = summary(report, text, with_signature=self.with_signature) if self.comparing else None
        shown = [told(finding, text) for finding in report.checks]
        return Checked(report.source.path or "", report.metadata.title, shown, made)


def told(finding: Finding, text: str) -> dict[str, Any]:
    """Return a finding with the places of the text that prove it."""
    return {**finding.model_dump(), "evidence": list(_excerpts(finding.spans, text))}


def _excerpts(spans: Sequence[tuple[int, int]], text: str) -> Iterator[dict[str, Any]]:
    """Yield the clauses that hold the spans, each once, at most ``_EXCERPTS``."""
    end = -1
    for start, stop in sorted(spans)[:_EXCERPTS]:
        if stop <= end:
            continue
        low = max((text.rfind(sign, 0, start) for sign in _STOPS), default=-1) + 1
        low = max(low, start - _AROUND)
        ends = [at for sign in _STOPS if (at := text.find(sign, stop, stop + _AROUND)) >= 0]
        end = min(ends, default=min(len(text), stop + _AROUND))
        low += len(text[low:start]) - len(text[low:start].lstrip())
        end = min(end, start + _LONGEST) if stop - start > _LONGEST else end
        yield {"start": low, "end": end, "text": text[low:end]}


@dataclass
class ComparingOutput(Output):
    """Takes summaries only, so that reports can be held against one another; prints nothing."""

    inputs: Sequence[Input]
    checks: Settings
    jump: float = 5.0

    def __post_init__(self) -> None:
        off = self.checks.off
        several = len(self.inputs) > 1 and any(check.code not in off for check in OTHERS)
        self.form: CheckedForm = CheckedForm(several, "near_duplicate" not in off)
        self._by_path = {one.shown: one for one in self.inputs}
        self.compare = Compare(self.text_of, off, self.jump)

    def text_of(self, path: str) -> str:
        """Read the text of a report again; empty where that cannot be done twice."""
        try:
            return "" if path == STDIN else read_bytes(self._by_path[path].read(), path).text
        except ReadError:  # gone meanwhile
            return ""

    def put(self, path: str, sha256: str, share: Checked) -> None:
        if share.summary is not None:
            self.compare.add(share.summary)


@dataclass
class FindingsOutput(ComparingOutput):
    """Prints the findings of every report, in the order of the inputs.

    One report is printed at once; of several the findings are kept until all
    are compared, their texts are not.
    """

    printer: Printer = field(kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.counts: Counter[str] = Counter()
        """Findings by severity."""
        self._waiting: list[Checked] = []

    def put(self, path: str, sha256: str, share: Checked) -> None:
        super().put(path, sha256, share)
        share.summary = None
        if self.form.comparing:
            self._waiting.append(share)
        else:
            self._print(share)

    def finish(self, *, interrupted: bool = False) -> None:
        found = self.compare.findings() if self.form.comparing else {}
        for share in self._waiting:
            if others := found.get(share.path):
                text = self.text_of(share.path)
                share.findings += [told(finding, text) for finding in others]
            self._print(share)
        self.printer.finish(self.counts)

    def _print(self, share: Checked) -> None:
        self.counts.update(finding["severity"] for finding in share.findings)
        self.printer.put(share)


class Printer(ABC):
    """Prints what was found, report by report."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._count = 0

    @abstractmethod
    def put(self, share: Checked) -> None:
        """Print one report's findings."""

    @abstractmethod
    def finish(self, counts: Counter[str]) -> None:
        """End the output."""


class _JsonLines(Printer):
    between, head, tail = "", "", ""

    def put(self, share: Checked) -> None:
        row = {"path": share.path, "title": share.title, "findings": share.findings}
        self._stream.write(self.between if self._count else self.head)
        self._stream.write(json.dumps(row, ensure_ascii=False) + ("" if self.between else "\n"))
        self._count += 1

    def finish(self, counts: Counter[str]) -> None:
        self._stream.write(self.tail if self._count else self.head + self.tail)


class _JsonArray(_JsonLines):
    between, head, tail = ",\n", "[\n", "\n]\n"


_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_WORDS = {"error": "错误 error", "warning": "警告 warning", "info": "提示 info"}


class _ForPeople(Printer):
    """Grouped by file; the places that prove a finding stand in ⟦ ⟧."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        from rich.console import Console

        self._console = Console(file=stream, soft_wrap=True, highlight=False)

    def put(self, share: Checked) -> None:
        from rich.text import Text

        self._count += 1
        if not share.findings:
            return
        self._console.print(Text(share.path, style="bold"))
        for finding in share.findings:
            line = Text("  ")
            line.append(_WORDS[finding["severity"]], style=_COLOURS[finding["severity"]])
            line.append(f"  {finding['message']}")
            line.append(f"  [{finding['code']}]", style="dim")
            self._console.print(line)
            for excerpt in finding["evidence"]:
                self._console.print(_marked(excerpt, finding["spans"]))
        self._console.print()

    def finish(self, counts: Counter[str]) -> None:
        told = [f"{counts[kind]} {_WORDS[kind]}" for kind in _WORDS if counts[kind]]
        if self._count:  # of reports that could not be read nothing can be said
            self._console.print(", ".join(told) or "未发现问题 nothing found")


def _marked(excerpt: dict[str, Any], spans: Sequence[tuple[int, int]]) -> Any:
    """Return an excerpt with its offsets, the spans in it marked."""
    from rich.text import Text

    text, low, high = excerpt["text"], excerpt["start"], excerpt["end"]
    line = Text(f"      {low}–{high}  ", style="dim")
    at = low
    for start, stop in sorted(spans):
        if at <= start < high:
            more = "…" if stop > high else ""
            line.append(_flat(text[at - low : start - low]), style="not dim")
            line.append(f"⟦{_flat(text[start - low : stop - low])}{more}⟧", style="not dim bold")
            at = min(stop, high)
    line.append(_flat(text[at - low :]), style="not dim")
    return line


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def choose_printer(form: str | None, stream: TextIO) -> Printer:
    """Return what prints findings: ``json``, ``jsonl``, or for people."""
    return {"json": _JsonArray, "jsonl": _JsonLines, None: _ForPeople}[form](stream)
