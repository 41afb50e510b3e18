"""fazhi-extract: every figure of a 法治政府建设年度报告, tied to the place that proves it.

>>> from fazhi_extract import extract
>>> report = extract("全年共调解矛盾纠纷208件。")
>>> report.observations[0].metric, report.observations[0].value
('mediation_cases', 208)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import extract_file, extract_folder
    from .errors import FazhiError, ReadError, RuleError
    from .models import (
        Evidence,
        Finding,
        Metadata,
        MetricValue,
        Observation,
        Report,
        Section,
        Source,
    )
    from .pipeline import extract
    from .rules import RuleSet, load_rules

__version__ = "0.1.0"

__all__ = [
    "Evidence",
    "FazhiError",
    "Finding",
    "Metadata",
    "MetricValue",
    "Observation",
    "ReadError",
    "Report",
    "RuleError",
    "RuleSet",
    "Section",
    "Source",
    "extract",
    "extract_file",
    "extract_folder",
    "load_rules",
]

_HOMES = {
    "api": ("extract_file", "extract_folder"),
    "errors": ("FazhiError", "ReadError", "RuleError"),
    "models": (
        "Evidence", "Finding", "Metadata", "MetricValue", "Observation", "Report", "Section", "Source",
    ),
    "pipeline": ("extract",),
    "rules": ("RuleSet", "load_rules"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Return one of the names above from its module: a command imports only what it needs, when it is ready."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
