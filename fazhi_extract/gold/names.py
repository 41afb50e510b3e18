"""How people are shown metrics, and what they may write for them: 调解案件数 mediation_cases."""

from __future__ import annotations

from functools import lru_cache

from ..errors import FazhiError, near
from ..rules import RuleSet

NO_METRIC = "其他 other"


def metric_name(metric: str | None, rules: RuleSet) -> str:
    """Return the label and the id of a metric."""
    if metric is None:
        return NO_METRIC
    known = rules.metrics.get(metric)
    return f"{known.label} {metric}" if known else metric


@lru_cache(maxsize=8)
def _ids(rules: RuleSet) -> dict[str, str | None]:
    ids: dict[str, str | None] = {"": None, NO_METRIC: None, **dict.fromkeys(NO_METRIC.split())}
    for metric in rules.metrics.values():
        ids |= dict.fromkeys((metric.id, metric.label, f"{metric.label} {metric.id}"), metric.id)
    return ids


def metric_id(name: str, rules: RuleSet) -> str | None:
    """Return the metric that an id, a label, or both together name; raises FazhiError for an unknown one."""
    name = " ".join(name.split())
    ids = _ids(rules)
    if name in ids:
        return ids[name]
    hint = near(name, filter(None, ids)) or "; fazhi-extract rules list shows them"
    raise FazhiError(f"there is no metric {name}{hint}")
