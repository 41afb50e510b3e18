"""Records: what one stage gives to the next, without what nobody asks of it.

A dataclass writes and compiles its methods when the program starts. Some forty
of them, each with a comparison and a text of its own that no stage uses, took a
short report a twentieth of its time. The public models (models.py) keep theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """Make a class a dataclass with slots that is compared and hashed as the object it is."""
    return dataclass(slots=True, eq=False, repr=False)(cls)
