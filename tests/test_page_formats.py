"""The seeds as pdf, ofd and html: the same figures and headings as the plain text; and files that are bad."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from fazhi_extract import ReadError, Report, extract_file
from fazhi_extract.pipeline import extract_text
from fazhi_extract.readers import read_bytes
from fazhi_extract.readers.pdf_pages import MAX_PAGES

from . import page_files as make
from .conftest import SEEDS, run, seed

DOCUMENTS = ("000", "001", "002", "003", "004")
Row = tuple[object, ...]


def figures(report: Report) -> list[Row]:
    return [(o.metric, o.value, o.qualifier, o.unit, o.relation, o.status) for o in report.observations]


def headings(report: Report) -> list[Row]:
    return [(s.level, s.number, s.title, s.role) for s in report.sections if s.kind == "heading"]


@pytest.fixture(scope="session")
def plain() -> dict[str, Report]:
    return {name: extract_file(seed(name)) for name in DOCUMENTS}


def text_of(name: str) -> str:
    return seed(name).read_text("utf-8")


def extracted(data: bytes, name: str) -> Report:
    return extract_text(read_bytes(data, name), with_text=True)


def read(data: bytes, name: str) -> str:
    return read_bytes(data, name).text


CARRIED: dict[str, Callable[[str], bytes]] = {
    "pdf": make.pdf,
    "pdf without indents": lambda text: make.pdf(text, indent=0),
    "ofd": make.ofd,
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("carried", CARRIED)
def test_a_seed_on_pages_gives_the_same(carried: str, name: str, plain: dict[str, Report]) -> None:
    report = extracted(CARRIED[carried](text_of(name)), f"{name}.{carried[:3]}")
    assert figures(report) == figures(plain[name])
    assert headings(report) == headings(plain[name])
    assert report.source.format == carried[:3]
    assert report.text is not None
    for o in report.observations:
        assert report.text[o.start : o.end] == o.text
    located = [o.location.page if o.location else None for o in report.observations]
    assert None not in located
    assert located == sorted(located, key=lambda page: page or 0)
    assert located[-1] != 1


WEB = [
    *(("utf-8", "utf-8", box) for box in make.BOXES),
    ("gb2312", "gb18030", "trs"),  # declared too narrowly
    (None, "gb18030", "trs"),
    (None, "utf-8", "ucap"),
    ("utf-8", "gb18030", "trs"),  # declared wrongly
    ("gbk", "utf-8", "trs"),
    ("iso-8859-1", "gb18030", "none"),
    ("utf-16", "utf-16", "trs"),
]


@pytest.mark.parametrize(("declared", "written", "box"), WEB)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_seed_as_a_web_page_gives_the_same(
    name: str, declared: str | None, written: str, box: str, plain: dict[str, Report]
) -> None:
    title = plain[name].metadata.title or "某某镇2024年法治政府建设年度报告"
    source = plain[name].metadata.source or "某某县某某镇人民政府"
    number = plain[name].metadata.document_number or "某府发〔2025〕4号"
    page = make.web_page(text_of(name), box=box, charset=declared, title=title, source=source, number=number)
    report = extracted(page.encode(written), "r.html")
    assert figures(report) == figures(plain[name])
    assert headings(report) == headings(plain[name])
    assert report.source.encoding == written
    meta = report.metadata
    assert (meta.title, meta.source) == (title, source)
    assert meta.published_at == "2025-01-25 16:04"
    assert meta.document_number == number
    assert (report.text or "").count("索引号：000014349/2025-00012") == 1


# --- web pages --------------------------------------------------------------


def page(body: str, head: str = "") -> str:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "p.html")


PROSE = "全年共调解矛盾纠纷160余件，成功率达到百分之九十九，发放宣传资料八千余册，开展普法宣传活动。" * 3

SHOWN = {
    "inline elements are joined": ("<p>调解<b>16</b><span>0余</span>\n<span>件</span></p>", "调解160余件"),
    "line ends of the source are no blanks": ("<p>调解纠纷\n   208件</p>", "调解纠纷208件"),
    "words keep theirs": ("<p>Rule of\nLaw  China</p>", "Rule of Law China"),
    "blocks begin lines": ("<div>一、成效<p>甲<br>乙</p>丙</div>", "一、成效\n甲\n乙\n丙"),
    "other blanks stay": ("<p>&emsp;&nbsp;甲&nbsp;乙</p>", "\u2003\u00a0甲\u00a0乙"),
    "ordered list": ("<ol><li>甲<li>乙</ol>", "1.甲\n2.乙"),
    "its start and values": (
        "<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>",
        "3.甲\n7.乙\n8.丙",
    ),
    "Chinese numbers": (
        "<ol style='list-style-type:cjk-ideographic'><li>甲<ol><li>子</li></ol></li><li>乙</li></ol>",
        "一、甲\n1.子\n二、乙",
    ),
    "a number that is written is not doubled": ("<ol><li>1.甲</li><li>（二）乙</li></ol>", "1.甲\n（二）乙"),
    "a bare list has none": ("<ul><li>甲</li></ul>", "甲"),
    "rows of a table": (
        "<table><tr><th>项目</th><th>数量</th></tr><tr><td><p>调解</p></td><td><p>20</p><p>件</p></td></tr></table>",
        "项目  数量\n调解  20件",
    ),
    "hidden": ("<p>甲<span style='display: none'>乙</span><i hidden>丙</i></p><script>丁</script>", "甲"),
    "Word's leavings": (
        "<p><![if !supportLists]>1.<![endif]>甲<o:p></o:p><!--[if gte mso 9]><xml>乙</xml><![endif]--></p>",
        "1.甲",
    ),
    "pre": ("<pre>一、甲\n  乙</pre>", "一、甲\n  乙"),
}


@pytest.mark.parametrize("what", SHOWN)
def test_a_page_reads_as_a_browser_shows_it(what: str) -> None:
    markup, text = SHOWN[what]
    assert page(f"<div class='TRS_Editor'><p>{PROSE}</p>{markup}</div>") == f"{PROSE}\n{text}"


HEADS = {
    "标题": ("<h1>甲镇2024年法治政府建设报告</h1>", "甲镇2024年法治政府建设报告\n"),
    "a list": ("<ul><li><span>索引号：</span>A1/2024</li><li><strong>发布机构：</strong>甲镇</li></ul>", "索引号：A1/2024\n发布机构：甲镇\n"),
    "one line": ("<p>来源：司法局 发布时间：2024-1-2 10:00 点击数：33</p>", "发布时间：2024-1-2 10:00\n来源：司法局\n"),
    "brackets": ("<p>[ 索引号 ] A1/2024 [ 发布日期 ] 2024-01-02</p>", "索引号：A1/2024\n发布时间：2024-01-02\n"),
    "cells": ("<table><tr><th>发文字号</th><td>甲发〔2024〕3号</td></tr></table>", "发文字号：甲发〔2024〕3号\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", HEADS)
def test_what_a_page_says_of_its_article_stands_before_it(what: str) -> None:
    markup, lines = HEADS[what]
    assert page(f"{markup}<div id='zoom'><p>{PROSE}</p></div>") == lines + PROSE


def test_a_title_that_the_article_has_is_not_doubled() -> None:
    title = "甲镇2024年法治政府建设报告"
    assert (
        page(f"<h1>{title}</h1><div class='article-content'><p>{title}</p><p>{PROSE}</p></div>")
        == f"{title}\n{PROSE}"
    )


def test_a_box_of_the_right_name_with_next_to_nothing_in_it_is_not_the_article() -> None:
    assert (
        page(
            f"<div class='content'>欢迎光临，您好。</div><div><div class='x'><p>{PROSE}</p><p>{PROSE}</p></div></div>"
        )
        == f"{PROSE}\n{PROSE}"
    )


@pytest.mark.parametrize(("depth", "tag"), [(300, "font"), (1500, "div")])
def test_tags_that_are_never_closed_lose_nothing(depth: int, tag: str) -> None:
    assert page(f"<div id=zoom><p>{PROSE}</p>{f'<{tag}>' * depth}{PROSE}208件").endswith(f"{PROSE}208件")


def test_what_is_nested_too_deeply_is_refused_not_cut() -> None:
    with pytest.raises(ReadError, match="too deeply"):
        page(f"<div id=zoom><p>{PROSE}</p>{'<div>' * 3000}{PROSE}208件")


def test_a_page_that_is_cut_off_in_the_middle_of_a_sign() -> None:
    for encoding in ("utf-8", "gb18030"):
        data = f"<html><div id=zoom><p>{PROSE}</p><p>".encode(encoding) + "完".encode(encoding)[:-1]
        read_in = read_bytes(data, "p.html")
        assert read_in.text.startswith(PROSE)
        assert read_in.encoding == encoding


HOSTILE_PAGES = {
    "deep": b"<div>" * 200_000 + b"x" * 200,
    "boxes": b"<div class='content share'>" * 150_000,
    "rows": b"<table><tr><td>" * 50_000 + b"1",
    "unclosed": b"<p " * 300_000,
    "buttons": b"<p>" + "编辑：".encode() * 100_000 + "！".encode(),
    "labels": b"<p>" + "来源：[".encode() * 50_000,
    "entity": b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><p>&x;</p>" + b"x" * 100,
    "shares": b"<div class=share>" * 2000 + b"<b></b>" * 100_000 + b"x" * 100,
    "articles": b"<div id=zoom class='content article'>" * 1500 + b"<i>x</i>" * 100_000,
    "lists": b"<ol><li>" * 30_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE_PAGES)
def test_a_hostile_page_ends_and_tells_nothing(kind: str, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_bytes(HOSTILE_PAGES[kind])
    done = run(str(page), "--json", "--with-text")  # a process that is given two minutes
    assert done.returncode in (0, 1)
    assert b"root:" not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><script>1</script>", b"<!DOCTYPE html>"])
def test_a_page_without_an_article_is_named(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"without an article|no web page"):
        read(data, "p.html")


# --- pdf --------------------------------------------------------------------

FULL = "全镇共开展行政执法检查一百九十余次发现问题立即整改到位共十六项内容16"  # fills its line
BODY = [
    "　　" + FULL[:-4] + "一年共16",
    "0余件。下一行接着说这一年的工作成绩和做法以及今后打算与措施等内容的全部，",
    "到此为止。",
    "　　第二段调解纠纷20件。",
]


def placed(
    lines: list[str], *, left: float = 60, top: float = 140, step: float = 24
) -> list[tuple[float, float, str]]:
    return [
        (left + 13 * (len(line) - len(line.lstrip("\u3000"))), top + step * index, line.strip("\u3000"))
        for index, line in enumerate(lines)
    ]


WANTED = "".join(line.strip("\u3000") for line in BODY[:3]) + "\n第二段调解纠纷20件。"


def small(pages: Sequence[make.Lines], **options: int) -> str:
    return read(make.placed_pdf(pages, size=13, **options), "p.pdf")


def test_a_figure_over_a_line_and_over_a_page_is_one() -> None:
    assert small([placed(BODY)]) == WANTED
    assert small([placed(BODY[:1], top=700), placed(BODY[1:])]) == WANTED


@pytest.mark.parametrize("number", ["- {} -", "—{}—", "第{}页 共3页", "{}", "{}/3", "· {} ·"])
def test_page_numbers_and_running_heads_are_left_out(number: str) -> None:
    pages = [
        [(60, 40, "甲镇法治政府建设报告"), *placed(BODY), (280, 800, number.format(n))] for n in (1, 2, 3)
    ]
    differing = [
        [(x, y, line.replace("20件", f"{n}0件")) for x, y, line in p] for n, p in enumerate(pages, 2)
    ]
    assert small(differing) == "\n".join(WANTED.replace("20件", f"{n}0件") for n in (2, 3, 4))


def test_a_figure_at_the_foot_of_a_page_is_no_page_number() -> None:
    lines = [*placed(["调解纠纷"]), (60.0, 800.0, "208件"), (60.0, 820.0, "77")]
    assert small([lines, placed(BODY)]).startswith("调解纠纷\n208件\n77")


def test_text_that_stands_twice_counts_once() -> None:
    once = placed(BODY)
    assert small([[*once, *once]]) == WANTED  # two layers
    assert small([[line for x, y, text in once for line in ((x, y, text), (x + 0.4, y, text))]]) == WANTED
    assert small([[*once, *[(x, y + 300, text) for x, y, text in once]]]) == WANTED  # a layer out of place
    assert small([once, once]) == WANTED  # the page was scanned twice
    other = [(x, y, text.replace("20件", "21件")) for x, y, text in once]
    assert small([once, other]) == f"{WANTED}\n{WANTED.replace('20件', '21件')}"


@pytest.mark.parametrize(("turn", "angle"), [(90, 0), (180, 0), (270, 0), (0, 90), (90, 90)])
def test_rotated_pages(turn: int, angle: int) -> None:
    assert small([placed(BODY)], turn=turn, angle=angle) == WANTED


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n}行的文字写到栏的边上为止共{n}" for n in "甲乙丙丁戊己庚辛壬癸"]
    right = [line.replace("左", "右") for line in left]
    text = small([[*placed(left, left=60), *placed(right, left=325), (60, 60, "横跨两栏的大标题写在上面")]])
    assert text.replace("\n", "") == "横跨两栏的大标题写在上面" + "".join(left + right)


def test_a_table_is_read_row_by_row() -> None:
    rows = [[(60.0, 100 + 24.0 * n, f"项目{n}"), (330.0, 100 + 24.0 * n, f"{n}件")] for n in range(1, 12)]
    text = small([[cell for row in rows for cell in row]])
    assert text.split("\n") == [f"项目{n}  {n}件" for n in range(1, 12)]


def test_an_encrypted_pdf_is_read_if_it_needs_no_password() -> None:
    assert read(make.pdf("调解纠纷208件。", password=""), "p.pdf").endswith("\n调解纠纷208件。")
    with pytest.raises(ReadError, match="locked with a password"):
        read(make.pdf("调解纠纷208件。", password="secret"), "p.pdf")


def _bomb() -> bytes:
    packer = zlib.compressobj(9)
    part = b"BT (x) Tj ET " * 80_000
    data = b"".join(packer.compress(part) for _ in range(400)) + packer.flush()
    return make.raw_pdf(make.stream(data, b"/Filter/FlateDecode"))


def _echo() -> bytes:
    """Forms that draw the next one ten times, nine deep."""
    depth = 9
    forms = [
        make.stream(
            b"/F Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (n + 6),
        )
        for n in range(depth)
    ]
    last = make.stream(b"BT /A 9 Tf (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return make.raw_pdf(make.stream(b"/F Do"), b"/XObject<</F 5 0 R>>", [*forms, last])


BAD_PDF: dict[str, tuple[Callable[[], bytes], str]] = {
    "damaged": (lambda: b"%PDF-1.7\n...", "is damaged"),
    "noise": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 500, "is damaged"),
    "blank": (lambda: make.placed_pdf([[]]), "no text"),
    "bomb": (_bomb, "more than a report|too long|no text|fail"),
    "echo": (_echo, "more than a report|too long|no text|fail"),
    "long": (lambda: make.placed_pdf([[]] * (MAX_PAGES + 1)), "more than 1,000 pages"),
}


@pytest.mark.parametrize("kind", BAD_PDF)
def test_a_bad_pdf_is_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi_extract.readers.pdf._SECONDS", 3.0)
    build, reason = BAD_PDF[kind]
    data = build()
    with pytest.raises(ReadError, match=reason):
        read(data, "p.pdf")


def test_a_truncated_pdf_is_read_in_part_by_no_one() -> None:
    data = make.pdf(text_of("000"))
    with pytest.raises(ReadError, match="that is damaged"):
        read(data[: len(data) // 2], "p.pdf")


def test_a_pdf_of_a_thousand_pages_is_read_whole() -> None:
    pages: list[make.Lines] = [[(60.0, 100.0, f"第{n}村调解纠纷{n}件。")] for n in range(1000)]
    assert small(pages).count("调解纠纷") == 1000


@pytest.fixture(scope="session")
def scan() -> bytes:
    return make.scanned_pdf(make.pdf("调解矛盾纠纷208件，发放宣传资料8000余册。"), 1)


def test_a_scan_without_ocr_names_ocr(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi_extract.readers.pdf.find_spec", lambda _: None)
    with pytest.raises(ReadError, match=r'is a scan.*OCR.*pip install "fazhi-extract\[ocr\]"'):
        read(scan, "p.pdf")


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is not installed")
def test_a_scan_with_ocr_is_read(scan: bytes) -> None:
    report = extracted(scan, "p.pdf")
    assert [(o.metric, o.value) for o in report.observations] == [
        ("mediation_cases", 208), ("publicity_materials", 8000),
    ]  # fmt: skip


# --- ofd --------------------------------------------------------------------


def ofd_text(objects: str) -> str:
    markup = (
        f'<ofd:Page {make.OFD}><ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )
    return read(make.ofd_of([markup]), "p.ofd")


PIECES = {
    "steps": ('<ofd:TextObject Boundary="20 20 99 9" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 3 5 2.5 2.5">调解纠纷20</ofd:TextCode></ofd:TextObject>', "调解纠纷20"),
    "pieces of a line": (
        '<ofd:TextObject Boundary="20 20 99 9" Size="5"><ofd:TextCode X="0" Y="5">调解</ofd:TextCode><ofd:TextCode X="10">20件</ofd:TextCode></ofd:TextObject>',
        "调解20件",
    ),
    "scaled": (
        '<ofd:TextObject Boundary="20 20 99 9" Size="1" CTM="5 0 0 5 0 0"><ofd:TextCode X="0" Y="1" DeltaX="1 1 1">调解纠纷</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject Boundary="40 20 99 9" Size="5"><ofd:TextCode X="0" Y="5">20件</ofd:TextCode></ofd:TextObject>',
        "调解纠纷20件",
    ),
    "invisible": (
        '<ofd:TextObject Boundary="20 20 99 9" Size="5"><ofd:TextCode X="0" Y="5">甲</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject Visible="false" Boundary="20 40 99 9" Size="5"><ofd:TextCode X="0" Y="5">乙</ofd:TextCode></ofd:TextObject>',
        "甲",
    ),
    "nonsense": ('<ofd:TextObject Boundary="x" Size="5" CTM="1 2"><ofd:TextCode X="nan" Y="" DeltaX="g 999999999 1 g g">甲乙</ofd:TextCode></ofd:TextObject>', "甲乙"),
}  # fmt: skip


@pytest.mark.parametrize("what", PIECES)
def test_pieces_of_ofd(what: str) -> None:
    markup, text = PIECES[what]
    assert ofd_text(markup) == text


def _ofd_with(**parts: bytes) -> bytes:
    members = {
        "OFD.xml": f'<ofd:OFD {make.OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'.encode(),
        "Doc_0/Document.xml": f'<ofd:Document {make.OFD}><ofd:Pages><ofd:Page BaseLoc="P.xml"/></ofd:Pages></ofd:Document>'.encode(),
        "Doc_0/P.xml": f"<ofd:Page {make.OFD}/>".encode(),
    }  # fmt: skip
    names = {"entry": "OFD.xml", "document": "Doc_0/Document.xml", "page": "Doc_0/P.xml"}
    return make.packed(members | {names[key]: data for key, data in parts.items()})


_XXE = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><ofd:Page {make.OFD}>&x;</ofd:Page>'.encode()
_PAGE = '<ofd:Page BaseLoc="P.xml"/>'
_MANY = f"<ofd:Document {make.OFD}><ofd:Pages>{_PAGE * 1001}</ofd:Pages></ofd:Document>".encode()
_OUTSIDE = f"<ofd:OFD {make.OFD}><ofd:DocBody><ofd:DocRoot>../../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode()
BAD_OFD: dict[str, tuple[Callable[[], bytes], str]] = {
    "damaged": (lambda: make.ofd(text_of("000"))[:3000], "damaged"),
    "no page": (lambda: _ofd_with(document=f'<d {make.OFD}><ofd:Pages><ofd:Page BaseLoc="X.xml"/></ofd:Pages></d>'.encode()), "missing"),
    "not XML": (lambda: _ofd_with(page=b"<a><b></a>"), "damaged"),
    "no text": (_ofd_with, "OCR"),
    "entity": (lambda: _ofd_with(page=_XXE), "may not hold"),
    "bomb": (lambda: _ofd_with(page=b" " * 30_000_000), "unpacks to more"),
    "long": (lambda: _ofd_with(document=_MANY), "more than 1,000 pages"),
    "outside": (lambda: _ofd_with(entry=_OUTSIDE), "missing"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_OFD)
def test_a_bad_ofd_is_named(kind: str) -> None:
    build, reason = BAD_OFD[kind]
    with pytest.raises(ReadError, match=reason):
        read(build(), "p.ofd")


# --- all of them ------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["pdf", "ofd", "html"])
def test_a_wrong_suffix_is_seen_through(suffix: str, tmp_path: Path) -> None:
    text = "全年调解矛盾纠纷208件，发放宣传资料8000余册。"
    markup = f"<html><div id=zoom><p>{text}</p></div>".encode()
    data = {"pdf": make.pdf(text), "ofd": make.ofd(text), "html": markup}[suffix]
    path = tmp_path / "r.txt"
    path.write_bytes(data)
    report = extract_file(path)
    assert report.source.format == suffix
    assert [o.value for o in report.observations] == [208, 8000]


@pytest.mark.parametrize(
    ("suffix", "module"), [("pdf", "pypdfium2"), ("ofd", "lxml.etree"), ("html", "lxml.etree")]
)
def test_a_missing_library_gives_the_command(
    suffix: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"pdf": b"%PDF-1.7", "ofd": make.ofd("甲"), "html": b"<html><p>x</p></html>"}[suffix]
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ReadError, match=rf'pip install "fazhi-extract\[{suffix}\]"'):
        read(data, f"p.{suffix}")


def test_the_seeds_are_all_here() -> None:
    assert len(list(SEEDS.glob("*.txt"))) == len(DOCUMENTS)


# --- tables and headings on pages without indents ------------------------------

TABLE = [
    ["指标", "单位", "2022年", "2023年"],
    ["行政处罚案件", "件", "71", "86"],
    ["行政复议案件", "件", "9", "11"],
]
AFTER = "镇政府坚持依法行政，切实维护群众合法权益，全年召开会议６次，取得了成效。"


def table(rows: Sequence[Sequence[str]], top: float = 164) -> list[tuple[float, float, str]]:
    """Set rows over the whole width, all but the first column to the right, as LibreOffice sets figures."""
    ends = [200.0, 300.0, 400.0, 528.0]
    return [
        (end - 6.5 * sum(1 if s.isascii() else 2 for s in cell) if column else 60.0, top + 24 * n, cell)
        for n, row in enumerate(rows)
        for column, (cell, end) in enumerate(zip(row, ends, strict=False))
    ]


@pytest.mark.parametrize(
    "after", ["2023年，全镇调解矛盾纠纷208件。", "二、存在的问题", "（二）加强普法宣传", "0余件的说法"]
)
def test_what_follows_a_table_over_the_whole_width_is_no_part_of_its_last_cell(after: str) -> None:
    wide = AFTER[:36]
    text = small([[*placed([wide]), *table(TABLE), *placed([after, wide], top=236)]])
    assert text.split("\n") == [
        wide, "指标  单位  2022年  2023年", "行政处罚案件  件  71  86", "行政复议案件  件  9  11", after, wide,
    ]  # fmt: skip


def test_a_line_that_is_full_is_not_joined_to_the_table_below_it() -> None:
    full = AFTER[:35] + "16"
    assert small([[*placed([full]), *table([["0", "件", "7", "8"]])]]) == f"{full}\n0  件  7  8"


def test_a_text_that_is_wrapped_in_the_last_cell_is_one_and_figures_are_not() -> None:
    wrapped = [(60.0, 100.0, "调解"), (320.0, 100.0, "全年调解各类的矛盾和纠纷达到16")]
    goes_on = [(320.0, 124.0, "0余件，比去年多，"), *placed(["2023年，" + AFTER[:31]], top=148)]
    assert small([[*wrapped, *goes_on]]).split("\n") == [
        "调解  全年调解各类的矛盾和纠纷达到160余件，比去年多，", "2023年，" + AFTER[:31],
    ]  # fmt: skip
    figures_below = [(60.0, 100.0, "调解"), (502.0, 100.0, "1234"), (502.0, 124.0, "5678")]
    assert small([[*placed([AFTER[:36]], top=60), *figures_below]]).endswith("调解  1234\n5678")


def test_a_list_item_with_a_wide_space_after_its_number_is_no_row_of_a_table() -> None:
    lines = [(60.0, 100.0, "1."), (99.0, 100.0, AFTER[:31] + "16"), *placed(["0余件。", AFTER[:36]], top=124)]
    assert f"{AFTER[:31]}160余件。" in small([lines])


def test_a_long_cell_that_comes_near_to_a_figure_is_parted_from_it() -> None:
    rows = [(60.0, 100.0, "2"), (120.0, 100.0, "行政复议案件"), (211.0, 100.0, "9"), (400.0, 100.0, "11")]
    assert small([rows]) == "2  行政复议案件  9  11"


BODY_LINE = "镇党委书记、镇长主持召开法治工作会议４次，听取汇报２次，研究解决了问题。"
CLOSED = ["二、党政主要负责人履行推进法治建设第一责任人职责情况", "三、推进法治政府建设存在的问题和不足", "（一）推进法治政府建设的主要举措和成效"]  # fmt: skip


@pytest.mark.parametrize("heading", CLOSED)
def test_a_heading_that_just_fills_its_line_is_no_part_of_its_body(heading: str) -> None:
    width = len(heading)
    body = [BODY_LINE[i : i + width] for i in range(0, len(BODY_LINE), width)]
    assert small([placed([heading, *body])]) == f"{heading}\n{BODY_LINE}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("二、党政主要负责人履行推进法治建设第一责任人职责", "情况"),
        ("一、上一年度法治建设的主要举措", "和成效"),
        ("一、法治政府建设情况", "及2025年安排，附表"),
        ("（一）全镇法治政府建设总体情况", "良好，群众满意度稳步地提升。"),
        ("一、坚持统筹，解决突出问题", "成立工作专班，压实了责任。"),
    ],
)
def test_a_line_that_goes_on_with_what_looks_like_a_heading_is_part_of_it(first: str, second: str) -> None:
    assert small([placed([first, second])]) == first + second


@pytest.mark.parametrize("width", [19, 22, 23, 24, 25, 28, 36])
def test_seeds_without_indents_keep_the_headings_of_their_parts_at_any_width(
    width: int, plain: dict[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "_A_LINE", width)
    size = 480 // width
    a_page = int(680 / (1.75 * size))
    for name in DOCUMENTS:
        lines = make.set_lines(text_of(name), indent=0)
        pages = [
            [(55.0, 80 + 1.75 * size * n, line) for n, line in enumerate(lines[at : at + a_page])]
            for at in range(0, len(lines), a_page)
        ]
        report = extracted(make.placed_pdf(pages, size=size), "p.pdf")
        parts = [row for row in headings(plain[name]) if str(row[1]) in "一二三四五"]
        assert [row for row in headings(report) if str(row[1]) in "一二三四五"] == parts
