"""The metrics as data: one TOML file a group, one entry a metric.

See docs/rules.md for the keys. ``metrics()`` is the built-in catalogue; a ``RuleSet``
is what is in force for a run, with rules of one's own.
"""

from ..errors import RuleError
from .loader import Metric, Rule, load_metrics, metrics, rules_version
from .own import RuleSet, builtin_rules, load_rules

__all__ = [
    "Metric",
    "Rule",
    "RuleError",
    "RuleSet",
    "builtin_rules",
    "load_metrics",
    "load_rules",
    "metrics",
    "rules_version",
]
