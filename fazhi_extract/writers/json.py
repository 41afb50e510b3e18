"""JSON: one object, an array, or one report a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from ..models import Report
from .base import Writer

_SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


class JsonWriter(Writer):
    """One object where one report was asked for, an array where several were."""

    suffix = "json"

    def __init__(self, several: bool = False) -> None:
        self._several = several

    def write_stream(self, reports: Iterable[Report], stream: TextIO) -> int:
        count = 0
        try:
            for report in reports:
                if self._several:
                    stream.write(",\n" if count else "[\n")
                stream.write(report.model_dump_json(indent=2))
                count += 1
        finally:  # also after Ctrl-C: what was finished is kept, and is whole
            if self._several:
                stream.write("\n]\n" if count else "[]\n")
            elif count:
                stream.write("\n")
        return count

    def write_folder(self, reports: Iterable[Report], folder: Path) -> int:
        self._several = False
        return super().write_folder(reports, folder)


class JsonLinesWriter(Writer):
    """One report a line."""

    suffix = "jsonl"

    def write_stream(self, reports: Iterable[Report], stream: TextIO) -> int:
        count = 0
        for report in reports:
            count += 1
            stream.write(report.model_dump_json() + "\n")
        return count


def report_schema() -> str:
    """Return the JSON Schema of a report as text."""
    schema = {"$schema": _SCHEMA_ID, **Report.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
