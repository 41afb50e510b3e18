"""From the text of a rule file to its metrics, with all that is wrong in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import near
from .faults import Fault
from .lines import Key, Lines
from .loader import Metric, Rule
from .schema import COLUMN_ENDS, COLUMNS, FORMAT, RESERVED, ExtensionFile, Header, MetricFile, RuleFile

Vocabulary = dict[str, list[str]]
_Model = TypeVar("_Model", bound=BaseModel)

_ID = re.compile(r"[a-z][a-z0-9_]*")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_TOML_MENDS = (
    (
        "Cannot (?:declare|overwrite)|twice",
        "R012",
        "stands twice: {}. Give one of them another name, or take it out",
    ),
    ("for a key", "R001", "not valid TOML: {}. Ids and keys are small letters, digits and _"),
    ("", "R001", "not valid TOML: {}. Words stand between ' and ', several of them between [ and ]"),
)
"""By what the parser says: the code, and how to mend it."""
_NEEDS = {
    "list_type": "needs a list: ['…', '…']",
    "string_type": "needs words between ' and '",
    "int_type": "needs a whole number",
    "bool_type": "needs true or false",
}


@dataclass(slots=True)
class Parsed:
    """A rule file once read: its metrics, those that could be made, and its faults."""

    name: str
    text: str
    metrics: list[Metric] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    header: Header | None = None
    vocabulary: Vocabulary = field(default_factory=dict)
    """Its own word lists."""
    entries: dict[str, MetricFile | ExtensionFile] = field(default_factory=dict)
    """The metrics as they stand in the file."""
    lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        self.lines = Lines(self.text)

    @property
    def group(self) -> str:
        """The group of the file's metrics: as its head says, else its name."""
        return (self.header and self.header.group) or PurePath(self.name).stem

    def fault(self, code: str, key: Key, message: str, holding: str = "") -> None:
        """Note what is wrong with a key."""
        line = self.lines.of(key, holding)
        self.faults.append(Fault(code, self.name, line, None, written(key), message))


def written(key: Key) -> str:
    """Return a key as a person finds it: ``[fines] rules[1].noun``."""
    head, *rest = key or ("",)
    shown = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in rest)
    return f"[{head}] {shown.lstrip('.')}".rstrip() if head else ""


def parse(
    name: str,
    text: str,
    vocabulary: Mapping[str, list[str]],
    *,
    own: bool = False,
    builtin: Mapping[str, Metric] | None = None,
) -> Parsed:
    """Parse a rule file; its group is the file's stem unless its head says otherwise.

    Files of one's ``own`` have a head, may have word lists and may extend ``builtin``
    metrics. Whatever is wrong stands in the result's ``faults``.
    """
    parsed = Parsed(name, text)
    tables = _tables(parsed)
    if tables is None:
        return parsed
    if own:
        _read_head(parsed, tables)
        if parsed.faults:
            return parsed
        _read_vocabulary(parsed, tables.get("vocabulary", {}), vocabulary)
    lists = {**vocabulary, **parsed.vocabulary}
    for metric_id, table in tables.items():
        if own and metric_id in RESERVED:
            continue
        _read_metric(parsed, metric_id, table, lists, builtin or {})
    if own and not parsed.entries and not parsed.faults:
        parsed.fault(
            "R019", (), "there is no metric in it: fazhi-extract rules new ID prints one to begin with"
        )
    return parsed


def parse_vocabulary(name: str, text: str) -> Parsed:
    """Parse a file of word lists only."""
    parsed = Parsed(name, text)
    _read_vocabulary(parsed, _tables(parsed) or {}, {}, ())
    return parsed


def _tables(parsed: Parsed) -> dict[str, Any] | None:
    try:
        return tomllib.loads(parsed.text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (None, None)
        if place and not place[1]:
            line = parsed.text.count("\n") + 1
        reason = _TOML_PLACE.sub("", str(error))
        code, mend = next((code, mend) for sign, code, mend in _TOML_MENDS if re.search(sign, reason))
        parsed.faults.append(Fault(code, parsed.name, line, column, "", mend.format(reason)))
    except (RecursionError, ValueError):  # [[[[[…, a number of thousands of digits
        what = "not valid TOML: brackets in brackets without end, or an endless number. Take them out"
        parsed.faults.append(Fault("R001", parsed.name, None, None, "", what))
    return None


def _read_head(parsed: Parsed, tables: Mapping[str, Any]) -> None:
    head = tables.get("rules")
    if not isinstance(head, dict) or "format" not in head:
        parsed.fault("R002", ("rules",), f"begin the file with the lines [rules] and format = {FORMAT}")
    elif head["format"] != FORMAT:
        what = f"format {head['format']!r} is not known: this program reads format {FORMAT}. "
        parsed.fault("R003", ("rules", "format"), what + "Use a newer fazhi-extract, or write the file anew")
    else:
        parsed.header = _validated(parsed, "rules", head, Header)


def _read_vocabulary(
    parsed: Parsed, table: Any, known: Mapping[str, list[str]], at: Key = ("vocabulary",)
) -> None:
    if not isinstance(table, dict):
        parsed.fault("R006", at, "vocabulary is a table: [vocabulary], then name = 'word|word'")
        return
    for key, listed in table.items():
        if not isinstance(listed, str) or not listed.strip():
            parsed.fault("R006", (*at, key), "must be words joined by |: name = 'word|word'")
            continue
        terms = _checked_terms(parsed, (*at, key), listed)
        parsed.vocabulary[key] = _expand(parsed, (*at, key), terms, {**known, **parsed.vocabulary})


def _checked_terms(parsed: Parsed, key: Key, listed: str) -> list[str]:
    terms = [t.strip() for t in listed.split("|")]
    if "" in terms:
        parsed.fault(
            "R007", key, f"an empty term in {listed!r}: it would match everywhere. Take out the | too many"
        )
    return [t for t in terms if t]


def _read_metric(
    parsed: Parsed,
    metric_id: str,
    table: Any,
    lists: Mapping[str, list[str]],
    builtin: Mapping[str, Metric],
) -> None:
    if not isinstance(table, dict):
        parsed.fault(
            "R004", (metric_id,), f"{metric_id} stands outside a metric: put it below its [metric_id]"
        )
        return
    if not _ID.fullmatch(metric_id):
        way = "small letters, digits and _ only, a letter first, as in legal_aid_cases"
        parsed.fault("R011", (metric_id,), f"the id {metric_id} does not fit: {way}")
    beside = any(metric_id.endswith(end) and metric_id.removesuffix(end) in builtin for end in COLUMN_ENDS)
    if metric_id in COLUMNS or beside:
        parsed.fault("R011", (metric_id,), f"{metric_id} is another column of the tables. Choose another id")
    entry: MetricFile | ExtensionFile | None
    base = builtin.get(metric_id) if "extend" in table else None
    if "extend" in table:
        entry = _validated(parsed, metric_id, table, ExtensionFile)
        if base is None:
            hint = near(metric_id, builtin)
            parsed.fault(
                "R016", (metric_id, "extend"), f"there is no built-in metric {metric_id} to extend{hint}"
            )
            return
    else:
        entry = _validated(parsed, metric_id, table, MetricFile)
    if entry is None:
        return
    _check_examples(parsed, metric_id, entry)
    _check_names(parsed, metric_id, entry.rules, base)
    parsed.entries[metric_id] = entry
    rules = [_rule(parsed, (metric_id, "rules", at), rule, lists) for at, rule in enumerate(entry.rules)]
    zero = _expand(parsed, (metric_id, "zero"), entry.zero, lists)
    if isinstance(entry, MetricFile):
        made = Metric(
            metric_id, entry.label, parsed.group, entry.kind, entry.combine, entry.definition,
            rules, zero, entry.examples, entry.counter_examples, entry.once,
        )  # fmt: skip
    else:
        assert base is not None
        made = replace(
            base,
            rules=[*base.rules, *rules],
            zero=[*base.zero, *zero],
            examples=entry.examples,
            counter_examples=entry.counter_examples,
        )
    parsed.metrics.append(made)


def _check_examples(parsed: Parsed, metric_id: str, entry: MetricFile | ExtensionFile) -> None:
    for key in ("examples", "counter_examples"):
        for example in getattr(entry, key):
            inner = example.partition("[")[2].partition("]")[0]
            if example.count("[") != 1 or example.count("]") != 1 or not inner.strip():
                way = "as in 办理法律援助案件[86件]"
                parsed.fault(
                    "R010", (metric_id, key), f"mark one figure with [ ] in {example!r}, {way}", example
                )


def _check_names(parsed: Parsed, metric_id: str, rules: Sequence[RuleFile], base: Metric | None) -> None:
    seen = {rule.name for rule in base.rules} if base else set()
    for at, rule in enumerate(rules):
        if rule.name in seen:
            way = "observations name it, so give each a name of its own"
            parsed.fault("R012", (metric_id, "rules", at, "name"), f"two rules are named {rule.name}: {way}")
        seen.add(rule.name)


def _rule(parsed: Parsed, key: Key, rule: RuleFile, lists: Mapping[str, list[str]]) -> Rule:
    def expanded(name: str, terms: list[str]) -> list[str]:
        return _expand(parsed, (*key, name), terms, lists)

    return Rule(
        name=rule.name,
        noun=expanded("noun", rule.noun),
        with_=[expanded("with", group) for group in rule.with_],
        topic=[expanded("topic", group) for group in rule.topic],
        not_=expanded("not", rule.not_),
        not_topic=expanded("not_topic", rule.not_topic),
        units=rule.units,
        side=rule.side,
        within=rule.within,
        reach=rule.reach,
        follows=rule.follows,
        weight=rule.weight,
        review=rule.review,
    )


def _expand(parsed: Parsed, key: Key, terms: Iterable[str], lists: Mapping[str, list[str]]) -> list[str]:
    expanded: list[str] = []
    for term in terms:
        if not term.startswith("@"):
            expanded.append(term)
        elif term[1:] in lists:
            expanded.extend(lists[term[1:]])
        else:
            hint = near(term[1:], lists, "@") or "; fazhi-extract rules list --words shows them all"
            parsed.fault("R008", key, f"the vocabulary has no list {term}{hint}")
    return list(dict.fromkeys(expanded))


def _validated(
    parsed: Parsed, table_name: str, table: Mapping[str, Any], model: type[_Model]
) -> _Model | None:
    try:
        return model.model_validate(table)
    except ValidationError as error:
        for one in error.errors():
            _note(parsed, (table_name, *one["loc"]), dict(one), model)
        return None


def _note(parsed: Parsed, key: Key, error: Mapping[str, Any], model: type[BaseModel]) -> None:
    """Put one of pydantic's findings into words."""
    last, kind = key[-1], error["type"]
    if kind == "extra_forbidden":
        keys = _keys(RuleFile if "rules" in key[1:-1] else model)
        hint = near(str(last), keys) or f"; the keys are {', '.join(keys)}"
        parsed.fault("R004", key, f"there is no key {last}{hint}")
    elif kind == "missing":
        parsed.fault("R005", key, f"{last} is missing: {_meaning(key, model)}")
    elif kind == "empty_term":
        parsed.fault("R007", key, str(error["msg"]))
    elif kind == "too_short" and str(last).endswith("examples"):
        least = error["ctx"]["min_length"]
        parsed.fault(
            "R009", key, f"give at least {least} {str(last).replace('_', '-')}: {_meaning(key, model)}"
        )
    elif kind == "literal_error":
        hint = near(str(error["input"]), re.findall(r"'([^']+)'", str(error["ctx"]["expected"])))
        parsed.fault("R006", key, f"{error['input']!r} is none of {error['ctx']['expected']}{hint}")
    elif kind == "too_short" and last == "noun":
        parsed.fault("R007", key, "there is no word in it: the rule would never hold. Name the thing counted")
    elif kind == "list_type" and last == "rules":
        parsed.fault(
            "R006", key, f"rules are tables of their own: write [[{key[0]}.rules]] with two brackets"
        )
    else:
        parsed.fault("R006", key, f"{_NEEDS.get(kind, error['msg'])}, not {error['input']!r}")


def _keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _meaning(key: Key, model: type[BaseModel]) -> str:
    within = RuleFile if "rules" in key[1:-1] else model
    fields = {info.alias or name: info for name, info in within.model_fields.items()}
    return fields[str(key[-1])].description or ""
