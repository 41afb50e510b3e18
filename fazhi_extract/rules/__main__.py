"""``python -m fazhi_extract.rules``: write compiled.json anew after a change of the rule files."""

from .loader import compile_rules

compile_rules()
