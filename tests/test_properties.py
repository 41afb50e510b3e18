"""What holds for every text whatever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi_extract import extract
from fazhi_extract.matcher import Matcher
from fazhi_extract.normal import normalise
from fazhi_extract.numerals import find_numerals
from fazhi_extract.rules import builtin_rules
from fazhi_extract.sections import outline

# Pieces of real wordings, numbers and signs, glued together without care.
PIECES = [
    "一、", "（一）", "(二)", "1.", "3、", "①", "一是", "二是", "第一部分", "2024年", "12月4日", "〔2023〕40号",
    "调解矛盾纠纷", "成功", "发放宣传资料", "开展", "其中", "每村", "分别为", "不少于", "参考率、合格率均", "未发生群体性事件",
    "160余件", "1.2万余人次", "27.4 万元", "99.5%", "两百余", "三五十", "百分之九十八", "2,300份", "１２场", "3至5次", "4.15",
    "“1+6+N”", "《", "》", "“", "”", "（", ")", "，", "。", "；", "、", "：", "\n", "\r\n", "\u3000", "\u00a0", " ", "\ufeff",
    "[bookmark: _GoBack]", "存在问题", "下一步", "同比增长", "去年", "無重大安全事故發生", "𠮷", "e\u0301", "😀", "零", "0", "x名",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200)


@given(TEXTS)
def test_offsets_are_sacred(text: str) -> None:
    report = extract(text, with_text=True)
    assert report.text == text
    assert report.source.chars == len(text)
    for o in report.observations:
        assert text[o.start : o.end] == o.text != ""
        assert text[o.evidence.start : o.evidence.end] == o.evidence.text
        assert o.evidence.start <= o.start < o.end <= o.evidence.end
    for start, end in report.metadata_spans.values():
        assert 0 <= start <= end <= len(text)
    for section in report.sections:
        assert 0 <= section.start <= section.heading_end <= section.end <= len(text)


@given(TEXTS)
def test_the_shadow_has_the_length_of_the_text(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(TEXTS)
def test_each_digit_belongs_to_exactly_one_numeral(text: str) -> None:
    shadow = normalise(text)
    numerals = find_numerals(shadow, outline(text, shadow).markers)
    owners = [0] * len(text)
    for numeral in numerals:
        for at in range(numeral.start, numeral.end):
            owners[at] += 1
    assert max(owners, default=0) <= 1
    assert all(owners[at] == 1 for at, sign in enumerate(shadow) if sign in "0123456789")


@given(TEXTS)
def test_ids_are_unique_and_lead_somewhere(text: str) -> None:
    report = extract(text)
    sections = {s.id for s in report.sections}
    observations = {o.id for o in report.observations}
    assert len(sections) == len(report.sections)
    assert len(observations) == len(report.observations)
    assert {s.parent for s in report.sections} <= sections | {None}
    assert {o.section for o in report.observations} <= sections | {None}
    assert {o.part_of for o in report.observations} <= observations | {None}
    for value in report.metrics.values():
        assert set(value.observations) <= observations


@given(TEXTS)
def test_the_same_text_gives_the_same_report(text: str) -> None:
    assert extract(text) == extract(text)


@pytest.mark.parametrize("text", ["三五十一、", "；①", "全年调解三五十一件；①宣传2场"])
def test_texts_that_once_ended_the_run(text: str) -> None:
    assert extract(text, with_text=True).text == text


@given(TEXTS)
@settings(max_examples=25)
def test_the_first_text_is_read_like_any_other(text: str) -> None:
    shadow = normalise(text)
    matcher = Matcher(builtin_rules().metrics)
    first, again = (matcher.terms.read(shadow, [(0, len(shadow))]) for _ in range(2))
    assert (first.words, first.starts) == (again.words, again.starts)
