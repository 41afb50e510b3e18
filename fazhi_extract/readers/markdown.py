"""Markdown: the text without its marks. The numbers that the writer typed stay; nothing is numbered anew."""

from __future__ import annotations

import re

from .base import Content
from .plain import decode

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_LINE_MARKS = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]+|(?=[^#\s]))(.*?)(?:[ \t]+#+)?[ \t]*$")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_NO_TEXT = re.compile(r"^[ \t]*(?:={2,}|-{2,}|(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})[ \t]*$")
"""Rules, and the lines under headings."""
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = "\ue000"
"""Stands for an escaped sign (its code follows) while the marks are taken away."""
_UNKEPT = re.compile(_KEPT + r"([0-9a-f]{2})")
_CODE = re.compile(r"(`+)([^`\n]+)\1")
_INLINE = (
    (re.compile(r"!\[([^\]\n]{0,1000})\]\([^()\n]{0,2000}\)"), r""),
    (re.compile(r"\[([^\[\]\n]{1,1000})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,1000})\]\[[^\[\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"\[\^[^\[\]\n]{1,100}\]"), ""),
    (re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"<br[ \t]*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:[ \t][^<>\n]{0,2000})?/?>"), ""),
    (re.compile(r"\*\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*\*"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^\n]{0,5000}?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"__(?=\S)([^_\n]+?)(?<=\S)__"), r"\1"),
    (re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~"), r""),
    (re.compile(r"(?<![0-9A-Za-z*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?!\*)"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])"), r"\1"),
)
_ENTITIES = {"&nbsp;": "\xa0", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}


def read(data: bytes, name: str) -> Content:
    """Return the text of a Markdown file as it is read aloud; raises ReadError."""
    source, encoding = decode(data, name)
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    source = _without_comments(source)
    lines: list[str] = []
    front = _FRONT.match(source)
    if front:
        title = _TITLE.search(front[1])
        if title:
            lines.append(title[1].strip("\"'"))
        source = source[front.end() :]
    fence = ""
    for line in source.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif fence:
            lines.append(line)
        elif not (
            _NO_TEXT.match(line) or _REFERENCE.match(line) or ("|" in line and _TABLE_RULE.match(line))
        ):
            lines.append(_plain(line))
    return Content("\n".join(lines), encoding)


def _without_comments(source: str) -> str:
    kept, at = [], 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start)) >= 0:
        kept.append(source[at:start])
        at = end + len("-->")
    return "".join(kept) + source[at:]


def _plain(line: str) -> str:
    """Return a line without its marks."""
    line = _LINE_MARKS.sub("", line)
    heading = _HEADING.match(line)
    line = heading[1] if heading else _BULLET.sub("", line)
    if line.lstrip().startswith("|"):
        cells = _CELL_END.split(line.strip().removeprefix("|").removesuffix("|"))
        line = "\t".join(cell.strip() for cell in cells)
    line = line.removesuffix("\\")  # a line break
    line = _ESCAPED.sub(_keep, line)
    line = _CODE.sub(lambda code: "".join(map(_kept, code[2])), line)
    for pattern, instead in _INLINE:
        line = pattern.sub(instead, line)
    for entity, sign in _ENTITIES.items():
        line = line.replace(entity, sign)
    return _UNKEPT.sub(lambda kept: chr(int(kept[1], 16)), line)


def _keep(escaped: re.Match[str]) -> str:
    return _kept(escaped[1])


def _kept(sign: str) -> str:
    return f"{_KEPT}{ord(sign):02x}" if sign.isascii() else sign
