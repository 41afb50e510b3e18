"""What a person is told while many reports are read: a bar on a terminal, errors, the closing summary."""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from .batch import Counts
from .errors import ReadError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_EVERY = 0.1
"""Seconds between two looks of the bar."""


class Teller:
    """Tells on standard error how a run goes, and writes the file of errors."""

    def __init__(self, total: int, errors: str | None) -> None:
        self._total = total
        self._errors: TextIO | None = open(errors, "w", encoding="utf-8") if errors else None  # noqa: SIM115
        self._counts = Counts()
        self._bar: tuple[Progress, TaskID] | None = None
        self._shown = 0.0

    def __enter__(self) -> Self:
        if self._total > 1 and sys.stderr.isatty():
            self._bar = _bar(self._total)
        return self

    def told(self, counts: Counts, error: ReadError | None) -> None:
        """Take note of one more report."""
        self._counts = counts
        if error is not None:
            self._say(f"fazhi-extract: {error}")
            if self._errors:
                row = {"path": error.path, "reason": error.reason, "way_out": error.way_out}
                try:
                    self._errors.write(json.dumps(row, ensure_ascii=False) + "\n")
                    self._errors.flush()
                except OSError as failure:
                    failure.filename = self._errors.name
                    raise
        if self._bar and time.monotonic() - self._shown > _EVERY:
            self._show()

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar[0].console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr)

    def _show(self) -> None:
        assert self._bar is not None
        progress, task = self._bar
        done = self._counts.read + self._counts.failed
        progress.update(
            task,
            completed=done,
            read=self._counts.read,
            failed=self._counts.failed,
            remaining=self._total - done,
            refresh=True,
        )
        self._shown = time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._show()
            self._bar[0].stop()
        if self._errors:
            with suppress(OSError):  # told() has met it
                self._errors.close()
        counts = self._counts
        if kind is BrokenPipeError:
            return  # `| head` ends quietly
        if counts.failed or counts.read > 1:
            kept = f" ({counts.unchanged} unchanged)" if counts.unchanged else ""
            print(
                f"{counts.read} of {self._total} reports read{kept}, {counts.failed} failed", file=sys.stderr
            )
        if kind is KeyboardInterrupt:
            print(
                "interrupted: what was there before stays; with -o or --db the same command with --resume goes on",
                file=sys.stderr,
            )


def _bar(total: int) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    progress = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(
            "read {task.fields[read]}  failed {task.fields[failed]}  remaining {task.fields[remaining]}"
        ),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,  # no second thread: the workers are started beside it
        transient=True,
    )
    progress.start()
    return progress, progress.add_task("", total=total, read=0, failed=0, remaining=total)
