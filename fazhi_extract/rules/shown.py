"""Metrics as a person reads them, and as text to copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from .loader import Metric, builtin_sources, shared_words
from .own import RuleSet, Sources
from .reading import Parsed, parse
from .schema import FORMAT

_HEAD = f"[rules]\nformat = {FORMAT}\n"
_THINGS = ("古桥", "古井", "古塔", "古祠", "古碑", "古窑", "古渡口", "古城墙", "古戏台", "古驿站")
_TEMPLATE = Path(__file__).with_name("new_metric.template")
"""A file of one's own to begin with: its head, then a metric."""
_METRIC = "# --- the metric ---\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A metric with the file that it stands in."""

    metric: Metric
    parsed: Parsed


def entries(rules: RuleSet) -> dict[str, Entry]:
    """Return the metrics in force as their files have them, by id."""
    found: dict[str, Entry] = {}
    for parsed in (*_builtin(), *_own(rules.sources)):
        found.update(
            {
                metric.id: Entry(rules.metrics[metric.id], parsed)
                for metric in parsed.metrics
                if metric.id in rules.metrics
            }
        )
    return {metric: found[metric] for metric in rules.metrics}


@cache
def _builtin() -> tuple[Parsed, ...]:
    words = shared_words()
    return tuple(parse(name, text, words) for name, text in builtin_sources().items())


def _own(sources: Sources) -> Iterator[Parsed]:
    known = {metric.id: metric for parsed in _builtin() for metric in parsed.metrics}
    for name, text in sources:
        yield parse(name, text, shared_words(), own=True, builtin=known)


def described(entry: Entry) -> str:
    """Return a metric as a person reads it: what it means, its rules in words, its examples."""
    metric, written = entry.metric, entry.parsed.entries[entry.metric.id]
    once = ", once" if metric.once else ""
    lines = [
        f"{metric.id}  {metric.label}",
        f"  {metric.definition}",
        f"  group {metric.group}, kind {metric.kind}, combine {metric.combine}{once}; from {entry.parsed.name}",
    ]
    if len(metric.rules) > len(written.rules):
        lines.append(
            f"  with these rules added to the {len(metric.rules) - len(written.rules)} built-in ones:"
        )
    for rule in written.rules:
        lines += ["", f"rule {metric.id}.{rule.name}"]
        said = rule.model_dump(by_alias=True, exclude_defaults=True, exclude={"name"})
        lines += [
            f"  {key:<10}{_words(value, ' ' if key == 'units' else '|')}" for key, value in said.items()
        ]
    if written.zero:
        lines += ["", f"zero (its absence is a statement)\n  {'|'.join(written.zero)}"]
    for title, listed in (("examples", written.examples), ("counter-examples", written.counter_examples)):
        if listed:
            lines += ["", title, *(f"  {example}" for example in listed)]
    return "\n".join(lines) + "\n"


def _words(value: object, between: str) -> str:
    """``[['a', 'b'], ['c']]`` → ``a|b + c``."""
    if not isinstance(value, list):
        return str(value)
    if value and isinstance(value[0], list):
        return " + ".join(between.join(group) for group in value)
    return between.join(value)


def as_toml(entry: Entry) -> str:
    """Return a metric as a whole rule file of one's own, to change and use."""
    lists = "" if not entry.parsed.vocabulary else entry.parsed.lines.table("vocabulary") + "\n"
    return f"{_HEAD}\n{lists}{entry.parsed.lines.table(entry.metric.id)}"


def begun(metric_id: str, *, after: str = "") -> str:
    """Return a metric to fill in, which is right as it stands: as a file of its own, or to stand ``after`` a file's text.

    What it counts for a start is none of the things that the file speaks of, so that the two do not claim one figure.
    """
    thing = next((one for one in _THINGS if one not in after), _THINGS[0])
    text = Template(_TEMPLATE.read_text("utf-8")).substitute(id=metric_id, format=FORMAT, thing=thing)
    return text[text.index(_METRIC) :] if after else text


def rows(metrics: Mapping[str, Metric], group: str | None, word: str | None) -> list[dict[str, str]]:
    """Return what a list says of each metric, of one group or of all, of those that a word speaks of or of all."""
    return [
        {key: getattr(m, key) for key in ("id", "label", "group", "kind", "combine", "definition")}
        for m in metrics.values()
        if group in (None, m.group)
        and (word is None or any(word in said for said in (m.id, m.label, m.definition, *_nouns(m))))
    ]


def _nouns(metric: Metric) -> Iterator[str]:
    for rule in metric.rules:
        yield from rule.noun
