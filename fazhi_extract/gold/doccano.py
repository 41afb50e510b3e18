"""doccano: one report a line with its spans, and the spans back.

doccano knows a label for each span and nothing else. Values and all that was known of the figures
before travel beside the text, in ``figures``, which doccano keeps as metadata and gives back. Its
offsets count UTF-16 code units, as long as "count grapheme clusters as one character" is off.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from ..errors import NOT_JSON, FazhiError
from ..rules import RuleSet
from .model import GoldFigure, GoldReport
from .names import NO_METRIC, metric_id, metric_name
from .tools import Finder, Task, Utf16, coloured, drawn_anew, gold_report, naming

TASKS, LABELS = "tasks.jsonl", "labels.json"


def labels(rules: RuleSet) -> str:
    """Return the labels as doccano imports them, each group of a colour of its own."""
    rows = [(metric_name(m.id, rules), colour) for _, colour, found in coloured(rules) for m in found]
    rows.append((NO_METRIC, "#bbbbbb"))
    listed = [
        {"text": name, "suffix_key": None, "background_color": colour, "text_color": "#ffffff"}
        for name, colour in rows
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def tasks(found: Iterable[Task], version: str, rules: RuleSet) -> Iterator[str]:
    """Yield one line a report."""
    for task in found:
        utf16 = Utf16(task.text)
        spans = [[utf16.of(f.start), utf16.of(f.end), metric_name(f.metric, rules)] for f in task.figures]
        row = {"text": task.text, "label": spans, "path": task.path, "sha256": task.sha256}
        figures = [{k: v for k, v in f.as_dict().items() if v is not None} for f in task.figures]
        yield json.dumps({**row, "figures": figures, "made_by": version}, ensure_ascii=False) + "\n"


def read(
    data: bytes, path: str, find: Finder, note: Callable[[str], None], rules: RuleSet
) -> Iterator[GoldReport]:
    """Yield the gold of each line of an export; raises FazhiError, naming file and line."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, spans = row["text"], list(_spans(row))
            known = [_known(figure) for figure in row.get("figures") or []]
        except (*NOT_JSON, KeyError, TypeError, AttributeError) as error:
            raise FazhiError(
                f"{path}, line {number}: is no text with its label or entities ({error}). "
                "Export from doccano as JSONL"
            ) from None
        source = find(text, row.get("path"), row.get("sha256"))
        name = source[0] or f"line {number}"
        with naming(name):
            figures = list(_figures(spans, known, text, rules))
        yield gold_report(text, *source, figures)


def _spans(row: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    for span in row["entities"] if "entities" in row else row.get("label", row.get("labels", [])):
        if isinstance(span, dict):
            yield int(span["start_offset"]), int(span["end_offset"]), str(span["label"])
        else:
            start, end, label = span
            yield int(start), int(end), str(label)


def _known(figure: dict[str, Any]) -> GoldFigure:
    names = {f.name for f in fields(GoldFigure)}
    return GoldFigure(**{"metric": None} | {k: v for k, v in figure.items() if k in names})


def _figures(
    spans: list[tuple[int, int, str]], known: list[GoldFigure], text: str, rules: RuleSet
) -> Iterator[GoldFigure]:
    """Yield a figure a span: the one known there with this metric, else the one known there, else a new one."""
    utf16, left = Utf16(text), list(known)
    found: list[tuple[int, int, str | None, GoldFigure | None]] = []
    for low, high, label in spans:
        start, end, metric = utf16.to(low), utf16.to(high), metric_id(label, rules)
        same = next((f for f in left if (f.start, f.end, f.metric) == (start, end, metric)), None)
        if same:
            left.remove(same)
        found.append((start, end, metric, same))
    for start, end, metric, same in found:
        if same is None:
            there = next((f for f in left if (f.start, f.end) == (start, end)), None)
            if there:
                left.remove(there)
            same = replace(there, metric=metric) if there else drawn_anew(start, end, text, metric)
        yield same
