"""A report's text on the terminal with its figures marked, and its outline as a tree: ``show``."""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from ..models import Observation, Report, Section
from ..rules import RuleSet
from .workbook_words import WORDS

GROUPS = {
    "mediation": ("调解", "cyan"),
    "enforcement": ("执法", "blue"),
    "publicity": ("普法", "green"),
    "study": ("学法", "magenta"),
    "decision": ("决策", "yellow"),
    "service": ("服务", "bright_cyan"),
    "governance": ("治理", "bright_green"),
    "safety": ("安全", "red"),
    "discipline": ("监督", "bright_magenta"),
}
"""The built-in groups of metrics in a reader's words, each with its colour."""
_OWN_COLOURS = ("bright_yellow", "bright_blue", "bright_red")
"""For the groups of rules of one's own, in turn."""
_UNBOUNDED = 1_000_000
"""The width of what is no terminal: a line stays a line."""
_OTHER = ("未归类", "white")
_CONTROLS = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), 127, *range(128, 160)) if code not in (9, 10)
}
"""What could give a terminal orders is shown as a sign for something unknown."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands around a figure, so that colour is not the only sign; in what the console can write."""

    opens: str = "⟦"
    closes: str = "⟧"
    between: str = "｜"
    look: str = "？"
    """For a person to look at."""
    groups: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By metric: the name and the colour of its group."""

    def group(self, observation: Observation) -> tuple[str, str]:
        """Return the name and the colour of a figure's group."""
        return self.groups.get(observation.metric or "", _OTHER)


def signs_for(stream: TextIO, rules: RuleSet) -> Signs:
    """Return the signs that a stream can write (a GBK console has no ⟦), with the groups of the rules in force."""
    groups = _groups(rules)
    try:
        "⟦⟧".encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return Signs("【", "】", groups=groups)
    return Signs(groups=groups)


def _groups(rules: RuleSet) -> dict[str, tuple[str, str]]:
    named = dict.fromkeys(metric.group for metric in rules.metrics.values())
    own = [group for group in named if group not in GROUPS]
    known = GROUPS | {group: (group, _OWN_COLOURS[n % len(_OWN_COLOURS)]) for n, group in enumerate(own)}
    return {metric.id: known[metric.group] for metric in rules.metrics.values()}


def console(colour: bool | None) -> Console:
    """Return a console on standard output; ``colour`` None leaves it to the terminal and to NO_COLOR."""
    plain = colour is False or (colour is None and bool(os.environ.get("NO_COLOR")))
    return Console(
        file=sys.stdout,
        width=None if sys.stdout.isatty() or colour else _UNBOUNDED,
        force_terminal=True if colour else None,
        color_system=None if plain else "auto",
        no_color=False if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def safe(text: str) -> str:
    """Return a text of the same length without control characters."""
    return text.translate(_CONTROLS)


def label(observations: Sequence[Observation], signs: Signs) -> str:
    """Return what a figure's mark says: 调解案件数, 持证人数·其中, 未归类？"""
    first = observations[0]
    said = ["、".join(o.label or _OTHER[0] for o in observations)]
    if first.relation not in ("plain", "zero"):
        said.append(WORDS["relation"][first.relation])
    if first.status != "actual":
        said.append(WORDS["status"][first.status])
    return "·".join(said) + (signs.look if any(o.review for o in observations) else "")


def mark(text: str, observations: Sequence[Observation], signs: Signs) -> Text:
    """Return a figure with its mark: ⟦208件｜调解案件数⟧."""
    _, colour = signs.group(observations[0])
    return Text.assemble(
        (signs.opens, colour),
        (safe(text), f"bold reverse {colour}"),
        (f"{signs.between}{label(observations, signs)}", colour),
        (signs.closes, colour),
    )


def marked_text(
    text: str, observations: Sequence[Observation], signs: Signs, *, whole: bool
) -> Iterator[Text]:
    """Yield the lines of a text with the given figures marked; with ``whole`` False only lines that hold one."""
    places = [list(group) for _, group in groupby(observations, key=lambda o: (o.start, o.end))]
    at = end = number = 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        here = number
        shown = Text()
        while number < len(places) and places[number][0].start < end:
            first = places[number][0]
            shown.append(safe(text[at : first.start]))
            shown.append_text(mark(text[first.start : first.end], places[number], signs))
            at, number = first.end, number + 1
        if whole or number > here:
            shown.append(safe(text[at:end].rstrip("\r\n")))
            yield shown
        at = max(at, end)  # a figure may go on into the next line


def legend(observations: Sequence[Observation], signs: Signs) -> Text:
    """Return a line that says what the colours and signs of these figures mean."""
    there = {signs.group(o) for o in observations}
    names = [group for group in dict.fromkeys(signs.groups.values()) if group in there]
    shown = Text(f"{signs.opens}数字{signs.between}指标{signs.closes} ")
    for name, colour in [*names, _OTHER]:
        shown.append_text(Text.assemble(("■ ", colour), f"{name}  "))
    return shown.append(f"{signs.look} 待核")


def outline_tree(report: Report, observations: Sequence[Observation]) -> Tree:
    """Return the sections of a report as a tree: number, title, role, extent, how many of the figures."""
    tree = Tree(Text(report.metadata.title or report.source.path or "", style="bold"), guide_style="dim")
    nodes: dict[str | None, Tree] = {None: tree}
    starts = [o.start for o in observations]
    for section in report.sections:
        inside = bisect_left(starts, section.end) - bisect_left(starts, section.start)
        nodes[section.id] = nodes.get(section.parent, tree).add(_node(section, inside))
    return tree


def _node(section: Section, figures: int) -> Text:
    number = f"{section.number} " if section.number else ""
    title = safe(" ".join(section.title.split())) or ("" if number else f"（{WORDS['kind'][section.kind]}）")
    roles = [WORDS["role"].get(role, role) for role in (section.role or "").split("+") if role]
    shown = Text.assemble((section.id, "dim"), "  ", (number, "bold"), title.strip())
    if roles:
        shown.append(
            f"{'  ' if title else ' '}[{'+'.join(roles)}]",
            "green" if section.kind == "heading" else "dim green",
        )
    shown.append(f"  {section.start}–{section.end}", "dim")
    return shown.append(f"  {figures} 个数字", "bold cyan") if figures else shown
