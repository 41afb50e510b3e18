"""Print what comparing reports costs, as a ratio: ``python -m benchmarks.compare [--reports N]``.

compare  generated reports held against one another (``check``, all checks of several
         reports, by ``--jobs 1``), against a process that only extracts the same files
memory   peak of that command for all the reports, against a quarter of them
found    what was found in a quarter of them: every ninetieth is a copy of the one before
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from fazhi_extract.checks import CHECKS
from tests.generator import write_reports

from .batch import EXTRACTION_ALONE, peaks, timed


def check(folder: Path) -> list[str]:
    """Return the command that only holds the reports of a folder against one another."""
    without = ",".join(CHECKS)
    return [
        *(sys.executable, "-m", "fazhi_extract", "check", str(folder), "--jsonl", "--jobs", "1"),
        *("--no-check", without),
    ]


def main() -> None:
    """Measure once and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=20_000)
    count = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as temporary:
        whole, quarter = Path(temporary, "whole"), Path(temporary, "quarter")
        write_reports(whole, count)
        write_reports(quarter, count // 4)
        alone = timed([sys.executable, "-c", EXTRACTION_ALONE, str(whole)])
        compared = timed(check(whole))
        print(f"compare  {compared.clock / alone.clock:.2f} by the clock, ", end="")
        print(f"{compared.processor / alone.processor:.2f} by the processor ({alone.clock:.0f} s to extract)")
        largest, few = peaks(check(whole))[0], peaks(check(quarter))[0]
        print(f"memory   {largest:.0f} MB for {count} reports, {few:.0f} MB for {count // 4}")
        lines = subprocess.run(check(quarter), capture_output=True, check=True).stdout.splitlines()
        found = [f["code"] for line in lines for f in json.loads(line)["findings"]]
        print(f"found    {dict(Counter(found))} in {count // 4}")


if __name__ == "__main__":
    main()
