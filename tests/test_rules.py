"""The rule files: every example, every refusal, and that the catalogue is whole."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from fazhi_extract import RuleError, extract
from fazhi_extract.language import compile_language
from fazhi_extract.rules import load_metrics, metrics
from fazhi_extract.rules.loader import GROUPS, VOCABULARY, Metric, compile_rules

from .conftest import GOLD, ROOT

RULES, LANGUAGE = files("fazhi_extract.rules"), files("fazhi_extract.language")


def sources() -> dict[str, str]:
    found = {f.name: f.read_text("utf-8") for f in RULES.iterdir() if f.name.endswith(".toml")}
    return dict(sorted(found.items()))


@pytest.fixture(scope="module")
def parsed() -> dict[str, Metric]:
    return load_metrics(sources())


def examples() -> list[tuple[str, str, bool]]:
    rows = []
    for name, text in sources().items():
        if name != VOCABULARY:
            for metric, table in tomllib.loads(text).items():
                rows += [(metric, e, True) for e in table["examples"]]
                rows += [(metric, e, False) for e in table["counter_examples"]]
    return rows


@pytest.mark.parametrize(("metric", "example", "holds"), examples())
def test_example(metric: str, example: str, holds: bool) -> None:
    start, end = example.index("["), example.index("]") - 1
    text = example.replace("[", "", 1).replace("]", "", 1)
    marked = [o for o in extract(text).observations if o.start < end and start < o.end]
    assert marked, "the marked figure was not found"
    assert (metric in [o.metric for o in marked]) is holds, [o.rule for o in marked]


def test_the_whole_catalogue_has_rules(parsed: dict[str, Metric]) -> None:
    rows = [line.split("\t") for line in (GOLD / "catalogue.tsv").read_text("utf-8").splitlines()]
    want = {
        r[0]: (r[1], r[2], r[3]) for r in rows if len(r) > 3 and not r[0].startswith("#") and r[0] != "other"
    }
    assert {m.id: (m.label, m.group, m.kind) for m in parsed.values()} == want


def test_each_metric_has_examples_of_its_own(parsed: dict[str, Metric]) -> None:
    seeds = "".join(p.read_text("utf-8-sig") for p in (ROOT / "seeds").glob("*.txt"))
    for metric in parsed.values():
        assert len(metric.examples) >= 3, metric.id
        assert len(metric.counter_examples) >= 2, metric.id
        for example in metric.examples:
            assert example.replace("[", "").replace("]", "") not in seeds


def test_tables_begin_with_what_readers_look_for_first() -> None:
    groups = list(dict.fromkeys(m.group for m in metrics().values()))
    assert groups == list(GROUPS)


def test_the_compiled_rules_are_those_of_the_files(tmp_path: object, parsed: dict[str, Metric]) -> None:
    from pathlib import Path

    written = {
        RULES: compile_rules(Path(str(tmp_path)) / "rules.json"),
        LANGUAGE: compile_language(Path(str(tmp_path)) / "language.json"),
    }
    for folder, text in written.items():
        if (folder / "compiled.json").read_text("utf-8").rstrip(
            "\n"
        ) != text:  # an assertion would print both
            pytest.fail(f"{folder.name}/compiled.json is old: run python -m fazhi_extract.rules")
    assert metrics().keys() == parsed.keys()
    for metric, entry in parsed.items():
        assert metrics()[metric].rules == entry.rules


GOOD = """
[m]
label = '甲'
kind = 'case'
combine = 'max'
definition = '乙'
examples = ['办[1件]', '办[2件]', '办[3件]']
counter_examples = ['[4件]', '[5件]']
[[m.rules]]
name = 'r'
noun = '办'
"""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("noun = '办'", "noun = '办|'"), "an empty term"),
        (("noun = '办'", "nuon = '办'"), "nuon"),
        (("noun = '办'", "noun = '@nowhere'"), "no list @nowhere"),
        (("kind = 'case'", "kind = 'cases'"), "kind"),
        (("combine = 'max'", "combine = 'most'"), "combine"),
        (("办[1件]", "办1件"), "mark one figure"),
        (("noun = '办'", "noun = '办'\nweight = 9"), "weight"),
        (("[m]", "[m"), "not valid TOML"),
        (("examples = ['办[1件]', '办[2件]', '办[3件]']", "examples = []"), "examples"),
    ],
)
def test_a_wrong_rule_file_is_refused_by_name_and_key(change: tuple[str, str], message: str) -> None:
    load_metrics({"own.toml": GOOD})
    with pytest.raises(RuleError, match=r"own\.toml") as caught:
        load_metrics({"own.toml": GOOD.replace(*change, 1)})
    assert message in str(caught.value)
