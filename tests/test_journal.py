"""What a killed run leaves behind: a piece counts only if it is whole."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi_extract import Report
from fazhi_extract.journal import Journal
from fazhi_extract.writers.base import Format
from fazhi_extract.writers.outputs import FileOutput

from .conftest import run

PIECES = st.dictionaries(st.text(min_size=1, max_size=6), st.binary(max_size=40), min_size=1, max_size=8)


@given(PIECES, st.floats(0, 1), st.floats(0, 1))
def test_whatever_is_cut_off_only_whole_pieces_count(
    pieces: dict[str, bytes], data_kept: float, index_kept: float
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out.csv"
        journal = Journal(output, "v", resume=False)
        for path, data in pieces.items():
            journal.put(path, f"hash of {path}", data)
        journal.close()
        for name, kept in ((".out.csv.part", data_kept), (".out.csv.part.index", index_kept)):
            file = Path(folder) / name
            whole = file.read_bytes()
            file.write_bytes(whole[: int(len(whole) * kept)])
        again = Journal(output, "v", resume=True)
        for path, data in pieces.items():
            if again.known(path) is not None:
                assert (again.known(path), again.get(path)) == (f"hash of {path}", data)
            else:
                again.put(path, f"hash of {path}", data)
        again.close()
        last = Journal(output, "v", resume=True)
        assert {path: last.get(path) for path in pieces} == pieces
        last.close()


def test_pieces_of_other_rules_do_not_count(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.csv", "rules 1", resume=False)
    journal.put("a", "1", b"old")
    journal.close()
    assert Journal(tmp_path / "out.csv", "rules 2", resume=True).known("a") is None


@pytest.mark.parametrize("line", ['["a", "1", -3, 3, 0]', '["a", "1", "0", 3, 0]', '["a", 1]', "[[]]"])
def test_a_damaged_line_of_the_index_counts_for_nothing(tmp_path: Path, line: str) -> None:
    journal = Journal(tmp_path / "out.csv", "v", resume=False)
    journal.put("b", "1", b"old")
    journal.close()
    with (tmp_path / ".out.csv.part.index").open("a") as index:
        index.write(line + "\n")
    again = Journal(tmp_path / "out.csv", "v", resume=True)
    assert (again.known("a"), again.known("b")) == (None, "1")
    again.close()


def test_a_run_that_does_not_resume_begins_anew(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.csv", "v", resume=False)
    journal.put("a", "1", b"old")
    journal.close()
    again = Journal(tmp_path / "out.csv", "v", resume=False)
    assert again.known("a") is None
    again.close()
    again.delete()
    assert list(tmp_path.iterdir()) == []


def test_old_pieces_do_not_pile_up(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.csv", "v", resume=True)
    for number in range(10):
        journal.put("a", str(number), bytes(1000))
    journal.put("b", "b", b"b")
    journal.compact(["a", "b"])
    assert journal.part.stat().st_size == 1001
    again = Journal(tmp_path / "out.csv", "v", resume=True)
    assert (again.known("a"), again.known("b"), again.get("b")) == ("9", "b", b"b")
    again.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == [".out.csv.part", ".out.csv.part.index"]


def test_an_interrupt_puts_no_fragment_over_a_whole_file(tmp_path: Path) -> None:
    class Lines(Format):
        suffix = "txt"

        def write(self, report: Report) -> str:
            raise NotImplementedError

    place = tmp_path / "out.txt"
    for earlier, after in (("", "a\n"), ("whole\n", "whole\n")):
        place.unlink(missing_ok=True)
        if earlier:
            place.write_text(earlier)
        output = FileOutput(Lines(), "v", place, resume=False)
        output.put("a.txt", "a", b"a\n")
        output.finish(interrupted=True)
        assert place.read_text() == after
    again = FileOutput(Lines(), "v", place, resume=True)
    assert again.known("a.txt") == "a"
    again.abandon()


def test_an_interrupt_takes_nothing_from_an_output_that_is_gone_on_with(tmp_path: Path) -> None:
    class Lines(Format):
        suffix = "txt"

        def write(self, report: Report) -> str:
            raise NotImplementedError

    paths = [f"{letter}.txt" for letter in "abcdef"]
    place = tmp_path / "out.txt"

    def begun() -> FileOutput:
        output = FileOutput(Lines(), "v", place, resume=True)
        output.expect(paths)
        return output

    first = begun()
    for path in paths:
        first.put(path, path, f"{path}\n".encode())
    first.finish()
    second = begun()
    second.put("a.txt", "a.txt", None)
    second.put("b.txt", "new", b"another b\n" + bytes(10_000))
    second.finish(interrupted=True)
    assert place.read_text().split() == paths
    third = begun()
    assert [third.known(path) for path in paths] == ["a.txt", "new", "c.txt", "d.txt", "e.txt", "f.txt"]
    third.abandon()


def test_names_in_a_folder_do_not_depend_on_what_is_read_first(tmp_path: Path) -> None:
    for number in range(60):
        folder = tmp_path / "reports" / f"{number:02d}"
        folder.mkdir(parents=True)
        (folder / "report.txt").write_text(f"调解纠纷{number + 1}件。", "utf-8")
    one, two = tmp_path / "one", tmp_path / "two"
    for out in (one, two):
        assert (
            run(str(tmp_path / "reports"), "--json", "-o", f"{out}/", "-j", "2", "--resume").returncode == 0
        )
    (two / "report-5.json").unlink()
    again = run(str(tmp_path / "reports"), "--json", "-o", f"{two}/", "-j", "2", "--resume")
    assert "(59 unchanged)" in again.stderr.decode()
    assert {p.name: p.read_bytes() for p in one.glob("*.json")} == {
        p.name: p.read_bytes() for p in two.glob("*.json")
    }
