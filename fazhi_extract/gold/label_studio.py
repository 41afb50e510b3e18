"""Label Studio: tasks with what the program found as predictions, the labelling interface, and annotations back.

Its offsets count characters; those of old versions count UTF-16 code units. An annotation
carries the words it marks, so that either is told apart. A figure is a region; its value, unit,
qualifier, relation and status are per-region fields of the same id; a part points to its total
by a relation.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from ..errors import NOT_JSON, FazhiError
from ..models import Qualifier, Relation, Status
from ..rules import RuleSet
from .model import GoldFigure, GoldReport
from .names import NO_METRIC, metric_id, metric_name
from .numbers import read_number, write_number
from .tools import Finder, Task, Utf16, coloured, drawn_anew, gold_report, naming

TASKS, LABELS = "tasks.json", "labels.xml"
_CHOICES = {"qualifier": get_args(Qualifier), "relation": get_args(Relation), "status": get_args(Status)}
_HINTS = {"value": "value: 208, 99.5, or 3..5", "unit": "unit, as written: 件, 场次, %"}


def labels(rules: RuleSet) -> str:
    """Return the labelling interface: the metrics by group, and the fields of a region."""
    lines = [
        "<View>",
        "  <Style>.htx-text{white-space: pre-wrap;}</Style>",
        '  <Filter name="find" toName="metric" minlength="0" />',
        '  <Labels name="metric" toName="text">',
    ]
    for group, colour, metrics in coloured(rules):
        lines.append(f'    <Header value={quoteattr(group)} size="6" />')
        for metric in metrics:
            name = quoteattr(metric_name(metric.id, rules))
            lines.append(f'    <Label value={name} background="{colour}" />')
    lines += [
        '    <Header value="other" size="6" />',
        f'    <Label value={quoteattr(NO_METRIC)} background="#bbbbbb" />',
        "  </Labels>",
        '  <Text name="text" value="$text" />',
        '  <View visibleWhen="region-selected">',
    ]
    for name, hint in _HINTS.items():
        lines.append(
            f'    <TextArea name="{name}" toName="text" perRegion="true" maxSubmissions="1" editable="true" '
            f'rows="1" placeholder={quoteattr(hint)} />'
        )
    for name, choices in _CHOICES.items():
        lines.append(f'    <Choices name="{name}" toName="text" perRegion="true" showInline="true">')
        lines += [f'      <Choice value="{choice}" />' for choice in choices]
        lines.append("    </Choices>")
    return "\n".join([*lines, "  </View>", "</View>", ""])


def tasks(found: Iterable[Task], version: str, rules: RuleSet) -> Iterator[str]:
    """Yield the file of tasks, piece by piece."""
    opening = "["
    for task in found:
        data = {"text": task.text, "path": task.path, "sha256": task.sha256}
        prediction = {"model_version": version, "result": list(_results(task.figures, rules))}
        yield opening + "\n" + json.dumps({"data": data, "predictions": [prediction]}, ensure_ascii=False)
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def _results(figures: list[GoldFigure], rules: RuleSet) -> Iterator[dict[str, Any]]:
    for number, figure in enumerate(figures, 1):
        name, place = figure.id or f"r{number}", {"start": figure.start, "end": figure.end}

        def field(kind: str, field: str, value: dict[str, Any], region: str = name) -> dict[str, Any]:
            return {"id": region, "from_name": field, "to_name": "text", "type": kind, "value": value}

        label = {"text": figure.text, "labels": [metric_name(figure.metric, rules)]}
        yield field("labels", "metric", place | label)
        number_written = write_number(figure.value, figure.value_max)
        yield field("textarea", "value", place | {"text": [number_written]})
        if figure.unit:
            yield field("textarea", "unit", place | {"text": [figure.unit]})
        for choice in _CHOICES:
            yield field("choices", choice, place | {"choices": [getattr(figure, choice)]})
        if figure.part_of is not None:
            yield {"from_id": name, "to_id": figure.part_of, "type": "relation", "direction": "right"}


def read(
    data: bytes, path: str, find: Finder, note: Callable[[str], None], rules: RuleSet
) -> Iterator[GoldReport]:
    """Yield the gold of each annotated task of an export in the format JSON.

    ``note`` is told of tasks without an annotation and of annotations passed over.
    Raises FazhiError, naming file and task.
    """
    for task in _tasks(data, path):
        text = task["data"]["text"]
        source = find(text, task["data"].get("path"), task["data"].get("sha256"))
        name = source[0] or f"task {task.get('id')}"
        done = [a for a in task["annotations"] if not a.get("was_cancelled")]
        if not done:
            note(f"{name}: has no annotation, left out")
            continue
        if len(done) > 1:
            note(f"{name}: has {len(done)} annotations, the ground truth or else the last is taken")
        chosen = max(done, key=lambda a: (bool(a.get("ground_truth")), a.get("updated_at") or ""))
        try:
            with naming(name):
                figures = list(_figures(chosen["result"], text, rules))
            yield gold_report(text, *source, figures)
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise FazhiError(f"{path}: {name}: an annotation lacks {error}. Export anew as JSON") from None


def _tasks(data: bytes, path: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(data)
    except NOT_JSON as error:
        raise FazhiError(f"{path}: is not JSON ({error}). Export from Label Studio as JSON") from None
    tasks = found if isinstance(found, list) else [found]
    for task in tasks:
        whole = isinstance(task, dict) and isinstance(task.get("annotations"), list)
        if (
            not whole
            or not isinstance(task.get("data"), dict)
            or not isinstance(task["data"].get("text"), str)
        ):
            raise FazhiError(
                f"{path}: is no export of tasks with data.text and annotations. "
                "Export from Label Studio as JSON, not as JSON-MIN or CSV"
            )
    return tasks


def _figures(results: list[dict[str, Any]], text: str, rules: RuleSet) -> Iterator[GoldFigure]:
    spans: dict[str, tuple[dict[str, Any], list[str]]] = {}
    fields: dict[str, dict[str, str]] = {}
    totals: dict[str, str] = {}
    for result in results:
        if result["type"] == "relation":
            totals[result["from_id"]] = result["to_id"]
        elif result["type"] == "labels":
            spans[result["id"]] = result["value"], result["value"]["labels"]
        else:
            written = result["value"].get("choices") or result["value"].get("text") or [""]
            first = written if isinstance(written, str) else written[-1]
            fields.setdefault(result["id"], {})[result["from_name"]] = first.strip()
    utf16 = Utf16(text)
    for region, (value, names) in spans.items():
        start, end = _place(value, text, utf16)
        for number, label in enumerate(names):
            figure = _figure(start, end, text, metric_id(label, rules), fields.get(region, {}))
            figure.id = region if number == 0 else None
            figure.part_of = totals.get(region)
            yield figure


def _figure(start: int, end: int, text: str, metric: str | None, fields: dict[str, str]) -> GoldFigure:
    if fields.get("value"):
        value, value_max = read_number(fields["value"])
        unit = fields.get("unit") or None
        figure = GoldFigure(
            start=start,
            end=end,
            text=text[start:end],
            metric=metric,
            value=value,
            value_max=value_max,
            unit=unit,
        )
    else:
        figure = drawn_anew(start, end, text, metric)
        figure.unit = fields.get("unit") or figure.unit
    for field, allowed in _CHOICES.items():
        if fields.get(field) in allowed:
            setattr(figure, field, fields[field])
    return figure


def _place(value: dict[str, Any], text: str, utf16: Utf16) -> tuple[int, int]:
    """Return where a region stands, in characters; the words it carries say how its offsets count."""
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    for low, high in ((start, end), (utf16.to(start), utf16.to(end))):
        if words is None or _plain(text[low:high]) == _plain(words):
            return low, high
    raise FazhiError(f"at {start}–{end} the text has {text[start:end]!r}, the annotation {words!r}")


def _plain(words: str) -> str:
    """Leave out white space: a browser shows line breaks in other ways."""
    return "".join(words.replace("\\n", "").split())
