"""Web pages of government sites: the article, under its title and what the page says of its date and source."""

from __future__ import annotations

import re

from ..errors import ReadError
from .base import Content, library
from .html_article import article_of
from .html_head import head_lines, without_brackets
from .html_text import article_text
from .plain import decode

_KIND = "a web page"
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_-]+)""",
    re.IGNORECASE,
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OTHER = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
"""Every other declaration is worth nothing: GB2312 means GB18030, and ISO-8859-1 on a Chinese page is a slip."""
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TOO_DEEP = "Excessive depth"
_MAX_TAGS = 500_000
"""A page has some thousands; each takes time and memory far beyond its length."""
_LEAST = 20
"""What has fewer signs is no article but a word of the page: 正文加载中"""
_CUT = re.compile(r"<(?:[A-Za-z/!][^>]*)?\s*\Z")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(data: bytes, name: str) -> Content:
    """Return the article of a web page as paragraphs, its head lines before it; raises ReadError."""
    etree = library("lxml.etree", "html", name, _KIND)
    html = library("lxml.html", "html", name, _KIND)
    markup, encoding = _decoded(data, name)
    if markup.count("<") > _MAX_TAGS:
        raise ReadError(name, "has more tags than a web page can have", "Leave it out: it is no report")
    if _CUT.match(markup, max(markup.rfind("<"), 0)):
        raise ReadError(name, "is cut off in the middle of a tag", "Save or download the page again")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    source = _NOT_XML.sub(" ", _DECLARATION.sub("", markup)).encode("utf-8")
    try:
        page = html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError):
        raise ReadError(
            name, "holds no web page that can be read", "Open it in a browser and save it again"
        ) from None
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        # the rest of the page is lost: better no figures than half of them
        raise ReadError(name, "nests its tags too deeply for a web page", "Open it and save its text")
    article, frame = article_of(page)
    body = without_brackets(article_text(article, frame))
    if len("".join(body.split())) < _LEAST:
        raise ReadError(
            name,
            "is a web page without an article",
            "Open it in a browser and save it when the text is shown, or save the text",
        )
    return Content("\n".join([*head_lines(page, frozenset(article), body), body]), encoding)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the markup and the name of its encoding; raises ReadError.

    A byte-order mark decides, then the bytes: Chinese that is good UTF-8 is UTF-8,
    whatever the page declares; the rest is in the encoding that it declares, or GB18030.
    """
    if data.startswith(_BOMS) or b"\0" in data[:4096]:
        return decode(data, name)
    found = _CHARSET.search(data[:4096])
    declared = (found[1] or found[2]).decode("ascii").lower() if found else ""
    if data.isascii():
        return data.decode("ascii"), "utf-8"
    for encoding in ("utf-8", _OTHER.get(declared, "gb18030"), "gb18030"):
        text = data.decode(encoding, "replace")
        if _is_right(text, data):
            return text, encoding
    return decode(data, name)


def _is_right(text: str, data: bytes) -> bool:
    """Say whether nearly all signs beyond ASCII could be decoded: a page may be cut off in the middle of one."""
    wrong = text.count("\ufffd")
    ascii_signs = len(data) - len(data.translate(None, bytes(range(128))))
    return wrong * 20 <= len(text) - ascii_signs - wrong
