"""Lengths of time that are figures: a quota, work done, training, a mark; all the others are none."""

from __future__ import annotations

from .clauses import clause_before
from .patterns import pattern
from .quantities import Quantity

_TRAINING = pattern(r"培训|学习|授课|受训|训练|参训|学法")
_WORKING_TIME = frozenset({"天", "日", "小时", "个小时"})
_WORKED = pattern(
    r"播放|播出|循环|坐班|坐诊|接访|下访|驻点|驻村|值守|值班|授课|服务(?:时间|时长)?(?:不少于|至少|达|累计|共|$)|宣讲|轮值|蹲点"
)
_MARKED = pattern(
    r"(?:分|分值|成绩|满意度|评分|测评|平均|人均|得|占|扣|计|加|提高到|提高至)(?:由|从|为|是|达到?|仅|约|在|均|的)*$"
)
_PER_TIME = pattern(r"每[年月周人季]|人均")


def is_training(shadow: str, quantity: Quantity) -> bool:
    """Say whether hours are hours of training."""
    return _TRAINING.search(shadow, max(0, quantity.start - 24), quantity.start) is not None


def is_counted(shadow: str, start: int, quantity: Quantity) -> bool:
    """Say whether a time is a quota or work done, 分 a mark: 每月至少1天, 坐班96天, 占5分."""
    clause = clause_before(shadow, quantity.end, 12 + quantity.end - quantity.start, ",。;:\n")
    before = clause[: len(clause) - (quantity.end - quantity.start)]
    return bool(
        (quantity.unit in ("天", "日") and _PER_TIME.search(clause))
        or (quantity.unit in _WORKING_TIME and _WORKED.search(before))
        or (
            quantity.unit == "分"
            and (_MARKED.search(before) or (shadow[start].isdecimal() and not before.endswith(("时", "点"))))
        )
        or (quantity.unit in ("岁", "周岁") and "平均" in before)
    )
