"""An explanation for people to read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..writers.marked import Signs, mark, safe
from .models import Explanation, FigureExplanation, NumeralExplanation, RuleOutcome

Row = tuple[str, Text]
_STYLES = {"won": "bold green", "lost": "yellow", "failed": "red"}
_USES = {"noun": "bold underline", "with": "underline", "topic": "underline"}


def show(answer: Explanation, console: Console, signs: Signs, *, whole: bool) -> None:
    """Print an explanation; ``whole`` says everything, else a figure has the rule that won and the next."""
    for figure in answer.figures:
        console.print(_head(figure, signs), soft_wrap=True)
        _print(console, list(_whole(figure, signs) if whole else _brief(figure, signs)))
        console.print()
    for numeral in answer.numerals:
        _print(console, list(_numeral(numeral, signs)))
        console.print()
    if answer.message:
        console.print(answer.message, soft_wrap=True)


def _print(console: Console, rows: list[Row]) -> None:
    """Print rows of a name and what there is to say; folded beside the name on a terminal only."""
    if not console.is_terminal:
        for name, said in rows:
            console.print(Text(f"  {name:<9}").append_text(said), soft_wrap=True)
        return
    table = Table.grid(padding=(0, 1, 0, 2))
    table.add_column(width=8, style="dim")
    table.add_column(overflow="fold")
    for name, said in rows:
        table.add_row(name, said)
    console.print(table)


def _head(figure: FigureExplanation, signs: Signs) -> Text:
    observation = figure.observation
    shown = Text.assemble((f"{observation.id} ", "bold"))
    shown.append_text(mark(observation.text, [observation], signs))
    shown.append(f"  {observation.metric or 'no metric'}", "bold")
    return shown.append(f"  {observation.start}–{observation.end}", "dim")


def _brief(figure: FigureExplanation, signs: Signs) -> Iterator[Row]:
    yield "says", _sentence(figure, signs)
    yield from _rules(figure, 1)


def _whole(figure: FigureExplanation, signs: Signs) -> Iterator[Row]:
    yield "says", _sentence(figure, signs)
    yield "read as", _read(figure)
    for cause in figure.causes:
        value = "" if cause.of == "part_of" else f"{cause.value}: "
        yield cause.of.replace("_", " "), Text(f"{value}{safe(cause.message)}")
    if figure.observation.review:
        yield "review", Text(", ".join(figure.observation.review), "yellow")
    words = figure.words
    yield "words", Text(safe(words.own.text.strip()))
    for heading in words.headings:
        title = " ".join([heading.number or "", safe(heading.title) or "—"]).strip()
        yield "heading", Text(title).append(f"  {heading.section}", "dim")
    yield "terms", _terms(figure)
    yield "way", Text(figure.way.replace("_", " ") + (f" ({figure.giver})" if figure.giver else ""))
    yield from _rules(figure, len(figure.others))
    yield "", Text(f"rules that held: {figure.held}; that failed with a noun near by: {figure.failed}", "dim")


def _read(figure: FigureExplanation) -> Text:
    observation, written = figure.observation, figure.written
    if written is None:
        return Text("a statement that something did not occur")
    pieces = [piece for piece in (written.before, written.number, written.after) if piece.strip()]
    top = "" if observation.value_max is None else f"–{observation.value_max}"
    unit = observation.unit or "(no unit)"
    return Text(f"{' + '.join(map(safe, pieces))} = {observation.value}{top} {unit}, {observation.qualifier}")


def _rules(figure: FigureExplanation, others: int) -> Iterator[Row]:
    if figure.winner is None:
        yield "won", Text("no rule held", "bold")
    else:
        yield "won", _rule(figure.winner)
    for other in figure.others[:others]:
        yield other.outcome, _rule(other)
        for more in other.unmet[1:]:
            yield "", Text(f"and {safe(more.message)}", "dim")


def _rule(rule: RuleOutcome) -> Text:
    return Text.assemble((rule.rule, _STYLES[rule.outcome]), f" {rule.label}: {safe(rule.message)}")


def _terms(figure: FigureExplanation) -> Text:
    near = [t for t in figure.terms if t.use or t.place == "own_words"]
    shown = Text()
    for term in sorted(near, key=lambda t: (t.use is None, t.start)):
        shown.append(safe(term.text), _USES.get(term.use or "", ""))
        shown.append(f" {term.start}" + (f" {term.use}" if term.use else "") + "   ", "dim")
    return shown.append(f"and {len(figure.terms) - len(near)} farther off", "dim")


def _sentence(figure: FigureExplanation, signs: Signs) -> Text:
    """Return the proof with the figure and the words that decided marked: ‹纠纷›⟦208件⟧."""
    observation = figure.observation
    evidence = observation.evidence
    marks = {(t.start, t.end): _USES[t.use] for t in figure.terms if t.use and t.end <= evidence.end}
    shown, at = Text(), evidence.start
    figures = {(observation.start, observation.end): ""}
    for (start, end), style in sorted({**marks, **figures}.items()):
        if start < at:
            continue  # outside the proof, or inside the word before
        shown.append(safe(evidence.text[at - evidence.start : start - evidence.start]))
        word = safe(evidence.text[start - evidence.start : end - evidence.start])
        if style:
            shown.append(f"‹{word}›", style)
        else:
            shown.append(f"{signs.opens}{word}{signs.closes}", f"bold reverse {signs.group(observation)[1]}")
        at = end
    return shown.append(safe(evidence.text[at - evidence.start :]))


def _numeral(numeral: NumeralExplanation, signs: Signs) -> Iterator[Row]:
    around, at = numeral.context, numeral.start - numeral.context.start
    end = numeral.end - numeral.context.start
    written = safe(around.text[at:end])
    shown = Text.assemble(safe(around.text[:at]), (f"{signs.opens}{written}{signs.closes}", "bold reverse"))
    yield "says", shown.append(safe(around.text[end:]))
    yield "class", Text(numeral.numeral_class.replace("_", " "), "bold")
    yield "why", Text(safe(numeral.message))
