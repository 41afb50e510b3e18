"""Folders, globs, lists and archives: every report once, in a stable order, whatever its name."""

from __future__ import annotations

import csv
import json
import os
import zipfile
from pathlib import Path

import pytest

from fazhi_extract import ReadError
from fazhi_extract.inputs import expand
from fazhi_extract.readers import MAX_BYTES

from .conftest import run

REPORT = "一、工作成效\n全年调解矛盾纠纷208件。\n"


def pack(path: Path, members: dict[bytes, bytes], *, utf8: bool) -> None:
    """Write an archive whose names are these very bytes, as Windows or a Mac would."""

    class Info(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return names[self.filename], 0x800 if utf8 else 0

    names = {f"member{number}": name for number, name in enumerate(members)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in zip(names, members.values(), strict=True):
            packed.writestr(Info(name), data, zipfile.ZIP_DEFLATED)


def paths(*named: Path) -> list[str]:
    inputs, failures = expand([str(n) for n in named])
    assert failures == []
    return [one.path for one in inputs]


@pytest.mark.parametrize(("encoding", "utf8"), [("gbk", False), ("utf-8", True), ("utf-8", False)])
def test_names_in_an_archive_are_read_right(tmp_path: Path, encoding: str, utf8: bool) -> None:
    archive = tmp_path / "报告.zip"
    pack(archive, {"各镇/青山镇.txt".encode(encoding): REPORT.encode("gb18030")}, utf8=utf8)
    done = run(str(archive), "--jsonl")
    report = json.loads(done.stdout)
    assert report["source"]["path"] == f"{archive}/各镇/青山镇.txt"
    assert report["observations"][0]["value"] == 208


def test_nothing_leaves_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    pack(archive, {b"../../up.txt": REPORT.encode(), b"C:\\root.txt": REPORT.encode()}, utf8=True)
    out = tmp_path / "out"
    done = run(str(archive), "--json", "-o", f"{out}/")
    assert done.returncode == 0
    assert sorted(p.name for p in tmp_path.rglob("*.json")) == ["root.json", "up.json"]
    assert all(p.parent == out for p in tmp_path.rglob("*.json"))


def test_a_bomb_and_a_damaged_member_cost_only_themselves(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    members = {
        b"bomb.txt": b"0" * (MAX_BYTES // 2),
        b"good.txt": REPORT.encode(),
        b"bad.txt": REPORT.encode() * 50,
    }
    pack(archive, members, utf8=True)
    data = bytearray(archive.read_bytes())
    at = data.index(b"bad.txt") + len(b"bad.txt") + 8
    data[at : at + 12] = bytes(12)
    archive.write_bytes(data)
    done = run(str(archive), "--jsonl")
    assert done.returncode == 1
    assert [Path(json.loads(line)["source"]["path"]).name for line in done.stdout.splitlines()] == [
        "good.txt"
    ]
    assert "bomb.txt: is packed too tightly" in done.stderr.decode()
    assert "bad.txt: is damaged" in done.stderr.decode()


def test_a_damaged_or_empty_archive_is_named(tmp_path: Path, report_file: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04cut")
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as packed:
        packed.writestr("picture.png", b"")
    inputs, failures = expand([str(tmp_path)])
    assert [one.path for one in inputs] == [str(report_file)]
    reasons = {Path(f.path).name: f.reason for f in failures}
    assert "damaged archive" in reasons["cut.zip"]
    assert "without a report" in reasons["none.zip"]


def test_a_folder_is_read_by_name_with_its_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a.txt", "c/d/e.txt", ".hidden.txt", "note.png"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(REPORT, "utf-8")
    assert paths(tmp_path) == [str(tmp_path / n) for n in ("a/z.TXT", "a.txt", "b.txt", "c/d/e.txt")]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    odd = tmp_path / "报告[1].txt"
    odd.write_text(REPORT, "utf-8")
    assert paths(odd) == [str(odd)]


def test_a_list_of_paths_on_standard_input(tmp_path: Path) -> None:
    files = [tmp_path / f"{n} 镇.txt" for n in range(3)]
    for file in files:
        file.write_text(REPORT, "utf-8")
    listed = "\n".join(map(str, files)) + "\n"
    done = run("--from-file", "-", "--jsonl", stdin=listed.encode())
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [
        str(f) for f in files
    ]
    assert run("--from-file", str(tmp_path / "missing"), "--jsonl").returncode == 2


def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    link = tmp_path / "loop.txt"
    link.symlink_to(link)
    inputs, _ = expand([str(tmp_path)])
    with pytest.raises(ReadError, match="could not be read"):
        inputs[0].read()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_is_no_report(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "pipe.txt")
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    inputs, failures = expand([str(tmp_path)])
    assert [Path(one.path).name for one in inputs] == ["gone.txt", "report.txt"]
    assert failures == []
    with pytest.raises(ReadError, match="does not exist"):
        inputs[0].read()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_holds_a_report_a_row(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "texts.csv"
    lines = [
        ["编号", "正文"],
        ["a", REPORT],
        ["b", ""],
        ["c", "一、工作成效\r\n“引号”和,逗号。全年调解矛盾纠纷9件。"],
    ]
    with open(table, "w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(lines)
    done = run(str(table), "--text-column", "正文", "--jsonl", "--with-text")
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["source"]["path"] for r in reports] == [f"{table}#1", f"{table}#3"]
    assert [r["text"] for r in reports] == [lines[1][1], lines[3][1]]
    assert [r["observations"][0]["value"] for r in reports] == [208, 9]


def test_a_table_without_the_column_is_named(tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    table.write_text("id,text\n1,调解纠纷3件。\n", "utf-8")
    done = run(str(table), "--text-column", "body", "--jsonl")
    assert done.returncode == 1
    assert "has no column body (it has: id, text)" in done.stderr.decode()


def test_a_table_of_texts_is_never_read_as_one_report(tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    table.write_text("id;正文\n1;调解纠纷3件。\n", "utf-8")
    done = run(str(table), "--jsonl")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "its columns: id, 正文" in done.stderr.decode()
    assert "--text-column NAME" in done.stderr.decode()


def test_the_lock_file_of_an_open_document_is_left_out(tmp_path: Path, report_file: Path) -> None:
    (tmp_path / "~$青山镇.docx").write_bytes(b"\x06user")
    assert paths(tmp_path) == [str(report_file)]


def test_kinds_that_are_not_read_are_counted(tmp_path: Path, report_file: Path) -> None:
    for name in ("青山镇.jpg", "各镇.rar", "汇总.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    done = run(str(tmp_path), "--jsonl")
    assert done.returncode == 0
    assert "left out: 1 .jpg, 1 .rar" in done.stderr.decode()


def test_tables_of_a_folder_are_counted_where_named_ones_are_read(tmp_path: Path, report_file: Path) -> None:
    (tmp_path / "named.csv").write_text("text\n全年调解纠纷8件。\n", "utf-8")
    for arguments, said in ((("--text-column", "text"), "left out: 1 .csv"), ((), "")):
        named = [str(tmp_path / "named.csv")] if arguments else []
        done = run(str(tmp_path), *named, *arguments, "--jsonl")
        assert done.returncode == 0
        assert said in done.stderr.decode() if said else b"left out" not in done.stderr


@pytest.mark.parametrize("content", ['{"schema_version": "1"}', '\ufeff[\n  {\n "a": 1}]'])
def test_json_is_no_report(tmp_path: Path, content: str) -> None:
    (tmp_path / "all.jsonl").write_text(content, "utf-8")
    for command in ("check", "show", "extract"):
        done = run(command, "all.jsonl", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, b"")
        assert "all.jsonl: is JSON, not a report. Name the report itself" in done.stderr.decode()


def test_what_is_in_an_archive_and_is_not_read_is_counted(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "county.zip", "w") as packed:
        for name in ("青山镇.zip", "红石镇.rar", "汇总.csv"):
            packed.writestr(name, b"x")
        packed.writestr("白水镇.txt", "全年调解纠纷8件。")
    for named in (tmp_path / "county.zip", tmp_path):
        done = run(str(named), "--jsonl")
        assert done.returncode == 0
        assert "left out: 1 .csv, 1 .rar, 1 .zip" in done.stderr.decode()


def test_every_row_of_a_table_is_read_or_named(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text('name,text\n甲,全年调解纠纷8件。\n乙,\n丙\n\n丁,"调解纠纷9件。"\n', "utf-8")
    done = run(str(table), "--text-column", "text", "--jsonl")
    assert done.returncode == 1
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [
        f"{table}#1",
        f"{table}#5",
    ]
    for number in (2, 3):
        assert f"{table}#{number}: is empty" in done.stderr.decode()
    table.write_text('text\n"调解纠纷8件。\n调解纠纷9件。\n', "utf-8")
    done = run(str(table), "--text-column", "text", "--jsonl")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "is a damaged table (unexpected end of data)" in done.stderr.decode()


def test_one_name_twice_in_an_archive_is_two_reports(tmp_path: Path) -> None:
    archive, table = tmp_path / "a.zip", tmp_path / "t.csv"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("镇/报告.txt", "调解纠纷3件。")
        packed.writestr("x/../镇/报告.txt", "调解纠纷4件。")
        packed.writestr("../镇/报告.txt", "调解纠纷5件。")
    assert run(str(archive), "--csv", "-o", str(table), "--metrics", "mediation_cases").returncode == 0
    with open(table, encoding="utf-8-sig", newline="") as file:
        assert sorted(row["调解案件数"] for row in csv.DictReader(file)) == ["3", "4", "5"]


def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + "/青山镇.txt".encode("gbk")
    try:
        with open(raw, "wb") as file:
            file.write(REPORT.encode())
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    for form in ("--csv", "--jsonl"):
        done = run(str(tmp_path), form)
        assert (done.returncode, b"\\udcc7" in done.stdout) == (0, True), done.stderr


def test_a_glob_that_matches_folders_reads_them(tmp_path: Path, report_file: Path) -> None:
    (tmp_path / "甲县").mkdir()
    report_file.rename(tmp_path / "甲县" / report_file.name)
    assert paths(tmp_path / "*县") == [str(tmp_path / "甲县" / report_file.name)]
