"""The metrics as data: one TOML file a group, one entry a metric.

See docs/rules.md for the keys. ``metrics()`` is what the engine reads.
"""

from ..errors import RuleError
from .loader import Metric, Rule, load_metrics, metrics, rules_version

__all__ = ["Metric", "Rule", "RuleError", "load_metrics", "metrics", "rules_version"]
