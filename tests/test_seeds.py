"""The five seeds against what people found in them: every figure, heading and metadata field."""

from __future__ import annotations

import json

import pytest

from fazhi_extract import Report, extract_file
from fazhi_extract.checks.parts import statutory_parts

from .conftest import GOLD, gold_rows, seed

DOCUMENTS = ("000", "001", "002", "003", "004")


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {name: extract_file(seed(name), with_text=True) for name in DOCUMENTS}


def gold_figures(name: str, text: str) -> list[tuple[object, ...]]:
    found = []
    for doc, metric, value, qualifier, unit, relation, status, quote in gold_rows("seeds.tsv"):
        if doc == name:
            start = text.index(quote.replace("⟦", "").replace("⟧", "")) + quote.index("⟦")
            found.append(
                (
                    start,
                    metric if metric != "other" else None,
                    float(value),
                    qualifier,
                    unit,
                    relation,
                    status,
                )
            )
    return sorted(found, key=lambda f: str(f[0]).zfill(9))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_and_no_other(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    assert report.text is not None
    got = []
    for o in report.observations:
        # the gold's spans begin at the number, ours at the qualifier before it
        number = next(
            i
            for i in range(o.start, o.end)
            if o.relation == "zero" or report.text[i] not in "不少于至约近超逾"
        )
        got.append((number, o.metric, float(o.value), o.qualifier, o.unit or "", o.relation, o.status))
    assert got == gold_figures(name, report.text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_levels_and_roles(name: str, reports: dict[str, Report]) -> None:
    want = [
        (int(row[1]), row[2], row[3], int(row[4]), row[5] if row[1] == "1" else None)
        for row in gold_rows("sections.tsv")
        if row[0] == name
    ]
    got = [
        (s.level, s.number, s.title, s.start, s.role if s.level == 1 else None)
        for s in reports[name].sections
        if s.kind == "heading"
    ]
    assert got == want


@pytest.mark.parametrize("name", DOCUMENTS)
def test_metadata(name: str, reports: dict[str, Report]) -> None:
    want = json.loads((GOLD / "metadata.json").read_text("utf-8"))[name]
    metadata = reports[name].metadata.model_dump()
    assert {key: metadata[key] for key in want} == want


@pytest.mark.parametrize("name", DOCUMENTS)
def test_metadata_is_tied_to_the_text(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    assert report.text is not None
    stated = {k for k, v in report.metadata.model_dump().items() if v not in (None, [])}
    assert stated == set(report.metadata_spans)
    for start, end in report.metadata_spans.values():
        assert report.text[start:end].strip()


def test_resolved_values_of_the_table(reports: dict[str, Report]) -> None:
    values = {name: report.metrics for name, report in reports.items()}
    assert (values["004"]["mediation_cases"].value, values["004"]["mediation_cases"].how) == (208, "only")
    materials = values["000"]["publicity_materials"]
    assert (materials.value, materials.qualifier, materials.how) == (13000, "over", "sum")
    staff = values["001"]["enforcement_staff"]
    assert (staff.value, staff.how) == (19, "only")
    inspections = values["000"]["administrative_inspections"]
    assert (inspections.value, inspections.qualifier) == (190, "over")
    sanctions = values["003"]["discipline_sanctions"]
    assert sanctions.relation == "part"
    assert values["002"]["training_hours"].status == "required"


def test_what_does_not_fit_together_is_noted_and_nothing_else(reports: dict[str, Report]) -> None:
    grave = {name: [f.code for f in r.checks if f.severity != "info"] for name, r in reports.items()}
    assert grave == {
        "000": [], "001": ["heading_number_gap"], "002": [], "003": [], "004": ["heading_number_kind", "heading_number_kind"],
    }  # fmt: skip
    minor = {name: [f.code for f in r.checks if f.severity == "info"] for name, r in reports.items()}
    assert minor == {
        "000": ["part_absent", "part_inline"],
        "001": ["dated_within_year", "part_absent", "part_merged", "part_merged", "part_inline"],
        "002": ["part_absent", "part_empty"],
        "003": ["part_absent", "unpaired_mark"],
        "004": ["part_absent"],
    }


def test_how_the_five_statutory_parts_are_there(reports: dict[str, Report]) -> None:
    parts = {name: list(statutory_parts(report).values()) for name, report in reports.items()}
    assert parts == {  # achievements, problems, first person responsible, next year's plan, other matters
        "000": ["own", "own", "inline", "own", "absent"],
        "001": ["own", "merged", "inline", "merged", "absent"],
        "002": ["own", "own", "absent", "own", "empty"],
        "003": ["own", "own", "own", "own", "absent"],
        "004": ["own", "own", "own", "own", "absent"],
    }


def test_a_part_names_its_total(reports: dict[str, Report]) -> None:
    observations = {o.id: o for o in reports["000"].observations}
    part = next(o for o in observations.values() if o.relation == "part")
    assert part.part_of is not None
    assert (part.value, observations[part.part_of].value) == (186, 190)
