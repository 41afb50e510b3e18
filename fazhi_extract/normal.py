"""A shadow of the text in which every pattern can look for one form only.

The shadow has exactly as many characters as the text, so that an offset in
one is an offset in the other; the text itself is never altered.
"""

from __future__ import annotations

import re

from .patterns import pattern

# Full-width ASCII (０-９ Ａ-Ｚ ， ％ （ ） …) and the look-alikes that officials'
# input methods and web editors leave behind.
_SAME: dict[str, str] = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME.update(
    {
        "\u3000": " ",
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2009": " ",
        "\u200b": " ",
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
# Traditional forms met on mirror sites, for the characters that our terms and
# units use. One character stands for one, so offsets hold.
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
)
_SAME.update({old: new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True) if old != new})


# Beside another numeral a circle is the zero of a year (二○二四年); alone it stands for what is to be filled in (○○次).
_CIRCLED = pattern("(?<=[一二三四五六七八九十百千零〇])○+|○+(?=[一二三四五六七八九〇])")


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
    return _NUMERAL_RUN.sub(_plain, shadow) if _SURELY_FORMAL.search(shadow) else shadow


def _plain(run: re.Match[str]) -> str:
    return run[0].translate(_FORMAL) if _SURELY_FORMAL.search(run[0]) else run[0]
