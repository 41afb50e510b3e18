"""JSON: one object, an array, or one report a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from ..models import Report
from .base import Writer

_SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def dump(report: Report, *, indent: int | None = None) -> str:
    """Return a report as JSON; ``text`` only where it was asked for."""
    exclude = {"text"} if report.text is None else None
    return report.model_dump_json(indent=indent, exclude=exclude)


class JsonWriter(Writer):
    """One object for one report, an array for several."""

    suffix = "json"

    def write_stream(self, reports: Iterable[Report], stream: TextIO) -> int:
        count = 0
        first = ""
        for report in reports:
            count += 1
            if count == 1:
                first = dump(report, indent=2)
                continue
            stream.write(f"[\n{first},\n" if count == 2 else ",\n")
            stream.write(dump(report, indent=2))
        if count == 1:
            stream.write(first)
        stream.write("" if count == 0 else "\n" if count == 1 else "\n]\n")
        return count


class JsonLinesWriter(Writer):
    """One report a line."""

    suffix = "jsonl"

    def write_stream(self, reports: Iterable[Report], stream: TextIO) -> int:
        count = 0
        for report in reports:
            count += 1
            stream.write(dump(report) + "\n")
        return count


def report_schema() -> str:
    """Return the JSON Schema of a report as text."""
    schema = {"$schema": _SCHEMA_ID, **Report.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
