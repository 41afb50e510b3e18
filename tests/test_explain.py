"""explain: what it says is what happened, for every figure, and there is an answer for every place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi_extract import FazhiError, extract, extract_file
from fazhi_extract.candidates import Score
from fazhi_extract.explain import Explanation, FigureExplanation, explain, explanation_schema
from fazhi_extract.explain.__main__ import PAGE, SCHEMA, page
from fazhi_extract.explain.figures import Explainer
from fazhi_extract.explain.trials import trials
from fazhi_extract.pipeline import make_report, read_figures
from fazhi_extract.readers import Text
from fazhi_extract.rules import Rule, RuleSet, load_metrics, metrics

from .conftest import run, seed
from .test_properties import TEXTS

DOCUMENTS = ("000", "001", "002", "003", "004")


def text_of(text: str) -> Text:
    return Text(text, None, "", "txt", None)


def explained(report: str, **asked: Any) -> Explanation:
    return explain(text_of(report), **asked)


def figure(report: str, written: str) -> FigureExplanation:
    [found] = explained(report, text=written).figures
    return found


@pytest.fixture(scope="module")
def seeds() -> dict[str, Explanation]:
    """What the command says of each seed, with no option but --json."""
    answers = {}
    for name in DOCUMENTS:
        done = run("explain", str(seed(name)), "--json")
        assert (done.returncode, done.stderr) == (0, b"")
        answers[name] = Explanation.model_validate_json(done.stdout)
    return answers


# --- the seeds ---


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_observation_has_its_rule_and_what_was_wrong_with_the_next_best(
    name: str, seeds: dict[str, Explanation]
) -> None:
    report = extract_file(seed(name))
    assert [f.observation for f in seeds[name].figures] == report.observations
    for found in seeds[name].figures:
        observation = found.observation
        assert (found.winner.rule if found.winner else None) == observation.rule
        assert (found.way == "none") is (found.winner is None)
        assert found.others
        for other in found.others:
            assert other.rule != observation.rule
            assert other.unmet if other.outcome == "failed" else other.decided_by


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_winner_is_better_in_the_part_that_is_named(name: str, seeds: dict[str, Explanation]) -> None:
    for found in seeds[name].figures:
        for other in found.others:
            if other.outcome == "lost" and other.decided_by not in ("giver", "shared_number"):
                assert found.winner is not None
                mine, theirs = found.winner.score or {}, other.score or {}
                assert list(mine) == list(Score._fields)
                first = next(part for part in mine if mine[part] != theirs[part])
                assert other.decided_by == first
                assert mine[first] > theirs[first]


def _rule(name: str) -> Rule:
    metric, _, rule = name.partition(".")
    return next(r for r in metrics()[metric].rules if r.name == rule)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_rule_failed_by_is_in_its_file_and_in_the_text(
    name: str, seeds: dict[str, Explanation]
) -> None:
    text = extract_file(seed(name), with_text=True).text or ""
    for found in seeds[name].figures:
        for other in found.others:
            for unmet in other.unmet:
                if unmet.seen:
                    assert text[unmet.seen.start : unmet.seen.end] == unmet.seen.text
                if unmet.condition == "zero":
                    assert unmet.words == metrics()[other.metric].zero
                    continue
                rule = _rule(other.rule)
                match unmet.condition:
                    case "noun":
                        assert unmet.words == rule.noun
                    case "with":
                        assert unmet.words in rule.with_
                    case "topic":
                        assert unmet.words in rule.topic
                    case "follows":
                        assert unmet.words == rule.follows
                    case "unit":
                        assert found.observation.unit not in unmet.words
                    case "within":
                        assert unmet.distance is not None
                        assert unmet.reach is not None
                        assert unmet.distance > unmet.reach or rule.side
                    case "not":
                        assert unmet.seen is not None
                        assert unmet.seen.end - unmet.seen.start in {len(word) for word in rule.not_}


# --- each condition, with rules of one's own ---

METRIC = """
[{name}]
label = '查获数'
kind = 'case'
combine = 'sum'
definition = '查获的。'
examples = ['查获[1件]', '查获[2件]', '查获[3件]']
counter_examples = ['[4件]', '[5件]']
[[{name}.rules]]
name = '{rule}'
{keys}
"""


def _with_rule(extra: str) -> RuleSet:
    """Return rules: one that always holds for 查获, and one with more conditions."""
    own = METRIC.format(name="found", rule="plain", keys="noun = '查获'\nweight = -1")
    asked = METRIC.format(name="asked", rule="rule", keys=extra)
    return RuleSet(load_metrics({"own.toml": own + asked}), "own")


@pytest.mark.parametrize(
    ("rule", "text", "condition", "says"),
    [
        ("noun = '查获'\nwith = '烟花|爆竹'", "全年查获香烟[3件]。", "with", "烟花|爆竹"),
        ("noun = '查获'\nwithin = 1", "全年查获香烟等[3件]。", "within", "3 characters off, and may at most 1"),
        ("noun = '查获'\nside = 'right'", "全年查获香烟[3件]。", "within", "wrong side of the figure: it must be right"),
        ("noun = '查获'\nnot = '香烟'", "全年查获香烟[3件]。", "not", "香烟 at 4"),
        ("noun = '查获'\ntopic = '烟草'", "全年查获香烟[3件]。", "topic", "烟草"),
        ("noun = '查获'\nnot_topic = '公安'", "公安部门全年查获香烟[3件]。", "not_topic", "公安 at 0"),
        ("noun = '查获'\nunits = '条'", "全年查获香烟[3件]。", "unit", "件 is none of its own (条)"),
        ("noun = '查获'\nfollows = 'found'", "全年查获香烟[3件]。", "follows", "no figure of found"),
        ("noun = '烟草'", "烟草专卖局很忙，全年查获香烟[3件]。", "noun", "烟草 at 0 is outside them"),
        ("noun = '爆竹'", "全年查获香烟[3件]。", "noun", "爆竹"),
    ],
)  # fmt: skip
def test_the_condition_that_failed_is_named(rule: str, text: str, condition: str, says: str) -> None:
    start = text.index("[")
    plain = text.replace("[", "").replace("]", "")
    reading = read_figures(text_of(plain), _with_rule(rule))
    report = make_report(reading)
    [observation] = [o for o in report.observations if o.start == start]
    found = Explainer(reading, report.observations, most=3).explain(observation)
    assert found.winner is not None
    assert found.winner.rule == "found.plain"
    [other] = found.others
    assert other.outcome == "failed"
    assert [u.condition for u in other.unmet] == [condition]
    assert says in other.message


def test_all_that_a_rule_would_fail_by_is_told_in_the_order_asked() -> None:
    rule = "noun = '查获'\nunits = '条'\nwith = ['烟花', '爆竹']\nnot = '香烟'\ntopic = '烟草'"
    reading = read_figures(text_of("全年查获香烟3件。"), _with_rule(rule))
    tried = trials(reading.matcher, reading.figures[0].decision.place)
    assert [condition for condition, _ in tried[1].unmet] == ["unit", "with", "with", "not", "topic"]


# --- how a figure came by its metric ---


@pytest.mark.parametrize(
    ("text", "written", "way", "giver"),
    [
        ("全年调解矛盾纠纷208件。", "208件", "own_words", None),
        ("矛盾纠纷调解成效显著，今年共12件。", "12件", "clause_before", None),
        ("全年办理行政复议案件86件，同比下降31%。", "31%", "figure_beside", "o1"),
        ("信访办结率、群众满意率分别为100%、98.6%。", "98.6%", "list", None),
        ("全年未发生一起群体性事件。", "未发生", "zero_statement", None),
        ("植树400株。", "400株", "none", None),
    ],
)
def test_the_way(text: str, written: str, way: str, giver: str | None) -> None:
    found = figure(text, written)
    assert (found.way, found.giver) == (way, giver)
    assert (found.winner is None) is (way == "none")


def test_one_number_for_two_rates_is_explained_twice() -> None:
    rates = explained("组织学法考试，参考率、合格率均100%。", text="100%").figures
    assert [f.way for f in rates] == ["shared_number"] * 2
    assert [f.winner.noun.text for f in rates if f.winner and f.winner.noun] == ["参考率", "合格率"]
    for one, other in (rates, reversed(rates)):
        assert one.winner is not None
        assert (one.winner.rule, "shared_number") in [(o.rule, o.decided_by) for o in other.others]


@pytest.mark.parametrize(
    ("text", "written", "of", "value", "seen"),
    [
        ("检查190次，其中联合检查18次。", "18次", "relation", "part", "其中"),
        ("检查190次，其中联合检查18次。", "18次", "part_of", "o1", None),
        ("调解纠纷96件，去年为341件。", "341件", "relation", "previous", "去年为"),
        ("案件同比下降31%。", "31%", "relation", "change", "同比下降"),
        ("每村配备法律顾问1名。", "1名", "relation", "per_unit", "每村"),
        ("人员19名，其中甲组15名、乙组4名。", "15名", "relation", "part", "其中"),
        ("分别为甲15人、乙4人，总共19人。", "15人", "relation", "part", None),
        ("每年集中学法不少于4次。", "不少于4次", "status", "required", "不少于"),
        ("计划开展法治讲座10场次。", "10场次", "status", "planned", "计划"),
        ("一、成效\n好。\n二、下一步工作计划\n（一）学法。组织学法10次。", "10次", "status", "planned", "（一）学法。组织学法10次。"),
        ("2020年以来，持证7人。", "7人", "period", "2020年以来", "2020年以来"),
    ],
)  # fmt: skip
def test_the_word_that_makes_it_so(text: str, written: str, of: str, value: str, seen: str | None) -> None:
    [cause] = [c for c in figure(text, written).causes if c.of == of]
    assert cause.value == value
    assert (cause.seen.text if cause.seen else None) == seen
    if cause.seen:
        assert text[cause.seen.start : cause.seen.end] == cause.seen.text


def test_a_figure_comes_in_its_pieces_and_with_its_words() -> None:
    found = figure("一、化解纠纷\n全年调解矛盾纠纷不少于1.2万余件左右。", "1.2万")
    assert found.written is not None
    assert (found.written.before, found.written.number, found.written.after) == (
        "不少于",
        "1.2万余",
        "件左右",
    )
    assert found.words.own.text == "全年调解矛盾纠纷不少于1.2万余件左右"
    assert [h.title for h in found.words.headings] == ["化解纠纷"]
    nouns = [t for t in found.terms if t.use == "noun"]
    assert [(t.place, t.start) for t in nouns] == [("own_words", found.winner.noun.start)]  # type: ignore[union-attr]


# --- what is asked for ---

TEXT = "青山镇2024年报告\n一、成效\n全年调解矛盾纠纷208件，植树400株。“12·4”宣传3场次。"


def test_an_offset_finds_the_figure_a_numeral_or_the_nearest() -> None:
    at = TEXT.index("208件")
    for offset in range(at, at + 4):
        [found] = explained(TEXT, at=offset).figures
        assert found.observation.text == "208件"
    [date] = explained(TEXT, at=TEXT.index("2024")).numerals
    assert (date.text, date.numeral_class) == ("2024年", "date")
    assert "2024年" in date.context.text
    nothing = explained(TEXT, at=TEXT.index("植树"))
    assert (nothing.figures, nothing.numerals) == ([], [])
    assert "nearest figure is 208件" in (nothing.message or "")


def test_the_nearest_miss_of_a_metric_is_found() -> None:
    text = "全年调解矛盾纠纷208件。"
    missed = {o.metric for o in figure(text, "208件").others} - {"mediation_cases"}
    assert [f.observation.metric for f in explained(text, metric="mediation_cases").figures] == [
        "mediation_cases"
    ]
    found = [m for m in missed if explained(text, metric=m).figures]
    assert len(found) == 1
    assert explained("植树。", metric="mediation_cases").message


@pytest.mark.parametrize(
    "asked", [{"at": -1}, {"at": len(TEXT)}, {"text": "209件"}, {"text": ""}, {"metric": "x"}]
)
def test_what_is_not_there_is_said(asked: dict[str, Any]) -> None:
    with pytest.raises(FazhiError):
        explained(TEXT, **asked)


@settings(max_examples=40)
@given(TEXTS.filter(bool), st.data())
def test_there_is_an_answer_for_every_place(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    answer = explained(text, at=at)
    here = [o for o in extract(text).observations if o.start <= at < o.end]
    assert [f.observation for f in answer.figures] == here
    assert all(n.start <= at < n.end for n in answer.numerals)
    assert answer.figures or answer.numerals or answer.message


@settings(max_examples=30)
@given(TEXTS)
def test_every_figure_of_any_text_has_its_rule_and_another(text: str) -> None:
    for found in explained(text).figures:
        assert (found.winner.rule if found.winner else None) == found.observation.rule
        assert found.others
        assert all(other.unmet or other.decided_by for other in found.others)
        assert all(text[t.start : t.end] == t.text for t in found.terms)
        seen = [cause.seen for cause in found.causes] + [u.seen for o in found.others for u in o.unmet]
        for place in (*seen, found.words.own, found.words.clause, found.words.sentence):
            assert place is None or text[place.start : place.end] == place.text


# --- the command ---


def test_the_command_prints_plain_rows_into_a_pipe(report_file: Any) -> None:
    done = run("explain", str(report_file), "--text", "208件")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "⟦208件｜调解案件数⟧" in shown
    assert "\x1b" not in shown
    for row in (
        "says",
        "read as  208 + 件 = 208 件, exact",
        "relation plain",
        "words",
        "heading",
        "won",
        "failed",
    ):
        assert re.search(rf"^  {re.escape(row)}", shown, re.MULTILINE), row


def test_colours_on_request(report_file: Any) -> None:
    assert b"\x1b[" in run("explain", str(report_file), "--color").stdout


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        (("--at", "99999"), 2, "there is none at 99999"),
        (("--at", "-1"), 2, "there is none at -1"),
        (("--text", "一千"), 2, "does not stand in the text"),
        (("--metric", "nothing"), 2, "no metric nothing"),
        (("--at", "1", "--text", "2"), 2, "choose one"),
    ],
)
def test_wrong_questions_are_answered_in_a_sentence(
    asked: tuple[str, ...], status: int, message: str, report_file: Any
) -> None:
    done = run("explain", str(report_file), *asked)
    assert (done.returncode, done.stdout) == (status, b"")
    assert message in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_missing_file_and_standard_input() -> None:
    assert run("explain", "no.txt").returncode == 1
    done = run("explain", "-", "--json", stdin="调解纠纷3件。".encode())
    assert Explanation.model_validate_json(done.stdout).figures[0].observation.value == 3


def test_a_report_without_figures_says_so() -> None:
    assert run("explain", "-", stdin="一切顺利。".encode()).stdout.decode() == "there is no figure\n"


# --- what is made from it ---


def _steady(text: str) -> list[str]:
    """Leave out what changes with any rule whatever: the rules that did not win, the terms, the counts."""
    return [line for line in text.split("\n") if not re.match(r"  (?:lost|failed|terms|     ) ", line)]


def test_the_schema_and_the_page_have_not_drifted() -> None:
    assert SCHEMA.read_text("utf-8") == explanation_schema(), "run: python -m fazhi_extract.explain"
    stored = PAGE.read_text("utf-8")
    assert stored.count("\n  won ") > 1
    assert _steady(page(stored)) == _steady(stored), "run: python -m fazhi_extract.explain"
