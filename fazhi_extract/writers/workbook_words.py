"""The columns of a workbook's sheets, and its codes in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .tables import choose_table

# The columns: what stands in them, their header and width


@dataclass(frozen=True, slots=True)
class Column:
    header: str
    width: float
    wrap: bool = False
    source: str = ""
    """The name of the column in the tables of ``tables.py`` or of ``FINDING``."""


HEAD_WIDTHS = {"文件": 24, "标题": 26, "单位": 22, "地区": 20, "年度": 7, "成文日期": 12}
METRIC_WIDTH = 11.5

DETAIL = {
    "label": 18, "value": 11, "value_max": 9, "text": 16, "evidence": 70, "qualifier": 9, "unit": 8, "relation": 9,
    "part_of": 9, "status": 8, "period": 14, "review": 18, "decision": 8, "page": 6, "paragraph": 6, "section": 9, "id": 8, "start": 8, "end": 8,
    "metric": 30,
    "rule": 36,
}  # fmt: skip
"""The columns of 明细 and their widths in a reader's order: what, how much, and at once the proof."""

OUTLINE = {
    "id": 9, "kind": 9, "level": 7, "number": 8, "title": 50, "role": 22, "parent": 9, "start": 8, "heading_end": 9,
    "end": 8,
}  # fmt: skip

FINDING = ("file", "severity", "code", "message", "observations", "start", "end")
FINDING_COLUMNS = (
    Column("文件", 24, source="file"),
    Column("程度", 8, source="severity"),
    Column("说明", 76, wrap=True, source="message"),
    Column("相关数字", 12, source="observations"),
    Column("代码", 26, source="code"),
    Column("起", 8, source="start"),
    Column("止", 8, source="end"),
    Column("路径", 40, source="path"),
)

WRAPPED = {"text", "evidence", "review", "title"}


def long_columns(table: str, names: Sequence[str], widths: Mapping[str, float]) -> list[Column]:
    """Return the columns of a long table: the file's name first, its path last."""
    labels = dict(zip(names, choose_table(table, None, headers="label").columns, strict=True))
    order = [*widths, *(n for n in names if n not in widths and n != "file")]
    return [
        Column("文件", 24, source="file"),
        *(Column(labels[n], widths.get(n, 12), n in WRAPPED, n) for n in order),
        Column("路径", 40, source="path"),
    ]


# Codes in a reader's words; 说明 lists them beside the codes that JSON and CSV have

WORDS: dict[str, dict[str, str]] = {
    "qualifier": {
        "exact": "准确", "over": "余", "about": "约", "at_least": "不少于", "at_most": "不超过", "range": "区间",
    },
    "relation": {
        "plain": "独立", "part": "其中", "per_unit": "每单位", "zero": "未发生", "previous": "往期", "change": "增减",
    },
    "status": {"actual": "实际", "planned": "计划", "required": "要求"},
    "kind": {"heading": "标题", "point": "要点", "block": "无标题段"},
    "role": {
        "preamble": "开头", "achievements": "成效", "problems": "问题", "first_responsible_person": "第一责任人",
        "next_year_plan": "下年计划", "other_matters": "其他事项", "signature": "落款",
    },
    "decision": {"accepted": "认可", "rejected": "否定", "corrected": "更正"},
    "severity": {"error": "错误", "warning": "警告", "info": "提示"},
    "review": {
        "ambiguous": "归类存疑", "far trigger": "指标词离数字较远", "topic from heading": "主题取自标题",
        "conflict": "说法不一", "no unit": "没有单位",
        "wider area": "是上级或更大范围的数",
        "read by OCR": "文字识别读出",
    },
}  # fmt: skip
WORD_TITLES = {
    "qualifier": "限定", "relation": "关系", "status": "状态", "decision": "人工", "kind": "章节种类", "role": "章节内容",
    "severity": "程度", "review": "待核原因",
}  # fmt: skip
SEPARATORS = {"role": "+", "review": "; "}

UNIT_KINDS = {
    "case": "件、起等", "occasion": "次、场等", "person": "人、名等", "percent": "%", "money": "元",
    "organisation": "家、个等", "place": "处、个等", "area": "面积", "copy": "份、册等", "piece": "条、幅等",
    "hour": "学时、小时", "item": "项、条等",
}  # fmt: skip
COMBINES = {"sum": "相加", "max": "取最大", "total": "取合计", "same": "各处应一致"}

MARKS = (
    ("160余", "下限：原文写“160余”“160多”“超160”等，单元格的数值是 160"),
    ("约160", "约数：原文写“约”“近”“左右”等"),
    ("≥160", "原文写“不少于”“至少”“以上”等"),
    ("≤160", "原文写“不超过”“以内”等"),
    ("10–20", "区间：单元格的数值是下端 10"),
    ("160*", "请人工核对：各处说法不一，只是其中一部分，或时段不是报告年度"),
    ("0", "报告明确写了没有发生"),
    ("空格", "报告没有写，或只写了计划、要求、往期、增减（见明细的“状态”“关系”两栏）"),
    ("点击数字", "跳到明细中的依据；明细重新排序后，链接仍指向原来的行号"),
)
