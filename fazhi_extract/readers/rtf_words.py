"""The control words of RTF that matter for the text."""

from __future__ import annotations

import codecs

SIGNS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
WORDS = {
    "line": "\n",
    "lbr": "\n",
    "column": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
BREAKS = {"par", "sect", "page", "cell", "row", "nestcell", "nestrow"}

DESTINATIONS = {
    # text of their own
    "nesttableprops", "shpinst", "shptxt", "listtext", "pntext", "field", "fldinst", "fldrslt", "fonttbl",
    # not the report's text; those that begin with \* are passed over without being named here
    "annotation", "author", "buptim", "colortbl", "comment", "company", "creatim", "doccomm", "do",
    "footer", "footerf", "footerl", "footerr", "footnote", "ftncn", "ftnsep", "ftnsepc",
    "aftncn", "aftnsep", "aftnsepc", "header", "headerf", "headerl", "headerr", "info", "keywords",
    "nonesttables", "nonshppict", "objdata", "operator", "pict", "printim", "private1", "revtim", "rxe",
    "shprslt", "stylesheet", "subject", "tc", "tcn", "txe", "xe",
}  # fmt: skip
LEAFING = {"TOC", "INDEX", "PAGE", "NUMPAGES", "PAGEREF"}
"""Fields whose result is for leafing, not for reading."""

SYMBOL_FONT = 2
CODE_PAGES = {
    936: "gb18030",
    54936: "gb18030",
    65001: "utf-8",
    10008: "gb18030",
    950: "cp950",
    10000: "mac_roman",
}
DOUBLE_BYTE = {"gb18030", "utf-8", "cp950", "cp932", "cp949"}
FONT_CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""By a font's charset; one that is not here says nothing."""


def encoding_of(code_page: int) -> str | None:
    """Return Python's name of a Windows code page, or None if it has none."""
    try:
        return codecs.lookup(f"cp{code_page}").name
    except LookupError:
        return None
