"""Checks of form: heading numbers, placeholders, empty results."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..models import Finding, Report, Section
from ..patterns import pattern
from ..quantities import chinese_value

_CHINESE_DIGITS = set("一二三四五六七八九十")


def heading_numbers(report: Report, shadow: str) -> Iterator[Finding]:
    """Report heading numbers that skip, repeat or are of another kind than their neighbours'."""
    siblings: dict[tuple[str | None, int], Section] = {}
    for section in report.sections:
        if section.kind != "heading" or not section.number:
            continue
        key = (section.parent, section.level)
        before = siblings.get(key)
        siblings[key] = section
        if before is None or not before.number:
            continue
        one, two = _number(before.number), _number(section.number)
        if one is None or two is None:
            continue
        span = (section.start, section.heading_end)
        if before.number.isdecimal() != section.number.isdecimal():
            yield Finding(
                code="heading_number_kind",
                severity="warning",
                message=f"标题编号“{section.number}”与前一标题“{before.number}”形式不同 / heading number of another kind than the one before",
                span=span,
            )
        elif two == one:
            yield Finding(
                code="heading_number_repeated",
                severity="warning",
                message=f"标题编号“{section.number}”重复 / heading number repeated",
                span=span,
            )
        elif two != one + 1 and two != 1:
            yield Finding(
                code="heading_number_gap",
                severity="warning",
                message=f"标题编号由“{before.number}”跳至“{section.number}” / heading number skips",
                span=span,
            )


def _number(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    if not set(written) <= _CHINESE_DIGITS:
        return None
    parsed = chinese_value(written)
    return parsed[0] if parsed else None


_PLACEHOLDER = pattern(
    r"(?<![A-Za-z\d*])[xX×*]{1,4}\s*(?:名|次|件|场|人|份|个|起|项|万元|%|年|月|日)|20[xX×*]{2}年|(?:19|20)\d[xX×*]年|_{2,}\s*(?:名|次|件|场|人|份|个|起|项)"
)


def placeholders(report: Report, shadow: str) -> Iterator[Finding]:
    """Report what a template left to be filled in: x名, *次, 20xx年."""
    if not any(sign in shadow for sign in "xX×*_"):
        return
    for found in _PLACEHOLDER.finditer(shadow):
        yield Finding(
            code="placeholder",
            severity="error",
            message=f"模板占位符“{found[0]}”未填写 / placeholder of a template left in",
            span=found.span(),
        )


def nothing_found(report: Report, shadow: str) -> Iterator[Finding]:
    """Say so where a text has no headings or no figures at all."""
    if not any(s.kind == "heading" for s in report.sections):
        yield Finding(
            code="no_headings", severity="warning", message="未发现标题 / no heading found in the text"
        )
    if not report.observations:
        yield Finding(
            code="no_figures", severity="warning", message="未发现数字 / no figure found in the text"
        )


CHECKS: dict[str, Callable[[Report, str], Iterator[Finding]]] = {
    "heading_numbers": heading_numbers,
    "placeholders": placeholders,
    "nothing_found": nothing_found,
}
