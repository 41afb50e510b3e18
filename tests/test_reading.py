"""Encodings, odd signs, and input that is bad in every way."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from fazhi_extract import ReadError, extract, extract_file, extract_folder

from .conftest import run, seed

TEXT = "一、成效\r\n\u3000\u3000全年调解矛盾纠纷２０８件，成功率９９．５％。\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_encoding_gives_the_same_figures(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(TEXT.encode(encoding))
    report = extract_file(path, with_text=True)
    assert report.text == TEXT
    assert [(o.metric, o.value) for o in report.observations] == [
        ("mediation_cases", 208), ("mediation_success_rate", 99.5),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_seed_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    want = extract_file(seed("002"))
    path = tmp_path / "seed.txt"
    path.write_bytes(seed("002").read_bytes().decode("utf-8").encode(encoding))
    got = extract_file(path)
    assert (got.observations, got.sections, got.metadata) == (want.observations, want.sections, want.metadata)


def test_traditional_characters_and_page_residue() -> None:
    report = extract(
        "一、工作成效\n[bookmark: _GoBack]全年調解矛盾糾紛208件，發放宣傳資料3000餘份。\n- 2 -\n"
    )
    assert [(o.metric, o.value) for o in report.observations] == [
        ("mediation_cases", 208), ("publicity_materials", 3000),
    ]  # fmt: skip


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \r\n\t", "is empty"),
    "zeros": (b"\0" * 500, "is empty"),
    "pdf": (b"%PDF-1.7\n...", "is a PDF file"),
    "docx": (b"PK\x03\x04....", "is a damaged Word"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a damaged Word or WPS"),
    "binary": (bytes(range(256)) * 8, "binary file"),
    "undecodable": (b"\xff\xfe\xfd\x80\x81" * 50, "no text in"),
    "half": ("调解纠纷".encode("utf-16")[:-1], "no text in"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_bytes_are_named_with_reason_and_way_out(tmp_path: Path, kind: str) -> None:
    data, reason = BAD[kind]
    path = tmp_path / f"{kind}.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        extract_file(path)
    assert str(path) in str(caught.value)
    assert reason in str(caught.value)
    assert caught.value.way_out
    done = run(str(path), "--json")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Traceback" not in done.stderr


def test_missing_file_and_folder_without_reports(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        extract_file(tmp_path / "no.txt")
    with pytest.raises(ReadError, match="is a folder"):
        extract_file(tmp_path)
    assert list(extract_folder(tmp_path)) == []
    done = run(str(tmp_path))
    assert done.returncode == 1
    assert b"holds no report file" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(report_file: Path) -> None:
    report_file.chmod(0)
    with pytest.raises(ReadError, match="may not be read"):
        extract_file(report_file)


def test_a_text_without_headings_or_figures_is_an_honest_empty_result() -> None:
    report = extract("今天天气很好。")
    assert report.observations == []
    assert {f.code for f in report.checks} == {"no_headings", "no_figures"}


def test_placeholders_of_a_template_have_no_value_but_a_finding() -> None:
    report = extract("一、成效\n20xx年，开展培训*次，配备x名调解员。\n")
    assert report.observations == []
    assert [f.code for f in report.checks if f.severity == "error"] == ["placeholder"] * 3


HOSTILE = [
    "(", "9", "一", "(一)成绩。", "一、成绩\n", "调解纠纷3件,", "一是调解纠纷3件;", "。下一步我要,", "“", "《", "1.", "2-",
    "1,234,", " ", "]一、", "未发生群体性事件,", "率、", "3件、", "2024年", "其中3件", "第1百一", "\n", "每", "0.", "〔2023〕",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_end(piece: str) -> None:
    # A pattern of more than linear time would not come to an end here.
    size = 30_000 if "件" in piece or "," in piece else 100_000
    text = piece * (size // len(piece))
    report = extract(text)
    assert report.source.chars == len(text)


LONG = ["1、", "208\t35\t", "一、\n", "百1"]


def seconds(text: str) -> float:
    start = time.process_time()
    extract(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", LONG)
def test_the_time_grows_as_the_text_does(piece: str) -> None:
    # Of 32 times the length it is some 32 times, and 1,024 if every figure or heading looks through all of it.
    short, long = (piece * (size // len(piece)) for size in (1_000, 32_000))
    assert any(seconds(long) < 80 * seconds(short) for _ in range(3))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    with pytest.raises(ReadError, match="has 65 MB"):
        extract_file(path)


def test_fifty_megabytes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(("一、成效\n" + "我镇坚持依法行政，深入学习贯彻习近平法治思想。\n" * 720_000).encode())
    assert path.stat().st_size > 50_000_000
    assert extract_file(path).observations == []
