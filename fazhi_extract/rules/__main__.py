"""``python -m fazhi_extract.rules``: after a change of the rule files write what is made from them.

The two compiled.json, and in a checkout docs/metrics.md too.
"""

from pathlib import Path

from ..language import compile_language
from .loader import compile_rules, metrics, reference

compile_language()
compile_rules()
metrics.cache_clear()
page = Path(__file__).parents[2] / "docs" / "metrics.md"
if page.parent.is_dir():
    page.write_text(reference(), "utf-8")
