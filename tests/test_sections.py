"""Headings as officials really write them."""

from __future__ import annotations

import pytest

from fazhi_extract import extract
from fazhi_extract.roles import role_of


def headings(text: str) -> list[tuple[int, str | None, str]]:
    return [(s.level, s.number, s.title) for s in extract(text).sections if s.kind == "heading"]


STYLES = {
    "一、工作成效\n（一）强化领导。成立了领导小组。\n1.会前学法。坚持学法。\n二、存在问题\n": [
        (1, "一", "工作成效"), (2, "一", "强化领导"), (3, "1", "会前学法"), (1, "二", "存在问题"),
    ],
    "一、主要做法。\n(一 )加强领导\n成立领导小组。\n(二)深化改革\n": [
        (1, "一", "主要做法"), (2, "一", "加强领导"), (2, "二", "深化改革"),
    ],
    "第一部分 工作情况\n一、加强领导\n（一）压实责任\n第二部分 下步打算\n": [
        (1, "一", "工作情况"), (2, "一", "加强领导"), (3, "一", "压实责任"), (1, "二", "下步打算"),
    ],
    "一、成效\n1.强化学习\n我镇坚持学法。\n2、强化执法\n二、问题\n": [
        (1, "一", "成效"), (2, "1", "强化学习"), (2, "2", "强化执法"), (1, "二", "问题"),
    ],
    "一、成效\n（一）甲乙\n1.丙丁\n2.戊己\n（二）庚辛\n3.壬癸\n4.子丑\n": [
        (1, "一", "成效"), (2, "一", "甲乙"), (3, "1", "丙丁"), (3, "2", "戊己"), (2, "二", "庚辛"),
        (3, "3", "壬癸"), (3, "4", "子丑"),
    ],
    "一、2023年工作成效\n二、存在的不足\n3、2023年党政主要负责人履行第一责任人职责情况\n（一）高度重视\n4、2024年主要安排\n": [
        (1, "一", "2023年工作成效"), (1, "二", "存在的不足"),
        (1, "3", "2023年党政主要负责人履行第一责任人职责情况"), (2, "一", "高度重视"), (1, "4", "2024年主要安排"),
    ],
    "一、工作举措及成效(一)坚持党的领导。我镇坚持学习。(二)抓实学习。组织学习。二、存在问题\n": [
        (1, "一", "工作举措及成效"), (2, "一", "坚持党的领导"), (2, "二", "抓实学习"), (1, "二", "存在问题"),
    ],
    "一、主要工作2021年，我镇深入学习贯彻习近平法治思想。\n": [(1, "一", "主要工作")],
    "一、成效\n一)纵深推进。我镇坚持。\n二)持续发力。我镇坚持。\n": [
        (1, "一", "成效"), (2, "一", "纵深推进"), (2, "二", "持续发力"),
    ],
    "一、问题\n（1）力量薄弱\n（2）经费不足\n": [(1, "一", "问题"), (2, "1", "力量薄弱"), (2, "2", "经费不足")],
    "一、成效\n1.1 强化领导\n1.2 强化保障\n": [(1, "一", "成效"), (2, "1.1", "强化领导"), (2, "1.2", "强化保障")],
    "一、成效\n1．学法用法\n": [(1, "一", "成效"), (2, "1", "学法用法")],
    "[bookmark: _GoBack]一、成效\n\u3000\u3000（一）甲乙\n\u00a0\u00a0二、问题\n": [
        (1, "一", "成效"), (2, "一", "甲乙"), (1, "二", "问题"),
    ],
    "一、成效\n2.一是抓学习；二是抓宣传。\n": [(1, "一", "成效"), (2, "2", "")],
    "二、存在问题\n1、队伍薄弱；2、经费不足；3、宣传不够。\n": [
        (1, "二", "存在问题"), (2, "1", "队伍薄弱"), (2, "2", "经费不足"), (2, "3", "宣传不够"),
    ],
    "一、成效\n组织学法2次。\n大桥镇人民政府\n2023年1月8日\n附件：1.统计表\n2.联系表\n": [(1, "一", "成效")],
    "一.主要工作\n二.2025年工作打算\n": [(1, "一", "主要工作"), (1, "二", "2025年工作打算")],
    "五、其他需要报告的情况：无\n": [(1, "五", "其他需要报告的情况")],
    "一、成效\n（1）集中学法；（2）网上学法；（3）旁听庭审。\n": [
        (1, "一", "成效"), (2, "1", "集中学法"), (2, "2", "网上学法"), (2, "3", "旁听庭审"),
    ],
    "一、成效\n1.1学法\n1.2普法\n1.2.1集市普法\n1.2.2入户普法\n二、问题\n2.1人员不足\n2.2经费紧张\n": [
        (1, "一", "成效"), (2, "1.1", "学法"), (2, "1.2", "普法"), (3, "1.2.1", "集市普法"), (3, "1.2.2", "入户普法"),
        (1, "二", "问题"), (2, "2.1", "人员不足"), (2, "2.2", "经费紧张"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", STYLES)
def test_styles_and_levels(text: str) -> None:
    assert headings(text) == STYLES[text]


@pytest.mark.parametrize(
    "text",
    [
        "我镇坚持一、二、三产业融合。",
        "深入开展（一）普法、（二）执法、（三）调解三项工作。",
        "坚持“（一）普法、（二）执法”并重。",
        "1.1万元用于普法。",
        "依据《条例》第十条第（一）项处理。",
        "调解纠纷3.5万件。",
        "12月，召开会议。",
        "2024年，我镇坚持学法。",
        "5个村完成建设。",
        "开展“4.15”宣传。",
    ],
)
def test_lists_and_numbers_inside_sentences_open_no_section(text: str) -> None:
    assert headings(f"一、成效\n{text}\n") == [(1, "一", "成效")]


def test_points_and_their_extent() -> None:
    text = "一、成效\n（一）抓学习。一是领导带头。组织学法3次。二是干部跟进；三是群众参与。\n二、问题\n"
    report = extract(text)
    points = [s for s in report.sections if s.kind == "point"]
    assert [(p.number, p.title, p.parent) for p in points] == [
        ("一", "领导带头", "1.1"), ("二", "干部跟进", "1.1"), ("三", "群众参与", "1.1"),
    ]  # fmt: skip
    assert text[points[0].start : points[0].end] == "一是领导带头。组织学法3次。"
    assert report.observations[0].section == points[0].id


ROLES = {
    "achievements": [
        "2023年推进法治政府建设的主要举措和成效", "主要做法和成效", "成效亮点", "工作开展情况", "基本情况", "主要工作", "完成情况",
    ],
    "first_responsible_person": [
        "党政主要负责人履行推进法治建设第一责任人职责情况", "党政主要负责人履行第一责任人职责的举措和成效",
        "主要负责人履行推进法治建设职责，加强法治政府建设的有关情况",
    ],
    "problems": ["存在问题", "存 在 问 题", "存在的不足", "存在的不足和原因", "法治政府建设存在的短板", "主要问题", "存在的问题及原因", "困难问题", "短板弱项", "制约因素", "面临形势和问题"],
    "next_year_plan": [
        "2025年工作计划", "本年度推进法治政府建设的主要安排", "下一步工作打算", "下步工作思路", "2024年度主要安排", "下一年度工作安排",
        "法治政府建设工作计划安排",
    ],
    "other_matters": ["其他需要报告的情况", "其它需要说明的事项", "需要说明的情况", "需要上级支持解决的问题"],
    "achievements+first_responsible_person": [
        "主要工作成效及第一责任人履职情况", "推进法治政府建设的主要举措和党政主要负责人履行第一责任人职责情况",
    ],
    "problems+next_year_plan": ["问题不足及下一年度主要安排", "存在问题及下一步工作计划", "存在的不足和下步打算", "存在的主要问题及2025年重点工作"],
    "achievements+problems": ["主要举措、成效及存在的问题", "工作亮点及存在问题"],
}  # fmt: skip


@pytest.mark.parametrize(("role", "title"), [(r, t) for r, titles in ROLES.items() for t in titles])
def test_role_by_wording(role: str, title: str) -> None:
    assert role_of(title) == role


def test_themes_at_level_one_are_achievements_until_a_problem_or_plan() -> None:
    text = "一、强化组织保障\n二、夯实法治根基\n三、存在问题\n四、下一步打算\n（一）抓好普法\n"
    roles = [(s.number, s.role) for s in extract(text).sections]
    assert roles == [
        ("一", "achievements"), ("二", "achievements"), ("三", "problems"),
        ("四", "next_year_plan"), ("一", "next_year_plan"),
    ]  # fmt: skip


NEXT_YEAR = [
    "2025年重点工作",
    "2025年推进法治政府建设的主要举措",
    "2025年法治政府建设重点任务",
    "2025年工作目标",
]
THIS_YEAR = ["2024年重点工作", "2025年以来的工作进展", "2023年重点工作"]


@pytest.mark.parametrize(
    ("title", "status"), [(t, "planned") for t in NEXT_YEAR] + [(t, "actual") for t in THIS_YEAR]
)
def test_a_heading_that_names_the_year_to_come_opens_a_plan(title: str, status: str) -> None:
    text = (
        "柏溪镇2024年法治政府建设情况报告\n根据《法治政府建设实施纲要（2021—2025年）》，2024年柏溪镇扎实推进工作。\n"
        f"一、主要成效\n组织学法3次。\n二、{title}\n开展普法宣传20场。\n柏溪镇人民政府\n2025年1月6日\n"
    )
    assert extract(text).observations[-1].status == status


def test_what_stands_in_a_plan_is_planned() -> None:
    text = (
        "一、工作成效\n开展普法宣传20场次。\n二、存在问题及下一步计划\n全年仅开展培训1次。下一步，我镇将开展普法宣传30场次。\n"
        "三、2025年工作安排\n开展普法宣传40场次。\n"
    )
    assert [(o.value, o.status) for o in extract(text).observations] == [
        (20, "actual"), (1, "actual"), (30, "planned"), (40, "planned"),
    ]  # fmt: skip


def test_a_table_of_contents_is_no_outline() -> None:
    report = extract(
        "某镇2023年法治政府建设报告\n目录\n一、主要举措和成效......1\n（一）抓学法\t2\n二、存在问题  13\n\n"
        "一、主要举措和成效\n（一）抓学法\n全年学法12次。\n二、存在问题\n执法力量不足。\n"
    )
    assert [(s.number, s.title) for s in report.sections if s.kind == "heading"] == [
        ("一", "主要举措和成效"), ("一", "抓学法"), ("二", "存在问题"),
    ]  # fmt: skip
    assert [o.text for o in report.observations] == ["12次"]


@pytest.mark.parametrize(
    "closing",
    [
        "清溪镇人民政府\n2024年2月3日",
        "清溪镇人民政府\n2024.2.3\n打印本页 关闭窗口\n上一篇：通知公告",
        "清溪镇人民政府 2024年2月3日",
        "清溪镇人民政府\n二〇二四年二月三日",
        "清溪镇人民政府\n2024年2月3日\n政府信息公开网",
    ],
)
def test_the_closing_lines_give_organ_and_day(closing: str) -> None:
    report = extract(f"2023年法治政府建设报告\n一、工作成效\n开展普法宣传20场次。\n{closing}\n")
    assert (report.metadata.issuer, report.metadata.issued_on) == ("清溪镇人民政府", "2024-02-03")
    assert report.sections[-1].role == "signature"


def _numbered(text: str) -> list[tuple[int, str | None, str]]:
    return [(s.level, s.number, s.title) for s in extract(text).sections if s.kind == "heading"]


def test_a_letterhead_above_a_title_is_no_part_of_it() -> None:
    head = "清党字〔2025〕3号\n中共清溪镇委员会 清溪镇人民政府\n清溪镇2024年法治政府建设工作情况报告\n"
    text = f"{head}中共东河县委、东河县人民政府：\n2024年，清溪镇推进依法行政，现报告如下：\n一、主要成效\n"
    metadata = extract(text).metadata
    assert metadata.title == "清溪镇2024年法治政府建设工作情况报告"
    assert metadata.issuer == "清溪镇人民政府"
    assert metadata.document_number == "清党字〔2025〕3号"


def test_a_title_behind_a_covering_letter_is_found() -> None:
    title = "松州市东山区综合行政执法局2023年度法治政府建设工作报告"
    letter = (
        f"东山区人民政府：\n根据有关规定，经局党组会议研究，现将《{title}》予以呈报，请审阅，并请批示。\n"
    )
    text = f"{letter}东山区综合行政执法局\n2024年1月29日\n{title}\n2023年，我局推进依法行政。\n一、主要成效\n"
    metadata = extract(text).metadata
    assert (metadata.title, metadata.report_year, metadata.addressee) == (title, 2023, "东山区人民政府")


PARTY = """关于法治政府建设情况的报告

县委、县政府：
2023年，青河县深入推进依法行政。现将2023年法治政府建设工作情况报告如下：
一、主要举措和成效
（一）抓学习。全年会前学法6次。

ISSUER
2024年1月12日
"""


def test_the_year_that_is_reported_stands_where_its_span_says() -> None:
    text = "关于法治政府建设情况的报告\n\n" + PARTY.split("\n", 3)[3].replace("2023年，", "")
    report = extract(text)
    start, end = report.metadata_spans["report_year"]
    assert (report.metadata.report_year, text[start:end]) == (2023, "2023")
    assert text[start - 2 : start] == "现将"


@pytest.mark.parametrize(
    ("issuer", "region", "level"),
    [
        ("中共青河县委", ["青河县"], "county"),
        ("中共青河县委全面依法治县委员会办公室", ["青河县"], "department"),
        ("中共城东区临江街道工作委员会", ["城东区", "临江街道"], "subdistrict"),
        ("中共青河县石桥镇委员会", ["青河县", "石桥镇"], "township"),
    ],
)
def test_a_party_committee_has_the_region_of_its_place(issuer: str, region: list[str], level: str) -> None:
    metadata = extract(PARTY.replace("ISSUER", issuer)).metadata
    assert (metadata.issuer, metadata.region, metadata.level) == (issuer, region, level)


def test_ordinals_on_lines_of_their_own_are_headings() -> None:
    text = "第一、主要工作\n（一）抓学法。\n学法12次。\n第二、存在问题\n执法力量不足。\n"
    assert _numbered(text) == [(1, "一", "主要工作"), (2, "一", "抓学法"), (1, "二", "存在问题")]
    text = "一、主要做法\n第一、强化领导\n召开会议3次。\n二、存在问题\n执法力量不足。\n"
    assert _numbered(text) == [(1, "一", "主要做法"), (2, "一", "强化领导"), (1, "二", "存在问题")]


def test_a_title_ends_where_its_text_begins_without_a_sign() -> None:
    body = "镇党委成立领导小组，书记任组长，召开会议4次，研究议题12个，推动各项任务落实落地见效。"
    assert _numbered(f"一、主要工作\n（一）加强组织领导{body}\n")[1] == (2, "一", "加强组织领导")


def test_a_quota_keeps_a_title() -> None:
    text = "一、下一步打算\n（一）走访服务企业，每月不少于4家\n（二）举办培训班4期\n"
    assert [title for _, _, title in _numbered(text)][1:] == ["走访服务企业，每月不少于4家", "举办培训班4期"]


def test_a_title_before_a_colon_ends_there_if_its_text_says_more() -> None:
    text = "一、主要工作\n1.压实责任：召开部署会10次。\n2.深化学习：纳入计划，带头学法。\n3.补齐短板：专职人员少\n"
    assert _numbered(text)[1:] == [
        (2, "1", "压实责任"), (2, "2", "深化学习"), (2, "3", "补齐短板：专职人员少"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title", ["关于青溪街道2025年度法治政府建设情况的报告", "青溪街道2025年全面依法治县工作报告"]
)
def test_a_title_gives_organ_and_region(title: str) -> None:
    metadata = extract(f"{title}\n一、工作成效\n开展普法宣传20场次。\n").metadata
    assert (metadata.issuer, metadata.region) == ("青溪街道办事处", ["青溪街道"])


def _outline(text: str) -> list[tuple[str, str | None, str]]:
    return [(s.id, s.number, s.title) for s in extract(text).sections if s.kind != "block"]


POINTS = {
    "一、成效\n一是强化学习，二是强化普法，三是强化执法。\n": [
        ("1.1", "一", "强化学习"), ("1.2", "二", "强化普法"), ("1.3", "三", "强化执法"),
    ],
    "一、成效\n1.一是会前学法。二是网上学法。\n2. 一是集中宣讲。二是入户宣传。\n": [
        ("1.1", "1", ""), ("1.1.1", "一", "会前学法"), ("1.1.2", "二", "网上学法"),
        ("1.2", "2", ""), ("1.2.1", "一", "集中宣讲"), ("1.2.2", "二", "入户宣传"),
    ],
    "一、成效\n（一）学法\n一是抓学习。具体如下。\n1.会前学法。\n2.网上学法。\n二是抓普法。\n1.集市普法。\n2.入户普法。\n（二）执法\n": [
        ("1.1", "一", "学法"), ("1.1.1", "一", "抓学习"), ("1.1.1.1", "1", "会前学法"), ("1.1.1.2", "2", "网上学法"),
        ("1.1.2", "二", "抓普法"), ("1.1.2.1", "1", "集市普法"), ("1.1.2.2", "2", "入户普法"), ("1.2", "二", "执法"),
    ],
    "一、问题\n一是人员不足。二是经费不足。下一步，一是充实力量。二是争取支持。\n": [
        ("1.1", "一", "人员不足"), ("1.2", "二", "经费不足"), ("1.3", "一", "充实力量"), ("1.4", "二", "争取支持"),
    ],
    "一、问题\n首先是人员不足。其次是经费不足。最后是宣传不够。\n": [
        ("1.1", "首先", "人员不足"), ("1.2", "其次", "经费不足"), ("1.3", "最后", "宣传不够"),
    ],
    "一、成效\n首先，抓学习。一是自学。二是共学。其次，抓宣传。\n": [
        ("1.1", "首先", "抓学习"), ("1.2", "一", "自学"), ("1.3", "二", "共学"), ("1.4", "其次", "抓宣传"),
    ],
    "一、成效\n首先，会议传达了精神。随后进行了讨论。\n": [],
    "一、成效\n会议首先，学习了文件。其次，研究了议题。\n": [],
}  # fmt: skip


@pytest.mark.parametrize("text", POINTS)
def test_points_in_every_way_of_writing(text: str) -> None:
    assert _outline(text)[1:] == POINTS[text]


PLANS = [
    "二、存在问题\n（一）人员不足\n力量薄弱。\n（二）下一步工作打算\n举办法治培训5次。\n",
    "二、存在问题\n1.人员不足。\n2.经费不足。\n3.2025年工作计划\n（1）举办法治培训5次。\n",
    "二、存在问题\n人员不足。\n（一）下一步，将从以下方面改进\n举办法治培训5次。\n",
    "二、存在问题\n人员不足。\n下一步，将从以下方面改进：\n一是充实力量。\n二是举办法治培训5次。\n",
    "二、存在问题\n（一）人员不足。力量薄弱。\n（二）经费不足。\n下一步工作打算：\n（一）充实力量。\n（二）举办法治培训5次。\n",
    "二、存在问题\n人员不足。下一步，我镇将做好以下工作。\n（一）充实力量。\n（二）举办法治培训5次。\n",
    *(
        f"二、存在问题\n（一）人员不足\n力量薄弱。\n（二）{title}\n举办法治培训5次。\n"
        for title in (
            "下一步改进措施", "今后努力方向", "对策及建议", "整改落实措施", "改进措施及努力方向", "2025年度主要安排",
            "针对问题的整改措施", "下一步重点抓好以下工作", "2025年工作打算及安排",
        )
    ),
    "二、履职情况\n带头学法。\n（一）整改措施\n举办法治培训5次。\n",
]  # fmt: skip
NO_PLANS = [
    *(
        f"二、存在问题\n（一）人员不足\n力量薄弱。\n（二）{title}\n举办法治培训5次。\n"
        for title in ("工作思路不够清晰", "今后工作方向不明", "整改措施落实不到位", "年度普法计划不细", "下一步推进难度大")
    ),
    "二、党政主要负责人履职情况\n（一）把法治建设纳入年度工作计划\n举办法治培训5次。\n",
    "二、存在问题\n（一）下一步工作谋划不够\n全年仅举办法治培训5次。\n",
    "二、存在问题\n（一）工作计划不够细\n全年仅举办法治培训5次。\n",
    "二、主要成效\n（一）超前谋划下一步工作\n举办法治培训5次。\n",
    "二、主要成效\n全镇上下思想统一。下一步，我镇将继续努力。\n（一）举办培训\n举办法治培训5次。\n",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"), [(t, "planned") for t in PLANS] + [(t, "actual") for t in NO_PLANS]
)
def test_a_plan_below_another_part_is_a_plan(text: str, status: str) -> None:
    report = extract(f"一、工作举措\n开展普法宣传20场次。\n{text}三、其他需要报告的情况\n调解矛盾纠纷8件。\n")
    assert [o.status for o in report.observations] == ["actual", status, "actual"]
    inside = next(s for s in report.sections if s.id == report.observations[1].section)
    assert (inside.role == "next_year_plan") is (status == "planned")


UNNUMBERED = {
    # the parts on lines of their own
    "主要举措和成效\n学法4次。\n存在的问题\n力量不足。\n下一年度主要安排\n培训5次。\n": [
        (1, None, "achievements"), (1, None, "problems"), (1, None, "next_year_plan"),
    ],
    # with numbers below them that begin anew
    "主要做法和成效\n一、强化学习\n学法4次。\n二、强化普法\n宣讲3次。\n存在的不足\n一、人员不足\n力量薄弱。\n下一步工作打算：\n一、培训\n培训5次。\n": [
        (1, None, "achievements"), (2, "一", "achievements"), (2, "二", "achievements"),
        (1, None, "problems"), (2, "一", "problems"), (1, None, "next_year_plan"), (2, "一", "next_year_plan"),
    ],
    # behind a chapter that has a number
    "一、主要工作\n（一）学习\n学法4次。\n存在的问题\n（一）人员不足\n力量薄弱。\n二、下一步打算\n培训5次。\n": [
        (1, "一", "achievements"), (2, "一", "achievements"), (1, None, "problems"), (2, "一", "problems"),
        (1, "二", "next_year_plan"),
    ],
    # a title in the middle, above numbers that begin anew
    "一、主要工作\n学法4次。\n二、下一步打算\n培训5次。\n2024年度党政主要负责人履行推进法治建设第一责任人职责情况\n一、加强领导\n会议3次。\n二、带头学法\n学法2次。\n": [
        (1, "一", "achievements"), (1, "二", "next_year_plan"), (1, None, "first_responsible_person"),
        (1, "一", "first_responsible_person"), (1, "二", "first_responsible_person"),
    ],
    "一、主要工作\n学法4次。\n二、下一步打算\n培训5次。\n石桥镇2024年法治政府建设情况的报告\n2024年，石桥镇坚持学法。\n一、加强领导\n会议3次。\n": [
        (1, "一", "achievements"), (1, "二", "next_year_plan"), (1, None, "achievements"), (1, "一", "achievements"),
    ],
    # no titles: inside a sentence, of a part that has a chapter, one alone, a list of links
    "一、主要工作\n针对\n存在的问题\n，我镇学法4次。\n二、存在问题\n力量不足。\n": [
        (1, "一", "achievements"), (1, "二", "problems"),
    ],
    "工作计划\n工作总结\n一、主要工作\n学法4次。\n": [(1, "一", "achievements")],
    "石桥镇坚持学法。\n存在的问题\n力量不足。\n": [],
    "首页\n工作计划\n政策解读\n石桥镇2024年法治政府建设情况报告\n一、主要工作\n学法4次。\n二、存在问题\n力量不足。\n石桥镇人民政府\n2025年1月6日\n其他事项\n": [
        (1, "一", "achievements"), (1, "二", "problems"),
    ],
    # … nor a title within a plan, and none over which the numbers of other chapters go on
    "一、强化组织领导\n会议6次。\n二、2025年工作计划\n主要举措\n培训5次。\n": [
        (1, "一", "achievements"), (1, "二", "next_year_plan"),
    ],
    "一、组织领导\n会议6次。\n二、普法\n存在的困难\n人员不足。\n三、加强调解\n调解120件。\n": [
        (1, "一", "achievements"), (1, "二", "achievements"), (1, "三", "achievements"),
    ],
    "一、主要工作\n针对\n存在的问题\n逐一整改，我镇学法4次。\n": [(1, "一", "achievements")],
}  # fmt: skip


@pytest.mark.parametrize("text", UNNUMBERED)
def test_chapters_without_a_number(text: str) -> None:
    report = extract(text)
    assert [(s.level, s.number, s.role) for s in report.sections if s.kind == "heading"] == UNNUMBERED[text]
    for section in report.sections:
        if section.kind == "heading" and section.number is None:
            assert text[section.start : section.heading_end].rstrip("：") == section.title
    trained = [o.status for o in report.observations if o.text == "5次"]
    assert trained in ([], ["planned"])


_REPORT = "石桥镇2024年法治政府建设情况报告\n现将情况报告如下：\n一、主要工作\n开展普法宣传8次。\n二、存在问题\n人员不足。\n"

FEET = [
    "石桥镇党政办公室　　2025年1月16日印发",
    "石桥镇人民政府办公室2025年1月16日印发",
    "石桥镇党政办公室\n2025年1月16日印发\n（共印15份）",
    "版权所有 石桥镇人民政府 网安备51042102000012号\n主办：石桥镇人民政府 邮编：617112\n石桥镇党政办公室 2025年1月16日印发 共印15份",
    "Copyright © 2025 石桥镇人民政府 All Rights Reserved",
    "石桥镇人民政府办公室",
    "分送：县委办，县政府办。\n石桥镇党政办　　2025年1月16日印发\n　　（共印20份）",
]


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("organ", ["石桥镇人民政府", "石 桥 镇 人 民 政 府", "石桥镇人民政府（盖章）"])
def test_the_foot_of_a_page_is_none_of_the_signature(organ: str, foot: str) -> None:
    text = f"{_REPORT}{organ}\n2025年1月15日\n{foot}\n"
    report = extract(text)
    metadata = report.metadata
    assert (metadata.issuer, metadata.issued_on, metadata.level) == (
        "石桥镇人民政府",
        "2025-01-15",
        "township",
    )
    start, end = report.metadata_spans["issuer"]
    assert text[start:end] == organ.removesuffix("（盖章）")


def test_who_printed_a_report_did_not_write_it() -> None:
    metadata = extract(f"{_REPORT}石桥镇党政办公室\n2025年1月16日印发\n").metadata
    assert (metadata.issuer, metadata.issued_on) == ("石桥镇人民政府", "2025-01-16")  # no other day is told


@pytest.mark.parametrize(
    "closing",
    ["石桥镇人民政府 2025年1月15日", "石桥镇人民政府\n2025年元月15日", "石桥镇人民政府二〇二五年元月十五日"],
)
def test_organ_and_day_behind_the_last_sentence(closing: str) -> None:
    text = "石桥镇坚持学法。一、主要工作（一）学法。学法4次。二、问题。人员不足，经费紧张，力量薄弱，部分干部学法不够主动，仍需加强。"
    report = extract(text + closing)
    assert (report.metadata.issuer, report.metadata.issued_on) == ("石桥镇人民政府", "2025-01-15")
    assert report.sections[-1].start == len(text)


def test_a_sentence_that_ends_in_an_organ_is_no_signature() -> None:
    text = f"{_REPORT}力量薄弱。问题已报县人民政府"
    assert [s.role for s in extract(text).sections][-1] == "problems"


HEADS = [
    ("石桥镇二〇二四年法治政府建设情况报告\n", {"report_year": 2024, "issuer": "石桥镇人民政府"}),
    ("二○二四年石桥镇法治政府建设情况报告\n", {"report_year": 2024, "issuer": "石桥镇人民政府"}),
    ("关于2024年度石桥镇法治政府建设情况的报告\n", {"issuer": "石桥镇人民政府", "region": ["石桥镇"]}),
    ("石桥镇2024年法治政府建设情况报告\n（2025年1月15日）\n", {"issued_on": "2025-01-15"}),
    ("2024年法治政府建设情况报告\n石桥镇人民政府\n2025年1月15日\n", {"issued_on": "2025-01-15", "issuer": "石桥镇人民政府"}),
    ("石桥镇2024年法治政府建设情况报告\n石府〔2025〕3号　　签发人：张三\n", {"document_number": "石府〔2025〕3号"}),
    ("石桥镇2024年法治政府建设情况报告\n（石委〔2025〕5号）\n", {"document_number": "石委〔2025〕5号"}),
    (
        "东河市青山区人民政府望江街道办事处2024年法治政府建设年度报告\n",
        {"region": ["东河市", "青山区", "望江街道"], "level": "subdistrict"},
    ),
    (
        "石橋鎮人民政府關於2024年法治政府建設情況的報告\n",
        {"region": ["石橋鎮"], "level": "township", "issuer": "石橋鎮人民政府"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_heads(head: str, expected: dict[str, object]) -> None:
    metadata = extract(f"{head}现将情况报告如下：\n一、主要工作\n开展普法宣传8次。\n").metadata
    assert {name: getattr(metadata, name) for name in expected} == expected


def test_the_year_of_a_heading_stands_where_its_span_says() -> None:
    for text, year in (
        ("石桥镇法治政府建设工作总结\n一、2024年工作总结\n学法8次。\n二、2025年工作计划\n", 2024),
        ("石桥镇法治政府建设工作总结\n一、主要工作\n学法8次。\n二、2025年工作计划\n", 2025),
    ):
        report = extract(text)
        start, end = report.metadata_spans["report_year"]
        assert (report.metadata.report_year, text[start:end]) == (2024, str(year))


def test_every_section_stands_inside_the_one_above() -> None:
    text = (
        "一、成效\n一是学法。\n1.会前学法。\n二是普法。\n1.集市。一是摆摊。二是讲座。\n2.入户。\n二、问题\n"
    )
    sections = {s.id: s for s in extract(text).sections}
    for section in sections.values():
        if section.parent:
            above = sections[section.parent]
            assert above.start <= section.start
            assert section.end <= above.end
            assert section.level > above.level
