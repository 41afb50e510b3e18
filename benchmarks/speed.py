"""Print how fast the program is, as ratios: ``python -m benchmarks.speed``.

warm   one pass of everything over the reports, against one pass of a single
       combined quantity pattern of the regex module over the same texts; both with
       the command's own pace of garbage collection
cold   ``fazhi-extract FILE --json`` in a new process, against
       ``python -c "import typer, pydantic"``; both byte-compiled, as pip leaves them;
       of all reports the one that takes longest
"""

from __future__ import annotations

import compileall
import gc
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import regex

import fazhi_extract
from fazhi_extract import extract
from fazhi_extract.language import alternation, load, words
from fazhi_extract.pace import GC_THRESHOLD
from fazhi_extract.quantities import unit_kinds

SEEDS = Path(__file__).parent.parent / "seeds"
PACKAGE = Path(fazhi_extract.__file__).parent


def combined_pattern() -> regex.Pattern[str]:
    """Return one pattern for number + qualifier + unit, Arabic or Chinese, with every unit known."""
    units = set(words(load("units")["other"]["words"])).union(*unit_kinds().values())
    return regex.compile(
        r"(?:近|约|超过?|逾|不少于|至少)?\s*"
        r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿数几]+)"
        r"\s*(?:余|多|几)?\s*(?:万|亿|千|百)?(?:余|多)?\s*"
        rf"(?:{alternation(list(units))})(?:以上|左右|以内)?"
    )


def best_of(runs: int, work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the shortest time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def best_in_turn(runs: int, commands: Sequence[list[str]]) -> list[float]:
    """Return the shortest time of some runs of each command, in seconds; all have their turn in every run."""

    def took(command: list[str]) -> float:
        return best_of(1, lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))

    return [min(times) for times in zip(*([took(c) for c in commands] for _ in range(runs)), strict=True)]


def main() -> None:
    """Measure and print."""
    gc.set_threshold(GC_THRESHOLD)
    files = sorted(SEEDS.glob("*.txt"))
    texts = [f.read_bytes().decode("utf-8-sig") for f in files]
    pattern = combined_pattern()
    for text in texts:
        extract(text)
    # by the processor's time: what else the machine does is none of it
    whole = best_of(15, lambda: [extract(t) for t in texts], time.process_time)
    single = best_of(15, lambda: [sum(1 for _ in pattern.finditer(t)) for t in texts], time.process_time)
    print(f"warm: all {len(texts)} seeds {whole * 1000:.1f} ms, one combined pattern {single * 1000:.2f} ms")
    print(f"warm ratio: {whole / single:.1f}")
    compileall.compile_dir(PACKAGE, quiet=1)
    imports = [sys.executable, "-c", "import typer, pydantic"]
    reads = [[sys.executable, "-m", "fazhi_extract", str(file), "--json"] for file in files]
    base, *cold = best_in_turn(9, [imports, *reads])
    print(f"cold: {max(cold) * 1000:.0f} ms, import typer and pydantic {base * 1000:.0f} ms")
    print(f"cold ratio: {max(cold) / base:.2f}")


if __name__ == "__main__":
    main()
