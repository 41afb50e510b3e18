"""A shadow of the text in which every pattern can look for one form only.

The shadow has exactly as many characters as the text, so that an offset in
one is an offset in the other; the text itself is never altered.
"""

from __future__ import annotations

import re

from .patterns import pattern
from .quantities import not_units

# Full-width ASCII (０-９ Ａ-Ｚ ， ％ （ ） …) and the look-alikes that officials'
# input methods and web editors leave behind.
_SAME: dict[str, str] = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME.update(
    {
        "\u3000": " ",
        "\u00a0": " ",
        **dict.fromkeys(map(chr, range(0x2000, 0x200E)), " "),  # blanks of every width, and of none
        "\u00ad": " ",
        "\u202f": " ",
        "\u205f": " ",
        "\u2060": " ",
        "\ufeff": " ",
        "\t": " ",
        "\r": "\n",
        "\u2028": "\n",
        "\x0b": "\n",
        "\x0c": "\n",
        "◯": "○",
        "﹪": "%",
        "﹒": ".",
        "․": ".",
        "‧": "·",
        "・": "·",
        "•": "·",
        "∙": "·",
        "‐": "-",
        "‑": "-",
        "–": "—",
        "―": "—",
        "∶": ":",
        "︰": ":",
        "〝": "“",
        "〞": "”",
        "「": "“",
        "」": "”",
        "『": "“",
        "』": "”",
        "﹝": "〔",
        "﹞": "〕",
    }
)
# Traditional forms met on mirror sites, for the characters that our terms,
# numerals and units use; a test knows them. One character stands for one, so offsets hold.
_TRADITIONAL = (
    "調调處处糾纠紛纷執执證证檢检查查罰罚違违訴诉訟讼複复議议審审覈核規规範范範范"
    "發发資资傳传單单講讲場场學学習习會会議议題题員员業业務务辦办結结戶户網网絡络"
    "書书畫画幅幅條条項项個个萬万億亿餘余數数幾几達达約约過过總总計计開开展展組组"
    "織织訓训練练導导幹干部部黨党鎮镇鄉乡縣县區区廣广場场眾众諮咨詢询與与對对應应"
    "問问題题風风險险隱隐患患環环境境衛卫農农糧粮產产經经濟济電电視视報报紙纸標标"
    "語语張张貼贴橫横懸悬掛挂宣宣佈布製制訂订強强領领責责任任監监督督評评價价滿满"
    "請请聘聘顧顾師师識识讀读參参與与試试絕绝僅仅無无從从來来為为這这時时間间內内"
    "於于後后現现將将報报告告現现況况關关係系體体製制機机構构設设備备續续繼继優优"
    "環环節节點点簽签註注冊册號号階阶級级類类別别種种團团隊队長长職职權权屬属實实"
    "驗验獲获獎奖認认認认認认認认認认維维護护穩稳願愿顯显難难雜杂據据錄录徵征補补國国憲宪動动勞劳協协誠诚懲惩詐诈騙骗竊窃遊游興兴舉举黃黄濫滥違违緊紧總总創创優优劃划單单"
    "並并亂乱佔占併并倉仓們们偵侦傘伞債债傷伤傾倾儀仪償偿儲储兌兑兒儿兩两凍冻刪删則则劇剧劍剑勝胜勢势勵励勸劝匯汇叢丛喫吃噴喷噸吨嚴严囪囱圍围園园圓圆圖图堅坚塊块塗涂塵尘墾垦壇坛壓压壘垒"
    "壩坝夠够娛娱婦妇寫写寶宝專专屆届屍尸層层崗岗嶺岭帳帐帶带幣币幫帮庫库廁厕廂厢廠厂廢废廳厅徑径復复徹彻惡恶愛爱慄栗態态憂忧懇恳戀恋戰战拋抛捲卷掃扫採采揚扬換换揮挥損损搗捣搶抢撈捞撥拨"
    "撫抚撲扑擁拥擊击擋挡擔担擬拟擴扩擺摆擾扰攜携攝摄攤摊攬揽敗败斷断晉晋晝昼暢畅暫暂曆历曬晒東东棟栋楊杨楓枫極极榮荣樁桩樂乐樓楼樣样樹树橋桥檔档檻槛櫃柜櫥橱欄栏歲岁歷历歸归殘残殯殡殺杀"
    "毀毁毆殴氣气決决沒没淨净減减測测準准溼湿滅灭滯滞滾滚漁渔潔洁潛潜潤润瀏浏灑洒灘滩灣湾災灾煉炼煙烟煩烦熱热燈灯燒烧營营爭争爾尔牆墙牽牵狀状獨独獵猎獸兽獻献畝亩畢毕異异當当療疗癬癣盜盗"
    "盞盏盡尽盤盘瞞瞒矯矫確确碼码磚砖礎础礙碍礦矿禮礼稅税稈秆稱称積积窩窝競竞筆笔築筑簡简籃篮籌筹籠笼籤签粵粤紀纪紅红納纳紓纾細细終终給给統统絲丝綁绑綜综綠绿綱纲線线緝缉締缔編编緩缓縫缝"
    "縮缩績绩繞绕繪绘繳缴纔才罷罢義义聞闻聯联聲声聽听肅肃脫脱膠胶臉脸臨临臺台舊旧蓋盖薦荐藝艺藥药蘇苏虛虚蟲虫術术裝装裡里見见親亲覽览觀观觸触討讨託托記记訪访許许診诊詞词話话該该誘诱誡诫"
    "誦诵說说課课談谈諉诿論论諜谍諧谐諾诺謀谋謊谎謎谜譽誉變变豐丰負负財财貧贫貨货販贩貫贯買买貸贷費费貿贸賓宾賠赔賢贤賣卖賦赋質质賬账賭赌購购賽赛贈赠贊赞贍赡趕赶踐践蹤踪車车軌轨軍军軟软"
    "較较載载輔辅輕轻輛辆輩辈輪轮輯辑輸输輻辐輿舆轄辖轉转轎轿辭辞辯辩連连週周進进運运遠远適适遲迟遷迁選选遺遗還还邊边邏逻鄰邻醫医釀酿釋释釐厘釘钉針针釣钓銀银銜衔銷销鋪铺鋼钢錦锦錨锚錫锡"
    "錯错鍛锻鍵键鍾钟鎖锁鏟铲鐘钟鐵铁鑑鉴門门閉闭閒闲閱阅闖闯陣阵陳陈陸陆陽阳際际隨随隻只雙双離离雲云響响頁页頂顶頃顷順顺須须預预頒颁頓顿頭头頻频額额飛飞飪饪飲饮飼饲養养館馆饋馈馬马駁驳"
    "駐驻駕驾駛驶騎骑驛驿驟骤髮发鬆松鬥斗魚鱼鳥鸟鹽盐麗丽齊齐齡龄龍龙"
)
_SAME.update({old: new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True) if old != new})


# Beside another numeral a circle is the zero of a year (二○二四年); alone it stands for what is to be filled in (○○次).
_CIRCLED = pattern("(?<=[一二三四五六七八九十百千零〇])○++|(?<!○)○++(?=[一二三四五六七八九〇])")


# Lines that are wrapped hard break figures, too: 280⏎0余人次, 27.4⏎万元. What goes on must look like the rest of one.
_BREAK = pattern(r"\n(?<=[\d ]\n)")
_BROKEN = pattern(
    r"\n(?:(?<=\d\n)|(?<=\d \n)) {0,2}"
    r"(?P<digits>\d*(?:[.,]\d+)?)(?=[余多]?[万亿千百]?[余多]?(?:[件起场次人名份个条户处家元项宗例册本张幅篇批轮辆吨亩%]|余|年(?=度|[\u4e00-\u9fff,])|公里|平方|课时|学时))"
)
_GOES_ON = pattern(r"\.\d|0\d{0,2}[余多]|余(?:[万件场次份元名册起条批]|人次)|万(?:[元余份件册]|人次)|%")
"""What no line begins with unless it goes on with a figure."""
_NUMBER_BEFORE = pattern(
    r"(?<!(?:浏览|点击|阅读|访问)[次人])(?<!浏览)(?<!点击)(?<!阅读)(?<!访问)[\u4e00-\u9fff,(—~-](?P<digits>\d+(?:[.,]\d+)*) ?$"
)
_YEAR = pattern(r"(?:19|20)\d\d")
_LONGEST = 40
"""No number is longer, with what stands before it."""
_NARROW, _WIDER = 20, 4
"""In half a sign's width: a narrower line is a cell or a heading; where lines are wrapped none is that much wider."""
_TITLE = pattern(r"《[^《》]{0,90}》")
_OTHER = re.compile(f"[{re.escape(''.join(_SAME))}\\ud800-\\udfff]")
"""Lone surrogates among them, which are no characters: blanks."""

# Numerals as on a receipt (贰万元整), among them characters that words have, too (队伍, 陆续, 拾金不昧): read as numerals
# only in a run with one that words do not have.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SURELY_FORMAL = pattern("[壹贰叁肆柒捌玖佰仟]")
_NUMERAL_RUN = pattern("[壹贰叁肆伍陆柒捌玖拾佰仟零〇万亿]{2,}")


def without_titles(shadow: str) -> str:
    """Blank out the titles of documents, 《…》: the years in them say nothing of the report's."""
    return _TITLE.sub(lambda found: "□" * len(found[0]), shadow) if "《" in shadow else shadow


def normalise(text: str) -> str:
    """Return the shadow of ``text``: the same length, one form for each sign."""
    shadow = _OTHER.sub(lambda found: _SAME.get(found[0], " "), text.replace("\r\n", " \n"))
    if "○" in shadow:
        shadow = _CIRCLED.sub(lambda found: "〇" * len(found[0]), shadow)
    if _BREAK.search(shadow):
        shadow = _unbroken(shadow)
    return _NUMERAL_RUN.sub(_plain, shadow) if _SURELY_FORMAL.search(shadow) else shadow


def _plain(run: re.Match[str]) -> str:
    return run[0].translate(_FORMAL) if _SURELY_FORMAL.search(run[0]) else run[0]


def _unbroken(shadow: str) -> str:
    """Put the figures together that a line's end breaks, and the blank for it behind the number: 280⏎0余 → 2800 余."""
    pieces: list[str] = []
    at = 0
    for found in _BROKEN.finditer(shadow):
        start, end = found.span()
        line = shadow.rfind("\n", at, start) + 1 or at
        number = _NUMBER_BEFORE.search(shadow, max(line, start - _LONGEST), start)
        if number is None or not (
            _GOES_ON.match(shadow, found.start("digits"))
            or _is_wrapped(shadow, line, start, surely=bool(found["digits"]))
        ):
            continue
        more = found["digits"]
        if not more and shadow.startswith(not_units(), end):
            continue
        joined = number["digits"] + more
        is_year = shadow.startswith("年", end)
        if (is_year or (more and _YEAR.fullmatch(number["digits"]))) and not _YEAR.fullmatch(joined):
            continue
        pieces += [shadow[at : number.start("digits")], joined.ljust(end - number.start("digits"))]
        at = end
    return "".join([*pieces, shadow[at:]])


def _is_wrapped(shadow: str, line: int, end: int, *, surely: bool) -> bool:
    """Say whether a line is as wide as those around it: 浏览次数:128 above the first paragraph is not.

    ``surely``: the one above must be as wide, too; 行政复议3⏎0件被撤销 are two lines of a list.
    """
    last, behind = shadow.rfind("\n", 0, max(0, line - 1)) + 1, shadow.find("\n", end + 1)
    above, below = shadow[last : max(0, line - 1)], shadow[end + 1 : behind if behind >= 0 else len(shadow)]
    widths = [(len(one), _width(one)) for one in (shadow[line:end].strip(), above.strip(), below.strip())]
    (signs, width), *others = widths
    if surely and (width < 2 * _NARROW or abs(others[0][1] - width) > _WIDER):
        return False
    return width >= _NARROW and (
        all(wide <= width + _WIDER for _, wide in others) or all(many <= signs + 1 for many, _ in others)
    )


def _width(line: str) -> int:
    return sum(1 if sign < "\x7f" else 2 for sign in line)
