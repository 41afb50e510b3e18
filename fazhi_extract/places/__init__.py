"""Places: the codes of provinces, cities, counties and townships, and the place that a report speaks for."""

from __future__ import annotations

from .gazetteer import (
    LEVELS,
    Place,
    about,
    at,
    below,
    find,
    follow,
    inside,
    names,
    near,
    parent,
    predecessors,
    successor,
    swallowed,
)
from .locate import Located, locate, rank

__all__ = [
    "LEVELS", "Located", "Place", "about", "at", "below", "find", "follow", "inside", "locate", "names", "near",
    "parent", "predecessors", "rank", "successor", "swallowed",
]  # fmt: skip
