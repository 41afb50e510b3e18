"""Score the program on the evaluation set: ``python -m benchmarks.evaluate [--errors PART]``.

Precision, recall and F1 are counted as in the field: a figure is detected if
spans overlap; its metric is right if the ids are equal (figures of no metric
count only as false positives); a full match has metric, value, qualifier,
relation and status right.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fazhi_extract import Observation, extract

ROOT = Path(__file__).parent.parent / "tests" / "evaluation"
_MARK = re.compile(r"⟦([^⟧]*)⟧")


@dataclass
class Gold:
    """One figure that a text states."""

    start: int
    end: int
    metric: str | None
    value: float
    value_max: float | None
    qualifier: str
    relation: str
    status: str


@dataclass
class Document:
    """A text with its gold; ``aside`` is True for what no rule was written on."""

    name: str
    text: str
    gold: list[Gold]
    aside: bool
    headings: list[tuple[int, str, str, str]] = field(default_factory=list)
    metadata: dict[str, object] = field(default_factory=dict)


@dataclass
class Score:
    """Counts of one part of the set, and the shares that follow."""

    detected: int = 0
    missed: int = 0
    extra: int = 0
    metric_right: int = 0
    metric_wrong: int = 0
    metric_missed: int = 0
    full: int = 0
    headings: tuple[int, int, int] = (0, 0, 0)
    metadata: tuple[int, int] = (0, 0)
    errors: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        """Return the measures of the set, each between 0 and 1."""
        total = self.detected + self.missed
        shares = {
            "detection": _f1(self.detected, self.extra, self.missed),
            "metric_precision": _part(self.metric_right, self.metric_right + self.metric_wrong),
            "metric_recall": _part(self.metric_right, self.metric_right + self.metric_missed),
            "full_match": _f1(self.full, self.detected + self.extra - self.full, total - self.full),
        }
        if self.headings[0]:
            shares["headings"] = _f1(*self.headings)
            shares["metadata"] = _part(*self.metadata)
        return shares


def _part(one: int, whole: int) -> float:
    return one / whole if whole else 1.0


def _f1(right: int, extra: int, missed: int) -> float:
    return 2 * right / (2 * right + extra + missed) if right else 0.0


def unmark(marked: str) -> tuple[str, list[Gold]]:
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
                Gold(
                    start,
                    len(text),
                    None if metric == "other" else metric,
                    float(low),
                    float(high) if high else None,
                    *fields[3:6],
                )
            )
    return text + marked[at:], gold


def _blocks(file: Path) -> Iterator[tuple[str, str, list[Gold]]]:
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
        _score_figures(document, report.observations, score)
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


def _score_figures(document: Document, observations: list[Observation], score: Score) -> None:
    used: set[str] = set()
    for gold in document.gold:
        if gold.relation == "zero" and gold.value == 0 and "0" not in document.text[gold.start : gold.end]:
            used.update(o.id for o in observations if o.start < gold.end and gold.start < o.end)
            continue  # statements without a numeral are counted by the tests, not here
        overlapping = [
            (o.metric == gold.metric, min(gold.end, o.end) - max(gold.start, o.start), o)
            for o in observations
            if o.id not in used and o.start < gold.end and gold.start < o.end
        ]
        context = document.text[max(0, gold.start - 30) : gold.end + 12].replace("\n", " ")
        if not overlapping:
            score.missed += 1
            score.metric_missed += gold.metric is not None
            score.errors.append(f"{document.name} missed: {context}")
            continue
        best = max(overlapping, key=lambda item: item[:2])[2]
        used.add(best.id)
        score.detected += 1
        same = best.metric == gold.metric
        if same:
            score.metric_right += gold.metric is not None
        else:
            score.metric_wrong += best.metric is not None
            score.metric_missed += gold.metric is not None
        value_right = abs(best.value - gold.value) < 1e-9 and (
            gold.value_max is None or best.value_max == gold.value_max
        )
        rest = (best.qualifier, best.relation, best.status)
        if same and value_right and rest == (gold.qualifier, gold.relation, gold.status):
            score.full += 1
        else:
            wanted = (gold.metric, gold.value, gold.qualifier, gold.relation, gold.status)
            score.errors.append(f"{document.name} {wanted} ← {(best.rule, best.value, *rest)}: {context}")
    for o in observations:
        if o.id not in used and o.relation != "zero":
            score.extra += 1
            score.metric_wrong += o.metric is not None
            score.errors.append(f"{document.name} extra {o.metric}: {o.evidence.text[:60]}")


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
