"""``show``: the report on the terminal with its figures marked, or its outline."""

from __future__ import annotations

from typing import Annotated

import typer

from . import completion
from .common import Colour, File, Rules, Stop, chosen_rules, read_report

EXAMPLES = (
    "fazhi-extract show report.txt",
    "fazhi-extract show report.docx --review",
    "fazhi-extract show report.txt --metric mediation_cases",
    "fazhi-extract show report.txt --sections",
    "fazhi-extract show report.txt --color | less -R",
)


def command(
    file: File,
    metric: Annotated[
        str | None,
        typer.Option(
            "--metric",
            help="Only the figures of these metrics, by id: a,b,c.",
            autocompletion=completion.metric_ids,
        ),
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Only the figures that a person should look at.")
    ] = False,
    unclassified: Annotated[
        bool, typer.Option("--unclassified", help="Only the figures that no rule names.")
    ] = False,
    sections: Annotated[
        bool, typer.Option("--sections", help="The outline as a tree, with the number of figures.")
    ] = False,
    rules: Rules = None,
    color: Colour = None,
) -> None:
    """Show a report with its figures marked: ⟦208件｜调解案件数⟧; or, of some figures, their lines alone."""
    from ..pipeline import extract_text
    from ..writers import marked

    wanted = set(metric.split(",")) if metric else set()
    own = chosen_rules(rules)
    if unknown := wanted - own.metrics.keys():
        raise Stop(f"there is no metric {', '.join(sorted(unknown))}; fazhi-extract rules list shows them", 2)
    read = read_report(file)
    report = extract_text(read, rules=own)
    every = not (wanted or review or unclassified)
    chosen = [
        o
        for o in report.observations
        if every or o.metric in wanted or (review and o.review) or (unclassified and o.metric is None)
    ]
    console, signs = marked.console(color), marked.signs_for(typer.get_text_stream("stdout"), own)
    if sections:
        console.print(marked.outline_tree(report, chosen))
    else:
        for line in marked.marked_text(read.text, chosen, signs, whole=every):
            console.print(line, soft_wrap=True)
        if console.is_terminal:
            console.print(marked.legend(chosen, signs))
    unnamed = sum(o.metric is None for o in chosen)
    doubtful = sum(bool(o.review) for o in chosen)
    figures = "1 figure" if len(chosen) == 1 else f"{len(chosen)} figures"
    typer.echo(f"{figures}: {unnamed} unclassified, {doubtful} to look at", err=True)
