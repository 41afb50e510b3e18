"""Print what many files cost, as ratios: ``python -m benchmarks.batch [--reports N] [--runs N]``.

workers  2,000 generated reports to one JSONL file by ``--jobs 1``, against ``--jobs 2``
writing  the same to a CSV and to a JSONL file by ``--jobs 1``, against a process
         that reads and extracts the same files and writes nothing
memory   peak of the process that the command starts and of its largest worker,
         for twice as many reports against half as many
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from fazhi_extract.batch import GC_THRESHOLD
from tests.generator import write_reports
