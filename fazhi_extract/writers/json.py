"""JSON: one object, an array, or one report a line."""

from __future__ import annotations

from ..models import Report
from .base import Format


class JsonFormat(Format):
    """One object where one report was asked for, an array where several were."""

    suffix = "json"
    tail = "\n"

    def __init__(self, *, several: bool = False, with_text: bool = False) -> None:
        self.wants_text = with_text
        if several:
            self.head, self.between, self.tail, self.none = "[\n", ",\n", "\n]\n", "[]\n"

    def write(self, report: Report) -> str:
        return report.rows_json()

    def alone(self) -> Format:
        return JsonFormat(with_text=self.wants_text)


class JsonLinesFormat(Format):
    """One report a line."""

    suffix = "jsonl"

    def __init__(self, *, with_text: bool = False) -> None:
        self.wants_text = with_text

    def write(self, report: Report) -> str:
        return report.model_dump_json() + "\n"


def report_schema() -> str:
    """Return the JSON Schema of a report as text."""
    return Report.schema_text()
