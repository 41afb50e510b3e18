"""Find the element of a web page that holds the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .html_text import Element, is_shown

_EDITORS = (
    "trs_editor",
    "trs_ueditor",
    "trs_preapend",
    "ucap-content",
    "zoom",
    "view",
    "vsb_content",
    "easysite-news-text",
)
"""What the publishing systems of government sites call the text that an editor typed."""
_ARTICLES = (
    "article-content", "article_content", "articlecontent", "article-con", "article_con", "articlecon", "pages_content", "wzy1",
    "news_content", "newscontent", "news-content", "info-content", "infocontent", "detail-content", "detail_content", "detailcontent",
    "xxgk_content", "gknr", "conttxt", "con_text", "text-content", "textcontent", "wz_content", "xl-content", "xl_content",
    "bt_content", "content_text", "contenttext", "content-text", "main-txt", "maintext", "content_body", "contentbody", "mainbody",
)  # fmt: skip
_GENERAL = (
    "content",
    "contents",
    "con",
    "cont",
    "text",
    "detail",
    "details",
    "article",
    "neirong",
    "nr",
    "wz",
    "txt",
)
_LEAST = 100
"""The characters of the shortest article."""
_PROSE = re.compile(r"[，。；、：,;:]")
_RUN = 12
"""A piece of text of this many characters, or with a stop in it, is prose; shorter ones are links and labels."""


def article_of(page: Element) -> Element:
    """Return the element that holds the article: by its name, else the smallest one with nearly all prose."""
    body = page.find(".//body")
    body = page if body is None else body
    prose = _prose(body)
    whole = prose.get(body, 0)
    for candidates in _by_name(prose, body):
        best = max(candidates, key=prose.__getitem__, default=None)
        # a box for a summary, or an empty editor beside the text, is not the article
        if best is not None and prose[best] >= max(min(_LEAST, whole), 0.5 * whole):
            return best
    return _densest(prose, body)


def _prose(body: Element) -> dict[Element, int]:
    """Return how much prose each element that is shown holds, the outer ones first."""
    shown: list[Element] = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if is_shown(element):
            shown.append(element)
            waiting.extend(reversed(element))
    prose = dict.fromkeys(shown, 0)
    for element in reversed(shown):
        own = 0 if element.tag == "a" else _weight(element.text)
        prose[element] = own + sum(prose.get(child, 0) + _weight(child.tail) for child in element)
    return prose


def _weight(text: str | None) -> int:
    run = (text or "").strip()
    return len(run) if len(run) >= _RUN or _PROSE.search(run) else 0


def _by_name(prose: dict[Element, int], body: Element) -> Iterator[list[Element]]:
    """Yield the elements that are named like an article's, the surest names first."""
    named: dict[str, list[Element]] = {}
    articles: list[Element] = []
    loose: list[Element] = []
    for element in prose:
        if element is body:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
        for name in names:
            named.setdefault(name, []).append(element)
        if element.tag == "article":
            articles.append(element)
        elif any("article" in name for name in names):
            loose.append(element)
    sure = [named[name] for name in (*_EDITORS, *_ARTICLES) if name in named]
    general = [named[name] for name in _GENERAL if name in named]
    yield from [*sure, articles, loose, *general]


def _densest(prose: dict[Element, int], body: Element) -> Element:
    """Return the smallest element that holds nearly all prose of the page."""
    whole, found = prose.get(body, 0), body
    while True:
        heaviest = max(found, key=lambda child: prose.get(child, 0), default=None)
        if heaviest is None or whole == 0 or prose.get(heaviest, 0) < 0.85 * whole:
            return found
        if heaviest.tag == "p" and len(found) > 1:  # the whole report in one paragraph, its title beside it
            return found
        found = heaviest
