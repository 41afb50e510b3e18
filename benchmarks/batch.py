"""Print what many files cost, as ratios: ``python -m benchmarks.batch [--reports N] [--runs N]``.

workers  generated reports to one JSONL file by ``--jobs 1``, against ``--jobs 2``
writing  the same to a CSV and to a JSONL file by ``--jobs 1``, against a process
         that reads and extracts the same files and writes nothing
memory   peak of the process that the command starts, for twice as many reports
         against half as many; and of its largest worker

Ratios of time are given by the clock and by the processor: on a busy machine only
the second means something. By the processor, what two workers add is the cost of
having them; twice the inverse is the most that they can gain.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.generator import write_reports

ROOT = Path(__file__).parent.parent
EXTRACTION_ALONE = """
import gc, sys
from fazhi_extract import extract_folder
from fazhi_extract.pace import GC_THRESHOLD
gc.set_threshold(GC_THRESHOLD)  # as the command does
for report in extract_folder(sys.argv[1]):
    pass
"""
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def command(folder: Path, kind: str, output: Path, jobs: int) -> list[str]:
    """Return the command that reads a folder into one file."""
    return [
        *(sys.executable, "-m", "fazhi_extract", str(folder)),
        *(f"--{kind}", "-o", str(output), "--jobs", str(jobs)),
    ]


@dataclass(frozen=True)
class Time:
    """What a process took, in seconds; the processor's share counts its workers too."""

    clock: float
    processor: float


def timed(arguments: list[str]) -> Time:
    """Return how long a process takes; it must succeed."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)
    clock, after = time.perf_counter() - start, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Time(clock, processor)


def best(runs: int, commands: dict[str, list[str]]) -> dict[str, Time]:
    """Return the shortest times of each; they take turns, so that a busy minute strikes all alike."""
    times: dict[str, list[Time]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, arguments in commands.items():
            times[name].append(timed(arguments))
    return {
        name: Time(min(t.clock for t in taken), min(t.processor for t in taken))
        for name, taken in times.items()
    }


def peaks(arguments: list[str]) -> tuple[float, float]:
    """Run a command and return the peak memory of its process and of its largest child, in MB."""
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    own = child = 0
    while process.poll() is None:
        own = max(own, _peak(process.pid))
        child = max([child, *map(_peak, _children(process.pid))])
        time.sleep(0.02)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return own / 1024, child / 1024


def _peak(pid: int) -> int:
    """Return the most memory that a process has held, in kB: the kernel keeps it; 0 if it has ended."""
    with suppress(OSError):
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_text("utf-8"))
        return int(found[1]) if found else 0
    return 0


def _children(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (task / "children").read_text("utf-8").split())


def _ratio(what: str, one: Time, other: Time) -> None:
    print(f"{what}: {one.clock / other.clock:.2f} (processor {one.processor / other.processor:.2f})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        reports, few, many = (place / f for f in ("reports", "few", "many"))
        write_reports(reports, asked.reports)
        write_reports(few, asked.reports // 2)
        write_reports(many, asked.reports * 2)
        took = best(
            asked.runs,
            {
                "alone": [sys.executable, "-c", EXTRACTION_ALONE, str(reports)],
                "CSV": command(reports, "csv", place / "1.csv", 1),
                "JSONL": command(reports, "jsonl", place / "1.jsonl", 1),
                "JSONL by two": command(reports, "jsonl", place / "2.jsonl", 2),
            },
        )
        print(f"{asked.reports} reports, clock and processor:")
        for what, t in took.items():
            print(f"  {what} {t.clock:.2f} s, {t.processor:.2f} s")
        _ratio("workers ratio", took["JSONL"], took["JSONL by two"])
        for kind in ("CSV", "JSONL"):
            _ratio(f"writing ratio, {kind}", took[kind], took["alone"])
        for jobs in (1, 2):
            small, _ = peaks(command(few, "jsonl", place / "few.jsonl", jobs))
            large, worker = peaks(command(many, "jsonl", place / "many.jsonl", jobs))
            print(f"memory, --jobs {jobs}: {small:.0f} MB, {large:.0f} MB; largest worker {worker:.0f} MB")
            print(f"memory ratio, --jobs {jobs}: {large / small:.2f}")


if __name__ == "__main__":
    main()
