"""How place names are spelt: what is the name proper, and what only says of which kind the place is."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_ENDINGS = (
    ("街道办事处", "j"), ("地区办事处", "a"), ("街道办", "j"), ("街道", "j"), ("办事处", "j"), ("街办", "j"),
    ("特别行政区", "p"), ("自治区", "p"), ("自治州", "c"), ("自治县", "k"), ("自治旗", "k"), ("地区", "ca"),
    ("省", "p"), ("市", "pck"), ("州", "c"), ("盟", "c"), ("县", "k"), ("旗", "k"), ("区", "k"),
    ("民族乡", "x"), ("镇", "z"), ("乡", "x"), ("苏木", "x"), ("街", "j"),
)  # fmt: skip
"""Endings, longest first, and the kinds of place that they can stand for:

p province, c prefecture, k county, z 镇, x 乡, j 街道, a 地区办事处.
"""
_ZONES = (
    "开发区", "园区", "管理区", "示范区", "新区", "合作区", "保税区", "试验区", "实验区", "保护区", "高新区", "经开区", "度假区",
    "工业区", "产业区", "聚集区", "集聚区", "食品区", "名胜区", "产业园", "工业园", "创意园", "管委会", "管理委员会", "新城",
)  # fmt: skip
ZONE_KINDS = "dok"
"""d a zone that the statistics count as a county, o a zone, farm or the like that they count as a township."""
OTHER = "do"
"""Kinds of what no ending tells."""
_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 "
    "鄂伦春 赫哲 门巴 珞巴 基诺 各"
)


@lru_cache(4096)
def key(name: str) -> tuple[str, str]:
    """Return the name proper, under which a place is looked up, and the kinds that the name can mean.

    夏港街道办事处 gives 夏港 and "j"; an ending that says nothing gives the name itself and "".
    """
    if (name.endswith(_ZONES) and len(name) > 3) or name in ("高新区", "经开区"):
        return _zone(name), ZONE_KINDS
    for ending, kinds in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            stem = name[: -len(ending)]
            if ending[0] == "自" or ending[-1] in "乡镇":
                stem = _without_peoples(stem, "族" if ending[-1] in "乡镇" else "")
            return stem, kinds
    return name, ""


def unseated(name: str) -> str:
    """Return the name of a zone without the organ that runs it: 滨海新区 for 滨海新区管理委员会."""
    bare = name.removesuffix("管理委员会").removesuffix("管委会")
    return bare if bare.endswith(("区", "园", "城", "场")) else name


def _zone(name: str) -> str:
    """Return 石家庄高新区 for 石家庄市高新技术产业开发区管理委员会."""
    for long, short in (
        ("管理委员会", ""), ("管委会", ""), ("高新技术产业开发区", "高新区"), ("高新技术开发区", "高新区"),
        ("高技术产业开发区", "高新区"), ("高新技术产业园区", "高新区"), ("经济技术开发区", "经开区"), ("经济开发区", "经开区"),
    ):  # fmt: skip
        name = name.replace(long, short)
    return name


@cache
def _peoples() -> re.Pattern[str]:
    longest = sorted(_PEOPLES.split(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?:(?:{'|'.join(longest)})族?)+$")


def _without_peoples(stem: str, needed: str) -> str:
    """Return 阿克塞 for 阿克塞哈萨克族: what is left must be a name, and of a 乡 or 镇 the word 族 must be written."""
    if needed and not stem.endswith(needed):
        return stem
    found = _peoples().search(stem)
    while found and found.start() < 2:  # 东乡族自治县, 内蒙古自治区: the people's name is the place's
        found = _peoples().search(stem, found.start() + 1)
    bare = stem[: found.start()] if found else stem
    return bare.removesuffix("族") if len(bare) > 2 else bare


def kind_of(code: str, name: str) -> str:
    """Return the letter of a place's kind."""
    if len(code) == 9:
        kinds = key(name)[1].replace("c", "")
        return kinds if kinds in ("z", "x", "j", "a") else "o"
    if code.endswith("0000"):
        return "p"
    if code.endswith("00"):
        return "c"
    return "d" if "71" <= code[4:] <= "79" else "k"
