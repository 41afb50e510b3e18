"""Word, OpenDocument, RTF and Markdown files give what the plain text gives."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from fazhi_extract import ReadError
from fazhi_extract.models import Report
from fazhi_extract.pipeline import extract_text
from fazhi_extract.readers import office, read_bytes, rtf
from fazhi_extract.readers.ordinals import Label, prefix, written

from .conftest import SEEDS

PATHS = sorted(SEEDS.glob("*.txt"))
IDS = [path.stem[:3] for path in PATHS]

# ---------------------------------------------------------------------------
# Word files made with python-docx: the numbers of the headings become list numbering
# ---------------------------------------------------------------------------

_FORMS = {
    "一、": (r"^[ \u3000]*([一二三四五六七八九十]+)、", "chineseCountingThousand", "%1、"),
    "(一)": (r"^[ \u3000]*\(([一二三四五六七八九十]+)\)", "chineseCounting", "(%1)"),
    "（一）": (r"^[ \u3000]*（([一二三四五六七八九十]+)）", "japaneseCounting", "（%1）"),
    "1、": (r"^[ \u3000]*(\d{1,2})、[ ]?", "decimal", "%1、"),
    "1.": (r"^[ \u3000]*(\d{1,2})\.(?!\d)", "decimal", "%1."),
}
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _number(text: str) -> int:
    return (
        int(text)
        if text.isdigit()
        else next(n for n in range(1, 100) if written("japaneseCounting", n) == text)
    )


def word_file(text: str, *, numbered: bool = True, overrides: bool = True) -> bytes:
    """Return a .docx of a text, its headings' numbers taken off and made to list numbering.

    ``overrides``: a list that begins anew is an instance of the same list with
    another start; else it is a list of its own.
    """
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    abstracts: list[str] = []
    nums: list[str] = []
    counts, current = [0] * len(_FORMS), [0] * len(_FORMS)

    def abstract(form: str, shown: str, start: int) -> int:
        abstracts.append(
            f'<w:abstractNum {_NS} w:abstractNumId="{len(abstracts)}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{shown}"/></w:lvl></w:abstractNum>'
        )
        return len(abstracts) - 1

    common = [abstract(form, shown, 1) for _, form, shown in _FORMS.values()]
    for line in text.removesuffix("\n").split("\n"):
        paragraph = document.add_paragraph()
        for place, (pattern, form, shown) in enumerate(_FORMS.values()):
            match = re.match(pattern, line)
            if not numbered or match is None:
                continue
            number = _number(match[1])
            if not current[place] or number != counts[place] + 1:
                current[place] = len(nums) + 1
                of = common[place] if overrides else abstract(form, shown, number)
                override = (
                    f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number}"/></w:lvlOverride>'
                    if overrides
                    else ""
                )
                nums.append(
                    f'<w:num {_NS} w:numId="{len(nums) + 1}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'
                )
            counts[place] = number
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {_NS}><w:ilvl w:val="0"/><w:numId w:val="{current[place]}"/></w:numPr>')
            )
            line = line[match.end() :]
            break
        paragraph.add_run(line)
    for element in (*abstracts, *nums):
        numbering.append(parse_xml(element))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def markdown_file(text: str) -> bytes:
    """Return a Markdown file of a text: its headings marked, first words in bold, a title before it all."""
    lines = []
    for line in text.split("\n"):
        bare = line.strip(" \u3000")
        if re.match(r"[一二三四五六七八九十]+、", bare):
            line = f"## {bare}"
        elif re.match(r"[(（][一二三四五六七八九十]+[)）]", bare):
            first, stop, rest = bare.partition("。")
            line = f"**{first}{stop}**{rest}" if rest else f"### {bare}"
        lines.extend([line, ""])
    return "\n".join(lines).encode()


# ---------------------------------------------------------------------------
# The bar: the same figures and headings as the plain text
# ---------------------------------------------------------------------------


def report_of(data: bytes, name: str) -> Report:
    return extract_text(read_bytes(data, name), with_text=True)


def figures(report: Report) -> list[tuple[object, ...]]:
    return [(o.metric, o.value, o.qualifier, o.unit, o.relation, o.status) for o in report.observations]


def headings(report: Report) -> list[tuple[object, ...]]:
    """Return the headings; a page knows nothing of blanks between Chinese signs, so they do not count."""
    return [(s.level, s.number, "".join(s.title.split()), s.role) for s in report.sections]


def assert_same(got: Report, path: Path) -> None:
    want = report_of(path.read_bytes(), path.name)
    assert figures(got) == figures(want)
    assert headings(got) == headings(want)
    assert got.text is not None
    assert all(got.text[o.start : o.end] == o.text for o in got.observations)


@pytest.mark.parametrize("overrides", [True, False])
@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_word_with_automatic_numbers(path: Path, overrides: bool) -> None:
    report = report_of(word_file(path.read_text("utf-8"), overrides=overrides), "报告.docx")
    assert report.source.format == "docx"
    assert_same(report, path)


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_word_with_typed_numbers_gives_the_very_text(path: Path) -> None:
    report = report_of(word_file(path.read_text("utf-8"), numbered=False), "报告.docx")
    assert report.text is not None
    assert report.text.rstrip("\n") == path.read_text("utf-8").rstrip("\n")
    assert_same(report, path)


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_markdown(path: Path) -> None:
    report = report_of(markdown_file(path.read_text("utf-8")), "报告.md")
    assert report.source.format == "md"
    assert_same(report, path)


OUTLINE_LINES = [
    "一、题",
    "（一）题",
    "1.题",
    "2.题",
    "文",
    "（二）题",
    "1.题",
    "二、题",
    "（一）题",
    "格",
    "又\t格",
    "格\t格",
]


def outline_file() -> bytes:
    """Return a .docx with numbers of three levels, a table, a header and a footer."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    for element in list(parse_xml(f"<w:numbering {_NS}>{lists(*_OUTLINE, n1='')}</w:numbering>")):
        numbering.append(element)
    for depth in (0, 1, 2, 2, None, 1, 2, 0, 1):
        paragraph = document.add_paragraph("文" if depth is None else "题")
        if depth is not None:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {_NS}><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')
            )
    table = document.add_table(2, 2)
    for row in table.rows:
        for one in row.cells:
            one.text = "格"
    table.cell(0, 0).add_paragraph("又")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds as .doc, .odt, .rtf and .pdf, made of the Word files by LibreOffice."""
    folder = tmp_path_factory.mktemp("word")
    program = office.soffice()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    for path in PATHS:
        data = word_file(path.read_text("utf-8"), overrides=False)
        (folder / f"{path.stem[:3]}.docx").write_bytes(data)
    (folder / "outline.docx").write_bytes(outline_file())
    for kind in ("doc:MS Word 97", "odt", "rtf", "pdf"):
        subprocess.run(
            [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
             "--convert-to", kind, "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))],
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
    if not (folder / "000.odt").exists():
        pytest.skip("LibreOffice has no Writer here")
    return folder


@pytest.mark.parametrize("kind", ["odt", "rtf", "doc", "pdf"])
@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_what_libreoffice_writes(converted: Path, path: Path, kind: str) -> None:
    report = report_of((converted / f"{path.stem[:3]}.{kind}").read_bytes(), f"报告.{kind}")
    assert report.source.format == kind
    assert_same(report, path)


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "doc"])
def test_levels_and_tables_in_every_format(converted: Path, kind: str) -> None:
    name = f"outline.{kind}"
    text = read_bytes((converted / name).read_bytes(), name).text
    assert text.rstrip("\n").split("\n") == OUTLINE_LINES


def test_several_old_files_at_once(converted: Path) -> None:
    data = (converted / "outline.doc").read_bytes()
    with ThreadPoolExecutor(3) as pool:
        texts = list(pool.map(lambda n: read_bytes(data, f"{n}.doc").text, range(3)))
    assert [text.rstrip("\n").split("\n") for text in texts] == [OUTLINE_LINES] * 3


def test_wps_is_read_as_doc(converted: Path) -> None:
    report = report_of((converted / "004.doc").read_bytes(), "报告.wps")
    assert report.source.format == "wps"
    assert_same(report, PATHS[4])


def test_places_are_paragraphs() -> None:
    content = read_bytes(word_file("标题\n\n一、成效\n调解208件。", numbered=False), "a.docx")
    assert [(content.text[p.start :][:2], p.paragraph) for p in content.places] == [
        ("标题", 1), ("一、", 3), ("调解", 4),
    ]  # fmt: skip


# ---------------------------------------------------------------------------
# Word: what stands in the text, what does not
# ---------------------------------------------------------------------------

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def packed(**parts: str | bytes) -> bytes:
    """Return a zip archive; in a name __ stands for / and _x_ for a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_x_", "."), part)
    return data.getvalue()


def word(body: str, numbering: str = "", styles: str = "", **parts: str | bytes) -> bytes:
    """Return a .docx of hand-written XML."""
    return packed(
        word__document_x_xml=f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        word__numbering_x_xml=f"<w:numbering {_W}>{numbering}</w:numbering>",
        word__styles_x_xml=f"<w:styles {_W}>{styles}</w:styles>",
        **parts,
    )


def lines_of(data: bytes, name: str = "a.docx") -> list[str]:
    return read_bytes(data, name).text.removesuffix("\n").split("\n")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def num(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(place: int, form: str, shown: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{shown}"/>{more}</w:lvl>'
    )


def lists(*levels: str, **nums: str) -> str:
    """Return one list definition and its instances: n1="" is a plain one, else its overrides."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{name[1:]}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for name, more in nums.items()
    )


_OUTLINE = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)
_DEEP = (level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))

NUMBERED: dict[str, tuple[str, str, list[str]]] = {
    "levels begin anew after higher ones": (
        lists(*_OUTLINE, n1=""),
        "".join(p("题", num(1, n)) for n in (0, 1, 2, 2, 1, 2, 0, 1)),
        ["一、题", "（一）题", "1.题", "2.题", "（二）题", "1.题", "二、题", "（一）题"],
    ),
    "plain paragraphs between": (
        lists(*_OUTLINE, n1=""),
        p("题", num(1)) + p("文") + p("题", num(1)) + p("文", num(0)),
        ["一、题", "文", "二、题", "文"],
    ),
    "a level that never begins anew": (
        lists(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>'), n1=""),
        "".join(p("题", num(1, n)) for n in (0, 1, 0, 1)),
        ["1、题", "（1）题", "2、题", "（2）题"],
    ),
    "all numbers in digits": (
        lists(*_DEEP, n1=""),
        "".join(p("题", num(1, n)) for n in (0, 1, 1)),
        ["第一章题", "1.1 题", "1.2 题"],
    ),
    "two instances count on together": (
        lists(*_OUTLINE, n1="", n2=""),
        p("题", num(1)) + p("题", num(2)) + p("题", num(1)),
        ["一、题", "二、题", "三、题"],
    ),
    "an instance that begins anew, once": (
        lists(*_OUTLINE, n1="", n2='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        p("题", num(1)) + p("题", num(2)) + p("题", num(2)) + p("题", num(1)),
        ["一、题", "五、题", "六、题", "七、题"],
    ),
    "an instance with a level of its own": (
        lists(*_OUTLINE, n1="", n2=f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1)")}</w:lvlOverride>'),
        p("题", num(1)) + p("题", num(2)),
        ["一、题", "2)题"],
    ),
    "a start": (lists(level(0, "decimal", "%1、", start=3), n1=""), p("题", num(1)), ["3、题"]),
    "digits do not run together": (
        lists(level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>'), n1=""),
        p("2023年工作", num(1)),
        ["1. 2023年工作"],
    ),
    "bullets are not text": (lists(level(0, "bullet", "\uf06c"), n1=""), p("题", num(1)), ["题"]),
    "a list that is not there": (lists(*_OUTLINE, n1=""), p("题", num(9)), ["题"]),
    "a newer form with an older beside it": (
        lists(
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt '
            'w:val="custom" w:format="001, 002"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/>'
            '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1、"/></w:lvl>',
            n1="",
        ),
        p("题", num(1)),
        ["01、题"],
    ),
}


@pytest.mark.parametrize("case", NUMBERED)
def test_automatic_numbers(case: str) -> None:
    numbering, body, want = NUMBERED[case]
    assert lines_of(word(body, numbering)) == want


def test_numbers_by_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
        '<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="4"><w:basedOn w:val="4"/></w:style>'
    )
    linked = (
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
        level(1, "chineseCounting", "(%2)"),
        level(2, "decimal", "%3.", '<w:pStyle w:val="2"/>'),
    )
    body = "".join(p("题", f'<w:pStyle w:val="{style}"/>') for style in "13224") + p(
        "题", '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    want = ["一、题", "(一)题", "1.题", "2.题", "题", "题"]
    assert lines_of(word(body, lists(*linked, n1=""), styles)) == want


def test_a_list_that_stands_in_a_list_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="列表"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="列表"/>{_OUTLINE[0]}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="列表"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    assert lines_of(word(p("题", num(1)) + p("题", num(1)), numbering, styles)) == ["一、题", "二、题"]


FORMS = [
    ("decimal", 12, "12"), ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"),
    ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 110, "一百一十"),
    ("chineseCountingThousand", 103, "一百零三"), ("chineseCountingThousand", 1005, "一千零五"),
    ("japaneseCounting", 20, "二十"), ("ideographTraditional", 2, "乙"), ("decimalEnclosedCircle", 3, "③"),
    ("decimalEnclosedCircleChinese", 21, "㉑"), ("decimalEnclosedParen", 2, "⑵"), ("lowerLetter", 28, "bb"),
    ("upperLetter", 3, "C"), ("lowerRoman", 14, "xiv"), ("upperRoman", 4, "IV"), ("decimalZero", 3, "03"),
    ("decimalFullWidth", 12, "１２"), ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 10, "一〇"),
    ("none", 3, ""), ("no such form", 3, "3"), ("decimalEnclosedCircle", 77, "77"), ("chineseCounting", 0, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "number", "want"), FORMS)
def test_forms_of_numbers(form: str, number: int, want: str) -> None:
    assert written(form, number) == want


@pytest.mark.parametrize(
    ("label", "spaced", "text", "want"),
    [("一、", True, "题", "一、"), ("1.", True, "题", "1."), ("1.", False, "2023年", "1. "), ("1.1", True, "题", "1.1 "),
     ("1.1", False, "题", "1.1"), ("（1）", True, "2023年", "（1）"), ("1.", True, "", "1."), ("①", True, "题", "①")],
)  # fmt: skip
def test_a_number_stands_as_one_would_type_it(label: str, spaced: bool, text: str, want: str) -> None:
    assert prefix(Label(label, spaced), text) == want


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, result: str) -> str:
    return (
        f"{field_mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{field_mark('separate')}{r(result)}"
        f"{field_mark('end')}"
    )


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(map(p, texts))}</w:tc>"


_BOX = f"<w:txbxContent>{p('框内')}</w:txbxContent>"

TEXTS: dict[str, tuple[str, list[str]]] = {
    "signs": (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="3007"/>'
        '<w:footnoteReference w:id="1"/></w:r></w:p>',
        ["a\tb", "c-d☑〇"],
    ),
    "tracked changes are accepted": (
        f'<w:p>{r("调解")}<w:ins w:id="1">{r("208")}</w:ins><w:del w:id="2"><w:r><w:delText>16</w:delText></w:r>'
        f"{r('18')}</w:del>{r('件')}<w:moveFrom w:id='3'>{r('旧')}</w:moveFrom><w:moveTo w:id='4'>{r('新')}"
        "</w:moveTo></w:p>",
        ["调解208件新"],
    ),
    "a deleted end of a paragraph": (
        p("调解", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("208件") + p("完"),
        ["调解208件", "完"],
    ),
    "a heading that its text runs on from": (
        p("成效。", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("调解208件"),
        ["成效。调解208件"],
    ),
    "hidden text": (
        f'<w:p>{r("a")}{r("b", "<w:vanish/>")}{r("c", "<w:vanish w:val=" + chr(34) + "0" + chr(34) + "/>")}</w:p>',
        ["ac"],
    ),
    "results of fields": (
        f"<w:p>{r('共')}{field(' = SUM(A1) ', '208')}{r('件')}{field(' PAGE ', '7')}"
        f'<w:fldSimple w:instr=" DATE ">{r("今日")}</w:fldSimple></w:p>',
        ["共208件今日"],
    ),
    "a table of contents": (
        f"<w:p>{field_mark('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{field_mark('separate')}"
        f"{r('一、成效 1')}</w:p><w:p>{r('二、不足 2')}{field_mark('end')}</w:p>{p('一、成效')}",
        ["", "", "一、成效"],
    ),
    "a field without an end": (
        f"<w:p>{field_mark('begin')}<w:r><w:instrText> TOC </w:instrText></w:r>{r('x')}</w:p>{p('一、成效')}",
        ["", "一、成效"],
    ),
    "links, tags, controls": (
        f"<w:p><w:hyperlink>{r('a')}</w:hyperlink><w:smartTag>{r('b')}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>"
        f"{r('c')}</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('点此')}"
        f"</w:sdtContent></w:sdt></w:p><w:sdt><w:sdtContent>{p('d')}</w:sdtContent></w:sdt>",
        ["abc", "d"],
    ),
    "a text box, once": (
        f"<w:p>{r('前')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{_BOX}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{r('后')}</w:p>{p('完')}",
        ["前后", "框内", "完"],
    ),
    "an old text box": (f"<w:p><w:r><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></w:r></w:p>", ["", "框内"]),
    "a table": (
        f"{p('表')}<w:tbl><w:tr>{cell('项目')}{cell('件数')}</w:tr><w:tr>{cell('调解')}{cell('208')}{cell('')}</w:tr>"
        f"<w:tr>{cell('')}{cell('')}</w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('删')}</w:tr></w:tbl>",
        ["表", "项目\t件数", "调解\t208"],
    ),
    "paragraphs in cells": (
        f"<w:tbl><w:tr>{cell('一、成效', '', '二、不足')}{cell('b')}</w:tr></w:tbl>",
        ["一、成效", "二、不足\tb"],
    ),
    "a table in a table": (
        f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>{p('c')}</w:tc>{cell('d')}</w:tr></w:tbl>",
        ["a\tb", "c\td"],
    ),
    "ruby": (
        f"<w:p><w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r></w:p>",
        ["汉"],
    ),
    "blanks that are not kept": ("<w:p><w:r><w:t>\n 调解 \n</w:t></w:r></w:p>", ["调解"]),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_what_stands_in_a_word_file(case: str) -> None:
    body, want = TEXTS[case]
    assert lines_of(word(body)) == want


def test_headers_footers_comments_and_macros_are_not_read() -> None:
    data = word(
        p("正文208件"),
        word__header1_x_xml=f"<w:hdr {_W}>{p('页眉')}</w:hdr>",
        word__footnotes_x_xml=f"<w:footnotes {_W}>{p('脚注')}</w:footnotes>",
        word__comments_x_xml=f"<w:comments {_W}>{p('批注')}</w:comments>",
        word__vbaProject_x_bin=b"Sub AutoOpen()",
    )
    assert lines_of(data, "a.docm") == ["正文208件"]


def test_the_strict_kind_and_another_main_part() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = packed(
        _rels___x_rels='<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        'Target="word/document2.xml"/></Relationships>',
        word__document2_x_xml=f'<w:document xmlns:w="{strict}"><w:body>{p("正文")}</w:body></w:document>',
    )
    assert lines_of(data) == ["正文"]


# ---------------------------------------------------------------------------
# OpenDocument
# ---------------------------------------------------------------------------

_O = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
    )
)
_O_STYLES = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="(" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2"/>'
    "</text:list-style>"
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="HP" style:family="paragraph" style:parent-style-name="HQ"/>'
    '<style:style style:name="HQ" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." '
    'style:num-suffix="、"/></text:outline-style>'
)


def open_text(body: str, **parts: str | bytes) -> bytes:
    """Return an .odt of hand-written XML."""
    return packed(
        mimetype="application/vnd.oasis.opendocument.text",
        content_x_xml=f"<office:document-content {_O}><office:automatic-styles>{_O_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        **parts,
    )


def o_list(items: str, more: str = "") -> str:
    return f'<text:list text:style-name="L" {more}>{items}</text:list>'


def o_item(body: str, more: str = "") -> str:
    return f"<text:list-item {more}>{body}</text:list-item>"


_T = "<text:p>题</text:p>"

OPEN_TEXTS: dict[str, tuple[str, list[str]]] = {
    "lists": (
        o_list(o_item(_T + "<text:p>文</text:p>" + o_list(o_item(_T) + o_item(_T))) + o_item(_T), 'xml:id="a"')
        + "<text:p>文</text:p>"
        + o_list(o_item(o_list(o_item(_T))) + o_item(_T), 'text:continue-numbering="true"')
        + o_list(o_item(_T, 'text:start-value="7"'))
        + o_list(o_item(_T) + "<text:list-header>" + _T + "</text:list-header>", 'text:continue-list="a"'),
        ["一、题", "文", "(1)题", "(2)题", "二、题", "文", "(1)题", "三、题", "七、题", "四、题", "题"],
    ),
    "numbers of two levels": (o_list(o_item(_T + o_list(o_item(_T + o_list(o_item(_T)))))), ["一、题", "(1)题", "1.1 题"]),
    "numbered headings": (
        '<text:h text:outline-level="1">题</text:h><text:h text:outline-level="2">题</text:h>'
        '<text:h text:outline-level="1">题</text:h>',
        ["一、题", "题", "二、题"],
    ),
    "tracked changes": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧16件</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>新<text:change-start/>208<text:change-end/>件</text:p>",
        ["新208件"],
    ),
    "signs and spans": (
        '<text:p>a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span><text:line-break/>d\n  e'
        '<text:span text:style-name="H">隐</text:span><text:a>f</text:a><office:annotation><text:p>批</text:p>'
        "</office:annotation><text:note><text:note-body><text:p>注</text:p></text:note-body></text:note></text:p>",
        ["a  b\tc", "d ef"],
    ),
    "hidden paragraphs and sections": (
        '<text:p text:style-name="HP">隐</text:p><text:section text:display="none"><text:p>隐</text:p></text:section>'
        "<text:section><text:p>见</text:p></text:section>",
        ["见"],
    ),
    "frames": (
        "<draw:frame><draw:text-box><text:p>页框</text:p></draw:text-box></draw:frame><text:p>前<draw:frame>"
        "<draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>后</text:p>",
        ["页框", "前后", "框"],
    ),
    "tables": (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>项目</text:p></table:table-cell>"
        "<table:table-cell><text:p>件数</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:table-cell><text:p>调解</text:p></table:table-cell><table:covered-table-cell/>"
        "<table:table-cell><text:p>208</text:p></table:table-cell></table:table-row></table:table>",
        ["项目\t件数", "调解\t\t208"],
    ),
    "a table of contents": (
        "<text:table-of-content><text:index-body><text:p>一、题 1</text:p></text:index-body></text:table-of-content>" + _T,
        ["题"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OPEN_TEXTS)
def test_what_stands_in_an_open_document(case: str) -> None:
    body, want = OPEN_TEXTS[case]
    assert lines_of(open_text(body), "a.odt") == want


# ---------------------------------------------------------------------------
# RTF
# ---------------------------------------------------------------------------


def hexed(text: str, encoding: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


_RTF = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset2 Wingdings;}}"

RICH: dict[str, tuple[str, list[str]]] = {
    "bytes of GBK": (_RTF + hexed("全年调解") + "208" + hexed("件") + "}", ["全年调解208件"]),
    "in a Latin font": (_RTF + r"\f1 " + hexed("调解") + "}", ["调解"]),
    "a second byte that is a letter": (_RTF + r"\'8c\'87" + r"\'8cW" + "}", [b"\x8c\x87\x8cW".decode("gbk")]),
    "Unicode with bytes for old programs": (_RTF + r"\uc1\u35843?\uc2\u-29865\'bd\'e2 \uc0\u20214 x}", ["调" + chr(65536 - 29865) + " 件x"]),
    "beyond the first plane": (_RTF + r"\uc0\u-10179\u-8704 }", ["\U0001f600"]),
    "another font's code page": (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset134 B;}}\f1 " + hexed("调解") + r"\f0 \'e9}",
        ["调解é"],
    ),
    "no code page": (r"{\rtf1\ansi " + hexed("调解") + "}", ["调解"]),
    "list numbers": (
        _RTF + r"{\listtext\pard\plain " + hexed("一、") + r"\tab}\ls1 " + hexed("成效") + r"\par{\pntext 1.\tab}2023"
        + hexed("年") + r"\par{\listtext\f2\'6c\tab}" + hexed("点") + "\\par}",
        ["一、成效", "1. 2023年", "点"],
    ),
    "what is not text": (
        _RTF + r"{\header h}{\footer f}{\info{\title t}}{\*\generator g}{\pict 00ff}{\footnote n}{\v hidden}{\deleted d}"
        r"a\v b\v0 c{\bin5 {{{{{}d\par}",
        ["acd"],
    ),
    "fields": (
        _RTF + r"{\field{\*\fldinst{ HYPERLINK x}}{\fldrslt{link}}}{\field{\*\fldinst PAGE}{\fldrslt 7}}}",
        ["link"],
    ),
    "a table": (
        _RTF + r"\trowd\cellx1\cellx2\pard\intbl a\par b\cell c\cell\row\trowd d\cell e\cell\row\pard f\par}",
        ["a", "b\tc", "d\te", "f"],
    ),
    "a table in a table": (
        _RTF + r"\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
        r"\pard\intbl c\cell d\cell\row}",
        ["a\tb", "c\td"],
    ),
    "a text box": (
        _RTF + r"a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt \pard box\par}}{\shprslt{\do old}}}b\par c}",
        ["ab", "box", "c"],
    ),
    "signs": (_RTF + r"a\tab b\line c\emdash\ldblquote d\rdblquote\~e\_f\-g\{\}\\}", ["a\tb", "c—“d”\xa0e-fg{}\\"]),
}  # fmt: skip


@pytest.mark.parametrize("case", RICH)
def test_what_stands_in_rtf(case: str) -> None:
    source, want = RICH[case]
    assert lines_of(source.encode("latin-1"), "a.rtf") == want


# ---------------------------------------------------------------------------
# Markdown
# ---------------------------------------------------------------------------

MARKED: dict[str, tuple[str, list[str]]] = {
    "headings": ("# 一、成效\n## （一）调解 ##\n#标签\n标题\n===", ["一、成效", "（一）调解", "标签", "标题"]),
    "bold and italics": ("**208**件，*约*__3__次，***多***~~旧~~", ["208件，约3次，多"]),
    "signs that are no marks": ("3*4*5 a_b_c 5 * 6 * 7 1+6+N", ["3*4*5 a_b_c 5 * 6 * 7 1+6+N"]),
    "the writer's own numbers": ("1. 甲\n1. 乙\n- 丙\n* 丁\n- [x] 戊", ["1. 甲", "1. 乙", "丙", "丁", "戊"]),
    "links and pictures": (
        "见[决定](http://a.cn/x_(1))和[办法][1]![图](a.png)<https://b.cn>\n[1]: http://c.cn",
        ["见决定和办法https://b.cn"],
    ),
    "tables": ("<!-- 草\n稿 -->| 项目 | 件数 |\n|:---|---:|\n| 调解 | **208** |", ["项目\t件数", "调解\t208"]),
    "front matter": ("---\ntitle: '年度报告'\ndate: 2024-01-02\n---\n正文", ["年度报告", "正文"]),
    "quotes, rules, code": ("> 引文\n***\n`a*b*`\n```\n# x\n```", ["引文", "a*b*", "# x"]),
    "escaped signs and entities": (r"1\. 甲 \*乙\* &lt;丙&gt;&nbsp;丁<br>戊<b>己</b>", ["1. 甲 *乙* <丙>\xa0丁", "戊己"]),
    "Windows line ends": ("# 甲\r\n乙\r\n", ["甲", "乙"]),
}  # fmt: skip


@pytest.mark.parametrize("case", MARKED)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_stands_in_markdown(case: str, encoding: str) -> None:
    source, want = MARKED[case]
    assert lines_of(source.encode(encoding), "a.md") == want


@pytest.mark.parametrize(
    "piece",
    [
        "*",
        "**a",
        "[",
        "[a](",
        "<a ",
        "`",
        "_a_",
        "|",
        "> ",
        "\\",
        "![",
        "<!--",
        "***a",
        "# ",
        "=",
        "- ",
        "[a]",
    ],
)
def test_hostile_markdown_ends(piece: str) -> None:
    started = time.perf_counter()
    read_bytes((piece * (100_000 // len(piece)) + "\n完").encode(), "a.md")
    assert time.perf_counter() - started < 5


# ---------------------------------------------------------------------------
# Bad files: a clear error or a right result, in bounded time; nothing is run or fetched
# ---------------------------------------------------------------------------

_ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
_GOOD = word(p("调解208件"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_flag(data: bytes) -> bytes:
    """Return a zip archive whose members say that they are encrypted."""
    changed = bytearray(data)
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(magic)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(magic, at + 1)
    return bytes(changed)


def document(xml: str | bytes) -> bytes:
    return packed(word__document_x_xml=xml)


def old_word(*entries: str, flags: int = 0) -> bytes:
    """Return the beginning of an old Word file, with the names in its directory."""
    head = _OLE.ljust(512, b"\0")
    text = (b"\xec\xa5\xc1\0".ljust(10, b"\0") + flags.to_bytes(2, "little")).ljust(512, b"\0")
    return head + text + b"".join((entry + "\0").encode("utf-16-le") for entry in ("Root Entry", *entries))


BAD: dict[str, tuple[str, bytes, str]] = {
    "half a docx": ("a.docx", _GOOD[: len(_GOOD) // 2], "is a damaged Word"),
    "a docx with holes": ("a.docx", _GOOD[:60] + b"\0" * 40 + _GOOD[100:], "is a damaged Word"),
    "a docx without its text": ("a.docx", packed(word__styles_x_xml="<a/>"), "word/document.xml is missing"),
    "half the XML": ("a.docx", document(f"<w:document {_W}><w:body>"), "is a damaged Word file"),
    "no XML": ("a.docx", document(b"\xff\xfe\0"), "is a damaged Word file|may not hold"),
    "a locked docx": ("a.docx", with_flag(_GOOD), "is locked with a password"),
    "billion laughs": ("a.docx", document(f"{_ENTITIES}<w:document {_W}>&b;</w:document>"), "may not hold"),
    "an outer entity": ("a.docx", document(f"{_ENTITIES}<w:document {_W}>&x;</w:document>"), "may not hold"),
    "an entity in UTF-16": (
        "a.docx",
        document(f'<?xml version="1.0" encoding="UTF-16"?>{_ENTITIES}<w:document {_W}>&x;</w:document>'.encode("utf-16")),
        "may not hold",
    ),
    "a bomb": ("a.docx", document(b" " * 80_000_000), "unpacks to more"),
    "a tight bomb": ("a.docx", document(b" " * 20_000_000), "unpacks to more"),
    "a bomb beside": (
        "a.docx",
        packed(
            word__document_x_xml=f"<w:document {_W}><w:body/></w:document>", word__numbering_x_xml=b" " * 80_000_000
        ),
        "unpacks to more",
    ),
    "deep XML": ("a.docx", document(f"<w:document {_W}><w:body>" + "<w:ins>" * 5000 + "</w:ins>" * 5000), "damaged"),
    "a docx of blanks": ("a.docx", word("<w:p/>" * 10), "has no text in it"),
    "half an odt": ("a.odt", open_text(_T)[:300], "is a damaged Word, OpenDocument"),
    "a locked odt": (
        "a.odt",
        open_text(_T, **{"META-INF__manifest_x_xml": "<manifest:encryption-data/>"}),
        "is locked with a password",
    ),
    "an odt with entities": (
        "a.odt",
        packed(mimetype="application/vnd.oasis.opendocument.text", content_x_xml=_ENTITIES + "<a>&b;</a>"),
        "may not hold",
    ),
    "an odt that is no text": (
        "a.odt", packed(mimetype="application/vnd.oasis.opendocument.text", content_x_xml="<a/>"), "is a damaged"
    ),
    "half an rtf": ("a.rtf", (_RTF + "x").encode(), "its end is missing"),
    "deep rtf": ("a.rtf", b"{\\rtf1 " + b"{" * 100_000 + b"}" * 100_001, "unpacks to more"),
    "rtf with a giant in it": ("a.rtf", b"{\\rtf1 a\\bin2000000000 }", "its end is missing"),
    "a locked docx in new clothes": ("a.docx", old_word("EncryptedPackage"), "is locked with a password"),
    "a locked doc": ("a.doc", old_word("WordDocument", flags=0x100), "is locked with a password"),
    "a torn doc": ("a.doc", _OLE + b"\0" * 500, "is a damaged Word or WPS file"),
    "a workbook": ("a.doc", old_word("Workbook"), "is an Excel workbook"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_named_with_reason_and_way_out(case: str) -> None:
    name, data, reason = BAD[case]
    started = time.perf_counter()
    with pytest.raises(ReadError, match=reason) as caught:
        read_bytes(data, name)
    assert time.perf_counter() - started < 15
    assert caught.value.path == name
    assert caught.value.way_out


def test_rtf_of_nothing_but_braces_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf, "MAX_TOKENS", 100_000)
    with pytest.raises(ReadError, match="unpacks to more"):
        read_bytes(b"{\\rtf1 " + b"{}" * 4_000_000 + b"}", "a.rtf")


@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.pdf", "a.odt", "a"])
def test_a_wrong_suffix_is_seen_through(name: str) -> None:
    assert read_bytes(_GOOD, name).format == "docx"
    assert read_bytes((_RTF + "a}").encode(), name).format == "rtf"


def test_a_long_word_file_is_read_in_bounded_time() -> None:
    started = time.perf_counter()
    data = word(
        "".join(p(f"全年第{n}次调解矛盾纠纷{n * n}件，发放资料{n * 7}余份。", num(1)) for n in range(40_000)),
        lists(*_OUTLINE, n1=""),
    )
    content = read_bytes(data, "a.docx")
    assert content.places[-1].paragraph == 40_000
    assert time.perf_counter() - started < 20


def test_the_deepest_word_file_is_read() -> None:
    body = p("底")
    for _ in range(75):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert lines_of(word(body)) == ["底"]


def test_without_libreoffice_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    with pytest.raises(ReadError, match=r"apt-get install libreoffice-writer.*save it as \.docx"):
        read_bytes(old_word("WordDocument"), "a.doc")


def a_program(folder: Path, script: str) -> str:
    """Return the path of a program that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text("#!/bin/sh\n" + script, "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_a_program_that_hangs_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = a_program(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; wait\n")
    monkeypatch.setattr(office, "soffice", lambda: program)
    monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(ReadError, match="within 1 seconds"):
        read_bytes(old_word("WordDocument"), "a.doc")
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        try:
            state = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.1)
    pytest.fail("what the program started is still running")


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_a_libreoffice_without_writer_is_told_from_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office, "soffice", lambda: a_program(tmp_path, "exit 0\n"))
    with pytest.raises(ReadError, match="has no Writer here"):
        read_bytes(old_word("WordDocument"), "a.doc")


def test_a_damaged_doc(converted: Path) -> None:
    data = (converted / "000.doc").read_bytes()
    with pytest.raises(ReadError, match="is a damaged Word or WPS file"):
        read_bytes(data[:3000], "a.doc")


def test_nothing_is_fetched(converted: Path) -> None:
    """A picture that a document links to is not asked for."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    link = f"http://127.0.0.1:{server.server_port}/a.png"
    source = f'<html><body>正文<img src="{link}"></body></html>'
    try:
        program = office.soffice()
        assert program is not None
        (converted / "net").mkdir(exist_ok=True)
        assert office._convert(program, source.encode(), "net.doc", converted / "net", "a.doc")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
