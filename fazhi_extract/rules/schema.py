"""The format of a rule file, as pydantic models that refuse unknown keys; their JSON Schema is for editors."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.json_schema import models_json_schema
from pydantic_core import PydanticCustomError

from ..models import SCHEMA_URL

FORMAT = 1
"""The version of the format that this program reads."""
RESERVED = ("rules", "vocabulary")
"""The tables of a file of one's own that are no metrics."""

COLUMNS = frozenset(
    {
        "file", "title", "issuer", "region", "report_year", "issued_on", "path", "code", "province", "city",
        "county", "township", "organ", "level", "year", "mark", "place_by", "report_code", "source", "other_sources",
    }
)  # fmt: skip
"""What tables with a column a metric call their other columns."""
COLUMN_ENDS = ("_qualifier", "_max", "_unit", "_how", "_coverage", "_growth", "_growth_note")
"""… and those beside a metric's own."""


def split_terms(value: object) -> object:
    """``'a|b|c'`` → ``['a', 'b', 'c']``; an empty alternative would match everywhere."""
    listed = value.split("|") if isinstance(value, str) else value
    terms = [t.strip() if isinstance(t, str) else t for t in listed] if isinstance(listed, list) else listed
    if isinstance(terms, list) and "" in terms:
        raise PydanticCustomError(
            "empty_term",
            "an empty term in {value}: it would match everywhere. Take out the | too many",
            {"value": repr(value)},
        )
    return terms


def _groups(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _units(value: object) -> object:
    return value.split() if isinstance(value, str) else value


_TEXT_OR_LIST = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Terms = Annotated[list[str], BeforeValidator(split_terms), WithJsonSchema(_TEXT_OR_LIST)]
Groups = Annotated[
    list[Terms],
    BeforeValidator(_groups),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": _TEXT_OR_LIST}]}),
]
Units = Annotated[list[str], BeforeValidator(_units), WithJsonSchema(_TEXT_OR_LIST)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
UnitKind = Literal[
    "case", "occasion", "person", "percent", "money", "organisation", "place", "area", "copy",
    "piece", "hour", "item",
]  # fmt: skip


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Header(_Table):
    """``[rules]``: what stands at the head of a rule file of one's own."""

    format: int = Field(description="The version of the format; this program reads 1.", ge=1)
    group: Words | None = Field(
        default=None, description="The group of the file's metrics in lists; by default the file's name."
    )
    only: bool = Field(
        default=False, description="true: the built-in metrics are left out, for reports of another kind."
    )


class RuleFile(_Table):
    """``[[metric.rules]]``: one way of stating the metric."""

    name: Words = Field(description="Names the rule within its metric; observations say metric.name.")
    noun: Terms = Field(
        min_length=1,
        description="Words for the thing counted, joined by |; one must stand in the figure's own words: "
        "its comma-clause, cut at the figures beside it. @name stands for a word list.",
    )
    with_: Groups = Field(
        default=[],
        alias="with",
        description="Groups of words; of each group one must stand in the clause: ['发放|印发', '资料|手册'].",
    )
    topic: Groups = Field(
        default=[],
        description="Groups of words; of each one must stand in the clause, the sentence, "
        "the sentence before or the headings.",
    )
    not_: Terms = Field(
        default=[], alias="not", description="Words that must not stand in the figure's own words."
    )
    not_topic: Terms = Field(default=[], description="Words that must not stand in the sentence.")
    units: Units | None = Field(
        default=None,
        description="The units (量词) that fit, separated by blanks, in place of the kind's own.",
    )
    side: Literal["left", "right"] | None = Field(
        default=None, description="On which side of the number the noun must stand."
    )
    within: int | None = Field(
        default=None, ge=0, description="So many characters may stand between the noun and the number."
    )
    reach: Literal["sentence", "section"] = Field(
        default="section", description="sentence: the topic must stand in the sentence itself."
    )
    follows: Terms = Field(
        default=[], description="Metrics of the figures before it in the sentence: 受理12件，办结11件."
    )
    weight: int = Field(
        default=0,
        ge=-5,
        le=5,
        description="The rule of the greater weight wins; below 0 it is a last resort, its noun close by.",
    )
    review: str | None = Field(
        default=None, description="A reason for a person to look, put into the observation."
    )


class MetricFile(_Table):
    """``[metric_id]``: one metric."""

    label: Words = Field(description="The Chinese name: the header of its column.")
    kind: UnitKind = Field(description="What kind of units its numbers have: case 件起, person 人名, …")
    combine: Literal["sum", "max", "total", "same"] = Field(
        description="How a report's one value is made of several statements: sum adds them, max takes the "
        "greatest, total the one called 共 or 合计, same expects them to agree."
    )
    once: bool = Field(
        default=False,
        description="true: a report has one such number, so that two statements of the whole that differ are a conflict.",
    )
    definition: Words = Field(description="What is counted, in a sentence.")
    rules: list[RuleFile] = Field(min_length=1, description="The ways of stating it.")
    zero: Terms = Field(default=[], description="Words whose absence is a statement: 未发生群体性事件.")
    examples: list[str] = Field(
        min_length=3, description="Sentences with the figure in [ ] that must be this metric; at least three."
    )
    counter_examples: list[str] = Field(
        min_length=2, description="Sentences with a figure in [ ] that must not be it; at least two."
    )


class ExtensionFile(_Table):
    """``[metric_id]`` with ``extend = true``: more rules for a built-in metric."""

    extend: Literal[True] = Field(description="The rules are added to those of the built-in metric.")
    rules: list[RuleFile] = Field(min_length=1, description="Further ways of stating it.")
    zero: Terms = Field(default=[], description="Further words whose absence is a statement.")
    examples: list[str] = Field(min_length=1, description="Sentences with the figure in [ ]; at least one.")
    counter_examples: list[str] = Field(default=[], description="Sentences whose figure in [ ] is not it.")


def rules_schema() -> str:
    """Return the JSON Schema of a rule file of one's own as text."""
    models = [(model, "validation") for model in (Header, MetricFile, ExtensionFile)]
    references, schema = models_json_schema(models, by_alias=True)  # type: ignore[arg-type]
    header, metric, extension = references.values()
    whole: dict[str, Any] = {
        "$schema": SCHEMA_URL,
        "title": "Rules of one's own for fazhi-extract",
        "description": "Each table is a metric, besides [rules] and [vocabulary]. See docs/rules.md.",
        "type": "object",
        "required": ["rules"],
        "properties": {
            "rules": header,
            "vocabulary": {
                "type": "object",
                "description": "Word lists, each joined by |, which rules name with @: law = '法律|普法'.",
                "additionalProperties": {"type": "string"},
            },
        },
        "additionalProperties": {"anyOf": [metric, extension]},
        "$defs": schema["$defs"],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
