"""Gold as JSON lines: one report a line; any ``--jsonl`` output is a valid file of gold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError, model_validator

from ..errors import FazhiError
from ..models import Qualifier, Relation, Status
from ..readers import read_limited
from .model import GoldFigure, GoldReport

_Finite = Annotated[int | float, Field(allow_inf_nan=False)]


class _Figure(BaseModel):
    """An observation as gold needs it; what else it has does not matter here."""

    id: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = None
    text: str = ""
    metric: str | None
    value: _Finite
    value_max: _Finite | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    relation: Relation = "plain"
    part_of: str | None = None
    status: Status = "actual"

    @model_validator(mode="after")
    def _has_a_place(self) -> _Figure:
        if self.start is None or self.end is None:
            if not self.text:
                raise ValueError("give start and end, or text")
            self.start = self.end = -1
        elif self.end <= self.start:
            raise ValueError("end must be greater than start")
        return self


class _Source(BaseModel):
    path: str | None = None
    sha256: str | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> _Source:
        if not (self.path or self.sha256):
            raise ValueError("give path or sha256")
        return self


class _Report(BaseModel):
    source: _Source
    observations: list[_Figure]


def read_gold(path: str) -> list[GoldReport]:
    """Read a file of gold; raises FazhiError, naming file, line and field."""
    reports: list[GoldReport] = []
    seen: dict[tuple[str | None, str | None], int] = {}
    for number, line in enumerate(read_limited(path).removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            written = _Report.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the line"
            raise FazhiError(
                f"{path}, line {number}: {place}: {first['msg']}. "
                "Gold is one JSON object a line, as --jsonl and `gold pack` write it"
            ) from None
        key = (written.source.path, written.source.sha256)
        if key in seen:
            raise FazhiError(
                f"{path}: lines {seen[key]} and {number} are about the same report. Leave one out"
            )
        seen[key] = number
        figures = [GoldFigure(**figure.model_dump()) for figure in written.observations]
        reports.append(GoldReport(*key, figures))
    if not reports:
        raise FazhiError(f"{path}: holds no gold. Gold is one JSON object a line, as `gold pack` writes it")
    return reports


def write_gold(reports: Iterable[GoldReport]) -> str:
    """Return the reports as lines of gold."""
    rows = (
        {"source": {"path": r.path, "sha256": r.sha256}, "observations": [f.as_dict() for f in r.figures]}
        for r in reports
    )
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
