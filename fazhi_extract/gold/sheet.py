"""The draft of gold that people correct in a spreadsheet, and the way back from it.

One row is one figure. The marks in the sentence say which words it is, so that a row can be
corrected, deleted or added without any counting of characters. Tables of another origin are read
too, with tabs or commas, ``doc`` for file and ``quote`` for sentence.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, get_args

from ..errors import FazhiError
from ..models import Qualifier, Relation, Report, Status
from ..readers import read_limited
from ..rules import RuleSet
from ..writers.csv import safe
from ..writers.tables import Cell
from .model import GoldFigure, GoldReport
from .names import metric_id, metric_name
from .numbers import read_number, write_number
from .sentences import SIGNS, Sentences

COLUMNS = (
    "file", "sentence", "figure", "metric", "value", "unit", "qualifier", "relation", "status", "id", "part_of",
    "start",
)  # fmt: skip
_OTHER_NAMES = {"doc": "file", "quote": "sentence"}
_NEEDED = ("file", "sentence", "metric", "value")
_SIGNS = "〖", "〗"
"""The marks that are written: unlike ⟦ ⟧, which are read too, they survive where Excel saves a table as GBK."""
_CHOICES = {
    "qualifier": (get_args(Qualifier), "exact"),
    "relation": (get_args(Relation), "plain"),
    "status": (get_args(Status), "actual"),
}
_SPACE = re.compile(r"\s+")
_MOST_ERRORS = 20


def sheet_rows(report: Report, rules: RuleSet) -> Iterator[list[Cell]]:
    """Yield the rows of a report that was read with its text; one that has no figure has a row, too."""
    assert report.text is not None
    sentences = Sentences(report.text)
    file = report.source.path
    if not report.observations:
        yield [file, *[""] * (len(COLUMNS) - 1)]
    for o in report.observations:
        sentence = sentences.marked(o.start, o.end, signs=_SIGNS)
        yield [
            file, sentence, o.text, metric_name(o.metric, rules), write_number(o.value, o.value_max), o.unit,
            o.qualifier, o.relation, o.status, o.id, o.part_of, o.start,
        ]  # fmt: skip


def sheet_lines(rows: Iterator[list[Cell]]) -> str:
    """Return rows as the lines of a CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


Row = dict[str, str]


@dataclass(slots=True)
class SheetReport:
    """The rows of one report, as they stand in the sheet, each with its number."""

    path: str
    rows: list[tuple[int, Row]] = field(default_factory=list)
    sha256: str | None = None


def read_sheet(path: str) -> list[SheetReport]:
    """Read a sheet; raises FazhiError, naming file and row."""
    reports: dict[str, SheetReport] = {}
    for number, row in _rows(path):
        file = row["file"]
        if not file:
            if any(row.values()):
                raise FazhiError(
                    f"{path}, row {number}: no file is named. Write the report's file name there"
                )
            continue
        report = reports.setdefault(file, SheetReport(file))
        if row["sentence"] or row.get("figure"):
            report.rows.append((number, row))
    if not reports:
        raise FazhiError(f"{path}: has no rows. `fazhi-extract gold new` makes such a sheet")
    return _once_each(reports)


def _once_each(reports: dict[str, SheetReport]) -> list[SheetReport]:
    """Put rows together that name a report by its path and by its name alone, as added rows may."""
    paths: dict[str, list[str]] = {}
    for path in reports:
        name = PurePath(path.replace("\\", "/"))
        for short in {name.name, name.stem} - {path}:
            paths.setdefault(short, []).append(path)
    for short, whole in paths.items():
        if short in reports and len(whole) == 1:
            reports[whole[0]].rows += reports.pop(short).rows
    return list(reports.values())


def _rows(path: str) -> Iterator[tuple[int, Row]]:
    data = read_limited(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")  # as Excel saves a table in China
    first = text.partition("\n")[0]
    delimiter = max("\t,;", key=first.count)
    # what has tabs is written without quoting: a quotation mark there is the text's own
    plain = delimiter == "\t"
    records = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL,
    )
    names: list[str] = []
    for number, record in enumerate(records, 1):
        cells = [cell.strip() for cell in record]
        if not names:
            names = [_OTHER_NAMES.get(n, n) for n in (c.lstrip("# ").lower() for c in cells)]
            if missing := [n for n in _NEEDED if n not in names]:
                raise FazhiError(
                    f"{path}: the first row names no column {', '.join(missing)}. "
                    f"It names the columns: {', '.join(COLUMNS)}"
                )
        elif any(cells) and not cells[0].startswith("#"):
            yield (
                number,
                {n: _unescaped(c) for n, c in zip(names, cells, strict=False)}
                | dict.fromkeys(names[len(cells) :], ""),
            )


def _unescaped(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and safe(cell[1:]) == cell else cell


def packed(
    sheet: SheetReport, text: str, path: str, sha256: str, rules: RuleSet
) -> tuple[GoldReport, list[str]]:
    """Return the gold that the rows of a report say, and what is wrong in them."""
    report, errors, place = GoldReport(path, sha256), [], _Places(text)
    for number, row in sheet.rows:
        try:
            report.figures.append(_figure(row, place, rules))
        except FazhiError as error:
            errors.append(f"row {number}: {error}")
    report.number()
    return report, errors


def refuse(path: str, errors: list[str]) -> None:
    """Raise FazhiError that lists the errors, if there are any."""
    if errors:
        more = [f"… and {len(errors) - _MOST_ERRORS} more"] if len(errors) > _MOST_ERRORS else []
        raise FazhiError("\n  ".join([f"{path}: nothing was written", *errors[:_MOST_ERRORS], *more]))


def _figure(row: Row, places: _Places, rules: RuleSet) -> GoldFigure:
    start, end = places.find(row["sentence"], row.get("figure", ""), row.get("start", ""))
    value, value_max = read_number(row["value"])
    if row.get("value_max"):
        value_max = read_number(row["value_max"])[0]
    choices: dict[str, Any] = {name: _choice(row, name) for name in _CHOICES}
    if value_max is not None and not row.get("qualifier"):
        choices["qualifier"] = "range"
    return GoldFigure(
        start=start,
        end=end,
        text=places.text[start:end],
        metric=metric_id(row["metric"], rules),
        value=value,
        value_max=value_max,
        unit=row.get("unit") or None,
        id=row.get("id") or None,
        part_of=row.get("part_of") or None,
        **choices,
    )


def _choice(row: Row, name: str) -> str:
    allowed, usual = _CHOICES[name]
    chosen = row.get(name) or usual
    if chosen not in allowed:
        raise FazhiError(f"{name} is {chosen!r}. Choose one of {', '.join(allowed)}")
    return chosen


class _Places:
    """Finds marked sentences in a text; white space does not matter, a spreadsheet may have changed it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = [i for i, c in enumerate(text) if not c.isspace()]
        self._bare = "".join(text[i] for i in self._at)

    def find(self, sentence: str, figure: str, hint: str) -> tuple[int, int]:
        """Return where the marked words stand; ``hint`` chooses where the sentence stands several times."""
        readings = list(_readings(sentence or figure, figure))
        if not readings:
            raise FazhiError(f"put {_SIGNS[0]} {_SIGNS[1]} around the figure in {sentence[:40]!r}")
        found = {
            place: words for before, words, after in readings for place in self._all(before, words, after)
        }
        if not found:
            raise FazhiError(
                f"{sentence[:40]!r} does not stand in the text. Copy the sentence from it, with "
                f"{_SIGNS[0]} {_SIGNS[1]} around the figure; save the sheet as CSV UTF-8"
            )
        agreeing = [place for place, words in found.items() if not figure or words == _bare(figure)]
        if not agreeing:
            raise FazhiError(
                f"the marks are around {next(iter(found.values()))!r}, the column figure has {figure!r}. "
                "The marks decide: move them, or empty the column"
            )
        if len(agreeing) > 1 and not hint.isdecimal():
            raise FazhiError(
                f"{sentence[:40]!r} stands {len(agreeing)} times in the text. Copy more of the words around it"
            )
        return min(agreeing, key=lambda place: abs(place[0] - int(hint)) if hint.isdecimal() else 0)

    def _all(self, before: str, words: str, after: str) -> Iterator[tuple[int, int]]:
        for found in re.finditer(f"(?={re.escape(before + words + after)})", self._bare):
            first = found.start() + len(before)
            yield self._at[first], self._at[first + len(words) - 1] + 1


def _readings(sentence: str, figure: str) -> Iterator[tuple[str, str, str]]:
    """Yield each way to take the marks: what stands before, in and after them, without white space.

    A text may have such signs of its own (渠府发〖2023〗4号), so that there may be several ways.
    """
    marked = False
    for opens, closes in (_SIGNS, SIGNS):
        for mark in re.finditer(f"{opens}([^{closes}]+){closes}", sentence):
            if words := _bare(mark[1]):
                marked = True
                yield _bare(sentence[: mark.start()]), words, _bare(sentence[mark.end() :])
    if figure and not marked:
        for found in re.finditer(re.escape(figure), sentence):
            yield _bare(sentence[: found.start()]), _bare(figure), _bare(sentence[found.end() :])


def _bare(text: str) -> str:
    return _SPACE.sub("", text)
