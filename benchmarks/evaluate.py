"""Score the program on the evaluation set: ``python -m benchmarks.evaluate [--errors PART]``.

Figures are scored by the package itself (fazhi_extract/evaluation), as ``fazhi-extract eval``
does; here are the set's own formats, its headings, metadata and single sentences.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from fazhi_extract import extract
from fazhi_extract.evaluation import Counts, Error, Evaluation, Share, without_numeral
from fazhi_extract.gold import GoldFigure
from fazhi_extract.models import Qualifier, Relation, Status

ROOT = Path(__file__).parent.parent / "tests" / "evaluation"
_MARK = re.compile(r"⟦([^⟧]*)⟧")


@dataclass
class Document:
    """A text with its gold; ``aside`` is True for what no rule was written on."""

    name: str
    text: str
    gold: list[GoldFigure]
    aside: bool
    headings: list[tuple[int, str, str, str]] = field(default_factory=list)
    metadata: dict[str, object] = field(default_factory=dict)


@dataclass
class Score:
    """What one part of the set gives."""

    figures: Evaluation = field(default_factory=Evaluation)
    headings: tuple[int, int, int] = (0, 0, 0)
    metadata: tuple[int, int] = (0, 0)
    errors: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        """Return the measures of the set, each between 0 and 1."""
        total = self.figures.total
        shares = {
            "detection": total.detection.f1,
            "metric_precision": total.metric.precision,
            "metric_recall": total.metric.recall,
            "full_match": total.full.f1,
        }
        if any(self.headings):
            shares["headings"] = Counts(*self.headings).f1
            shares["metadata"] = Share(*self.metadata).share
        return shares


def unmark(marked: str) -> tuple[str, list[GoldFigure]]:
    """Return the text without its marks, and the gold that they said."""
    text, gold, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        fields = mark[1].split("|")
        fields += ["exact", "plain", "actual"][len(fields) - 3 :]
        low, _, high = fields[2].partition("..")
        start, text = len(text), text + fields[0]
        for metric in fields[1].split("+"):
            gold.append(
                GoldFigure(
                    start=start,
                    end=len(text),
                    metric=None if metric == "other" else metric,
                    value=float(low),
                    value_max=float(high) if high else None,
                    qualifier=cast("Qualifier", fields[3]),
                    relation=cast("Relation", fields[4]),
                    status=cast("Status", fields[5]),
                    text=fields[0],
                )
            )
    return text + marked[at:], gold


def _blocks(file: Path) -> Iterator[tuple[str, str, list[GoldFigure]]]:
    for block in re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, marked = block.partition("\n")
        yield name.strip(), *unmark(marked.strip("\n") + "\n")


def passages() -> Iterator[Document]:
    """Yield the passages of every group."""
    for file in sorted((ROOT / "passages").glob("*.txt")):
        for number, (name, text, gold) in enumerate(_blocks(file)):
            yield Document(name, text, gold, number % 3 == 2)


def mixed() -> Iterator[Document]:
    """Yield passages and reports of many hands; all of them are for development."""
    for file in sorted((ROOT / "mixed").glob("*.txt")):
        for name, text, gold in _blocks(file):
            yield Document(f"{file.stem}:{name}", text, gold, aside=False)


def reports() -> Iterator[Document]:
    """Yield the whole reports."""
    for file in sorted((ROOT / "reports").glob("*.txt")):
        text, gold = unmark(file.read_text("utf-8"))
        rows = [
            [*line.split("\t"), "", "", ""][:4]
            for line in file.with_suffix(".sections.tsv").read_text("utf-8").splitlines()
            if line[:1].isdecimal()
        ]
        yield Document(
            file.stem,
            text,
            gold,
            int(file.stem) % 3 == 0,
            [(int(level), number, title, role) for level, number, title, role in rows],
            json.loads(file.with_suffix(".meta.json").read_text("utf-8")),
        )


@dataclass
class Sentence:
    """One sentence: whether its marked figure is of ``metric`` (or, if not, of ``actual``)."""

    metric: str
    actual: str | None
    text: str
    start: int
    end: int
    aside: bool


def sentences() -> Iterator[Sentence]:
    """Yield the single sentences."""
    for file in sorted((ROOT / "sentences").glob("*.tsv")):
        for number, line in enumerate(file.read_text("utf-8").splitlines()):
            fields = line.split("\t")
            actual = fields[1] if fields[0] == "+" else fields[2]
            start, end = fields[-1].index("⟦"), fields[-1].index("⟧") - 1
            text = fields[-1].replace("⟦", "").replace("⟧", "")
            yield Sentence(
                fields[1], None if actual == "other" else actual, text, start, end, number % 4 == 3
            )


def score_documents(documents: Iterable[Document]) -> Score:
    """Score the figures, and for whole reports the headings and metadata too."""
    score = Score()
    for document in documents:
        report = extract(document.text)
        for error in score.figures.add(document.name, document.gold, report.observations, without_numeral):
            if error.costs_a_match:
                score.errors.append(_said(error, document.text))
        if document.headings:
            got = [
                (s.level, _bare(s.number), _bare(s.title), s.role or "")
                for s in report.sections
                if s.kind == "heading" and s.number
            ]
            _score_headings(document, got, score)
            for name, value in document.metadata.items():
                found = getattr(report.metadata, name)
                right = _bare(str(found or "")) == _bare(str(value or ""))
                score.metadata = (score.metadata[0] + right, score.metadata[1] + 1)
                if not right:
                    score.errors.append(f"{document.name} {name}: {value!r} ← {found!r}")
    return score


def _bare(text: str | None) -> str:
    return "".join(c for c in text or "" if c.isalnum())


def _score_headings(document: Document, got: list[tuple[int, str, str, str]], score: Score) -> None:
    right, extra, missed = score.headings
    left = [h[:3] for h in got]
    for level, number, title, _ in document.headings:
        key = (level, _bare(number), _bare(title))
        if key in left:
            left.remove(key)
            right += 1
        else:
            missed += 1
            score.errors.append(f"{document.name} heading {key}")
    score.headings = (right, extra + len(left), missed)


def _said(error: Error, text: str) -> str:
    start, end = error.span
    context = text[max(0, start - 30) : end + 12].replace("\n", " ")
    if error.expected is None or error.got is None:
        return f"{error.path} {error.wrong[0]} {error.got.metric if error.got else ''}: {context}"
    names = ("metric", "value", "qualifier", "relation", "status")
    wanted = tuple(getattr(error.expected, name) for name in names)
    return f"{error.path} {wanted} ← {error.got.rule, *(getattr(error.got, n) for n in names[1:])}: {context}"


def score_sentences(found: Iterable[Sentence]) -> tuple[int, int]:
    """Return how many sentences are right, of how many."""
    right = total = 0
    for sentence in found:
        total += 1
        metrics = [
            o.metric
            for o in extract(sentence.text).observations
            if o.start < sentence.end and sentence.start < o.end
        ]
        right += sentence.actual in metrics if metrics else False
    return right, total


def measure() -> dict[str, dict[str, float]]:
    """Return the shares of every part of the set."""
    found: dict[str, dict[str, float]] = {}
    for part, aside in (("development", False), ("aside", True)):
        found[f"passages {part}"] = score_documents(d for d in passages() if d.aside is aside).shares()
        found[f"reports {part}"] = score_documents(d for d in reports() if d.aside is aside).shares()
        right, total = score_sentences(s for s in sentences() if s.aside is aside)
        found[f"sentences {part}"] = {"right": right / total}
    found["mixed development"] = score_documents(mixed()).shares()
    return found


def main() -> None:
    """Print the scores, or with --errors the errors of the development part of passages, reports or mixed."""
    if "--errors" in sys.argv:
        source = {"reports": reports, "mixed": mixed}.get(sys.argv[-1], passages)
        for error in score_documents(d for d in source() if not d.aside).errors:
            print(error)
        return
    for name, shares in measure().items():
        print(f"{name:24}" + "  ".join(f"{k} {v:.3f}" for k, v in shares.items()))


if __name__ == "__main__":
    main()
