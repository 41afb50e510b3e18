"""Makes the files that have pages, and web pages, from a text: what the tests of their readers read."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

Lines = Sequence[tuple[float, float, str]]
"""From the left, from the top, the text: in points."""
FONT, SIZE = "STSong-Light", 16
PAGE = (595.0, 842.0)


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# --- pdf --------------------------------------------------------------------


def pdf(text: str, *, indent: int = 2, password: str | None = None) -> bytes:
    """Set a text as an office does: 三号 type, a running head, a page number at the foot of each page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    _font()

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawCentredString(PAGE[0] / 2, 40, f"- {document.page} -")
        canvas.drawString(60, 800, "法治政府建设年度报告")

    style = ParagraphStyle(
        "body", fontName=FONT, fontSize=SIZE, leading=28, firstLineIndent=SIZE * indent, wordWrap="CJK"
    )
    out = io.BytesIO()
    lock = None if password is None else StandardEncryption(password, ownerPassword="owner")
    SimpleDocTemplate(out, pagesize=A4, encrypt=lock).build(
        [Paragraph(html.escape(line, quote=False), style) for line in paragraphs(text)],
        onFirstPage=furniture,
        onLaterPages=furniture,
    )
    return out.getvalue()


def placed_pdf(pages: Sequence[Lines], *, turn: int = 0, angle: int = 0, size: int = SIZE) -> bytes:
    """Set lines at their places; ``turn`` is the page's own rotation, ``angle`` that of what is on it."""
    from reportlab.pdfgen.canvas import Canvas

    _font()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAGE)
    for lines in pages:
        canvas.setPageRotation(turn)
        if angle == 90:
            canvas.translate(PAGE[0], 0)
            canvas.rotate(90)
        canvas.setFont(FONT, size)
        for x, y, line in lines:
            canvas.drawString(x, (PAGE[0] if angle else PAGE[1]) - y, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned_pdf(source: bytes, pages: int) -> bytes:
    """Return pictures of the first pages of a PDF as a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    pictures = [document[i].render(scale=2).to_pil().convert("L") for i in range(pages)]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=144)
    return out.getvalue()


def raw_pdf(content: bytes, resources: bytes = b"", objects: Sequence[bytes] = ()) -> bytes:
    """Return a PDF of one page with this content stream; ``objects`` have the numbers from 5 on."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + resources + b">>>>",
        content,
        *objects,
    ]
    out, starts = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, at)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def _font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


# --- ofd --------------------------------------------------------------------

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_A_LINE, _A_PAGE = 28, 22
"""Signs on a line and lines on a page, by GB/T 9704."""
_SIGN, _LEADING, _LEFT, _TOP = 5.64, 9.8, 27.0, 45.0
"""In millimetres."""


def set_lines(text: str, *, indent: int = 2) -> list[str]:
    """Break a text into lines of 28 signs; an indent is made of full-width blanks."""
    lines = []
    for paragraph in paragraphs(text):
        rest, room = "\u3000" * indent + paragraph, float(_A_LINE)
        line = ""
        for sign in rest:
            width = 0.5 if sign.isascii() else 1.0
            if width > room:
                lines.append(line)
                line, room = "", float(_A_LINE)
            line += sign
            room -= width
        lines.append(line)
    return lines


def ofd(text: str) -> bytes:
    """Set a text on pages of 22 lines with a page number at the foot of each and a head in the template."""
    lines = set_lines(text)
    pages = [lines[i : i + _A_PAGE] for i in range(0, len(lines), _A_PAGE)]
    return ofd_of([_ofd_page(number, page) for number, page in enumerate(pages, 1)])


def ofd_of(pages: Sequence[str]) -> bytes:
    """Pack the XML of pages as an OFD file."""
    listed = "".join(
        f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    template = f'<ofd:Page {OFD}><ofd:Content><ofd:Layer Type="Background" ID="2">{_text(27, 20, "内部资料，已处罚99件")}</ofd:Layer></ofd:Content></ofd:Page>'
    members = {
        "OFD.xml": f'<ofd:OFD {OFD} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        '</ofd:PageArea><ofd:TemplatePage ID="1" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": template,
        **{f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)},
    }
    return packed(
        {name: f'<?xml version="1.0" encoding="UTF-8"?>{part}'.encode() for name, part in members.items()}
    )


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _ofd_page(number: int, lines: Sequence[str]) -> str:
    texts = [_text(_LEFT, _TOP + index * _LEADING, line) for index, line in enumerate(lines)]
    texts.append(_text(100, 275, f"— {number} —"))
    # in no order at all: what counts is the place
    return (
        f'<ofd:Page {OFD}><ofd:Template TemplateID="1"/><ofd:Content><ofd:Layer ID="3">'
        f'{"".join(texts[::2])}<ofd:PageBlock ID="4">{"".join(texts[1::2])}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>'
    )


def _text(x: float, y: float, line: str) -> str:
    """Return a TextObject; steps that repeat are written as OFD writes them: g, how often, how far."""
    steps = [_SIGN / 2 if sign.isascii() else _SIGN for sign in line[:-1]]
    runs: list[tuple[int, float]] = []
    for step in steps:
        count = runs.pop()[0] if runs and runs[-1][1] == step else 0
        runs.append((count + 1, step))
    delta = " ".join(f"g {count} {step}" if count > 1 else f"{step}" for count, step in runs)
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - 5} 170 7" Font="3" Size="{_SIGN}">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{delta}">{escape(line)}</ofd:TextCode></ofd:TextObject>'
    )


# --- html -------------------------------------------------------------------

_BOX = {
    "trs": '<div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">{}</div></div>',
    "ucap": '<div class="pages_content" id="UCAP-CONTENT">{}</div>',
    "zoom": '<div id="zoom">{}</div>',
    "table": '<table width="980"><tr><td width="200"><a href="#">栏目</a></td><td class="bt_content">{}</td></tr></table>',
    "none": "<section><div><div>{}</div></div></section>",
}
BOXES = tuple(_BOX)


def web_page(
    text: str, *, box: str = "trs", charset: str | None = "utf-8", title: str, source: str, number: str
) -> str:
    """Return a page of a government site: navigation, table of the document, inline styles, footer."""
    body = "\n".join(_paragraph(line) for line in paragraphs(text))
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"""<!DOCTYPE html>
<html><head>{declared}<title>{title}_某某市人民政府门户网站</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2025-01-25 16:04"><meta name="ContentSource" content="{source}">
<script>var shown = "行政处罚案件100件";</script><style>.TRS_Editor P{{margin-top:0}}</style></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; 政府信息公开 &gt; 法治政府建设年度报告</div>
<table class="xxgk_table"><tr><td><b>索 引 号：</b></td><td>000014349/2025-00012</td><td><b>主题分类：</b></td><td>司法</td></tr>
<tr><td><b>发文字号：</b></td><td>{number}</td><td><b>成文日期：</b></td><td>2025年1月9日</td></tr></table>
<h1 class="article-title">{title}</h1>
<div class="info"><span>发布时间：2025-01-25 16:04</span>&nbsp;&nbsp;<span>来源：{source}</span> 浏览次数：<span id="hits">1234</span>次
<span class="fontsize">字体：【<a>大</a> <a>中</a> <a>小</a>】</span></div>
{_BOX[box].format('<div style="display:none">隐藏的处罚99件</div>' + body + '<p hidden>看不见的调解88件</p><div class="share">分享到：<a>微信</a> <a>微博</a></div><p>【打印】【关闭】</p>')}
<div class="related"><a href="1.html">上一篇：某某镇2023年调解纠纷77件</a></div>
<div class="footer"><p>版权所有：某某市人民政府办公室 备案号：粤ICP备05012345号 网站标识码：4400000001，累计访问66万次，共处理留言55件</p></div>
</body></html>"""


def _paragraph(line: str) -> str:
    """Return a paragraph as an editor's export has it: cut into spans, the figures in a font of their own."""
    head, tail = html.escape(line[: len(line) // 2]), html.escape(line[len(line) // 2 :])
    return (
        '<p style="text-indent:2em;line-height:28pt;font-family:仿宋_GB2312">&nbsp;&emsp;<span style="font-size:16pt">'
        f'{head}</span>\n<span lang="EN-US" style="font-family:仿宋">{tail}<o:p></o:p></span></p>'
    )
