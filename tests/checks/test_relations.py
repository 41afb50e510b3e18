"""relations.tsv is refused where it is wrong."""

from __future__ import annotations

import pytest

from fazhi_extract.checks.relations import read_relations, relations
from fazhi_extract.errors import RuleError
from fazhi_extract.rules import metrics


def test_every_relation_names_metrics_of_the_right_kind() -> None:
    known = metrics()
    for rate, ratios in relations().rates.items():
        assert known[rate].kind == "percent"
        assert all(known[r.part].kind == known[r.whole].kind != "percent" for r in ratios)
    assert all(known[r.small].kind == known[r.large].kind for r in relations().at_most)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "rate\tno_such_metric\tmediation_resolved\tmediation_cases\t率",
            "line 2: there is no metric no_such_metric",
        ),
        ("rate\tmediation_success_rate\tmediation_solved\tmediation_cases\t成功率", "mediation_solved"),
        ("at_most\tmediation_resolved\tmediation_cases\tchapter\terror", "line 2: its head says"),
        ("atmost\tmediation_resolved\tmediation_cases\treport\terror", "line 2: its head says"),
        ("at_most\tmediation_resolved\tmediation_cases\treport", "line 2: its head says"),
    ],
)
def test_a_wrong_relation_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        read_relations(f"# comment\n{line}\n", metrics())
