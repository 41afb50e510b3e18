"""Many reports: workers that read them, in what order they arrive, and what happens when one cannot be read.

Shares come back in the order of the inputs, whatever the number of workers
(workers.py), and memory does not grow with the number of reports.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from .checks import ALL_CHECKS, Settings
from .digests import sha256
from .errors import ReadError
from .inputs import Input
from .models import Finding, Report
from .pipeline import extract_text
from .readers import read_bytes
from .records import record
from .rules import RuleSet
from .writers.outputs import Output, Renders

_WORTH_A_WORKER = 40
"""A worker takes as long to start as so many reports to read."""


Stage = Callable[[Report, str], None]
"""What happens to a report after extraction; it has the text, goes to the workers and may raise ReadError."""


@record
class Outcome:
    """What became of one input: a share for each output, nothing new, or an error."""

    path: str
    sha256: str = ""
    shares: list[Any] | None = None
    """None if what the outputs already have still holds."""
    error: ReadError | None = None


@record
class Counts:
    """How a run went."""

    read: int = 0
    unchanged: int = 0
    """Of those read: taken over from the run before."""
    failed: int = 0


@record
class Reader:
    """Reads one input and renders its shares; a copy of it works in every worker."""

    forms: list[Renders]
    stage: Stage | None = None
    rules: RuleSet | None = None
    checks: Settings = ALL_CHECKS
    added: Mapping[str, list[Finding]] = field(default_factory=dict)
    """What comparing the reports found beforehand, by path."""

    def share_for(self, inputs: Sequence[Input]) -> Reader:
        """Return a reader that knows no more than it needs for some inputs: it is sent to a worker."""
        if not self.added:
            return self
        return replace(self, added={i.shown: self.added[i.shown] for i in inputs if i.shown in self.added})

    def outcome(self, one: Input, known: str | None) -> Outcome:
        path = one.shown
        try:
            data = one.read()
            if known is not None and sha256(data).hexdigest() == known:
                return Outcome(path, known)
            read = read_bytes(data, path)
            report = extract_text(read, rules=self.rules, checks=self.checks)
            if self.stage is not None:
                self.stage(report, read.text)
            report.checks += self.added.get(path, [])
            return Outcome(path, read.sha256, [self._share(form, report, read.text) for form in self.forms])
        except ReadError as error:
            return Outcome(path, error=ReadError(path, error.reason, error.way_out))
        except Exception as error:
            return Outcome(path, error=broken(path, f"{type(error).__name__}: {error}"))

    def _share(self, form: Renders, report: Report, text: str) -> Any:
        report.text = text if form.wants_text else None
        return form.render(report)


def broken(path: str, what: str) -> ReadError:
    """Return the error for a report that breaks the program."""
    return ReadError(path, f"could not be processed ({what})", "Please report this, with the file if you can")


def worth(asked: int | None, inputs: Sequence[Input]) -> int:
    """Return how many workers to start: as asked, else one a core, but no more than the work is worth."""
    most = max(1, len(inputs) // _WORTH_A_WORKER)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(asked, max(1, len(inputs))) if asked else min(cores, most)


def run(
    inputs: Sequence[Input],
    outputs: Sequence[Output],
    *,
    jobs: int | None = None,
    stage: Stage | None = None,
    rules: RuleSet | None = None,
    failures: Sequence[ReadError] = (),
    checks: Settings = ALL_CHECKS,
    added: Mapping[str, list[Finding]] | None = None,
    told: Callable[[Counts, ReadError | None], None] = lambda counts, error: None,
) -> Counts:
    """Read every input and hand its shares to the outputs, in order; return how it went.

    ``failures`` are errors known beforehand (a pattern that matches no file). ``told``
    is called after every report, with its error if it could not be read. ``added`` are
    findings that stand behind those of the ``checks``, by path. KeyboardInterrupt
    is raised again once the outputs hold what was finished.
    """
    counts = Counts()
    reader = Reader([output.form for output in outputs], stage, rules, checks, added or {})

    def failed(error: ReadError) -> None:
        counts.failed += 1
        for output in outputs:
            output.fail(error)
        told(counts, error)

    try:
        for output in outputs:
            output.expect([one.shown for one in inputs])
    except BaseException:
        _abandon(outputs)
        raise
    for failure in failures:
        failed(failure)
    arriving = _outcomes(reader, inputs, outputs, worth(jobs, inputs))
    try:
        for outcome in arriving:
            if outcome.error is not None:
                failed(outcome.error)
                continue
            for number, output in enumerate(outputs):
                output.put(outcome.path, outcome.sha256, outcome.shares and outcome.shares[number])
            counts.read += 1
            counts.unchanged += outcome.shares is None
            told(counts, None)
    except KeyboardInterrupt:
        arriving.close()
        for output in outputs:
            output.finish(interrupted=True)
        raise
    except BaseException:
        _abandon(outputs)
        raise
    finally:
        arriving.close()
    for output in outputs:
        output.finish()
    return counts


def _abandon(outputs: Sequence[Output]) -> None:
    for output in outputs:
        output.abandon()


def known(one: Input, outputs: Sequence[Output]) -> str | None:
    """Return the hash for which every output already has its share."""
    hashes = {output.known(one.shown) for output in outputs}
    return hashes.pop() if len(hashes) == 1 else None


def _outcomes(
    reader: Reader, inputs: Sequence[Input], outputs: Sequence[Output], jobs: int
) -> Generator[Outcome, None, None]:
    if jobs == 1:
        return (reader.outcome(one, known(one, outputs)) for one in inputs)
    # several processes are worth their import only where there are many reports
    from .workers import outcomes

    return outcomes(reader, inputs, lambda one: known(one, outputs), jobs)
