"""Patterns compile at their first use, by the engine that can do them."""

from __future__ import annotations

import subprocess
import sys

from fazhi_extract.patterns import pattern

from .conftest import ROOT, seed


def test_what_the_standard_library_refuses_is_matched_too() -> None:
    behind = pattern(r"(?<=不少于|至少)\d+")
    assert [m[0] for m in behind.finditer("不少于30学时，至少5次，共8次")] == ["30", "5"]
    assert pattern(r"^\p{Han}+镇$").match("𠮷山镇")
    assert pattern(r"\d+件", 0).search("调解208件")


def test_a_plain_report_is_read_without_what_it_has_no_need_of() -> None:
    code = (
        "import sys\nfrom fazhi_extract import extract_file\n"
        "assert extract_file(sys.argv[1]).metrics\n"
        "sys.exit(' '.join({'regex', 'cn2an', 'lxml', 'pyarrow', 'xlsxwriter'} & sys.modules.keys()) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(seed("004"))], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
