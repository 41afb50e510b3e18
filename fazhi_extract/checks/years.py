"""Checks of time: the years of title, opening, headings, plan, number and dates against each other.

Only places that speak of the report's own year are looked at: 2021年以来, 较2022年
and what stands between 《 and 》 are of other years for good reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from ..models import Section
from ..patterns import pattern
from .base import Check, Context, Hit, Span

_YEAR = r"(?<![\d—~至到-])(20\d\d) ?年(?!以来|来|起|底|末|以前|之前|前|[—~至到-])"
_IN_HEADING = pattern(rf"{_YEAR}|(?<![\d—~至到-])(20\d\d)(?=度)")
_NOW_REPORTED = pattern(rf"现[将就][^。\d《]{{0,30}}?{_YEAR}[^。]{{0,40}}?(?:报告|汇报|总结|公布|公告)")
_OPENING = pattern(rf"(?:^|\n) *{_YEAR}度?(?:以?来)?,")
_PLAN_OPENING = pattern(rf"^[ \n]*{_YEAR}度?,[^。]{{0,40}}?(?:将|继续|计划|拟)")
_QUOTED = pattern(r"《[^《》]{0,90}》")
_IN_NUMBER = pattern(r"20\d\d")
_DAY_OF_MONTH = re.compile(r"月 ?\d{1,2} ?日")
_WRITTEN_DATE = pattern(r"(?<!\d)((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_BEFORE = 10
"""A date begins so far before its 月 at most: 2025 年 12 月."""
_DAY = pattern(r"((?:19|20)\d\d) *[-/.年] *(\d{1,2}) *[-/.月] *(\d{1,2})")


def no_report_year(context: Context) -> Iterator[Hit]:
    """Say so where no place tells which year a report is of."""
    if context.year is None and context.headings:
        yield Hit("未能确定报告年度", "no year of the report is found in title, opening or headings")


def year_in_opening(context: Context) -> Iterator[Hit]:
    """Report an opening that speaks of another year than the title."""
    year = context.year
    first = context.headings[0].start if context.headings else 0
    if year is None:
        return
    opening = context.shadow[:first]
    if "20" not in opening:
        return
    opening = _unquoted(opening)
    for found in (_NOW_REPORTED.search(opening), _OPENING.search(opening)):
        if found and int(found[1]) != year:
            yield Hit(
                f"开头写“{found[1]}年”，而报告年度为{year}年",
                f"the opening speaks of {found[1]}, the report is of {year}",
                spans=[found.span(1), *_told_at(context)],
            )


def year_in_heading(context: Context) -> Iterator[Hit]:
    """Report a chapter on the year's work whose heading names another year: last year's, left in."""
    year = context.year
    for section, named, span in _headed_years(context) if year else ():
        role = section.role or ""
        if "next_year_plan" not in role and named != year:
            yield Hit(
                f"标题写“{named}年”，而报告年度为{year}年",
                f"the heading names {named}, the report is of {year}",
                spans=[span, *_told_at(context)],
            )


def year_of_plan(context: Context) -> Iterator[Hit]:
    """Report a plan that is for another year than the one after the report's."""
    year = context.year
    if year is None:
        return
    for section, named, span in _headed_years(context):
        role = section.role or ""
        if _tells_the_year(section, context):
            return
        allowed = (year + 1,) if role == "next_year_plan" else (year, year + 1)
        if "next_year_plan" in role and named not in allowed:
            yield _of_plan(named, year, span, context)
    for section in context.headings:
        if section.level == 1 and section.role == "next_year_plan" and not _tells_the_year(section, context):
            body = context.shadow[section.heading_end : min(section.end, section.heading_end + 80)]
            found = _PLAN_OPENING.search(body)
            if found and int(found[1]) != year + 1:
                at = section.heading_end + found.start(1)
                yield _of_plan(int(found[1]), year, (at, at + 4), context)


def _tells_the_year(section: Section, context: Context) -> bool:
    """Say whether only the plan itself tells of a year: then there is nothing to hold it against."""
    return any(section.start <= start < section.end for start, _ in _told_at(context))


def _of_plan(named: int, year: int, span: Span, context: Context) -> Hit:
    return Hit(
        f"下一年度安排写“{named}年”，应为{year + 1}年（报告年度{year}年）",
        f"the plan is for {named}, not for {year + 1}, the year after the report's",
        spans=[span, *_told_at(context)],
    )


def year_of_number(context: Context) -> Iterator[Hit]:
    """Report a document number that is neither of the report's year nor of the next."""
    year = context.year
    number = context.report.metadata.document_number
    named = _IN_NUMBER.search(number) if number else None
    if year and named and int(named[0]) not in (year, year + 1):
        span = context.report.metadata_spans.get("document_number")
        yield Hit(
            f"发文字号“{number}”的年份与报告年度{year}年不符",
            f"the document number is of {named[0]}, the report of {year}",
            spans=[*([span] if span else []), *_told_at(context)],
        )


def year_of_date(context: Context) -> Iterator[Hit]:
    """Report a date of signature that is neither in the report's year nor in the next."""
    year = context.year
    date = _day(context.report.metadata.issued_on)
    if year and date and date.year not in (year, year + 1):
        yield Hit(
            f"成文日期{date}与报告年度{year}年不符",
            f"dated {date}, the report is of {year}",
            spans=[*_place(context, "issued_on"), *_told_at(context)],
        )


def dated_within_year(context: Context) -> Iterator[Hit]:
    """Say so where a report was written before its year was over."""
    year = context.year
    date = _day(context.report.metadata.issued_on)
    if year and date and date.year == year and (date.month, date.day) != (12, 31):
        yield Hit(
            f"成文日期{date}在报告年度内，数字不含全年",
            f"dated {date}, within its own year: it covers only part of it",
            spans=_place(context, "issued_on"),
        )


def reported_late(context: Context) -> Iterator[Hit]:
    """Say so where a report was written after it was due."""
    yield from _late(context, "issued_on", context.settings.report_by, "成文", "dated")


def published_late(context: Context) -> Iterator[Hit]:
    """Say so where a report was published after it should have been."""
    yield from _late(context, "published_at", context.settings.publish_by, "发布", "published")


def _late(context: Context, name: str, by: str, chinese: str, english: str) -> Iterator[Hit]:
    year = context.year
    date = _day(getattr(context.report.metadata, name))
    if year and date and date.year == year + 1 and f"{date:%m-%d}" > by:
        due = f"{year + 1}-{by}"
        yield Hit(
            f"{chinese}日期{date}晚于{due}",
            f"{english} {date}, after it was due on {due}",
            spans=_place(context, name),
        )


def published_before_written(context: Context) -> Iterator[Hit]:
    """Report a date of publication that lies before the date of signature."""
    metadata = context.report.metadata
    written, published = _day(metadata.issued_on), _day(metadata.published_at)
    if written and published and published < written:
        yield Hit(
            f"发布日期{published}早于成文日期{written}",
            f"published {published}, before it was signed on {written}",
            spans=[*_place(context, "published_at"), *_place(context, "issued_on")],
        )


def impossible_date(context: Context) -> Iterator[Hit]:
    """Report dates that no calendar has: 2月30日."""
    for day in _DAY_OF_MONTH.finditer(context.shadow):
        found = _WRITTEN_DATE.search(context.shadow, max(0, day.start() - _BEFORE), day.end())
        if found and _date(found[1], found[2], found[3]) is None:
            yield Hit(f"日期“{found[0]}”不存在", "there is no such date", spans=[found.span()])


def _told_at(context: Context) -> list[Span]:
    """Return the place that tells the report's year."""
    return _place(context, "report_year")


def _place(context: Context, name: str) -> list[Span]:
    span = context.report.metadata_spans.get(name)
    return [span] if span else []


def _headed_years(context: Context) -> Iterator[tuple[Section, int, Span]]:
    """Yield the chapters whose heading names one year."""
    for section in context.headings:
        if section.level != 1:
            continue
        heading = context.shadow[section.start : section.heading_end]
        if "20" not in heading:
            continue
        heading = _unquoted(heading)
        found = list(_IN_HEADING.finditer(heading))
        if len(found) == 1:
            group = 1 if found[0][1] else 2
            at = section.start + found[0].start(group)
            yield section, int(found[0][group]), (at, at + 4)


def _unquoted(text: str) -> str:
    """Blank out titles of documents."""
    return _QUOTED.sub(lambda m: "□" * len(m[0]), text) if "《" in text else text


@cache
def _day(written: str | None) -> dt.date | None:
    found = _DAY.search(written) if written else None
    return _date(found[1], found[2], found[3]) if found else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


CHECKS = (
    Check(
        "no_report_year",
        "warning",
        "time",
        "未能确定报告年度",
        "no place tells which year the report is of",
        no_report_year,
    ),
    Check(
        "year_in_opening",
        "warning",
        "time",
        "开头的年份与报告年度不符",
        "the opening speaks of another year than the title",
        year_in_opening,
    ),
    Check(
        "year_in_heading",
        "warning",
        "time",
        "标题的年份与报告年度不符（沿用上年标题）",
        "a chapter's heading names another year: last year's heading left in",
        year_in_heading,
    ),
    Check(
        "year_of_plan",
        "warning",
        "time",
        "下一年度安排的年份不是报告年度的次年",
        "the plan is not for the year after the report's",
        year_of_plan,
    ),
    Check(
        "year_of_number",
        "warning",
        "time",
        "发文字号的年份与报告年度不符",
        "the document number is neither of the report's year nor of the next",
        year_of_number,
    ),
    Check(
        "year_of_date",
        "warning",
        "time",
        "成文日期的年份与报告年度不符",
        "the date of signature is neither in the report's year nor in the next",
        year_of_date,
    ),
    Check(
        "dated_within_year",
        "info",
        "time",
        "成文日期在报告年度内，数字不含全年",
        "dated within its own year: the figures cover only part of it",
        dated_within_year,
    ),
    Check(
        "reported_late",
        "info",
        "time",
        "成文日期晚于报送期限（默认次年3月1日）",
        "dated after it was due (1 March of the year after, unless set otherwise)",
        reported_late,
    ),
    Check(
        "published_late",
        "info",
        "time",
        "发布日期晚于公开期限（默认次年4月1日）",
        "published after it should have been (1 April of the year after, unless set otherwise)",
        published_late,
    ),
    Check(
        "published_before_written",
        "warning",
        "time",
        "发布日期早于成文日期",
        "published before it was signed",
        published_before_written,
    ),
    Check(
        "impossible_date",
        "error",
        "time",
        "日期不存在（如2月30日）",
        "a date that no calendar has",
        impossible_date,
    ),
)
