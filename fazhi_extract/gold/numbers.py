"""Numbers as people write them into gold, and as the text itself says them."""

from __future__ import annotations

from ..errors import FazhiError
from ..models import Number
from ..normal import normalise
from ..numerals import find_numerals
from ..patterns import pattern
from ..quantities import ARABIC, Quantity, read_arabic

_ARABIC = pattern(ARABIC)


def read_number(written: str) -> tuple[Number, Number | None]:
    """Read ``208``, ``1,200``, ``99.5`` or a range ``3..5``; raises FazhiError."""
    low, dots, high = (part.strip() for part in written.partition(".."))
    try:
        return _number(low), _number(high) if dots else None
    except ValueError:
        raise FazhiError(f"{written!r} is no number. Write 208, 99.5, or 3..5 for a range") from None


def _number(written: str) -> Number:
    number = float(written.replace(",", ""))
    if number - number != 0:  # inf and nan
        raise ValueError
    return int(number) if number.is_integer() else number


def write_number(value: Number, value_max: Number | None) -> str:
    """Return a value as ``read_number`` reads it."""
    return f"{value}" if value_max is None else f"{value}..{value_max}"


def quantity_of(figure: str) -> Quantity | None:
    """Return what the words of a figure say by themselves: 35多次 is over 35; None if it is not one quantity."""
    shadow = normalise(figure).strip()
    found = [n.quantity for n in find_numerals(shadow) if n.quantity]
    if not found and _ARABIC.fullmatch(shadow):
        return read_arabic(
            shadow, 0, len(shadow)
        )  # with nothing around it, it could be anything; here it is a figure
    return found[0] if len(found) == 1 else None
