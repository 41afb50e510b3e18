"""What changed between two outputs: ``join`` finds the two lines of a report, ``changes`` compares them, ``show`` tells."""

from .changes import Change, compare
from .join import Line, join

__all__ = ["Change", "Line", "compare", "join"]
