"""A table of values and the many ways to write them, and of what is no figure."""

from __future__ import annotations

import pytest

from fazhi_extract import extract
from fazhi_extract.normal import normalise
from fazhi_extract.numerals import find_numerals

# written in a sentence → value, value_max, qualifier, unit
FIGURES: dict[str, tuple[float, float | None, str, str | None]] = {
    "160余件": (160, None, "over", "件"),
    "35多次": (35, None, "over", "次"),
    "1.2万余人次": (12000, None, "over", "人次"),
    "15.5万余人次": (155000, None, "over", "人次"),
    "20余万份": (200000, None, "over", "份"),
    "144.6万余元": (1446000, None, "over", "元"),
    "27.4 万元": (274000, None, "exact", "元"),
    "50万元": (500000, None, "exact", "元"),
    "146.2亿元": (14620000000, None, "exact", "元"),
    "近百场": (100, None, "about", "场"),
    "上百件": (100, None, "over", "件"),
    "两百余份": (200, None, "over", "份"),
    "贰万元": (20000, None, "exact", "元"),
    "壹佰贰拾件": (120, None, "exact", "件"),
    "五百余人": (500, None, "over", "人"),
    "两万余人次": (20000, None, "over", "人次"),
    "百余场次": (100, None, "over", "场次"),
    "千余份": (1000, None, "over", "份"),
    "数十次": (10, None, "over", "次"),
    "数百份": (100, None, "over", "份"),
    "几十件": (10, None, "over", "件"),
    "十余项": (10, None, "over", "项"),
    "二十余万册": (200000, None, "over", "册"),
    "二十几场": (20, None, "over", "场"),
    "5万6千元": (56000, None, "exact", "元"),
    "2万3千余份": (23000, None, "over", "份"),
    "十五件": (15, None, "exact", "件"),
    "一百二十三件": (123, None, "exact", "件"),
    "一百三十七桩": (137, None, "exact", "桩"),
    "六桩": (6, None, "exact", "桩"),
    "一百二十卷": (120, None, "exact", "卷"),
    "三十余副": (30, None, "over", "副"),
    "二〇件": (20, None, "exact", "件"),
    "两三次": (2, 3, "range", "次"),
    "三五十人": (30, 50, "range", "人"),
    "十五六件": (15, 16, "range", "件"),
    "三至五次": (3, 5, "range", "次"),
    "3至5次": (3, 5, "range", "次"),
    "3—5次": (3, 5, "range", "次"),
    "3次至5次": (3, 5, "range", "次"),
    "2,300份": (2300, None, "exact", "份"),
    "1,234,567份": (1234567, None, "exact", "份"),
    "１２场": (12, None, "exact", "场"),
    "２，３００份": (2300, None, "exact", "份"),
    "百分之九十八": (98, None, "exact", "%"),
    "百分之九十九点五": (99.5, None, "exact", "%"),
    "99.5%": (99.5, None, "exact", "%"),
    "99.5％": (99.5, None, "exact", "%"),
    "136件次": (136, None, "exact", "件次"),
    "80起(件)": (80, None, "exact", "起(件)"),
    "近50件": (50, None, "about", "件"),
    "约30人": (30, None, "about", "人"),
    "300人左右": (300, None, "about", "人"),
    "超185份": (185, None, "over", "份"),
    "超1.5万人次": (15000, None, "over", "人次"),
    "逾70件": (70, None, "over", "件"),
    "不少于4次": (4, None, "at_least", "次"),
    "至少2名": (2, None, "at_least", "名"),
    "20人以上": (20, None, "at_least", "人"),
    "不超过5件": (5, None, "at_most", "件"),
    "5公里以内": (5, None, "at_most", "公里"),
}


@pytest.mark.parametrize("written", FIGURES)
@pytest.mark.parametrize("frame", ["全年共完成{}。", "先后办理{}，群众满意", "完成{}"])
def test_value_qualifier_and_unit(written: str, frame: str) -> None:
    text = frame.format(written)
    [observation] = extract(text).observations
    value, high, qualifier, unit = FIGURES[written]
    assert (observation.value, observation.value_max, observation.qualifier, observation.unit) == (
        value, high, qualifier, unit,
    )  # fmt: skip
    assert observation.text == written == text[observation.start : observation.end]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("接待来访42批270多人", [42, 270]),
        ("设置2个法治宣传栏和1个法律图书角", [2, 1]),
        ("分别为12件、8件和5件", [12, 8, 5]),
        ("签约3份，预约20件", [3, 20]),
        ("共有25个部门召开三次会议", [25, 3]),
        ("全体村民人数五十人", [50]),
    ],
)
def test_several_figures(text: str, values: list[float]) -> None:
    assert [o.value for o in extract(text).observations] == values


def test_a_shared_figure_is_an_observation_of_each_metric() -> None:
    observations = extract("组织学法考试，参考率、合格率均达100%。").observations
    assert [o.metric for o in observations] == ["exam_participation_rate", "exam_pass_rate"]
    assert len({(o.start, o.end) for o in observations}) == 1
    assert len({o.id for o in observations}) == 2


NOT_FIGURES = [
    ("开展五讲四美活动", "idiom"),
    ("编修地方志三卷", "idiom"),
    ("学习“新思想”三十讲", "idiom"),
    ("二十四节气", "idiom"),
    ("2024年12月4日召开", "date"),
    ("《纲要（2021—2025年）》", "date"),
    ("2021-2025年", "date"),
    ("围绕“4.15”宣传", "date"),
    ("在12·4国家宪法日", "date"),
    ("10月底完成", "date"),
    ("二〇二四年一月十日", "date"),
    ("9:30开始", "time"),
    ("24小时值班", "duration"),
    ("3个工作日内答复", "duration"),
    ("连续8年获奖", "duration"),
    ("红格府发〔2023〕40号", "document_number"),
    ("依据第十二条规定", "article"),
    ("国务院令第777号", "ordinal"),
    ("第五次会议", "ordinal"),
    ("推进“1+6+N”体系", "name"),
    ("落实省委“1310”部署", "name"),
    ("学习民营经济31条", "name"),
    ("拨打12345热线", "code"),
    ("5G网络", "code"),
    ("三分之二", "fraction"),
    ("落实三项制度", "name"),
    ("取得一定成效", "idiom"),
    ("建设一支队伍", "idiom"),
    ("统一部署", "idiom"),
    ("形成一张网", "idiom"),
    ("每一名干部", "idiom"),
    ("一站式服务", "idiom"),
    ("一村一法律顾问", "idiom"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_FIGURES)
def test_what_is_no_figure(text: str, kind: str) -> None:
    assert extract(text).observations == []
    assert kind in {n.kind for n in find_numerals(normalise(text))}


def test_the_serial_number_of_a_table_row_is_no_figure() -> None:
    report = extract("1\t行政处罚案件\t71件\n3  人民调解组织  12个\n投入27.4 万元。共有 5 人参加。\n")
    assert [o.text for o in report.observations] == ["71件", "12个", "27.4 万元", "5 人"]


@pytest.mark.parametrize(
    ("text", "figures", "left"),
    [
        ("开展普法宣传○○次。", [], "○○次"),
        ("发放资料〇〇份。", [], "〇〇份"),
        ("受众达◯万人次。", [], "○万"),
        ("化解纠纷2○件。", [], "○件"),
        ("开展普法1×场。", [], "×场"),
        ("20○○年开展普法3次。", ["3次"], "○○年"),
        ("二○二四年调解二○件。", ["二○件"], None),
        ("场地为3×4米。", ["4米"], None),
        ("○人员到位。", [], None),
    ],
)
def test_a_place_left_to_be_filled_in_is_no_figure(text: str, figures: list[str], left: str | None) -> None:
    report = extract(text)
    assert [o.text for o in report.observations] == figures
    found = [c.message for c in report.checks if c.code == "placeholder"]
    assert len(found) == bool(left)
    assert all(f"“{left}”" in message for message in found)


_LINE = "全年深入开展法治宣传教育工作成效明显"


@pytest.mark.parametrize(
    ("text", "written", "value", "qualifier", "unit"),
    [
        (_LINE + "，调解矛盾纠纷160\n余件，成功58件。", "160\n余件", 160, "over", "件"),
        (_LINE + "，罚没款合计27.4\n万元，结案3件。", "27.4\n万元", 274000, "exact", "元"),
        (_LINE + "，受众达280\n　　0余人次，人人叫好。", "280\n　　0余人次", 2800, "over", "人次"),
        (_LINE + "，成功率99\r\n.5%。", "99\r\n.5%", 99.5, "exact", "%"),
        ("调解矛盾纠纷160\n余件。", "160\n余件", 160, "over", "件"),
        ("罚没款27.4\n万元。", "27.4\n万元", 274000, "exact", "元"),
        ("受众达280\n0余人次。", "280\n0余人次", 2800, "over", "人次"),
    ],
)
def test_a_figure_that_the_end_of_a_line_breaks(
    text: str, written: str, value: float, qualifier: str, unit: str
) -> None:
    first = extract(text).observations[0]
    assert (first.value, first.qualifier, first.unit) == (value, qualifier, unit)
    assert first.text == written == text[first.start : first.end]


@pytest.mark.parametrize(
    "text",
    [
        _LINE + "，共计20\n人民调解成效明显",  # a word that only begins like a unit
        "浏览次数：128\n12名干部参加培训，取得实效明显。",
        "浏览次数：128\n12名干部参加培训，取得实效明显并且持续改进提升工作水平，得到群众一致好评。",
        "发布机构名称为石门镇党政办公室阅读人数128\n20件案件办结",
        "普法次数\n12\n30件\n",  # cells
        "阅读人数128\n余家镇开展活动",
        "行政复议案件3\n0件被撤销",
        "全年办理行政处罚案件的数量为21\n3件移送公安机关处理，全部结案完毕",
        _LINE + "共办理20\n8.组织开展活动",
        _LINE + "共办理2024\n20件",
    ],
)
def test_lines_that_are_not_wrapped_stay_apart(text: str) -> None:
    assert [o.text for o in extract(text).observations if "\n" in o.text] == []


TRADITIONAL = {
    "調解矛盾糾紛兩百餘件，罰沒款兩萬餘元。": "调解矛盾纠纷两百余件，罚没款两万余元。",
    "組織黨委中心組學法4次，會前學法12場次。": "组织党委中心组学法4次，会前学法12场次。",
    "聯合執法十餘場，覆蓋群眾300餘人次。": "联合执法十余场，覆盖群众300余人次。",
    "審查合同15份，聘請法律顧問1名，車輛30輛，鐘樓2棟。": "审查合同15份，聘请法律顾问1名，车辆30辆，钟楼2栋。",
    "較上年增長5%，其中農戶佔10畝，歷時3個月。": "较上年增长5%，其中农户占10亩，历时3个月。",
}


@pytest.mark.parametrize("written", TRADITIONAL)
def test_traditional_signs_are_read_like_the_others(written: str) -> None:
    def said(text: str) -> list[tuple[object, ...]]:
        found = extract(text).observations
        return [(o.start, o.end, o.metric, o.value, o.qualifier, o.unit, o.relation) for o in found]

    assert said(written) == said(TRADITIONAL[written]) != []


@pytest.mark.parametrize(
    ("text", "written", "value", "high", "qualifier", "unit"),
    [
        ("全年发放宣传资料1 000份。", "1 000份", 1000, None, "exact", "份"),
        ("发放资料12 000余份。", "12 000余份", 12000, None, "over", "份"),
        ("发放资料2 300册，人手一册。", "2 300册", 2300, None, "exact", "册"),
        ("罚没款 1 200 000 元。", "1 200 000 元", 1200000, None, "exact", "元"),
        ("罚款3万元至5万元。", "3万元至5万元", 30000, 50000, "range", "元"),
        ("罚款30万至50万元。", "30万至50万元", 300000, 500000, "range", "元"),
        ("开展百十场普法。", "百十场", 100, None, "about", "场"),
        ("开展普法三、四场。", "三、四场", 3, 4, "range", "场"),
        ("调解十五、六件。", "十五、六件", 15, 16, "range", "件"),
        ("调解三、四十件。", "三、四十件", 30, 40, "range", "件"),
        ("全年培训群众5、6百人。", "5、6百人", 500, 600, "range", "人"),
        ("接待群众不下200件。", "不下200件", 200, None, "at_least", "件"),
        ("发放资料1000+册。", "1000+册", 1000, None, "over", "册"),
        ("受众12万+人次。", "12万+人次", 120000, None, "over", "人次"),
        ("发放资料3.5w份。", "3.5w份", 35000, None, "exact", "份"),
        ("办理“200”件。", "“200”件", 200, None, "exact", "件"),
        ("办理〔200〕件。", "〔200〕件", 200, None, "exact", "件"),
        ("开展一两百场普法。", "一两百场", 100, 200, "range", "场"),
        ("调解千二百件。", "千二百件", 1200, None, "exact", "件"),
        ("普法廿余场。", "廿余场", 20, None, "over", "场"),
        ("调解卅二件。", "卅二件", 32, None, "exact", "件"),
        ("清运垃圾50kg。", "50kg", 50, None, "exact", "kg"),
        ("召开法治专题会议一次。", "一次", 1, None, "exact", "次"),
        ("建成法治文化广场一处。", "一处", 1, None, "exact", "处"),
        ("行政诉讼案件一件，胜诉一件。", "一件", 1, None, "exact", "件"),
        ("行政复议一起。", "一起", 1, None, "exact", "起"),
    ],
)
def test_rarer_ways_to_write_a_figure(
    text: str, written: str, value: float, high: float | None, qualifier: str, unit: str
) -> None:
    first = extract(text).observations[0]
    assert (first.value, first.value_max, first.qualifier, first.unit) == (value, high, qualifier, unit)
    assert first.text == written == text[first.start : first.end]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2024 100件", ["100件"]),
        ("12\t100件\n", ["100件"]),
        ("行政处罚\t12\t100件\n", ["12", "100件"]),
        ("普法宣传12 100件", ["12", "100件"]),  # cells, for all one can tell
        ("发放资料000份。", []),
        ("第一、20个村建成阵地。", ["20个"]),
        ("受理、办结 45 / 43。", ["45", "43"]),
        ("召开第三、四次会议。", []),
        ("复议、诉讼分别为3、4件。", ["3", "4件"]),
        ("学习三、四种形态。", []),
        ("拨打“12345”热线，落实“20”条措施。", []),
        ("以“1”个中心为抓手。", []),
        ("推进5G+政务，1+1帮扶。", []),
        ("千百次努力。", []),
        ("案件一起处理，纠纷一件一件化解，给他机会一次。", []),
        ("会议一次性通过。", []),
        ("浏览次数：128 字号：大 中 小\n", []),
        ("浏览：【345】人次\n", []),
        ("第 3 页 共 5 页\n", []),
        ("正文\n3 / 5\n正文\n·3·\n", []),
        ("党政办公室 邮编：617112\n", []),
        ("按GB/T 9704标准印制。", []),
        ("坚持1:1配比，7×24小时响应，1对1帮扶。", []),
        ("送达3-2-101室。", []),
    ],
)
def test_what_only_looks_like_a_figure(text: str, figures: list[str]) -> None:
    assert [o.text for o in extract(text).observations] == figures


def test_numbers_that_are_one_sign_are_accounted_for() -> None:
    text = "①学法。⑵普法。⒊执法。㈣调解。Ⅲ级响应，½以上。"
    assert [(n.start, n.kind) for n in find_numerals(normalise(text))] == [
        (0, "heading_number"),
        (4, "heading_number"),
        (8, "heading_number"),
        (12, "heading_number"),
        (16, "ordinal"),
        (21, "fraction"),
    ]


def test_a_rise_may_be_written_with_a_sign() -> None:
    [rise] = extract("普法宣传同比+20%。").observations
    assert (rise.text, rise.relation) == ("20%", "change")
