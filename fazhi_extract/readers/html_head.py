"""What a government web page says of its article: title, date, source, index number and document number.

They become lines before the article, ``发布时间：2024-01-02 10:00``, the form in which
such lines also stand in texts that people copied from a page.
"""

from __future__ import annotations

import re
from collections.abc import Set

import regex

from .html_text import Element, brief_text, text_of

_META = {
    "articletitle": "标题", "pubdate": "发布时间", "publishdate": "发布时间", "publish_time": "发布时间",
    "contentsource": "来源", "source": "来源",
}  # fmt: skip
_NAMES = (
    "发布时间 发布日期 公开日期 发表时间 发文时间 成文日期 成文时间 生成日期 公文生成日期 发文日期 印发日期 来源 信息来源 文章来源 "
    "索引号 发文字号 文号 标题 名称 文件名称 信息名称 发布机构 发文机关 公开机关 发文机构 发布单位 发文单位 主题分类 时间 日期"
)
_KEYS = _NAMES.split()
_SAME = {
    "发布日期": "发布时间", "公开日期": "发布时间", "发表时间": "发布时间", "时间": "发布时间", "日期": "发布时间", "发文时间": "发布时间",
    "成文时间": "成文日期", "生成日期": "成文日期", "公文生成日期": "成文日期", "发文日期": "成文日期", "印发日期": "成文日期",
    "信息来源": "来源", "文章来源": "来源", "文号": "发文字号", "名称": "标题", "文件名称": "标题", "信息名称": "标题",
    "发文机关": "发布机构", "公开机关": "发布机构", "发文机构": "发布机构", "发布单位": "发布机构", "发文单位": "发布机构",
}  # fmt: skip
_ORDER = ("索引号", "主题分类", "发布机构", "发文字号", "成文日期", "发布时间", "来源")


def _spaced(key: str) -> str:
    """Return a pattern for a key that may be set with blanks: 索 引 号."""
    return r"[ \u3000\xa0]*".join(key)


_ANY_KEY = "|".join(_spaced(key) for key in sorted(_KEYS, key=len, reverse=True))
_BLANK = r"[ \t\u3000\u2002\u2003\xa0]"
_FIELD = regex.compile(
    rf"(?<!\p{{Han}})[\[【]?(?P<key>{_ANY_KEY}){_BLANK}*(?:[\]】]?{_BLANK}*[:：]|[\]】]){_BLANK}*(?=(?P<value>[^\n]{{0,200}}))"
)
_VALUE_ENDS = regex.compile(
    rf"{_BLANK}{{2,}}|\||{_BLANK}*(?:[【\[](?!\d{{4}}[】\]])|(?<![【\[]\d{{4}})[】\]])|{_BLANK}+(?=\p{{Han}}{{2,6}}[:：])|{_BLANK}*(?:{_ANY_KEY}|作者|浏览次数|点击数|字体|字号|打印|分享|责任编辑){_BLANK}*[:：]"
)
_BRACKETED = re.compile(
    rf"[\[【]{_BLANK}*((?:{_ANY_KEY}){_BLANK}*[:：][^\[\]【】\n]{{1,80}}?){_BLANK}*[\]】]"
)
_CELL = re.compile(rf"[\[【]?(?P<key>{_ANY_KEY}){_BLANK}*[\]】]?{_BLANK}*[:：]?{_BLANK}*")
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
_SITE = re.compile(r"\s*[-_|—–－]+\s*[^-_|—–－]{2,30}$")
_TITLE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:article|news|info|content|detail|xl|wz|page|doc)?[-_]?(?:title|tit|bt|biaoti)\d?(?:$|\s)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 90
_LONGEST_LABEL = 20
_LONGEST_VALUE = 80
_HEAD = 400
"""A title that stands in so many first characters of the article need not stand before it again."""


def without_brackets(body: str) -> str:
    """Return an article whose first lines say 来源：甲  日期：乙 for [来源：甲][日期：乙], as reports have it."""
    return _BRACKETED.sub(r"\1  ", body[:_HEAD]) + body[_HEAD:]


def head_lines(page: Element, article: Set[Element], body: str) -> list[str]:
    """Return the lines before the article: its title, then what else the page says of it."""
    found: dict[str, str] = {}
    for meta in page.iter("meta"):
        key = _META.get((meta.get("name") or meta.get("property") or "").lower())
        _put(found, key, meta.get("content") or "")
    _cells(page, article, found)
    around = text_of(page, skip=lambda element: element in article)
    for field in _FIELD.finditer(around):
        value = _VALUE_ENDS.split(field["value"], maxsplit=1)[0]
        _put(found, _plain(field["key"]), value)
    title = _title(page, article, found.get("标题", ""))
    lines = [title] if title and _bare(title) not in _bare(body[:_HEAD]) else []
    return lines + [f"{key}：{found[key]}" for key in _ORDER if key in found]


def _put(found: dict[str, str], key: str | None, value: str) -> None:
    value = " ".join(value.split())
    if key is None or not value or len(value) > _LONGEST_VALUE or _CELL.fullmatch(value):
        return
    key = _SAME.get(key, key)
    if key in ("发布时间", "成文日期"):
        date = _DATE.search(value)
        if date is None:
            return
        value = date[0]
    found.setdefault(key, value)


def _cells(page: Element, article: Set[Element], found: dict[str, str]) -> None:
    """Read tables and lists in which a name and its value are neighbours: | 索引号 | 000014349/2024-00012 |"""
    for element in page.iter("td", "th", "dt", "span", "b", "strong", "label", "em", "i", "div", "p", "li"):
        if element in article or len(element) > 1:
            continue
        label = brief_text(element, _LONGEST_LABEL)
        if not label or not (key := _CELL.fullmatch(label)) or _inside(element, article):
            continue
        beside = (element.tail or "").strip(" \t\r\n:：")
        after = element.getnext()
        if not beside and after is not None and isinstance(after.tag, str) and len(after) <= 5:
            beside = brief_text(after, _LONGEST_VALUE) or ""
        _put(found, _plain(key["key"]), beside)


def _inside(element: Element, article: Set[Element]) -> bool:
    return any(above in article for above in element.iterancestors())


def _plain(key: str) -> str:
    return re.sub(_BLANK, "", key)


def _title(page: Element, article: Set[Element], said: str) -> str:
    """Return the title that the page shows above the article, or the one of its window without the site's name."""
    if said:
        return said
    shown = [
        " ".join(text_of(element).split())
        for element in page.iter("h1", "h2", "h3", "div", "p", "td", "span")
        if element.tag == "h1" or _TITLE_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}")
        if brief_text(element, 2 * _LONGEST_TITLE) and not _inside(element, article)
    ]
    window = page.find(".//title")
    whole = " ".join((window.text or "").split()) if window is not None else ""
    # of the texts that are named like a title the window's title repeats the article's
    for text in shown:
        if 4 <= len(text) <= _LONGEST_TITLE and _bare(text) in _bare(whole):
            return text
    if not whole:
        return next((text for text in shown if 8 <= len(text) <= _LONGEST_TITLE), "")
    return _SITE.sub("", whole) if len(whole) <= _LONGEST_TITLE else ""


def _bare(text: str) -> str:
    return "".join(text.split())
