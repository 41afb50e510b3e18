"""A page in one file: HTML, styles and scripts that lie beside one another, packed together with the data.

The page needs no network, and a browser runs nothing but what was packed: the page's policy names it by hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_STYLE = re.compile(r'<link rel="stylesheet" href="(?P<file>[\w.]+)">')
_SCRIPT = re.compile(r'<script src="(?P<file>[\w.]+)"></script>')


def block(kind: str, data: Any) -> str:
    """Return a block of JSON that no text in it can end, and that holds any text as it is."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    text = _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f'<script type="application/json" data-kind="{kind}">{text}</script>\n'


def packed(folder: Path) -> tuple[str, str]:
    """Return what stands before and after the data in ``folder/page.html``, its styles and scripts inside."""
    page = (folder / "page.html").read_text("utf-8")
    hashes: dict[str, list[str]] = {"script": [], "style": []}

    def inline(found: re.Match[str], tag: str) -> str:
        content = (folder / found["file"]).read_text("utf-8")
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        hashes[tag].append(f"'sha256-{digest}'")
        return f"<{tag}>{content}</{tag}>"

    page = _STYLE.sub(lambda found: inline(found, "style"), page)
    page = _SCRIPT.sub(lambda found: inline(found, "script"), page)
    for tag, digests in hashes.items():
        page = page.replace(f"{tag}-src 'self'", f"{tag}-src {' '.join(digests)}")
    head, _, tail = page.partition("<!-- data -->\n")
    return head, tail
