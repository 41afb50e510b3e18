"""Find the element of a web page that holds the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

import regex

from .html_text import BLOCKS, CELLS, Element, is_shown

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
    "content_zw", "zwnr", "zhengwen",
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
    "zw",
)
_LEAST = 100
"""The characters of the shortest article."""
_NEARLY_ALL = 0.85
_PROSE = re.compile(r"[，。；、,;]")
_RUN = 12
"""A block of text of this many characters, or with a stop in it, is prose; shorter ones are labels."""
_LABEL = regex.compile(
    r"[\s\[【（(]*[\p{Han} \u3000\xa0]{2,9}(?:[\]】]|[\]】]?\s*[:：])[^。；]*", regex.DOTALL
)
_LONGEST_LABEL = 80
"""发布时间：2024-01-15 09:30 来源：某镇: what a page says of its article."""
_LONGEST_LINK = 200
"""A link with more text than this was never closed."""
_FOOTER = re.compile(r"主办(?:单位)?\s*[:：]|网站标识码|ICP备|公网安备|版权所有")
_LONGEST_FOOTER = 500
_MOST_IN_A_FOOTER = 100
_LISTS = frozenset(("dl", "ol", "ul"))
_BOXES = _LISTS | {"div", "section", "center", "header"}


@dataclass(slots=True)
class _Weight:
    """What an element that is shown holds: prose, text, links."""

    prose: int = 0
    nested: int = 0
    """The prose of the blocks inside it; the rest of ``prose`` is its own."""
    loose: int = 0
    """The characters of its own text, with that of the inline elements in it."""
    start: str = ""
    """The beginning of that text."""
    is_prose: bool = False
    is_footer: bool = False
    total: int = 0
    linked: int = 0
    """Of all its characters those in links."""
    links: int = 0

    def add_text(self, text: str | None) -> None:
        if text and (run := text.strip()):
            self.loose += len(run)
            self.total += len(run)
            if len(self.start) <= _LONGEST_LABEL:
                self.start += run[: _LONGEST_LABEL + 1]
            self.is_prose = self.is_prose or _PROSE.search(run) is not None
            self.is_footer = self.is_footer or _FOOTER.search(run) is not None

    def add_child(self, child: _Weight, inline: bool) -> None:
        self.total += child.total
        self.linked += child.linked
        self.links += child.links
        if not inline:
            self.nested += child.prose
            return
        self.nested += child.nested
        self.loose += child.loose
        if len(self.start) <= _LONGEST_LABEL:
            self.start += child.start
        self.is_prose = self.is_prose or child.is_prose
        self.is_footer = self.is_footer or child.is_footer

    def close(self, is_link: bool, title: str) -> None:
        self.is_footer = self.is_footer and self.loose <= _LONGEST_FOOTER
        is_label = self.loose <= _LONGEST_LABEL and (
            _LABEL.fullmatch(self.start) or _bare(self.start) in title
        )
        own = self.loose if (self.is_prose or self.loose >= _RUN) and not is_label else 0
        self.prose = self.nested + (0 if self.is_footer else own)
        if is_link and self.total <= _LONGEST_LINK:
            self.prose = self.nested = self.loose = 0
            self.start, self.is_prose, self.is_footer = "", False, False
            self.linked, self.links = self.total, 1


def article_of(page: Element) -> tuple[list[Element], Set[Element]]:
    """Return the elements that hold the article, and what in them does not belong to it.

    They are found by their name, one or several siblings of the same name; else
    it is the smallest element with nearly all prose.
    """
    body = page.find(".//body")
    body = page if body is None else body
    title = _bare(page.findtext(".//title") or "")
    weights = _weights(body, title)
    if frame := _footers(weights, body):
        weights = _weights(body, title, frame)
    whole = weights[body].prose if body in weights else 0
    lists = {element for element, weight in weights.items() if _is_list_of_links(element, weight)}
    for named, is_sure in _by_name(weights, body):
        groups = _siblings(named, lists)
        best = max(groups, key=lambda group: sum(weights[e].prose for e in group), default=[])
        # a box for a summary, or one of two halves, is not the article
        if best and sum(weights[e].prose for e in best) >= max(min(_LEAST, whole), _NEARLY_ALL * whole):
            return best, frozenset() if is_sure else frame | lists
    return [_densest(weights, body)], frame | lists if whole else frozenset()


def _bare(text: str) -> str:
    return "".join(text.split())


def _weights(body: Element, title: str, without: Set[Element] = frozenset()) -> dict[Element, _Weight]:
    """Return what each element that is shown holds, the outer ones first."""
    shown: list[Element] = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element not in without and is_shown(element):
            shown.append(element)
            waiting.extend(reversed(element))
    weights = {element: _Weight() for element in shown}
    for element in reversed(shown):
        weight = weights[element]
        weight.add_text(element.text)
        for child in element:
            if child in weights:
                weight.add_child(weights[child], _is_inline(child))
            weight.add_text(child.tail)
        # a name without an address is a mark in the text, and so is what editors make of headings
        weight.close(element.tag == "a" and ("href" in element.attrib or "name" not in element.attrib), title)
    return weights


def _is_inline(element: Element) -> bool:
    return element.tag not in BLOCKS and element.tag not in CELLS


def _footers(weights: dict[Element, _Weight], body: Element) -> set[Element]:
    """Return the blocks that name who runs the site, with the lines below them."""
    whole = weights[body].prose if body in weights else 0
    found: set[Element] = set()
    if not whole:
        return found
    for element, weight in weights.items():
        if not weight.is_footer or element is body or _is_inline(element):
            continue
        while (above := element.getparent()) is not None and above is not body and above in weights:
            outer = weights[above]
            if outer.total > _LONGEST_FOOTER or outer.prose * 4 > whole or len(above) > _MOST_IN_A_FOOTER:
                break
            if any(e in weights and weights[e].prose for e in element.itersiblings(preceding=True)):
                break
            element = above
        found.add(element)
    return found


def _is_list_of_links(element: Element, weight: _Weight) -> bool:
    if element.tag not in _BOXES or weight.prose or weight.linked * 2 < weight.total:
        return False
    return weight.links >= (1 if element.tag in _LISTS else 2)


def _siblings(named: dict[str, list[Element]], lists: Set[Element]) -> list[list[Element]]:
    """Return the elements of each name by their parents: an article may stand in several boxes, one below another."""
    groups: dict[tuple[str, Element], list[Element]] = {}
    for name, elements in named.items():
        for element in elements:
            if element not in lists:
                groups.setdefault((name, element.getparent()), []).append(element)
    return list(groups.values())


def _by_name(
    weights: dict[Element, _Weight], body: Element
) -> Iterator[tuple[dict[str, list[Element]], bool]]:
    """Yield the elements that are named like an article's, the surest names first, and whether they are sure."""
    named: dict[str, list[Element]] = {}
    articles: dict[str, list[Element]] = {}
    loose: dict[str, list[Element]] = {}
    for element in weights:
        if element is body:
            continue
        names = set(f"{element.get('class', '')} {element.get('id', '')}".lower().split())
        for name in names:
            named.setdefault(name, []).append(element)
        if element.tag == "article":
            articles.setdefault("", []).append(element)
        else:
            for name in names:
                if "article" in name:
                    loose.setdefault(name, []).append(element)
    for name in (*_EDITORS, *_ARTICLES):
        if name in named:
            yield {name: named[name]}, True
    yield articles, False
    yield loose, False
    for name in _GENERAL:
        if name in named:
            yield {name: named[name]}, False


def _densest(weights: dict[Element, _Weight], body: Element) -> Element:
    """Return the smallest element that holds nearly all prose of the page."""
    if body not in weights or not weights[body].prose:
        return body
    whole, found = weights[body].prose, body
    while True:
        heaviest = max((e for e in found if e in weights), key=lambda e: weights[e].prose, default=None)
        if heaviest is None or weights[heaviest].prose < _NEARLY_ALL * whole:
            return found
        if _is_inline(heaviest) and weights[heaviest].total < weights[found].total:  # words beside it
            return found
        if heaviest.tag == "p" and len(found) > 1:  # the whole report in one paragraph, its title beside it
            return found
        found = heaviest
