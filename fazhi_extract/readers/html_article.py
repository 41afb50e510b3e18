"""Find the element of a web page that holds the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .html_text import Element, is_shown, text_of

_EDITORS = ("trs_editor", "trs_ueditor", "trs_preapend", "ucap-content", "zoom", "view", "vsb_content", "easysite-news-text")
"""What the publishing systems of government sites call the text that an editor typed."""
_ARTICLES = (
    "article-content", "article_content", "articlecontent", "article-con", "article_con", "articlecon", "pages_content", "wzy1",
    "news_content", "newscontent", "news-content", "info-content", "infocontent", "detail-content", "detail_content", "detailcontent",
    "xxgk_content", "gknr", "conttxt", "con_text", "text-content", "textcontent", "wz_content", "xl-content", "xl_content",
    "bt_content", "content_text", "contenttext", "content-text", "main-txt", "maintext", "content_body", "contentbody", "mainbody",
)  # fmt: skip
_GENERAL = ("content", "contents", "con", "cont", "text", "detail", "details", "article", "neirong", "nr", "wz", "txt")
_LEAST = 100
"""The characters of the shortest article."""
_PROSE = re.compile(r"[，。；、：,;:]")
_RUN = 12
"""A piece of text of this many characters, or with a stop in it, is prose; shorter ones are links and labels."""


def article_of(page: Element) -> Element:
    """Return the element that holds the article: by its name, else the smallest one with nearly all prose."""
    body = page.find(".//body")
    body = page if body is None else body
    densest, prose = _densest(body)
    for candidates in _by_name(body):
        best = max(candidates, key=lambda pair: pair[1], default=None)
        # a box for a summary, or an empty editor beside the text, is not the article
        if best is not None and best[1] >= max(min(_LEAST, prose), 0.5 * prose):
            return best[0]
    return densest


def _by_name(body: Element) -> Iterator[list[tuple[Element, int]]]:
    """Yield the elements that are named like an article's, the surest names first, each with its length."""
    named: dict[str, list[Element]] = {}
    article: list[Element] = []
    loose: list[Element] = []
    for element in body.iter():
        if not isinstance(element.tag, str) or element is body:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
        for name in names:
            named.setdefault(name, []).append(element)
        if element.tag == "article":
            article.append(element)
        elif any("article" in name for name in names):
            loose.append(element)
    for names_of in (_EDITORS, _ARTICLES):
        for name in names_of:
            if name in named:
                yield _measured(named[name])
    yield _measured(article)
    yield _measured(loose)
    for name in _GENERAL:
        if name in named:
            yield _measured(named[name])


def _measured(elements: list[Element]) -> list[tuple[Element, int]]:
    # a page with hundreds of equal boxes is a list; its longest box is among the first ones or nowhere
    return [(element, _prose_length(text_of(element))) for element in elements[:50]]


def _prose_length(text: str) -> int:
    return sum(len(line) for line in text.split("\n") if len(line) >= _RUN or _PROSE.search(line))


def _densest(body: Element) -> tuple[Element, int]:
    """Return the smallest element that holds nearly all prose of the page, and how long that is."""
    weights: dict[Element, int] = {}
    shown: list[Element] = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if not is_shown(element):
            continue
        shown.append(element)
        waiting.extend(element)
    for element in reversed(shown):
        own = 0 if element.tag == "a" else _weight(element.text)
        weights[element] = own + sum(weights.get(child, 0) + _weight(child.tail) for child in element)
    whole = weights.get(body, 0)
    found = body
    while True:
        heaviest = max(found, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or whole == 0 or weights.get(heaviest, 0) < 0.85 * whole:
            return found, whole
        if heaviest.tag == "p" and len(found) > 1:  # the whole report in one paragraph, its title beside it
            return found, whole
        found = heaviest


def _weight(text: str | None) -> int:
    run = (text or "").strip()
    return len(run) if len(run) >= _RUN or _PROSE.search(run) else 0
