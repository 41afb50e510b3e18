"""Read the rule files, refuse what is wrong in them, and keep a compiled copy.

The TOML files are the truth. ``compiled.json`` beside them is the same data
without the examples, only so that the program starts at once; it is used when
its checksum says that it was made from these very files, and else ignored.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import RuleError
from ..language import checksum_of, digest_of, language_digest, stored_of

VOCABULARY = "vocabulary.toml"


@dataclass(slots=True)
class Rule:
    """One way of stating a metric: which words must and must not stand near the figure."""

    name: str
    noun: list[str]
    with_: list[list[str]] = field(default_factory=list)
    topic: list[list[str]] = field(default_factory=list)
    not_: list[str] = field(default_factory=list)
    not_topic: list[str] = field(default_factory=list)
    units: list[str] | None = None
    side: str | None = None
    within: int | None = None
    reach: str = "section"
    follows: list[str] = field(default_factory=list)
    weight: int = 0
    review: str | None = None


@dataclass(slots=True)
class Metric:
    """One entry of the catalogue."""

    id: str
    label: str
    group: str
    kind: str
    combine: str
    definition: str
    rules: list[Rule]
    zero: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    counter_examples: list[str] = field(default_factory=list)
    once: bool = False
    """True if a report has one such number: statements of the whole that differ contradict each other."""


_FOLDER = Path(__file__).parent
_COMPILED = _FOLDER / "compiled.json"


GROUPS = (
    "mediation", "enforcement", "publicity", "study", "decision", "service", "governance", "safety", "discipline",
)  # fmt: skip
"""The order of the groups in tables: what a reader looks for first. Other files follow by name."""


@cache
def _files() -> dict[str, bytes]:
    """Return the rule files, name → content, in the order of tables."""

    def place(file: Path) -> tuple[int, str]:
        return (GROUPS.index(file.stem) if file.stem in GROUPS else len(GROUPS), file.name)

    return {file.name: file.read_bytes() for file in sorted(_FOLDER.glob("*.toml"), key=place)}


def _texts() -> dict[str, str]:
    return {name: data.decode("utf-8") for name, data in _files().items()}


@cache
def rules_version() -> str:
    """Return what stands for the built-in rules and word lists: it changes when any of them does."""
    return digest_of([("rules", _digest().encode()), ("language", language_digest().encode())])[:12]


@cache
def _digest() -> str:
    stored = _stored()
    return str(stored["digest"]) if stored else digest_of(_files().items())


@cache
def _stored() -> dict[str, Any] | None:
    return stored_of(_COMPILED, _files())


@cache
def metrics() -> dict[str, Metric]:
    """Return the built-in metrics by id, in the order of the rule files."""
    stored = _stored()
    if stored is None:
        return load_metrics(_texts())
    return {m["id"]: Metric(**{**m, "rules": [Rule(**r) for r in m["rules"]]}) for m in stored["metrics"]}


def load_metrics(sources: dict[str, str]) -> dict[str, Metric]:
    """Parse the built-in rule files given as name → TOML text.

    Raises RuleError, naming file, line and key, for anything that is not as docs/rules.md says.
    """
    from .faults import errors  # the format and its checks are needed here only
    from .reading import parse, parse_vocabulary

    found: dict[str, Metric] = {}
    words = parse_vocabulary(VOCABULARY, sources.get(VOCABULARY, ""))
    wrong = errors(words.faults)
    for name, text in sources.items():
        if name == VOCABULARY:
            continue
        parsed = parse(name, text, words.vocabulary)
        wrong += errors(parsed.faults)
        for metric in parsed.metrics:
            if metric.id in found:
                raise RuleError(f"{name}: the metric {metric.id} stands twice")
            found[metric.id] = metric
    if wrong:
        raise RuleError("\n".join(map(str, wrong)))
    return found


@cache
def shared_words() -> dict[str, list[str]]:
    """Return the built-in word lists that rules name with @."""
    from .reading import parse_vocabulary

    return parse_vocabulary(VOCABULARY, _texts()[VOCABULARY]).vocabulary


def builtin_sources() -> dict[str, str]:
    """Return the built-in rule files, name → text, without the word lists."""
    return {name: text for name, text in _texts().items() if name != VOCABULARY}


@cache
def source_metrics() -> dict[str, Metric]:
    """Return the built-in metrics with their examples, from the files themselves."""
    return load_metrics(_texts())


def compile_rules(target: Path | None = None) -> str:
    """Write compiled.json anew and return its text."""
    parsed = load_metrics(_texts())
    plain = {k: v for k, v in asdict(Rule("", [])).items() if k not in ("name", "noun")}
    rows = []
    for metric in parsed.values():
        row = asdict(metric)
        row["examples"], row["counter_examples"] = [], []
        row["rules"] = [
            {k: v for k, v in rule.items() if k not in plain or v != plain[k]} for rule in row["rules"]
        ]
        rows.append(row)
    marks = {"checksum": checksum_of(_files()), "digest": digest_of(_files().items())}
    text = json.dumps({**marks, "metrics": rows}, ensure_ascii=False, separators=(",", ":"))
    (target or _COMPILED).write_text(text + "\n", "utf-8")
    return text


def reference() -> str:
    """Return the page that lists every metric: docs/metrics.md."""
    lines = ["# The metrics", "", "Made from the rule files by `python -m fazhi_extract.rules`.", ""]
    group = ""
    for metric in metrics().values():
        if metric.group != group:
            group = metric.group
            lines += [
                "",
                f"## {group}",
                "",
                "| id | 指标 | 含义 | unit kind | combine |",
                "|---|---|---|---|---|",
            ]
        lines.append(
            f"| `{metric.id}` | {metric.label} | {metric.definition} | {metric.kind} | {metric.combine} |"
        )
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"
