"""Web pages saved in one file, .mht or .mhtml; what a site's button 导出Word gives under the name .doc is one too."""

from __future__ import annotations

import email
from email import policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage

from ..errors import ReadError
from . import html
from .base import Content

_PAGES = ("text/html", "application/xhtml+xml")
_TOLD = ("big5", "utf-16")
"""Encodings that only the head of a part tells; others the reader of web pages sees for itself."""
_MOST_PARTS = 20_000


def read(data: bytes, name: str) -> Content:
    """Return the article of the web page in a saved one; raises ReadError."""
    if data.count(b"\n--") > _MOST_PARTS:
        raise ReadError(
            name, "has more parts than a saved web page can have", "Leave it out: it is no report"
        )
    refused: ReadError | None = None
    for page in _pages(data, name):
        try:
            return html.read(page, name)
        except ReadError as error:  # the frame of a page stands before the page in it
            refused = refused or error
    raise refused or _damaged(name)


def _pages(data: bytes, name: str) -> list[bytes]:
    """Return the markup of all pages in a saved one, the outer one first; raises ReadError."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        pages = [(part, _markup(part)) for part in parts if part.get_content_type() in _PAGES]
        is_open = any(
            isinstance(defect, CloseBoundaryNotFoundDefect)
            for part in message.walk()
            for defect in part.defects
        )
    except Exception:  # the library promises no error of its own for what is no message at all
        raise _damaged(name) from None
    if is_open and pages and pages[-1][0] is parts[-1] and b"</html" not in pages[-1][1].lower():
        raise ReadError(name, "is a saved web page that is cut off", "Save or download the page again")
    return [markup for _, markup in pages]


def _markup(part: EmailMessage) -> bytes:
    markup = part.get_payload(decode=True)
    if not isinstance(markup, bytes):
        return b""
    charset = (part.get_content_charset() or "").lower()
    if charset.startswith(_TOLD):
        return markup.decode("big5hkscs" if charset.startswith("big5") else charset, "replace").encode()
    return markup


def _damaged(name: str) -> ReadError:
    return ReadError(
        name, "is a damaged saved web page", "Open it in a browser and save it again, or save its text"
    )
