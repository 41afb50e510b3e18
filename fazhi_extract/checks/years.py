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
from ..normal import without_titles
from ..patterns import pattern
from .base import Check, Context, Hit, Span
from .relations import words

_YEAR = r"(?<![\d—~至到-])(20\d\d) ?年(?!以来|来|起|底|末|以前|之前|前|[—~至到-])"
_IN_HEADING = pattern(rf"{_YEAR}|(?<![\d—~至到-])(20\d\d)(?=度)")
_NOW_REPORTED = pattern(rf"现[将就][^。\d《]{{0,30}}?{_YEAR}[^。]{{0,40}}?(?:报告|汇报|总结|公布|公告)")
_OPENING = pattern(rf"(?:^|\n) *{_YEAR}度?(?:以?来)?,")
_PLAN_OPENING = pattern(rf"^[ \n]*{_YEAR}度?,[^。\d]{{0,40}}?(?:将|继续|计划|拟)")
_TO_COME = pattern(r" ?年度?(?:,|(?=将|拟))")
"""2024年,… and 2024年将…"""
_SENTENCE_ENDS = "。;\n"
_SUBJECT = r"(?:[^,。;\d在以按从通]{0,8}(?:[镇乡县市区局委办]|街道|政府|单位|我们),?)?"
_IN_NUMBER = pattern(r"20\d\d")
_HEADING_OPENS = pattern(r"(20\d\d) ?年度?")
_OF_THE_YEAR = ("achievements", "first_responsible_person")
_DAY_OF_MONTH = re.compile(r"月(?: ?(\d{1,2}) ?日|三十一?日)")
_WRITTEN_DATE = pattern(r"(?<!\d)((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_BEFORE = 10
"""A date begins so far before its 月 at most: 2025 年 12 月."""
_SHORTEST = 29
"""Every month of some year has so many days."""
_LEAP_YEAR = "2024"
_NO_MONTHS = frozenset(str(month) for month in range(13, 100))
_MONTH_AND_DAY = pattern(r"(?<![\d.])(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_NUMBERED_DATE = pattern(r"(20\d\d)([-/.])(1[0-9]|0?[1-9])\2(\d{1,2})(?![0-9A-Za-z_./-])")
_SOME_NUMBER = pattern(r"号|码|版|[A-Za-z]|[0-9_./-]$")
"""索引号：2024-02-31 is no date."""
_CHINESE_DATE = pattern(r"(?<!十)[四六九]月三十一日|十一月三十一日|(?<![十历])二月三十一?日")
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
    opening = without_titles(opening)
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
        about_before = named < year and words("about_before").search(section.title) if year else None
        if "next_year_plan" not in role and named != year and not about_before:
            yield Hit(
                f"标题写“{named}年”，而报告年度为{year}年",
                f"the heading names {named}, the report is of {year}",
                spans=[span, *_told_at(context)],
            )
    for named, span in _sub_headed_years(context) if year else ():
        if named + 1 == year and not _written_within(named, context):
            yield Hit(
                f"标题写“{named}年”，而报告年度为{year}年",
                f"the heading names {named}, the report is of {year}",
                spans=[span, *_told_at(context)],
            )


def _sub_headed_years(context: Context) -> Iterator[tuple[int, Span]]:
    """Yield the years with which sub-headings open that can tell of no other one than the report's."""
    for section in context.headings:
        if section.level == 1 or section.role not in _OF_THE_YEAR or not section.title.startswith("20"):
            continue
        title = section.title.rstrip("。:： ")
        found = _HEADING_OPENS.match(title)
        if found and words("year_told").search(title, len(title) - 2):
            if not words("year_before").search(title):
                at = context.shadow.find(found[1], section.start)
                yield int(found[1]), (at, at + 4)


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
            at = _other_year_planned(section, year, context)
            if at is not None:
                yield _of_plan(int(context.shadow[at : at + 4]), year, (at, at + 4), context)


def _other_year_planned(section: Section, year: int, context: Context) -> int | None:
    """Return where the text of a plan speaks of a year that is not the next as one to come."""
    begins = section.heading_end
    body = context.shadow[begins : section.end]
    if f"{year}" not in body and "20" not in body[:80]:
        return None
    found = _PLAN_OPENING.search(body[:80])
    if found and int(found[1]) != year + 1 and not words("looks_back").search(found[0]):
        return begins + found.start(1)
    if _written_within(year, context):
        return None  # what is left of its own year is to come
    planned = _planned("planned" if f"{year + 1}" in body else "planned|perhaps_planned")
    at = body.find(f"{year}")
    while at >= 0:
        found = _TO_COME.match(body, at + 4)
        if found and body[:at].rstrip(" ")[-1:] in ("", *_SENTENCE_ENDS):
            sentence = body[found.end() : _sentence_end(body, found.end())]
            if planned.match(sentence) and not words("looks_back").search(sentence):
                return begins + at
        at = body.find(f"{year}", at + 4)
    return None


@cache
def _planned(names: str) -> re.Pattern[str]:
    """What a sentence goes on with that speaks of what is to come."""
    listed = "|".join(words(name).pattern for name in names.split("|"))
    return pattern(rf"{_SUBJECT}(?:{listed})")


def _sentence_end(text: str, at: int) -> int:
    ends = [end for sign in _SENTENCE_ENDS if (end := text.find(sign, at)) >= 0]
    return min(ends, default=len(text))


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
        yield Hit(
            f"发文字号“{number}”的年份与报告年度{year}年不符",
            f"the document number is of {named[0]}, the report of {year}",
            spans=[*_place(context, "document_number"), *_told_at(context)],
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


def _written_within(year: int, context: Context) -> bool:
    """Say whether a report says that it was signed before a year was over."""
    date = _day(context.report.metadata.issued_on)
    return date is not None and date.year == year and (date.month, date.day) != (12, 31)


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
    """Report dates that no calendar has: 2月30日, 2025-02-31, 四月三十一日."""
    shadow = context.shadow
    for day in _DAY_OF_MONTH.finditer(shadow):
        before = max(0, day.start() - _BEFORE)
        if day[1] is None:
            yield from map(_no_date, _CHINESE_DATE.finditer(shadow, before, day.end()))
        elif found := _WRITTEN_DATE.search(shadow, before, day.end()):
            if _date(found[1], found[2], found[3]) is None:
                yield _no_date(found)
        elif int(day[1]) > _SHORTEST or shadow[day.start() - 2 : day.start()] in _NO_MONTHS:
            found = _MONTH_AND_DAY.search(shadow, before, day.end())
            if found and _date(_LEAP_YEAR, found[1], found[2]) is None:
                yield _no_date(found)
    for found in _NUMBERED_DATE.finditer(shadow):
        line = shadow[shadow.rfind("\n", 0, found.start()) + 1 : found.start()]
        if _date(found[1], found[3], found[4]) is None and not _SOME_NUMBER.search(line[-_BEFORE:]):
            yield _no_date(found)


def _no_date(found: re.Match[str]) -> Hit:
    return Hit(f"日期“{found[0]}”不存在", "there is no such date", spans=[found.span()])


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
        heading = without_titles(heading)
        found = list(_IN_HEADING.finditer(heading))
        if len(found) == 1:
            group = 1 if found[0][1] else 2
            at = section.start + found[0].start(group)
            yield section, int(found[0][group]), (at, at + 4)


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
