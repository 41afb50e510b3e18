"""Places: the codes of provinces, cities, counties and townships, and the place that a report speaks for."""

from __future__ import annotations

from .gazetteer import LEVELS, Place, at, below, find, names, parent, successor
from .locate import Located, locate

__all__ = ["LEVELS", "Located", "Place", "at", "below", "find", "locate", "names", "parent", "successor"]
