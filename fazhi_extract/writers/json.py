"""JSON: one object, an array, or one report a line."""

from __future__ import annotations

import json

from ..models import SCHEMA_URL, Report
from .base import Format


class JsonFormat(Format):
    """One object where one report was asked for, an array where several were."""

    suffix = "json"
    tail = "\n"

    def __init__(self, *, several: bool = False) -> None:
        if several:
            self.head, self.between, self.tail, self.none = "[\n", ",\n", "\n]\n", "[]\n"

    def write(self, report: Report) -> str:
        return report.model_dump_json(indent=2)

    def alone(self) -> Format:
        return JsonFormat()


class JsonLinesFormat(Format):
    """One report a line."""

    suffix = "jsonl"

    def write(self, report: Report) -> str:
        return report.model_dump_json() + "\n"


def report_schema() -> str:
    """Return the JSON Schema of a report as text."""
    schema = {"$schema": SCHEMA_URL, **Report.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
