"""The format of a rule file, as pydantic models that refuse unknown keys."""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ..errors import RuleError
from .loader import Metric, Rule


def _terms(value: object) -> object:
    """``'a|b|c'`` → ``['a', 'b', 'c']``; an empty alternative would match everywhere."""
    if isinstance(value, str):
        terms = [t.strip() for t in value.split("|")]
        if "" in terms:
            raise ValueError(f"an empty term in {value!r}: it would match everywhere")
        return terms
    return value


def _groups(value: object) -> object:
    return [value] if isinstance(value, str) else value


Terms = Annotated[list[str], BeforeValidator(_terms)]
Groups = Annotated[list[Terms], BeforeValidator(_groups)]
UnitKind = Literal[
    "case", "occasion", "person", "percent", "money", "organisation", "place", "area", "copy",
    "piece", "hour", "item",
]  # fmt: skip


class RuleFile(BaseModel):
    """One ``[[metric.rules]]`` table."""

    model_config = ConfigDict(extra="forbid")
    name: str
    noun: Terms
    with_: Groups = Field(default=[], alias="with")
    topic: Groups = []
    not_: Terms = Field(default=[], alias="not")
    not_topic: Terms = []
    units: Annotated[list[str], BeforeValidator(lambda v: v.split() if isinstance(v, str) else v)] | None = (
        None
    )
    side: Literal["left", "right"] | None = None
    within: int | None = Field(default=None, ge=0)
    reach: Literal["sentence", "section"] = "section"
    follows: Terms = []
    weight: int = Field(default=0, ge=-5, le=5)
    review: str | None = None


class MetricFile(BaseModel):
    """One ``[metric_id]`` table."""

    model_config = ConfigDict(extra="forbid")
    label: str
    kind: UnitKind
    combine: Literal["sum", "max", "total", "same"]
    definition: str
    rules: list[RuleFile] = Field(min_length=1)
    zero: Terms = []
    examples: list[str] = Field(min_length=3)
    counter_examples: list[str] = Field(min_length=2)


Vocabulary = dict[str, list[str]]


def _tables(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: not valid TOML: {error}") from error


def parse_vocabulary(name: str, text: str) -> Vocabulary:
    """Parse the shared word lists; raises RuleError."""
    lists: Vocabulary = {}
    for key, listed in _tables(name, text).items():
        if not isinstance(listed, str) or "" in (terms := [t.strip() for t in listed.split("|")]):
            raise RuleError(f"{name}: {key} must be words joined by |, none of them empty")
        lists[key] = terms
    return lists


def _expand(name: str, metric_id: str, terms: list[str], vocabulary: Vocabulary) -> list[str]:
    expanded: list[str] = []
    for term in terms:
        if not term.startswith("@"):
            expanded.append(term)
        elif term[1:] in vocabulary:
            expanded.extend(vocabulary[term[1:]])
        else:
            raise RuleError(f"{name}: [{metric_id}] the vocabulary has no list {term}")
    return list(dict.fromkeys(expanded))


def parse(name: str, text: str, vocabulary: Vocabulary) -> list[Metric]:
    """Parse one rule file; the group is the file's stem.

    Raises RuleError with file, metric and key.
    """
    tables = _tables(name, text)
    parsed = []
    for metric_id, table in tables.items():
        try:
            entry = MetricFile.model_validate(table)
        except ValidationError as error:
            faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            raise RuleError(f"{name}: [{metric_id}] {'; '.join(faults)}") from error
        for example in [*entry.examples, *entry.counter_examples]:
            if example.count("[") != 1 or example.count("]") != 1:
                raise RuleError(f"{name}: [{metric_id}] mark one figure with [ ] in {example!r}")
        parsed.append(
            Metric(
                id=metric_id,
                label=entry.label,
                group=name.removesuffix(".toml"),
                kind=entry.kind,
                combine=entry.combine,
                definition=entry.definition,
                rules=[
                    Rule(
                        name=r.name,
                        noun=_expand(name, metric_id, r.noun, vocabulary),
                        with_=[_expand(name, metric_id, g, vocabulary) for g in r.with_],
                        topic=[_expand(name, metric_id, g, vocabulary) for g in r.topic],
                        not_=_expand(name, metric_id, r.not_, vocabulary),
                        not_topic=_expand(name, metric_id, r.not_topic, vocabulary),
                        units=r.units,
                        side=r.side,
                        within=r.within,
                        reach=r.reach,
                        follows=r.follows,
                        weight=r.weight,
                        review=r.review,
                    )
                    for r in entry.rules
                ],
                zero=entry.zero,
                examples=entry.examples,
                counter_examples=entry.counter_examples,
            )
        )
    return parsed
