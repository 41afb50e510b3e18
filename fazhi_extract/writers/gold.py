"""Gold: what persons confirmed, one report a line, to measure the program by."""

from __future__ import annotations

import json
from dataclasses import asdict

from ..models import Report
from .base import Format


class GoldFormat(Format):
    """The reports that a person decided about, without the figures that were rejected.

    A line is ``{"source": …, "observations": […]}`` as in the JSON of a report, so that
    any output of ``--jsonl`` is read in the same way.
    """

    suffix = "jsonl"

    def write(self, report: Report) -> str:
        if not any(o.decision for o in report.observations):
            return ""
        kept = [asdict(o) for o in report.observations if o.decision != "rejected"]
        return json.dumps({"source": asdict(report.source), "observations": kept}, ensure_ascii=False) + "\n"
