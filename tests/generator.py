"""Whole yearly reports, invented: as many as asked for, each different, always the same ones.

``write_reports`` and ``write_broken`` fill a folder for the tests and benchmarks
of many files. The sentences are written in a small notation: ``[甲|乙]`` is one
of several wordings, ``{20-400}`` a number, ``{90-100%}`` a rate, ``{county}`` a
name of the report at hand. A report depends on the seed and its own number only,
so that 4,000 reports begin with the 1,000 that a smaller run wrote.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LENGTHS = range(1000, 3001)
"""Characters of one report."""
FIGURES = range(15, 44)
"""Numbers that are put into one report; the fixed wordings hold a few more."""

_PLACES = (
    "青竹", "柳河", "石桥", "白云", "东坪", "龙潭", "马家湾", "清溪", "大沙", "红旗", "新安", "双河", "杨柳", "金鸡岭",
    "永丰", "望江", "古城", "松林", "北关", "黄泥塘", "莲花", "三汇", "凤山", "沙坝", "太平", "桃源", "玉泉", "乌石",
)  # fmt: skip
_COUNTIES = (
    "临江县",
    "平山县",
    "安和市",
    "云岭县",
    "南浦区",
    "长溪县",
    "乐川县",
    "怀丰区",
    "阳泉山市",
    "西渡县",
)
_DEPARTMENTS = ("司法局", "农业农村局", "市场监督管理局", "自然资源局", "应急管理局", "交通运输局", "水务局")
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True)
class _Organ:
    """Who writes: the name in the title, in the signature, and as it calls itself."""

    short: str
    full: str
    own: str
    county: str


@dataclass(frozen=True)
class _Theme:
    """What one chapter of the achievements tells of."""

    titles: str
    figures: tuple[str, ...]
    words: tuple[str, ...]


_THEMES = (
    _Theme(
        "[加强|强化|突出]组织领导，[压实|明确]工作责任|坚持高位推动，夯实法治建设根基",
        (
            "[全年|今年以来，|一年来，][召开|先后召开]法治[建设|政府建设]专题会议{2-9}次，研究解决[重点难点|突出]问题{=3-20}个",
            "[党委会|党政联席会议]专题研究法治政府建设{2-8}次，印发[文件|工作方案]{=2-9}份",
            "[开展|组织开展]法治督察{2-6}次，发现问题{=5-30}个，[均已整改|已全部整改到位]",
            "成立由[主要负责人|镇长|局长]任组长的领导小组，成员{=6-20}名，[配备|明确]专兼职法治工作人员{=2-12}名",
        ),
        (
            "把法治政府建设纳入[年度目标考核|重点工作清单]，做到同部署、同推进、同考核",
            "形成[主要领导亲自抓、分管领导具体抓|一级抓一级、层层抓落实]的工作格局",
            "按照《法治政府建设实施纲要（2021—2025年）》要求，逐项分解任务，明确时限和责任人",
        ),
    ),
    _Theme(
        "[抓实|深化]理论学习，提升法治素养|抓住“关键少数”，强化学法用法",
        (
            "[党委|党组]理论学习中心组[集中学法|专题学法]{4-15}次，会前学法{10-40}次",
            "组织[干部职工|机关干部]参加法律知识考试{=30-180}人，参考率{95-100%}，合格率{90-100%}",
            "举办法治[培训|讲座]{3-16}场次，[参训|培训]干部{60-900}人次",
            "组织旁听庭审{=1-5}次，参加{15-90}人次",
            "落实领导干部年度述法制度，[述法|现场述法]{=4-25}人",
        ),
        (
            "将习近平法治思想列为必学内容，[原原本本学|与业务知识一体学]，做到入脑入心",
            "依托[“学习强国”|法宣在线|学法用法平台]，引导干部养成办事依法、遇事找法的习惯",
        ),
    ),
    _Theme(
        "[规范|健全]行政决策，严把合法性审查关|完善依法决策机制",
        (
            "聘请法律顾问{=1-5}名，[全年|先后]出具法律意见书{5-40}份，审查合同{12-180}份",
            "[完成|开展]合法性审核{8-120}件，合法性审查率达{96-100%}",
            "[制定|印发]规范性文件{=1-9}件，清理[历年|现行]规范性文件{4-60}件",
            "作出重大行政决策{=1-12}项，[均|全部]履行公众参与、专家论证、风险评估等程序",
        ),
        (
            "严格执行“三重一大”集体决策制度，未经合法性审查的一律不上会",
            "建立重大行政决策目录，决策过程全程留痕、可追溯",
        ),
    ),
    _Theme(
        "严格规范公正文明执法|[深化|推进]综合行政执法改革，提升执法[质效|水平]",
        (
            "[现有|共有]执法人员{=staff}名，持有行政执法证{=holders}人，持证率{held}%",
            "[全年|截至目前]开展执法检查{60-900}次，联合执法{5-40}次，[查处|纠正]违法行为{10-120}起",
            "[办理|作出]行政处罚案件{3-160}件，[罚款|罚没]金额{money}元",
            "拆除违法建设{4-60}处，面积{200-8000}平方米",
            "组织{=3-20}人参加行政执法资格考试，[新增|新取得]执法证{=2-9}人",
            "开展案卷评查{=1-4}次，评查案卷{10-80}卷，[合格率|优秀率]{85-100%}",
        ),
        (
            "全面落实行政执法公示、执法全过程记录、重大执法决定法制审核“三项制度”",
            "推行轻微违法首违不罚、柔性执法，做到宽严相济、法理相融",
            "全年未发生因执法不当引发的行政复议和行政诉讼案件",
        ),
    ),
    _Theme(
        "[化解矛盾纠纷，维护社会稳定|坚持和发展新时代“枫桥经验”]|筑牢平安根基，完善多元解纷机制",
        (
            "[全年|今年，|{year}年，][共|累计]调解[矛盾纠纷|各类矛盾纠纷]{=cases}件，成功{=resolved}件，成功率{rate}%",
            "[辖区|全域]{=6-30}个人民调解委员会共有调解员{=20-160}名，[排查|摸排]矛盾纠纷{40-500}件",
            "接待来访群众{20-400}人次，[办结|化解]信访事项{=8-90}件，化解率{80-100%}",
            "[受理|办理]法律援助案件{2-60}件，解答法律咨询{60-900}人次",
            "调解协议司法确认{=1-20}件，涉及金额{money}元",
        ),
        (
            "发挥[“五老”|乡贤、老党员]作用，力争小事不出村、大事不出镇、矛盾不上交",
            "健全人民调解、行政调解、司法调解衔接联动机制",
            "全年无群体性事件发生",
        ),
    ),
    _Theme(
        "[深入开展|扎实推进]“八五”普法|创新普法宣传，营造法治氛围",
        (
            "结合[“4.15”“12.4”等节点|宪法宣传周|“法律八进”]，开展普法宣传活动{10-120}场次，发放宣传资料{800-9000}份",
            "[悬挂|张贴]横幅{10-90}条，制作[宣传栏|展板]{4-60}块，受教育群众{500-20000}人次",
            "[微信公众号|政务新媒体]推送普法信息{12-300}条，[阅读量|点击量]{1000-50000}次",
            "培养“法律明白人”{=20-200}名，[建成|打造]法治文化[广场|公园|长廊]{=1-6}个",
            "开展法治讲座{4-30}场，覆盖学生{300-4000}人次",
        ),
        (
            "落实“谁执法谁普法”普法责任制，把普法融入执法、服务全过程",
            "利用村村响广播、LED显示屏、抖音短视频等方式，让法治声音传到千家万户",
        ),
    ),
    _Theme(
        "[优化|提升]政务服务，打造法治化营商环境|转变政府职能，提高服务效能",
        (
            "[便民服务中心|政务服务窗口]办理各类事项{300-9000}件，办结率{97-100%}，群众满意率{95-100%}",
            "[主动公开|公开]政府信息{40-600}条，[收到|办理]依申请公开{=1-20}件",
            "办理“12345”热线工单{50-900}件，[按时办结率|满意度]{90-100%}",
            "走访企业{10-160}家，[帮助解决|协调解决]问题{5-60}个",
        ),
        (
            "公布权责清单，推行“最多跑一次”和24小时自助服务",
            "持续精简材料、压缩时限，一般事项3个工作日内办结",
        ),
    ),
    _Theme(
        "[守牢|强化]安全[底线|监管]，提升应急处置能力|加强安全生产，保障群众生命财产安全",
        (
            "开展安全生产检查{40-500}次，[排查|发现]隐患{30-400}处，整改率{95-100%}",
            "[修订|编制]应急预案{=3-16}个，组织应急演练{=2-18}次，参与{100-1500}人次",
            "举办安全生产培训{2-14}期，[开展|组织]巡河巡林{60-900}次",
        ),
        (
            "严格落实“党政同责、一岗双责”，层层签订责任书",
            "全年未发生较大以上安全生产事故",
        ),
    ),
    _Theme(
        "[强化|加强]权力监督，促进廉洁高效|自觉接受监督，推进政务公开",
        (
            "[处置|受理]问题线索{=2-30}件，立案{=1-12}件，给予党纪政务处分{=1-9}人",
            "办理人大代表建议{=2-20}件、政协提案{=1-16}件，[办复率|答复率]100%",
            "[接受|配合]上级督查{=1-6}次，整改问题{=4-30}个",
        ),
        (
            "自觉接受人大监督、民主监督、舆论监督，及时回应社会关切",
            "运用监督执纪“四种形态”，抓早抓小、防微杜渐",
        ),
    ),
)

_ANYWHERE = (
    "[强化|健全]责任落实机制，明确责任领导、责任站所和责任人员，做到[事事有人管、件件有着落|有部署、有检查、有落实]",
    "坚持问题导向、目标导向、结果导向相统一，把群众[满意不满意|高兴不高兴]作为检验工作成效的标尺",
    "加强与[司法所、派出所、法庭|上级业务部门]的沟通协作，形成上下联动、齐抓共管、运转高效的工作合力",
    "[定期|适时]开展督促检查，对发现的问题列出清单、逐项销号，确保各项任务落地见效，不走过场、不留死角",
    "注重[总结提炼|以点带面]，及时推广基层的好经验、好做法，推动法治建设与中心工作深度融合、相互促进",
    "加强干部队伍建设，通过以会代训、跟班学习、以案释法等方式，[不断|持续]提升依法履职的意识和本领",
    "把依法办事贯穿于[乡村振兴、项目建设、生态保护|征地拆迁、社会救助、环境整治]全过程，从源头预防和减少矛盾",
)
_TITLES = (
    "{short}关于{year}年度法治政府建设[情况|工作情况]的报告",
    "{short}{year}年法治政府建设[年度报告|工作总结|工作报告]",
    "{short}法治政府建设年度报告（{year}年度）",
    "{full}\n关于{year}年法治政府建设[工作|]情况的\n报  告",
    "关于{year}年度法治政府建设情况的报告",
    "",
)
_ADDRESSEES = ("", "", "{county}委全面依法治县委员会办公室：", "{county}人民政府：", "{county}司法局：")
_PREAMBLES = (
    "{year}年，{own}坚持以习近平新时代中国特色社会主义思想为指导，[全面贯彻|深入贯彻]党的二十大精神，认真落实{county}委、"
    "{county}政府[关于法治建设的部署要求|工作部署]，[统筹推进|扎实推进]法治政府建设各项工作，取得了[一定|明显]成效。",
    "{year}年以来，在{county}委、{county}政府的[坚强|正确]领导下，{own}紧紧围绕法治政府建设目标，坚持依法行政，"
    "不断提高运用法治思维和法治方式深化改革、推动发展、化解矛盾、维护稳定的能力。",
)
_REPORTING = (
    "现将有关情况[报告|汇报]如下：",
    "现将{year}年度法治政府建设情况报告如下：",
    "现将我单位法治政府建设[工作开展情况|情况]报告如下。",
)
_ACHIEVEMENTS = (
    "{year}年度推进法治政府建设的主要举措和[成效|工作成效]",
    "[主要做法和成效|工作开展情况|主要工作举措及成效|成效亮点]",
    "{year}年推进法治政府建设主要工作",
)
_PROBLEMS = (
    "[存在的不足和原因|存在问题|存在的问题及原因|存在的不足]",
    "{year}年度推进法治政府建设存在的不足和原因",
)
_SHORTCOMINGS = (
    "执法力量[薄弱|不足]，[专业人员少、年龄偏大|部分人员业务不精]",
    "普法[形式单一|针对性不强]，对外出务工人员等群体覆盖不够",
    "部分干部[法治意识有待提高|运用法治思维解决问题的能力不强]",
    "[经费保障|基础设施]与工作需要仍有差距，{=2-9}个村的法治阵地尚未更新",
    "矛盾纠纷[成因复杂、化解难度大|跨区域案件增多]，诉源治理仍需加强",
)
_ADMITTED = (
    "对照上级要求，仍存在一些[差距|不足]：",
    "{year}年，我们虽然取得了一定成绩，但与[上级要求|群众期盼]相比还有差距。",
    "",
)
_RESPONSIBLE = (
    "党政主要负责人履行推进法治建设第一责任人职责[情况|的有关情况]",
    "{year}年度党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况",
)
_DUTIES = (
    "[主要负责人|党政主要负责人]切实履行第一责任人职责，对重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办",
    "带头讲法治课{=1-4}次，[带头|主动]接访{3-20}批次，[推动解决|协调解决]突出问题{=2-12}个",
    "主持召开法治工作会议{=2-6}次，听取汇报{=2-8}次",
)
_PLANS = (
    "{next}年度推进法治政府建设的主要安排",
    "[下一步工作打算|下一步工作思路|{next}年工作计划]",
)
_INTENTIONS = (
    "持续加强[学习|法治培训]，[计划举办|拟举办]法治培训{=2-8}期，切实提升干部依法行政能力",
    "[深化|创新]普法宣传，力争开展宣传活动{=10-40}场以上，覆盖群众不少于{=1000-5000}人次",
    "[充实|建强]执法队伍，组织{=2-9}名干部参加执法资格考试，执法人员持证率达到100%",
    "完善多元解纷机制，把矛盾化解在[基层|萌芽状态]",
    "健全[决策|合法性审查]制度，推动重大行政决策更加科学民主",
)
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(=?)(\d+)-(\d+)(%?)\}|\{=?(\w+)\}")


_WORDS = ("short", "full", "own", "county", "year", "next")
"""The slots that hold no figure."""


class _Pen:
    """Writes the sentences of one report and counts their figures."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.figures = 0
        self.wordy = rng.randint(0, 6)
        """How many sentences without a figure a chapter may have besides its own."""
        self.organ = _organ(rng)
        self.year = rng.randint(2018, 2024)
        cases = rng.randint(20, 400)
        resolved = cases - rng.randint(0, cases // 12)
        staff = rng.randint(6, 60)
        holders = rng.randint(staff // 2, staff)
        self._names = {
            "short": self.organ.short,
            "full": self.organ.full,
            "own": self.organ.own,
            "county": self.organ.county,
            "year": str(self.year),
            "next": str(self.year + 1),
            "cases": str(cases),
            "resolved": str(resolved),
            "rate": _share(resolved, cases),
            "staff": str(staff),
            "holders": str(holders),
            "held": _share(holders, staff),
        }

    def write(self, wording: str) -> str:
        """Return one of the texts that a wording stands for."""
        while _CHOICE.search(wording):
            wording = _CHOICE.sub(lambda found: self.rng.choice(found[1].split("|")), wording)
        return _SLOT.sub(self._fill, self.rng.choice(wording.split("|")))

    def one_of(self, wordings: tuple[str, ...]) -> str:
        """Return a text of one of the wordings."""
        return self.write(self.rng.choice(wordings))

    def some(self, wordings: tuple[str, ...], least: int, most: int) -> list[str]:
        """Return texts of several wordings, in their order."""
        count = min(self.rng.randint(least, most), len(wordings))
        chosen = sorted(self.rng.sample(range(len(wordings)), count))
        return [self.write(wordings[i]) for i in chosen]

    def _fill(self, slot: re.Match[str]) -> str:
        name = slot[5]
        self.figures += name not in _WORDS
        if name == "money":
            return self.rng.choice((f"{self.rng.randint(2, 90) / 2:g}万", str(self.rng.randint(200, 60000))))
        if name is not None:
            return self._names[name]
        low, high = int(slot[2]), int(slot[3])
        if slot[4]:
            tenths = self.rng.choice((high * 10, self.rng.randint(low * 10, high * 10)))
            return f"{tenths / 10:g}{self.rng.choice('%%%％')}"
        number = self.rng.randint(low, high)
        return str(number) if slot[1] else _written(number, self.rng)


def _share(part: int, whole: int) -> str:
    return f"{round(part * 100 / whole, 1):g}"


def _organ(rng: random.Random) -> _Organ:
    county = rng.choice(_COUNTIES)
    if rng.random() < 0.15:
        name = county + rng.choice(_DEPARTMENTS)
        return _Organ(name, name, "我局", county)
    place = rng.choice(_PLACES)
    kind, organ, own = rng.choice(
        (("镇", "人民政府", "我镇"), ("镇", "人民政府", f"{place}镇"), ("乡", "人民政府", "我乡"), ("街道", "办事处", "街道"))
    )  # fmt: skip
    full = f"{rng.choice((county, ''))}{place}{kind}{organ}"
    return _Organ(rng.choice((full, f"{place}{kind}")), full, own, county)


def _written(number: int, rng: random.Random) -> str:
    """Return a number as a report may write it; a unit follows."""
    manner = rng.random()
    if number >= 10000 and manner < 0.5:
        return f"{number / 10000:.1f}万{rng.choice(('余', ''))}"
    if number > 20 and manner < 0.15:
        return f"{_rounded(number)}余"
    if number > 20 and manner < 0.25:
        return f"{rng.choice(('近', '约', '超', '达'))}{_rounded(number)}"
    if number < 100 and manner < 0.35:
        return "两" if number == 2 else _in_characters(number)
    if number >= 1000 and manner < 0.4:
        return f"{number:,}"
    return str(number)


def _rounded(number: int) -> int:
    step: int = 10 ** (len(str(number)) - 1)
    return number // step * step


def _in_characters(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "")
    return head + (_NUMERALS[ones] if ones or not tens else "")


def _mark(style: str, number: int) -> str:
    return style.replace("一", _in_characters(number)).replace("1", str(number))


_LEVEL_2 = (
    "（一）*。",
    "（一）*。",
    "（一）*\n",
    "(一)*。\n",
    "(一)*\n",
    "1.*。",
    "1、*\n",
    "一是*。",
    "*\n",
)
"""Marks of the second level; what follows * parts the heading from its body."""
_LEVEL_3 = ("", "", "一是", "1.")


def _chapter(pen: _Pen, style: str, number: int, theme: _Theme) -> str:
    """Return one chapter of the achievements: heading and body."""
    body = pen.some(theme.words, 1, 3) + pen.some(_ANYWHERE, 0, pen.wordy)
    for sentence in pen.some(theme.figures, 2, len(theme.figures)):
        body.insert(pen.rng.randint(0, len(body)), sentence)
    points = pen.rng.choice(_LEVEL_3) if not style.startswith(("一是", "1")) else ""
    if points == "1.":
        text = "".join(f"\n{_mark(points, i)}{s}。" for i, s in enumerate(body, 1)).lstrip("\n")
        return _mark(style, number).replace("*", pen.write(theme.titles)).rstrip("\n") + "\n" + text
    text = (
        "；".join(_mark(points, i) + s for i, s in enumerate(body, 1)) + "。"
        if points
        else "。".join(body) + "。"
    )
    return _mark(style, number).replace("*", pen.write(theme.titles)) + text


def _listed(pen: _Pen, sentences: list[str]) -> str:
    manner = pen.rng.choice(("一是", "（一）", ""))
    if manner == "（一）":
        return "\n".join(_mark(manner, i) + s + "。" for i, s in enumerate(sentences, 1))
    return "；".join((_mark(manner, i) if manner else "") + s for i, s in enumerate(sentences, 1)) + "。"


def _chapters(pen: _Pen) -> list[tuple[str, str]]:
    """Return the level-1 headings with what stands under each."""
    themes = pen.rng.sample(_THEMES, pen.rng.randint(3, 8))
    parts: list[tuple[str, str]] = []
    if pen.rng.random() < 0.2:  # the themes stand at the first level
        for theme in themes:
            parts.append((pen.write(theme.titles), _chapter(pen, "", 1, theme)))
    else:
        style = pen.rng.choice(_LEVEL_2)
        body = "\n".join(_chapter(pen, style, i, theme) for i, theme in enumerate(themes, 1))
        parts.append((pen.one_of(_ACHIEVEMENTS), body))
    problems, plans = pen.some(_SHORTCOMINGS, 2, 4), pen.some(_INTENTIONS, 2, 4)
    responsible = (pen.one_of(_RESPONSIBLE), "。".join(pen.some(_DUTIES, 1, 3)) + "。")
    if pen.rng.random() < 0.12:
        merged = f"{_listed(pen, problems)}\n在今后的工作中，我们将{_listed(pen, plans)}"
        return [*parts, responsible, ("存在问题及下一步工作计划", merged)]
    parts.append((pen.one_of(_PROBLEMS), pen.one_of(_ADMITTED) + _listed(pen, problems)))
    if pen.rng.random() < 0.8:
        parts.append(responsible)
    parts.append((pen.one_of(_PLANS), _listed(pen, plans)))
    if pen.rng.random() < 0.4:
        parts.append(("其他需要报告的情况", pen.write("无。|无其他需要报告的情况。")))
    return parts


def _compose(pen: _Pen) -> str:
    """Return one report, from the title to the date."""
    rng = pen.rng
    lines = [pen.one_of(_TITLES)]
    if rng.random() < 0.15:
        lines.append(pen.write(f"{pen.organ.short[:2]}府发〔{pen.year + 1}〕{rng.randint(1, 60)}号"))
    lines += [pen.one_of(_ADDRESSEES), pen.one_of(_PREAMBLES) + pen.one_of(_REPORTING)]
    late = rng.random() < 0.08  # the later headings are numbered 3、4、 instead of 三、四、
    for number, (title, body) in enumerate(_chapters(pen), 1):
        lines.append(_mark("1、" if late and number > 2 else "一、", number) + title)
        lines += body.split("\n")
    date = f"{pen.year + 1}年{rng.randint(1, 3)}月{rng.randint(1, 28)}日"
    if rng.random() < 0.1:
        date = f"{pen.year}年12月{rng.randint(10, 31)}日"
    lines += [pen.organ.full, date] if rng.random() < 0.85 else []
    indent = rng.choice(("", "　　", "    ", "\xa0\xa0"))
    if rng.random() < 0.05:
        lines.insert(rng.randint(4, len(lines)), rng.choice(("[bookmark: _GoBack]", "- 2 -", "浏览次数：")))
    gap = rng.choice(("\n", "\n", "\n\n"))
    title, *rest = lines
    return gap.join([*filter(None, [title]), *(indent + line for line in rest if line)]) + "\n"


def report_text(number: int, seed: int = 0) -> tuple[str, str]:
    """Return the name and the text of one report."""
    rng = random.Random(f"{seed}/{number}")
    while True:
        pen = _Pen(rng)
        text = _compose(pen)
        if len(text) in LENGTHS and pen.figures in FIGURES:
            return f"{pen.organ.short}{pen.year}年", text


_ENCODINGS = (
    ("utf-8", 84), ("utf-8-sig", 5), ("gbk", 4), ("gb18030", 3), ("utf-16", 2), ("utf-16-le", 1), ("utf-16-be", 1),
)  # fmt: skip
_FOLDERS = ("", "", "乡镇报送", "县直部门/第一批", "2023年 汇总", "原件.txt")
"""Where reports lie; a folder may be named like a file."""
_COPIES = 90
"""Every so many reports one is a copy of the last, byte for byte, under another name."""


def write_reports(folder: Path, count: int, seed: int = 0) -> list[Path]:
    """Write ``count`` good reports below a folder and return their paths in the order of their numbers."""
    paths: list[Path] = []
    data = b""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}/file")
        name, text = report_text(number, seed)
        if number % _COPIES != _COPIES - 1:
            data = _encoded(text, rng)
        path = (
            folder
            / rng.choice(_FOLDERS)
            / f"{number:05d}_{name}{rng.choice(('报告', '总结', '（定稿）'))}.txt"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    return paths


def _encoded(text: str, rng: random.Random) -> bytes:
    names, weights = zip(*_ENCODINGS, strict=True)
    encoding: str = rng.choices(names, weights)[0]
    if encoding == "gbk":  # which has no such space
        text = text.replace("\xa0", " ")
    if rng.random() < 0.2:
        text = text.replace("\n", "\r\n")
    return text.encode(encoding)


_SENTENCE = "一、工作成效\n全年调解矛盾纠纷208件，发放宣传资料8000余册。\n"
_TOO_LARGE = 64 * 1024 * 1024 + 1

_BROKEN: dict[str, bytes] = {
    "空文件": b"",
    "只有空白": b" \t\r\n" * 40,
    "全是零": b"\0" * 3000,
    "图片": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40,
    "扫描件": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\n",
    "断了的压缩包": b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0word/docu",
    "旧版文档": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
    "富文本": rb"{\rtf1\ansi\ansicpg936",
    "程序": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4,
    "少一字节": _SENTENCE.encode("utf-16")[:-1],
    "无标记且少一字节": _SENTENCE.encode("utf-16-le")[:-1],
    "半个字符": b"\xfe\xff" + _SENTENCE.encode("utf-16-be") + b"\xd8\x3d",
    "四字节编码": _SENTENCE.encode("utf-32"),
    "随机": random.Random(0).randbytes(4000),
    "国标编码坏了": _SENTENCE.encode("gb18030") + b"\x81",
    "标记不符": b"\xef\xbb\xbf" + _SENTENCE.encode("gbk"),
    "中间断电": _SENTENCE.encode() * 3 + b"\0" * 512 + _SENTENCE.encode(),
}  # fmt: skip


def _too_large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(_TOO_LARGE)  # a hole: it takes no room


def _dangling(path: Path) -> None:
    path.symlink_to("已删除的报告.txt")


def _unreadable(path: Path) -> None:
    path.write_text(_SENTENCE, "utf-8")
    path.chmod(0)


def _looping(path: Path) -> None:
    path.symlink_to(path.name)


def write_broken(folder: Path) -> list[Path]:
    """Write 20 files that end in .txt and are no readable text, each broken in its own way."""
    folder.mkdir(parents=True, exist_ok=True)
    special: dict[str, Callable[[Path], None]] = {"太大": _too_large, "断了的链接": _dangling}
    if os.geteuid():
        special["无权限"] = _unreadable
    else:  # root may read everything
        special["自己的链接"] = _looping
    paths: list[Path] = []
    for number, name in enumerate((*_BROKEN, *special)):
        path = folder / f"{number * 13:05d}_{name}.txt"
        if name in special:
            special[name](path)
        else:
            path.write_bytes(_BROKEN[name])
        paths.append(path)
    return paths
