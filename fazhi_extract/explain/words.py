"""What happened, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..candidates import Candidate, Compiled, Failed, Place, Score
from ..matcher import ANYWHERE, HEADING, span_between
from ..models import Observation
from ..standing import Cue, Standing
from .models import Cause, RuleOutcome, Span, Unmet, Way

Held = Literal["won", "lost"]
_MOST_WORDS = 6
_MOST_OF_A_CUE = 40
"""A part of the text that speaks of what is to come is shown by so many of its first characters."""

_PLAIN_PARTS = {
    "own": "has its noun in the figure's own words, not in the clause before",
    "follows": "follows the nearer figure",
    "order": "stands earlier in the rule files",
}

NUMERALS = {
    "date": "a year, a month, a day, or a decimal date such as 4.15",
    "time": "a time of the day",
    "duration": "a length of time that counts nothing done and is no quota",
    "document_number": "the number of a document",
    "heading_number": "the number of a heading, of a point or of a table's row",
    "article": "an article, paragraph or chapter of a law",
    "ordinal": "an ordinal: the first, the second, a session",
    "name": "part of a name: in quotation marks or brackets, of a place, or of a policy",
    "code": "a code: a hotline, a counter, an identifier",
    "page_number": "a page number",
    "fraction": "a fraction",
    "placeholder": "a placeholder that nobody filled in",
    "idiom": "a turn of phrase that counts nothing",
}
"""What each class of numeral is, beside figures."""

_CUES = {
    "change": "says that it is a rise or a fall",
    "previous": "speaks of an earlier period",
    "from_opens": "opens from … to …: the first is the earlier figure",
    "other_year": "is a year before the report's own",
    "listed_year": "is its year in the list before 分别, not the report's own",
    "per_unit": "makes it so many for each",
    "part_opens": "opens the parts of a whole",
    "breakdown": "opens the items of a whole",
    "of_these": "stands between a whole and its part",
    "plan_section": "is the part of the text that speaks of what is to come",
    "planned_year": "is a year after the report's own, and what follows speaks of what is to come",
    "zero_aims": "makes it an aim",
    "zero_asked": "makes it what was asked for",
    "zero_aimed": "makes it an aim, and nothing says that it was reached",
    "planned_on": "speaks of what is to come, for the rest of its sentence",
    "planned": "speaks of what is to come",
    "required": "makes it a quota",
    "required_with": "makes an “at least” a quota",
    "must_with": "makes an “at least” a quota",
    "quota_quoted": "says that a quota was quoted",
    "must": "makes it something that must be reached",
    "demanded": "demands it",
    "aimed": "makes it an aim",
    "demanded_on": "demands all that the rest of its sentence says",
    "not_done": "says that it was not done: it was meant to be, and is no achievement",
    "pending": "says that it is still to be done",
    "called_off": "says that it was called off: it was meant to be, and is no achievement",
    "called_off_after": "says that it came to nothing: it was meant to be, and is no achievement",
    "period": "says of what time the passage speaks",
    "wider": "is a wider area than the report's own",
    "own_area": "speaks of the report's own place: what is a part for the wider area is the whole for it",
}


def shortened(words: list[str], most: int = _MOST_WORDS) -> str:
    """Return the first of some words, and how many more there are."""
    more = len(words) - most
    return "|".join(words[:most]) + (f" … ({more} more)" if more > 0 else "")


# --- rules that failed ---


def unmet(failed: Failed, compiled: Compiled, place: Place, seen: Span | None) -> Unmet:
    """Say what a rule failed by; ``seen`` is the word in the way, or the noun that stands elsewhere."""
    condition, what = failed
    rule = compiled.rule
    words = next((g for g in (rule.noun, *rule.with_, *rule.topic) if frozenset(g) == what), [])
    result = Unmet(condition=condition, words=words, seen=seen, message="")
    listed, there = shortened(words), f"{seen.text} at {seen.start}" if seen else ""
    match condition:
        case "noun":
            where = f"; {there} is outside them" if seen else ""
            result.message = f"none of its nouns stands in the figure's words ({listed}){where}"
        case "unit":
            result.words = sorted(compiled.units)
            result.message = _of_unit(compiled, place)
        case "follows":
            result.words = rule.follows
            result.message = f"no figure of {shortened(rule.follows)} stands before it in its sentence"
        case "with":
            result.message = f"none of the words that it needs beside its noun (with) stands there: {listed}"
        case "within" if isinstance(what, tuple):
            away = span_between(what, place.window, None)
            result.distance, result.reach = away, min(compiled.reach, ANYWHERE)
            wrong_side = rule.side is not None and span_between(what, place.window, rule.side) > ANYWHERE
            result.message = (
                f"its noun {there} stands on the wrong side of the figure: it must be {rule.side}"
                if wrong_side
                else f"its noun {there} stands {_characters(away, 'off')}, and may at most {compiled.reach}"
            )
        case "counted":
            result.message = (
                f"{there} stands right before the figure and is what it counts; its noun names another"
            )
        case "not":
            result.message = f"{there} stands beside the figure, and must not"
        case "topic":
            places = "sentence" if rule.reach == "sentence" else "sentence, the one before or the headings"
            result.message = f"none of its topics stands in the {places}: {listed}"
        case "not_topic":
            result.message = f"{there} stands in the sentence, and must not"
    return result


def _of_unit(compiled: Compiled, place: Place) -> str:
    unit = place.quantity.unit
    if place.any_unit:
        return "a rise or fall in percent takes no rule of last resort, and none that demands a side"
    accepted = shortened(sorted(compiled.units), 8)
    return f"the unit {unit} is none of its own ({accepted})" if unit else "the figure has no unit"


# --- rules that held ---


def held(score: Score, noun: Span) -> str:
    """Say what speaks for a rule that held."""
    said = [f"noun {noun.text} at {noun.start}"]
    said.append(_off(score))
    if score.own < 0:
        said.append("in the clause before")
    if score.follows < 0:
        said.append(f"follows the figure {-score.follows + 1} back")
    if score.topic < 0:
        said.append(_topic(-score.topic))
    if score.weight:
        said.append(f"weight {score.weight:+}")
    return ", ".join([*said, _characters(score.specificity, "matched")])


def _off(score: Score) -> str:
    return "beside the figure" if score.distance == 0 else _characters(-score.distance, "off")


def _characters(count: int, what: str) -> str:
    return f"{count} character{'' if count == 1 else 's'} {what}"


def _topic(distance: int) -> str:
    if distance >= HEADING:
        return "topic in a heading"
    if distance == 10:
        return "topic in the sentence before"
    return "topic elsewhere in the sentence" if distance else "topic beside the figure, or none needed"


def way(way: Way, giver: Observation | None) -> str:
    """Say, before what speaks for the rule that won, how the figure came by it; empty if by its words."""
    if giver is not None:
        whole = "the whole that it is a part of" if way == "total" else "the figure that it hangs on"
        return f"as {giver.text} ({giver.id}), {whole}: "
    return {"list": "by its place in the list: ", "shared_number": "one number for several things: "}.get(
        way, ""
    )


def lost(candidate: Candidate, winner: Candidate | None, taken: bool) -> tuple[str, str]:
    """Return the part of the score that decided against a rule that held, and the sentence that says so.

    ``taken``: the winner came from another figure, whatever held for this one.
    """
    if taken:
        return "giver", "held, but the figure takes the metric of another"
    if winner is None or candidate.score > winner.score:
        return "shared_number", "held, but its noun names another of the things that share the number"
    theirs, best = candidate.score, winner.score
    part = next(p for p in Score._fields if getattr(theirs, p) != getattr(best, p))
    return part, f"held, but the winner {_better(part, best, theirs)}"


def _better(part: str, best: Score, theirs: Score) -> str:
    """Say in which way the one score is better than the other."""
    if part in ("nearness", "distance"):
        return f"has its noun nearer: {_off(best)}, against {_off(theirs)}"
    if part == "topic":
        return f"has its topic nearer: {_topic(-best.topic)}, against {_topic(-theirs.topic)}"
    if part == "specificity":
        return f"matched more characters: {best.specificity}, against {theirs.specificity}"
    if part == "weight":
        return f"has the higher weight: {best.weight:+}, against {theirs.weight:+}"
    return _PLAIN_PARTS[part]


def summary(observation: Observation, won: RuleOutcome | None, others: Sequence[RuleOutcome]) -> str:
    """Say in a sentence what became of a figure."""
    if won is not None:
        return f"{observation.text} is {won.metric} ({won.label}) by the rule {won.rule}: {won.message}"
    nearest = next(iter(others), None)
    tail = f"; the nearest was {nearest.rule}: {nearest.message}" if nearest else ""
    return f"no rule held for {observation.text}{tail}"


# --- relation, status, period ---


def causes(standing: Standing, total: Observation | None, text: str) -> list[Cause]:
    """Say why a figure stands as it does; ``total`` is the observation that it is a part of."""
    found = [_relation(standing, text)]
    if total is not None:
        found.append(Cause(of="part_of", value=total.id, message=f"its whole is {total.text} ({total.id})"))
    found.append(
        Cause(of="status", value="actual", message="nothing makes it a plan or a quota")
        if standing.status_cue is None
        else _cause("status", standing.status, standing.status_cue, text)
    )
    if standing.period is not None and standing.period_cue is not None:
        found.append(_cause("period", standing.period, standing.period_cue, text))
    if standing.area_cue is not None:
        area = text[standing.area_cue.start : standing.area_cue.end]
        found.append(_cause("area", area, standing.area_cue, text))
    return found


def _relation(standing: Standing, text: str) -> Cause:
    relation = standing.relation
    if relation == "zero":
        return Cause(of="relation", value="zero", message="its value is 0")
    if relation == "plain" and standing.relation_cue is not None:
        return _cause("relation", relation, standing.relation_cue, text)
    if relation == "plain":
        return Cause(
            of="relation", value="plain", message="nothing makes it a part, a change or a comparison"
        )
    if standing.summed:
        message = "it adds up with the figures beside it to the whole"
        return Cause(of="relation", value=relation, cue="sum", message=message)
    if standing.relation_cue is None:
        message = "it is one of a list of changes, as the figures before the list are of figures"
        return Cause(of="relation", value=relation, message=message)
    return _cause("relation", relation, standing.relation_cue, text)


def _cause(of: Literal["relation", "status", "period", "area"], value: str, cue: Cue, text: str) -> Cause:
    end = min(cue.end, cue.start + _MOST_OF_A_CUE)
    seen = Span(start=cue.start, end=end, text=text[cue.start : end])
    message = f"{' '.join(seen.text.split()) or cue.name}{'…' * (end < cue.end)} {_CUES[cue.name]}"
    return Cause(of=of, value=value, cue=cue.name, seen=seen, message=message)
