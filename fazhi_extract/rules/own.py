"""Rules of one's own: rule files that stand beside the built-in ones or in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ..digests import sha256
from ..errors import RuleError
from ..records import record
from .loader import Metric, builtin_sources, metrics, rules_version, shared_words

if TYPE_CHECKING:
    from .faults import Fault
    from .reading import Parsed

Sources = tuple[tuple[str, str], ...]
"""Rule files: the path as it was given, the text."""
GENRE = "法治政府建设年度报告"
"""The kind of report that the built-in metrics are of."""
_TOLD = 5
"""So many faults are named before the rest is left to ``fazhi-extract rules check``."""


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """The metrics in force for a run, by id in the order of tables. Made by ``load_rules`` or ``builtin_rules``."""

    metrics: dict[str, Metric]
    version: str
    """Stands for all of the rules and word lists: reports say by which they were read."""
    sources: Sources = ()
    """The files of one's own among them."""
    own: tuple[str, ...] = ()
    """The ids of the metrics that these files give or extend."""
    genre: str = GENRE
    """The kind of report, at the head of tables."""

    def kept(self, builtin: Iterable[Metric]) -> Iterator[Metric]:
        """Yield those of the built-in metrics that are in force, as they are or extended."""
        for metric in builtin:
            here = self.metrics.get(metric.id)
            if here is not None and here.rules[: len(metric.rules)] == metric.rules:
                yield metric

    def __reduce__(self) -> tuple[Callable[[Sources], RuleSet], tuple[Sources]]:
        """Travel to a worker as the texts; each process makes them into rules once."""
        return rules_of, (self.sources,)


@cache
def builtin_rules() -> RuleSet:
    """Return the rules that come with the program."""
    return RuleSet(metrics(), rules_version())


def load_rules(*paths: str | Path) -> RuleSet:
    """Return the built-in rules with those of the given files; without a file the built-in ones alone.

    A metric of the same id takes the built-in one's place; a file with ``only = true``
    leaves them all out. Raises RuleError, naming file, line, key and the way out.
    """
    return rules_of(tuple((str(path), read_source(path)) for path in dict.fromkeys(map(str, paths))))


@lru_cache(maxsize=8)
def rules_of(sources: Sources) -> RuleSet:
    """Return the rules of the given files, read once in a process; raises RuleError."""
    if not sources:
        return builtin_rules()
    from .faults import errors

    assembly = assemble(sources)
    if wrong := errors(assembly.faults):
        more = f"\n… and {len(wrong) - _TOLD} more" if len(wrong) > _TOLD else ""
        files = " ".join(dict.fromkeys(fault.file for fault in wrong))
        way_out = f"\nSee all with: fazhi-extract rules check {files}" if more else ""
        raise RuleError("\n".join(map(str, wrong[:_TOLD])) + more + way_out)
    own = tuple(m.id for parsed in assembly.files for m in parsed.metrics)
    return RuleSet(assembly.metrics, _version(sources), sources, own, assembly.genre)


def read_source(path: str | Path) -> str:
    """Return the text of a rule file; raises RuleError."""
    try:
        return Path(path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise RuleError(f"{path}: cannot be read: {reason}. Check the name of the rule file") from None
    except UnicodeDecodeError:
        raise RuleError(f"{path}: is not UTF-8. Save it as UTF-8 (in Notepad: 另存为, 编码 UTF-8)") from None


@record
class Assembly:
    """Rule files put together with the built-in metrics, and what is wrong with them."""

    files: list[Parsed]
    metrics: dict[str, Metric] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    genre: str = GENRE


def assemble(sources: Sequence[tuple[str, str]]) -> Assembly:
    """Put rule files together with the built-in metrics; what is wrong stands in ``faults``, by file and line."""
    from .checking import check_metrics
    from .reading import parse

    builtin = metrics()
    files = [parse(name, text, shared_words(), own=True, builtin=builtin) for name, text in sources]
    only = [parsed for parsed in files if parsed.header and parsed.header.only]
    assembly = Assembly(files, {} if only else dict(builtin))
    if only:
        assembly.genre = only[0].group
    givers: dict[str, str] = {}
    for parsed in files:
        check_metrics(parsed)
        for metric in parsed.metrics:
            if metric.id in givers:
                way = f"it stands in {givers[metric.id]} too. Take it out of one, or give it another id"
                parsed.fault("R012", (metric.id,), way)
                continue
            givers[metric.id] = parsed.name
            assembly.metrics[metric.id] = _placed(parsed, metric, {} if only else builtin)
    for parsed in files:
        _check_names(parsed, assembly.metrics)
        assembly.faults += sorted(parsed.faults, key=lambda f: (f.line or 0, f.code))
    return assembly


def check_builtin() -> list[Parsed]:
    """Return the built-in rule files with what ``check`` would say of them: words and units that can never hold."""
    from .checking import check_metrics
    from .reading import parse

    files = [parse(name, text, shared_words()) for name, text in builtin_sources().items()]
    for parsed in files:
        check_metrics(parsed)
        parsed.faults.sort(key=lambda f: (f.line or 0, f.code))
    return files


def _placed(parsed: Parsed, metric: Metric, builtin: dict[str, Metric]) -> Metric:
    """Return a metric as tables have it: one that replaces a built-in one stays in its group."""
    if metric.id not in builtin or hasattr(parsed.entries[metric.id], "extend"):
        return metric
    label = builtin[metric.id].label
    parsed.fault("R018", (metric.id,), f"takes the place of the built-in {metric.id} ({label})")
    return replace(metric, group=builtin[metric.id].group)


def _check_names(parsed: Parsed, known: dict[str, Metric]) -> None:
    """Note names of metrics that do not exist, and labels that two metrics have."""
    from ..errors import near

    for name in parsed.vocabulary.keys() & shared_words().keys():
        parsed.fault(
            "R018", ("vocabulary", name), f"@{name} takes the place of the built-in list in this file"
        )
    for metric_id, entry in parsed.entries.items():
        for at, rule in enumerate(entry.rules):
            for one in rule.follows:
                if one not in known:
                    key = (metric_id, "rules", at, "follows")
                    parsed.fault("R016", key, f"there is no metric {one}{near(one, known)}")
        label = getattr(entry, "label", None)
        others = [m.id for m in known.values() if m.label == label and m.id != metric_id]
        if others:
            way = f"{others[0]} is called {label} too: tables would have two such columns"
            parsed.fault("R017", (metric_id, "label"), way)


def _version(sources: Sources) -> str:
    digest = sha256(rules_version().encode())
    for name, text in sources:
        # the stem names the group; where the file lies does not matter
        digest.update(f"\0{PurePath(name).stem}\0{text}".encode())
    return digest.hexdigest()[:12]
