"""``rules``: the metrics, the built-in ones and those of one's own."""

from __future__ import annotations

import json as json_
import os
import re
from pathlib import Path
from textwrap import indent
from typing import Annotated

import typer

from ..errors import FazhiError
from . import completion, examples
from .apart import keep_apart
from .common import Output, Rules, Stop, chosen_rules, stopping

_LIST = (
    "fazhi-extract rules list",
    "fazhi-extract rules list --group mediation",
    "fazhi-extract rules list --find 复议",
    "fazhi-extract rules list --rules mine.toml --json",
    "fazhi-extract rules list --words",
)
_SHOW = (
    "fazhi-extract rules show fines",
    "fazhi-extract rules show fines --toml -o mine.toml",
)
_CHECK = ("fazhi-extract rules check mine.toml", "fazhi-extract rules check --builtin")
_TEST = ("fazhi-extract rules test mine.toml", "fazhi-extract rules test mine.toml --all")
_NEW = ("fazhi-extract rules new enterprise_checkups -o mine.toml",)

group = typer.Typer(
    no_args_is_help=True,
    help="Show the metrics, and make, check and test metrics of your own (docs/rules.md).",
)

File = Annotated[
    list[str], typer.Argument(help="Rule files (TOML).", show_default=False, autocompletion=completion.paths)
]
Files = Annotated[
    list[str] | None, typer.Argument(help="Rule files (TOML).", autocompletion=completion.paths)
]
Id = Annotated[
    str, typer.Argument(help="The id of a metric.", show_default=False, autocompletion=completion.metric_ids)
]


@group.command("list", epilog=examples(_LIST))
def list_(
    group: Annotated[str | None, typer.Option("--group", help="Only the metrics of this group.")] = None,
    find: Annotated[
        str | None,
        typer.Option("--find", help="Only those with this word in their name, definition or nouns."),
    ] = None,
    rules: Rules = None,
    words: Annotated[
        bool, typer.Option("--words", help="List the shared word lists that rules name with @ instead.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON, with the definitions.")] = False,
) -> None:
    """List the metrics in the order of tables: id, group, unit kind, how values combine, label."""
    from ..errors import near
    from ..rules.loader import shared_words
    from ..rules.shown import rows

    if words:
        lists = {name: "|".join(terms) for name, terms in shared_words().items()}
        typer.echo(_json(lists) if json else "\n".join(f"@{name}  {terms}" for name, terms in lists.items()))
        return
    metrics = chosen_rules(rules).metrics
    found = rows(metrics, group, find)
    if not found and find:
        raise Stop(f"no metric has the word {find}", 1)
    if not found:
        groups = dict.fromkeys(m.group for m in metrics.values())
        hint = near(group or "", groups) or f"; there are {', '.join(groups)}"
        raise Stop(f"there is no group {group}{hint}", 2)
    if json:
        typer.echo(_json(found))
        return
    widths = {key: max(len(row[key]) for row in found) for key in ("id", "group", "kind", "combine")}
    for row in found:
        typer.echo("  ".join([*(f"{row[key]:<{width}}" for key, width in widths.items()), row["label"]]))


@group.command("show", epilog=examples(_SHOW))
def show(
    metric: Id,
    rules: Rules = None,
    toml: Annotated[
        bool, typer.Option("--toml", help="As a rule file of your own, to change and use with --rules.")
    ] = False,
    output: Output = None,
) -> None:
    """Show one metric: its meaning, the words of its rules, its examples."""
    from ..errors import near
    from ..rules.shown import as_toml, described, entries

    found = entries(chosen_rules(rules))
    if metric not in found:
        raise Stop(
            f"there is no metric {metric}{near(metric, found) or '; fazhi-extract rules list shows them'}", 2
        )
    text = as_toml(found[metric]) if toml else described(found[metric])
    if output is None or output == "-":
        typer.echo(text, nl=False)
    else:
        _write_new(output, text)


@group.command("check", epilog=examples(_CHECK))
def check(
    files: Files = None,
    builtin: Annotated[
        bool, typer.Option("--builtin", help="Check the built-in rule files, for words that can never match.")
    ] = False,
) -> None:
    """Check rule files: what is wrong, on which line, and how to mend it."""
    from ..rules.faults import errors
    from ..rules.own import assemble, check_builtin

    if bool(files) == builtin:
        raise Stop("name rule files, or give --builtin", 2)
    if files:
        assembly = assemble([(file, _source(file)) for file in files])
        checked, faults = assembly.files, assembly.faults
    else:
        checked = check_builtin()
        faults = [fault for parsed in checked for fault in parsed.faults]
    for fault in faults:
        typer.echo(fault)
    wrong = len(errors(faults))
    for parsed in checked:
        if not errors(parsed.faults):
            rules = sum(len(entry.rules) for entry in parsed.entries.values())
            typer.echo(
                f"{parsed.name}: good, {_count(len(parsed.entries), 'metric')}, {_count(rules, 'rule')}",
                err=True,
            )
    if wrong:
        typer.echo(f"{_count(wrong, 'error')}; docs/rules.md lists the codes", err=True)
        raise typer.Exit(1)


@group.command("test", epilog=examples(_TEST))
def try_(
    files: File,
    all_: Annotated[
        bool,
        typer.Option(
            "--all", help="Try the built-in metrics' examples too: what would these rules take from them?"
        ),
    ] = False,
) -> None:
    """Try the examples of rule files with the real engine: what is wrong with those that fail?"""
    from ..rules.examples import cases, verdicts
    from ..rules.loader import source_metrics
    from ..rules.own import rules_of

    try:
        rules = rules_of(tuple((file, _source(file)) for file in files))
    except FazhiError as error:
        raise Stop(error, 1) from None
    tried = list(cases(rules.metrics[metric] for metric in rules.own))
    builtin = list(cases(rules.kept(source_metrics().values()))) if all_ else []
    tried += builtin
    failed = [verdict for verdict in verdicts(tried, rules) if verdict.reason]
    for verdict in failed:
        kind = "example" if verdict.case.holds else "counter-example"
        typer.echo(f"FAILED {verdict.case.metric}, {kind}: {verdict.case.marked}")
        typer.echo(indent(verdict.reason, " " * 7))
    for metric in dict.fromkeys([*rules.own, *(verdict.case.metric for verdict in failed)]):
        mine = sum(case.metric == metric for case in tried)
        passed = mine - sum(verdict.case.metric == metric for verdict in failed)
        typer.echo(f"{metric}: {passed} of {_count(mine, 'example')} passed")
    if builtin and not {verdict.case for verdict in failed} & set(builtin):
        typer.echo("built-in metrics: all examples passed")
    if failed:
        raise typer.Exit(1)


@group.command("new", epilog=examples(_NEW))
def new(
    metric: Annotated[
        str, typer.Argument(help="The id of the new metric: small letters, digits and _.", show_default=False)
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", help="Write to this file; a rule file that is there gets the metric at its end."
        ),
    ] = None,
) -> None:
    """Print a metric to begin with, every place to fill in marked; it passes check and test as it stands."""
    from ..rules import metrics
    from ..rules.shown import begun

    if not re.fullmatch(r"[a-z][a-z0-9_]*", metric) or metric in ("rules", "vocabulary"):
        raise Stop(
            f"the id {metric} does not fit: small letters, digits and _ only, as in legal_aid_cases", 2
        )
    if metric in metrics():
        way = f"fazhi-extract rules show {metric} --toml prints it, to change"
        raise Stop(f"{metric} is a built-in metric ({metrics()[metric].label}): {way}", 2)
    if output is None or output == "-":
        typer.echo(begun(metric), nl=False)
    elif Path(output).exists():
        _add(output, metric)
    else:
        _write_new(output, begun(metric))


def _add(file: str, metric: str) -> None:
    """Put a new metric at the end of a rule file."""
    from ..rules.shown import begun
    from ..writers.base import replacing

    if metric in chosen_rules([file]).own:
        raise Stop(f"{metric} stands in {file} already", 2)
    with replacing(Path(file)) as temporary:
        source = _source(file).rstrip()
        temporary.write_text(f"{source}\n\n\n{begun(metric, after=source)}", "utf-8")
    typer.echo(f"{metric} stands at the end of {file}: change what is marked ←", err=True)


def _source(file: str) -> str:
    from ..rules.own import read_source

    try:
        return read_source(file)
    except FazhiError as error:
        raise Stop(error, 2) from None


def _write_new(file: str, text: str) -> None:
    from ..writers.base import replacing

    with stopping(file):
        if os.path.exists(file) and not os.path.isdir(file):
            raise FazhiError(f"{file} is there already: choose another name")
        keep_apart([file], {})
        with replacing(Path(file)) as temporary:
            temporary.write_text(text, "utf-8")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _json(value: object) -> str:
    return json_.dumps(value, ensure_ascii=False, indent=1)
