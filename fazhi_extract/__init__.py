"""fazhi-extract: every figure of a 法治政府建设年度报告, tied to the place that proves it.

>>> from fazhi_extract import extract
>>> report = extract("全年共调解矛盾纠纷208件。")
>>> report.observations[0].metric, report.observations[0].value
('mediation_cases', 208)
"""

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
