"""Gold: what people say that reports state, as JSON lines that ``--jsonl`` output is an instance of.

``model`` is one figure and one report of gold, ``lines`` its files, ``texts`` brings
gold and texts together, ``sheet`` is the draft that people correct in a spreadsheet,
``checks`` looks for slips, ``label_studio`` and ``doccano`` are the ways to annotation tools and back.
"""

from .lines import read_gold, write_gold
from .model import GoldFigure, GoldReport, gold_of
from .texts import bring_together

__all__ = ["GoldFigure", "GoldReport", "bring_together", "gold_of", "read_gold", "write_gold"]
