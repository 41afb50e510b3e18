"""Parts and totals, quotas, comparisons, zero statements."""

from __future__ import annotations

import re

import pytest

from benchmarks.evaluate import mixed, passages
from fazhi_extract import extract
from fazhi_extract.language import load
from fazhi_extract.normal import normalise
from fazhi_extract.standing import cues_of_language

CASES: dict[str, list[tuple[float, str, str]]] = {
    "开展行政检查190余次（其中平台186次），立案3宗。": [
        (190, "plain", "actual"), (186, "part", "actual"), (3, "plain", "actual"),
    ],
    "共有执法人员15人，兼职4人，总共19人。": [
        (15, "part", "actual"), (4, "part", "actual"), (19, "plain", "actual"),
    ],
    "办理案件25件，其中行政处罚12件、行政许可8件、行政强制5件，罚款3万元。": [
        (25, "plain", "actual"), (12, "part", "actual"), (8, "part", "actual"), (5, "part", "actual"),
        (30000, "plain", "actual"),
    ],
    "立案16起，其中开除党籍1人，党内警告15人，第一种形态处理47人。": [
        (16, "plain", "actual"), (1, "part", "actual"), (15, "part", "actual"), (47, "plain", "actual"),
    ],
    "处罚案件36件，其中简易程序31件，罚款0.7万元；普通程序5件，罚款4.6万元；一般检查5件。": [
        (36, "plain", "actual"), (31, "part", "actual"), (7000, "plain", "actual"), (5, "part", "actual"),
        (46000, "plain", "actual"), (5, "plain", "actual"),
    ],
    "办结案件812件，处罚金额9万元。其中，简易程序案件476件，处罚金额4万元；普通程序案件336件，处罚金额5万元。": [
        (812, "plain", "actual"), (90000, "plain", "actual"), (476, "part", "actual"), (40000, "part", "actual"),
        (336, "part", "actual"), (50000, "part", "actual"),
    ],
    "审结复议申请169件，其中维持58件，撤销21件，调解和解67件，其他23件。": [
        (169, "plain", "actual"), (58, "part", "actual"), (21, "part", "actual"), (67, "part", "actual"),
        (23, "part", "actual"),
    ],
    "决策事项6项，其中4项已办完；开展后评估2项。": [
        (6, "plain", "actual"), (4, "part", "actual"), (2, "plain", "actual"),
    ],
    "发放宣传资料1000份，包括民法典手册300本、宪法宣传册700册。": [
        (1000, "plain", "actual"), (300, "part", "actual"), (700, "part", "actual"),
    ],
    "开展普法宣传16场次（进校园4场、进社区6场、进企业6场）。": [
        (16, "plain", "actual"), (4, "part", "actual"), (6, "part", "actual"), (6, "part", "actual"),
    ],
    "全年开展普法宣传20余场次。其中：进校园8场次；进社区12场次。": [
        (20, "plain", "actual"), (8, "part", "actual"), (12, "part", "actual"),
    ],
    "全年开展普法活动20场，进校园8场，进社区12场。": [
        (20, "plain", "actual"), (8, "part", "actual"), (12, "part", "actual"),
    ],
    "普法进机关30场，进乡村20场，进学校10场。": [
        (30, "plain", "actual"), (20, "plain", "actual"), (10, "plain", "actual"),
    ],
    "召开党委会26次，其中法治专题会4次，普法宣传12场。": [
        (26, "plain", "actual"), (4, "part", "actual"), (12, "plain", "actual"),
    ],
    "按照全年计划召开法治专题会议4次。": [(4, "plain", "actual")],
    "举行安全宣传进社区18场、进企业11场、进家庭7场。": [
        (18, "plain", "actual"), (11, "plain", "actual"), (7, "plain", "actual"),
    ],
    "全年调解矛盾纠纷208件\n　　其中婚姻家庭纠纷58件。": [(208, "plain", "actual"), (58, "part", "actual")],
    "拟开展的12次普法宣传活动已全部完成。": [(12, "plain", "actual")],
    "拟建法治公园2个的选址已完成。": [(2, "plain", "planned")],
    "在化解矛盾纠纷中，发挥调委会作用，村级调解矛盾纠纷156件。": [(156, "plain", "actual")],
    "组织观看庭审6场，宪法宣誓2次，警示教育4次。": [
        (6, "plain", "actual"), (2, "plain", "actual"), (4, "plain", "actual"),
    ],
    "举办法治讲座10场，开展法治文艺演出4场，法治电影放映6场。": [
        (10, "plain", "actual"), (4, "plain", "actual"), (6, "plain", "actual"),
    ],
    "新增调解员12名，其中：专职3名；全镇共有法律明白人5名。": [
        (12, "plain", "actual"), (3, "part", "actual"), (5, "plain", "actual"),
    ],
    "全年计划举办普法宣传30场次，实际完成36场次。": [(30, "plain", "planned"), (36, "plain", "actual")],
    "每村配备网格员1名。": [(1, "per_unit", "actual")],
    "镇政府将开展普法宣传8场次。": [(8, "plain", "planned")],
    "准备开展普法宣传8场次，争取举办讲座3场。": [(8, "plain", "planned"), (3, "plain", "planned")],
    "将法治宣传纳入年度计划，开展普法宣传8场次。": [(8, "plain", "actual")],
    "将12件矛盾纠纷化解在萌芽状态。": [(12, "plain", "actual")],
    "应当开展普法宣传10场次。": [(10, "plain", "required")],
    "上级要求开展普法宣传10场次，实际开展12场次。": [(10, "plain", "required"), (12, "plain", "actual")],
    "按照上级要求开展普法宣传10场次。": [(10, "plain", "actual")],
    "未能完成调解矛盾纠纷100件的目标。": [(100, "plain", "required")],
    "每年法律知识培训不少于30学时。": [(30, "per_unit", "required")],
    "每年参加公共法律知识培训不少于60学时。": [(60, "per_unit", "required")],
    "谋划创建村法治公园（广场）5个。": [(5, "plain", "planned")],
    "调解纠纷208件，同比增长23%。": [(208, "plain", "actual"), (23, "change", "actual")],
    "调解纠纷208件，去年为180件。": [(208, "plain", "actual"), (180, "previous", "actual")],
    "持证人数由18人增加到22人。": [(18, "previous", "actual"), (22, "plain", "actual")],
    "行政复议申请0件。": [(0, "zero", "actual")],
    "力争开展普法宣传30场次。": [(30, "plain", "planned")],
    "各类执法检查71次。": [(71, "plain", "actual")],
    "各村调委会共调解纠纷60件。": [(60, "plain", "actual")],
    # a list of parts goes on over a change of unit …
    "受理信访1846件，其中来信132件、来访486批次、网上1228件。": [
        (1846, "plain", "actual"), (132, "part", "actual"), (486, "part", "actual"), (1228, "part", "actual"),
    ],
    "接待来访147件，其中来访62批138人次，网上信访51件。": [
        (147, "plain", "actual"), (62, "part", "actual"), (138, "part", "actual"), (51, "part", "actual"),
    ],
    # … and ends where a verb opens something of its own, unless the first part has one too
    "公布事项186项，其中行政许可5项，取消证明材料44项。": [
        (186, "plain", "actual"), (5, "part", "actual"), (44, "plain", "actual"),
    ],
    "清理文件60件，其中废止5件，修改4件。": [
        (60, "plain", "actual"), (5, "part", "actual"), (4, "part", "actual"),
    ],
    "审查事务216件，包括行政协议9件、规范性文件7件、其他200件。": [
        (216, "plain", "actual"), (9, "part", "actual"), (7, "part", "actual"), (200, "part", "actual"),
    ],
    "在册社区矫正对象16人，新接收9人，期满解除7人。": [
        (16, "plain", "actual"), (9, "plain", "actual"), (7, "plain", "actual"),
    ],
    "与上年相比，普法场次增加15场，受众增加3000人次。": [(15, "change", "actual"), (3000, "change", "actual")],
    "败诉率14.8%，高于全市平均水平3.1个百分点。": [(14.8, "plain", "actual"), (3.1, "plain", "actual")],
    "去年全区案卷评查中被扣分3处。": [(3, "plain", "actual")],
    "为各镇街配备执法记录仪260套。": [(260, "plain", "actual")],
    "镇上每半月汇总1次。": [(1, "per_unit", "actual")],
    "给农家书屋各添置法律书籍30册。": [(30, "per_unit", "actual")],
    "按照“每村不少于3名法律明白人”的要求，共培养57名。": [
        (3, "per_unit", "required"), (57, "plain", "actual"),
    ],
    "执法检查应当有两名以上执法人员在场。": [(2, "plain", "required")],
    "应配备法制审核人员不低于执法人员总数的5%。": [(5, "plain", "required")],
    "拟修订内部制度4项，新建2项。": [(4, "plain", "planned"), (2, "plain", "planned")],
    "计划开展检查120家次，实际完成131家次。": [(120, "plain", "planned"), (131, "plain", "actual")],
    # what was not done or was called off is no achievement, whatever comes first …
    "全年没有开展法治宣传3场次。": [(3, "plain", "planned")],
    "未按计划举办法治讲座3场次。": [(3, "plain", "planned")],
    "因疫情取消法治培训3场次，线上举办5场次。": [(3, "plain", "planned"), (5, "plain", "actual")],
    "停办法治讲座2场。": [(2, "plain", "planned")],
    "3场法治讲座因疫情未能举办。": [(3, "plain", "planned")],
    "2场法治讲座推迟至明年。": [(2, "plain", "planned")],
    "原计划的5场法治讲座未举办。": [(5, "plain", "planned")],
    "原定举办法治讲座6场，因疫情仅举办4场。": [(6, "plain", "planned"), (4, "plain", "actual")],
    "仍有5件矛盾纠纷未调解成功。": [(5, "plain", "planned")],
    "未调解成功的2件引导诉讼解决。": [(2, "plain", "planned")],
    "县里要求我镇调解率达98%，实际达99%。": [(98, "plain", "required"), (99, "plain", "actual")],
    "按照上级要求开展调解，调解率达99%。": [(99, "plain", "actual")],
    "距离目标还差法治讲座3场次。": [(3, "plain", "planned")],
    # … but what was abolished, or done for those who were left out, is one
    "取消证明事项12项。": [(12, "plain", "actual")],
    "3项行政许可全部取消。": [(3, "plain", "actual")],
    "撤销案件2件。": [(2, "plain", "actual")],
    "对未成年人开展法治宣传3场次。": [(3, "plain", "actual")],
    "针对未培训人员开展补训2场次。": [(2, "plain", "actual")],
    "对尚未开展法治讲座的村补办讲座3场。": [(3, "plain", "actual")],
    "未间断开展法治宣传12场次。": [(12, "plain", "actual")],
    "未因疫情停办讲座，全年举办讲座6场。": [(6, "plain", "actual")],
    "3个村未开展法治宣传。": [(3, "plain", "actual")],
    # 要求 as a verb, not as a noun
    "要求开展法治宣传10场次。": [(10, "plain", "required")],
    "要求各村每季度开展法治宣传1场次。": [(1, "per_unit", "required")],
    "会议要求，全年开展法治宣传10场次。": [(10, "plain", "required")],
    "按照上级要求，开展法治宣传10场次。": [(10, "plain", "actual")],
    "按照通知（县发〔2024〕5号）要求开展法治宣传10场次。": [(10, "plain", "actual")],
    "高标准严要求开展法治培训3场次。": [(3, "plain", "actual")],
    "要求整改问题12个。": [(12, "plain", "actual")],
    # plans that are told as if they were done
    "正在筹备举办法治讲座4场。": [(4, "plain", "planned")],
    "正在建设法治文化公园2个。": [(2, "plain", "planned")],
    "对在建工地开展安全检查12次。": [(12, "plain", "actual")],
    "建设法治文化广场1个，预计2025年6月完工。": [(1, "plain", "planned")],
    "法治宣传工作安排如下：举办讲座6场，发放资料2000份。": [(6, "plain", "planned"), (2000, "plain", "planned")],
    "承诺全年开展法治讲座12场。": [(12, "plain", "planned")],
    "若条件允许，开展法治讲座2场。": [(2, "plain", "planned")],
    "若干村开展法治讲座3场。": [(3, "plain", "actual")],
    "如期开展法治讲座3场。": [(3, "plain", "actual")],
    "任务数为调解矛盾纠纷150件，完成142件。": [(150, "plain", "required"), (142, "plain", "actual")],
    "拆除违法建筑186处，为年度任务数的118%。": [(186, "plain", "actual"), (118, "plain", "actual")],
    "2个法治文化公园正在建设中。": [(2, "plain", "planned")],
    "除3场法治讲座因疫情取消外，其余9场均如期举办。": [(3, "plain", "planned"), (9, "plain", "actual")],
    "截至目前已开展法治宣传12场次，年底前再开展8场次。": [(12, "plain", "actual"), (8, "plain", "planned")],
    "调解成功率目标98%，实际99%。": [(98, "plain", "required"), (99, "plain", "actual")],
    "人民调解员由9名拟增加到12名。": [(9, "plain", "actual"), (12, "plain", "planned")],
    "缺少法律顾问3名。": [(3, "plain", "planned")],
    "我镇严格按照县委文件要求组织开展法治培训12场次。": [(12, "plain", "actual")],
    "传达学习上级文件要求，召开党委会4次。": [(4, "plain", "actual")],
    "对正在建设的工地开展安全检查15次。": [(15, "plain", "actual")],
    "镇党委积极谋划开展普法宣传12场次。": [(12, "plain", "actual")],
    "根据群众建议开展法治宣传讲座8场次。": [(8, "plain", "actual")],
    "对未进行年检车辆作出行政处罚12起。": [(12, "plain", "actual")],
    "化解历年未调解纠纷12件。": [(12, "plain", "actual")],
    "针对调解力量短缺新增人民调解员5名。": [(5, "plain", "actual")],
    "叫停违法施工行为36次。": [(36, "plain", "actual")],
    "取消证明事项后开展便民宣传12场次。": [(12, "plain", "actual")],
    "圆满实现调解矛盾纠纷200件的目标。": [(200, "plain", "actual")],
    "研究解决调解经费短缺等问题9个。": [(9, "plain", "actual")],
    "《行动计划》提出调解矛盾纠纷3000件。": [(3000, "plain", "required")],
    "法律顾问对《合同》提出修改意见12条。": [(12, "plain", "actual")],
    "为实现调解矛盾纠纷200件的目标，共调解180件。": [(200, "plain", "required"), (180, "plain", "actual")],
    "圆满完成开展法治宣传10场次的任务。": [(10, "plain", "actual")],
    "没有1件行政诉讼案件。": [(0, "zero", "actual")],
    "无1起安全事故。": [(0, "zero", "actual")],
    "需开展法治培训3场次。": [(3, "plain", "required")],
    "按需开展法治宣传20场次。": [(20, "plain", "actual")],
    # what was there before
    "原有执法人员12名，现有10名。": [(12, "previous", "actual"), (10, "plain", "actual")],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_relation_and_status(text: str) -> None:
    got = [(o.value, o.relation, o.status) for o in extract(text).observations]
    assert got == CASES[text]


def test_a_rise_and_last_year_have_the_metric_of_their_figure() -> None:
    observations = extract("调解矛盾纠纷208件，去年为180件，同比增长15.6%。").observations
    assert [o.metric for o in observations] == ["mediation_cases"] * 3


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        (  # by the nouns before 分别, not by the figures before
            "更换警示牌60块；全年事故起数、死亡人数同比分别下降14.3%、50%。",
            [None, "safety_accidents", None],
        ),
        ("行政处罚9起，罚款2万元，同比分别下降18%、25%。", ["penalty_cases", "fines"] * 2),
        (  # a rise is of what was received, not of what came of it
            "信访窗口接访86批，办结84批，同比下降12.2%。",
            ["petitions_received", "petitions_resolved", "petitions_received"],
        ),
        ("对17家加油站、9家气站进行检查。", ["administrative_inspections"] * 2),
        ("新建3个凉亭、2个法治文化广场。", [None, "legal_culture_venues"]),
        (  # a part of a part is none of the whole
            "共有执法人员60人，其中持证48人，其中法学专业10人。",
            ["enforcement_staff", "enforcement_certificate_holders", None],
        ),
        ("18个乡镇审查涉法事务2870件。", [None, "legality_reviews"]),
        ("全年计划开展普法宣传12次，实际开展15次。", ["publicity_events"] * 2),
        ("应配备专职调解员20名，实配18名。", ["mediators"] * 2),
        ("计划开展法治宣传12次，已组织检查20次。", ["publicity_events", None]),
        ("邻里纠纷12件、婚姻家庭8件、土地5件，合计调解纠纷25件。", ["mediation_cases"] * 4),
        (
            "全年共立案386件，办结371件。其中食品类案件203件。",
            ["enforcement_cases_filed", "penalty_cases_closed", "enforcement_cases_filed"],
        ),
    ],
)
def test_which_figure_a_metric_is_taken_from(text: str, metrics: list[str | None]) -> None:
    assert [o.metric for o in extract(text).observations] == metrics


def test_a_part_that_opens_its_sentence_is_of_the_sentence_before() -> None:
    observations = extract("全年共立案386件，办结371件。其中食品类案件203件。").observations
    assert [(o.relation, o.part_of) for o in observations] == [
        ("plain", None),
        ("plain", None),
        ("part", "o1"),
    ]


def test_a_part_of_a_part_names_it() -> None:
    observations = extract("共有执法人员60人，其中持证48人，其中法学专业10人。").observations
    assert [o.part_of for o in observations] == [None, "o1", "o2"]


@pytest.mark.parametrize("text", ["推广“1+6+N”治理模式。", "落实“最多跑1次”改革。", "打造“五个1”品牌。"])
def test_a_name_in_quotation_marks_is_no_quota(text: str) -> None:
    assert extract(text).observations == []


@pytest.mark.parametrize(
    ("text", "metric", "written"),
    [
        ("全年无重大安全事故发生。", "safety_accidents", "无重大安全事故发生"),
        ("辖区未发生群体性事件。", "mass_incidents", "未发生群体性事件"),
        ("未发生一起较大以上生产安全事故。", "safety_accidents", "未发生一起较大以上生产安全事故"),
        ("实现安全事故零发生。", "safety_accidents", "安全事故零发生"),
        ("无行政复议案件。", "reconsideration_cases", "无行政复议案件"),
        ("无行政诉讼败诉案件。", "litigation_lost", "无行政诉讼败诉案件"),
    ],
)
def test_zero_statement(text: str, metric: str, written: str) -> None:
    [o] = extract(text).observations
    assert (o.metric, o.value, o.relation, o.text) == (metric, 0, "zero", written)


@pytest.mark.parametrize(
    "text",
    [
        "清理零散摊点。",
        "实现“零”突破。",
        "利用无人机巡查。",
        "做到“无事不扰”。",
        "有效防止群体性事件的发生。",
        "完善群体性事件应急预案。",
    ],
)
def test_what_only_looks_like_zero(text: str) -> None:
    assert extract(text).observations == []


def test_an_unknown_figure_is_kept_without_a_metric() -> None:
    [o] = extract("新建水泥路5.6公里。").observations
    assert (o.metric, o.value, o.unit, o.relation) == (None, 5.6, "公里", "plain")


def test_conflicting_rates_are_called_a_conflict() -> None:
    report = extract("调解成功率98%。\n调解成功率达99%。")
    value = report.metrics["mediation_success_rate"]
    assert (value.how, len(value.observations)) == ("conflict", 2)
    assert [o.review for o in report.observations] == [["conflict"], ["conflict"]]


def test_a_plan_announced_holds_for_its_sentence() -> None:
    text = "2025年计划：组织普法宣传20场次，发放普法资料3000份。"
    assert [o.status for o in extract(text).observations] == ["planned", "planned"]


def test_a_fall_in_percent_is_no_number_of_cases() -> None:
    report = extract("调解矛盾纠纷数量同比下降12.5%。")
    assert [o.relation for o in report.observations] == ["change"]
    assert report.metrics == {}


def test_units_that_differ_in_kind_are_never_added() -> None:
    value = extract("开展行政检查50次。行政检查320家次。行政检查30次。").metrics["administrative_inspections"]
    assert (value.value, value.unit, value.how) == (80, "次", "sum")


def test_the_period_is_that_nearest_before_the_figure() -> None:
    observations = extract("上半年开展普法宣传6次，下半年开展普法宣传9次。").observations
    assert [o.period for o in observations] == ["上半年", "下半年"]


_CUES = cues_of_language()


@pytest.mark.parametrize("name", _CUES.signs)
def test_the_signs_of_a_cue_stand_in_all_that_it_matches(name: str) -> None:
    pattern = re.compile(re.sub(r"(?<!\\)\$|\(\?=\$\)|\^(?=\[)", "", _CUES[name].pattern))
    texts = [normalise(text) for text in [*(d.text for d in [*passages(), *mixed()]), *CASES]]
    matches = {m[0] for text in texts for m in pattern.finditer(text)} - {""}
    assert matches
    assert [m for m in matches if not _CUES.may(name, m)] == []


def test_every_period_begins_with_one_of_the_signs_that_are_looked_for() -> None:
    whole = _CUES["period"].pattern
    first = f"(?={load('cues')['period']['first']})"
    assert whole.startswith(first)
    unguarded = re.compile(whole.removeprefix(first))
    texts = [normalise(d.text) for d in [*passages(), *mixed()]]
    found = [m.span() for text in texts for m in unguarded.finditer(text)]
    assert len(found) > 100
    assert found == [m.span() for text in texts for m in _CUES["period"].finditer(text)]


def test_no_filler_is_made_of_others() -> None:
    fillers = load("cues")["fillers"].split("|")
    made = {word: "|".join(other for other in fillers if other != word) for word in fillers}
    assert [word for word, others in made.items() if re.fullmatch(f"(?:{others})+", word)] == []


def test_closed_cases_by_kind_are_closed_too() -> None:
    text = "全年共办结行政执法案件812件。其中，简易程序案件476件。"
    assert {o.metric for o in extract(text).observations} == {"penalty_cases_closed"}


def test_a_rise_in_persons_is_of_the_figure_of_persons() -> None:
    text = "全镇持证执法人员18人，占在编人员的42.9%，较上年增加5人。"
    assert extract(text).observations[-1].metric == "enforcement_certificate_holders"
