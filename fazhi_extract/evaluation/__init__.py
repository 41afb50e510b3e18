"""How well the program reads: what it found against gold.

``matching`` pairs figures, ``scores`` counts, ``run`` reads texts and scores them,
``report`` says it to people and programs. There is no other scorer in this project.
"""

from .matching import Match, match, without_numeral
from .run import evaluate
from .scores import Counts, Error, Evaluation, Scores, Share

__all__ = [
    "Counts",
    "Error",
    "Evaluation",
    "Match",
    "Scores",
    "Share",
    "evaluate",
    "match",
    "without_numeral",
]
