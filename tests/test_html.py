"""Web pages as sites make them: what is the article, what is only the page; and pages saved in one file."""

from __future__ import annotations

import base64
import quopri
import time
from pathlib import Path

import pytest

from fazhi_extract import ReadError, extract_file
from fazhi_extract.readers import html, mht, read_bytes

PROSE = "全年共调解矛盾纠纷160余件，成功率达到百分之九十九，发放宣传资料八千余册，开展普法宣传活动。" * 3
LINKS = (
    '<div class="xgxx"><h3>相关文章</h3><ul><li><a href="1.html">2022年调解案件共达160余件工作报告</a><span>2023-01-02</span></li>'
    '<li><a href="2.html">我县开展普法宣传活动35场次，发放资料5000份</a></li></ul></div>'
)
FOOTER = (
    '<div class="bottom">主办：临江县人民政府 网站标识码：5112340001 联系电话：0817-1234567<br>'
    "本站共发布信息12345条，累计访问量998877人次</div>"
)
NAV = '<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>'


def page(body: str, head: str = "") -> str:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "p.html").text


# --- what stands in an article ----------------------------------------------

INSIDE = {
    "a class with a size": (
        "<p>调解<span class='fontsize18'>208</span>件，<span class='font-size-16'>成功</span><span class='fontsize'>207</span>件</p>",
        "调解208件，成功207件",
    ),
    "a Word style": ("<p class='MsoFooter'>二、存在的问题</p>", "二、存在的问题"),
    "print": ("<p class='print'>二、存在的问题</p><h3 class='nav'>三、打算</h3>", "二、存在的问题\n三、打算"),
    "boxes of an editor": (
        "<div class='MsoFooter'>二、问题</div><div class='print-content'>三、打算</div>",
        "二、问题\n三、打算",
    ),
    "buttons": (
        "<div class='bdsharebuttonbox'>转给12人</div><div class='page-footer'>共3页</div>完。",
        "完。",
    ),
    "the number of a note behind a number": ("<p>面积12<sup>2</sup>平方米</p>", "面积12平方米"),
    "before a number": ("<p>调解<sup>1</sup>208件<sup>[2]</sup></p>", "调解208件"),
    "raised by its style": ("<p>208<span style='vertical-align: super'>①</span>件</p>", "208件"),
    "a power": ("<p>12m<sup>2</sup>，1<sup>st</sup></p>", "12m2，1st"),
    "no size around a size": (
        "<p style='font-size:0;'><span style='font-size:16pt'>调解208件</span></p>",
        "调解208件",
    ),
    "no size at all": ("<p>甲<span style='font-size:0'><b>乙</b></span></p>", "甲"),
}


@pytest.mark.parametrize("what", INSIDE)
def test_the_text_of_an_article_is_kept(what: str) -> None:
    markup, text = INSIDE[what]
    assert page(f"<div class='TRS_Editor'><p>{PROSE}</p>{markup}</div>") == f"{PROSE}\n{text}"


# --- which element is the article -------------------------------------------


@pytest.mark.parametrize("box", ["class='TRS_Editor'", "id='zoom'", "class='content'"])
def test_an_article_in_several_boxes_is_whole(box: str) -> None:
    assert (
        page(f"{NAV}<div><div {box}><p>{PROSE}</p></div><div {box}><p>调解208件。</p></div></div>{FOOTER}")
        == f"{PROSE}\n调解208件。"
    )


def test_a_box_with_half_of_the_prose_is_not_the_article() -> None:
    text = page(
        f"<div><div class='TRS_Editor'><p>{PROSE}</p></div><div><p>{PROSE}调解208件。</p></div></div>"
    )
    assert text == f"{PROSE}\n{PROSE}调解208件。"


@pytest.mark.parametrize("name", ["zw", "zwnr", "zhengwen", "content_zw", "bd1", ""])
@pytest.mark.parametrize("length", [1, 2, 8])
def test_links_and_the_footer_are_no_report(name: str, length: int) -> None:
    text = PROSE * length
    article = f"<div class='{name}'><p>{text}</p><p>一、成效</p><p>{text}</p></div>"
    assert page(f"{NAV}{article}{LINKS}{FOOTER}") == f"{text}\n一、成效\n{text}"
    assert page(f"{NAV}<div>{article}{LINKS}</div>{FOOTER}") == f"{text}\n一、成效\n{text}"


def test_what_stands_beside_the_paragraphs_is_left_out() -> None:
    assert (
        page(f"{NAV}<p>{PROSE}</p><p>一、成效</p><p>{PROSE}</p>{LINKS}{FOOTER}")
        == f"{PROSE}\n一、成效\n{PROSE}"
    )


def test_paragraphs_cut_into_spans_weigh_what_they_say() -> None:
    cut = "".join(f"<span>{sign}</span>" for sign in PROSE)
    assert page(f"<div><div><p>{cut}</p><p>{cut}</p></div></div>{LINKS}{FOOTER}") == f"{PROSE}\n{PROSE}"


def test_a_page_that_is_nothing_but_a_line_with_its_sponsor_is_read() -> None:
    text = "活动由县司法局举办，主办单位：临江县司法局，共调解208件。"
    assert page(f"<p>{text}</p>") == text


@pytest.mark.parametrize("text", ["正文加载中", "请您稍后再试，谢谢。"])
def test_a_few_words_are_no_article(text: str) -> None:
    with pytest.raises(ReadError, match="without an article"):
        page(f"<div id='zoom'>{text}</div>")


@pytest.mark.parametrize("end", ["<", "<p", "<p class='a", "</di", "<!-"])
def test_a_page_that_is_cut_off_inside_a_tag(end: str) -> None:
    with pytest.raises(ReadError, match="is cut off"):
        read_bytes(f"<html><div id=zoom><p>{PROSE}</p>{end}".encode(), "p.html")


def test_a_sign_that_is_no_tag_ends_no_page() -> None:
    assert read_bytes(f"<html><div id=zoom><p>{PROSE} a < 5".encode(), "p.html").text == f"{PROSE} a < 5"


HOSTILE = {
    "boxes": "<div class='content'>调解208件，</div>" * 100_000,
    "footers": "<div>版权所有</div>" * 100_000 + f"<p>{PROSE}</p>",
    "a footer among tags": f"<div><p>{PROSE * 20}</p></div><div>" + "<p>版权所有</p>" * 100 + "<i></i>" * 200_000,
    "no size": "<div style='font-size:0'>" * 1500 + "<i></i>" * 100_000 + PROSE,
    "notes": f"<p>{PROSE}" + "1<sup>2</sup>" * 100_000,
    "spans": "<span>" * 1500 + PROSE * 1000,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_ends_soon(kind: str) -> None:
    started = time.perf_counter()
    page(HOSTILE[kind])
    assert time.perf_counter() - started < 10


# --- head lines -------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "[ 日期：2024-01-15 ] [ 来源：白沙镇 ] [ 字号：大 中 小 ]",
        "【来源：白沙镇】【发布时间：2024-01-15】",
    ],
)
@pytest.mark.parametrize("box", ["<div>{}</div><div id='zoom'><p>{}</p></div>", "<div>{}<br>{}</div>"])
def test_brackets_are_no_part_of_what_they_hold(head: str, box: str) -> None:
    text = page(box.format(head, PROSE))
    assert "来源：白沙镇\n" in text or "来源：白沙镇  " in text
    assert text.endswith(PROSE)


def test_the_brackets_of_a_number_are() -> None:
    text = page(f"<p>发文字号：甲府发[2024]3号 [字体：大]</p><div id='zoom'><p>{PROSE}</p></div>")
    assert text == f"发文字号：甲府发[2024]3号\n{PROSE}"


# --- saved pages ------------------------------------------------------------

PAGE = f"<html><head><title>报告</title></head><body><div id='zoom'><p>{PROSE}</p></div></body></html>"


def saved(markup: str, how: str, charset: str | None = "utf-8", encoding: str | None = None) -> bytes:
    """Return a page as a browser saves it, a picture behind it."""
    data = markup.encode(encoding or charset or "utf-8")
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(how, bytes)(data)
    said = f'; charset="{charset}"' if charset else ""
    return (
        b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E6=8A=A5?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--X"\r\n\r\n'
        + f"----X\r\nContent-Type: text/html{said}\r\nContent-Transfer-Encoding: {how}\r\n\r\n".encode()
        + body
        + b"\r\n----X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----X--\r\n"
    )


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), (None, "gb18030"), ("iso-8859-1", "utf-8")],
)
def test_a_saved_page(how: str, charset: str | None, encoding: str) -> None:
    content = mht.read(saved(PAGE, how, charset, encoding), "a.mht")
    assert content.text == html.read(PAGE.encode(), "a.html").text
    assert content.encoding == encoding


@pytest.mark.parametrize(
    ("charset", "encoding"), [("big5", "big5"), ("utf-16", "utf-16-le"), ("unicode", "utf-16")]
)
def test_a_saved_page_in_an_encoding_that_only_its_head_tells(charset: str, encoding: str) -> None:
    markup = PAGE.replace("报告", "報告").replace(
        PROSE, "調解矛盾糾紛二百零八件，發放宣傳資料八千冊，成功率百分之九十九。"
    )
    if charset != "big5":
        markup = PAGE
    said = mht.read(saved(markup, "base64", charset, encoding), "a.mht").text
    assert said == html.read(markup.encode(), "a.html").text


def test_a_page_without_parts_and_a_page_in_a_frame() -> None:
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    assert PROSE in mht.read((head + PAGE).encode(), "a.doc").text
    framed = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\nContent-Type: text/html\n\n"
        f"<html><frameset></frameset></html>\n--X\nContent-Type: text/html\n\n{PAGE}\n--X--\n"
    )
    assert PROSE in mht.read(framed.encode(), "a.mht").text


def test_a_saved_page_whose_last_line_is_missing_is_read() -> None:
    whole = saved(PAGE, "base64")
    assert PROSE in mht.read(whole[: whole.rindex(b"iVBOR")], "a.mht").text


DAMAGED = {
    "cut off": saved(PAGE, "quoted-printable")[:900],
    "cut off in base64": saved(PAGE, "base64")[:701],
    "nothing but a head": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n",
    "no boundary": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--X\n\n" + PAGE.encode(),
    "no page": b"MIME-Version: 1.0\nContent-Type: image/png\n\n123",
    "a head of rubbish": b"MIME-Version: 1.0\nContent-Type: ;;;=\"\0\n\n" + b"\xff" * 100,
    "deep": b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 100_000,
    "many parts": b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n" + b"--X\n\na\n" * 500_000,
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_saved_page_is_named(case: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ReadError, match=r"damaged saved web page|is cut off|more parts"):
        mht.read(DAMAGED[case], "a.mht")
    assert time.perf_counter() - started < 10


def test_a_saved_page_is_seen_through_whatever_its_suffix(tmp_path: Path) -> None:
    page = (
        "From: <Saved>\r\nSubject: x\r\nMime-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        "<html><body><div class='TRS_Editor'><p>一、工作成效</p><p>全年共调解矛盾纠纷208件，成功调解207件，"
        "开展法治宣传活动15场次。</p></div></body></html>"
    )
    for suffix in ("mht", "doc", "html", "txt"):
        path = tmp_path / f"报告.{suffix}"
        path.write_text(page, "utf-8")
        report = extract_file(path)
        assert report.source.format == "mht"
        assert [o.value for o in report.observations] == [208, 207, 15]
