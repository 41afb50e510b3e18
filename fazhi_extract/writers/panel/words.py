"""The codes of a panel in a reader's words, for the workbook and the page."""

from __future__ import annotations

from ...panel import REASONS
from ..workbook_words import WORDS as REPORT_WORDS

WORDS: dict[str, dict[str, str]] = {
    **{name: REPORT_WORDS[name] for name in ("qualifier", "relation", "status", "severity")},
    "coverage": REPORT_WORDS["relation"],
    "mark": {"missing": "缺报告", "no year": "年度不明"},
    "level": {
        "province": "省级", "prefecture": "地级", "county": "县级", "township": "乡镇", "subdistrict": "街道",
        "department": "部门",
    },
    "place_by": {"code": "代码", "name": "名称", "file": "仅此文件"},
    "how": {"only": "单独", "total": "合计", "sum": "相加", "max": "取最大", "conflict": "说法不一"},
    "growth_note": REASONS,
}  # fmt: skip

NOTES = (
    ("面板", "一个地方一个年度一行；按代码对应，更名、县改市后仍为同一地方（代码和名称取最新的）"),
    ("标记", "缺报告：首末年度之间没有报告的年度，单元格留空，不是零"),
    ("空格", "报告没有写，或只写了计划、要求、往期、增减"),
    ("160余、约50、≥30", "非准确数，单元格的数值是所写的数；点列上方的“+”可展开限定、单位、由来、增长等"),
    ("208*", "只是部分、每单位或时段非全年（上半年、五年来），或各处说法不一"),
    ("增长", "两年均为准确、实际、全年、同类单位、同样来历（合计与相加不比）的数才计算；率计增减百分点"),
    ("汇总", "合计、中位数、四分位数只按准确数计算；约数、其他各有几份，另列"),
    ("核查", "同一地方同一年度的多份报告：采用指标最全的，其次最晚印发的；其余列在“未采用的报告”"),
)
"""How to read the workbook."""
