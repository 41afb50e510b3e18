"""An option that would change none of the outputs is a slip: the command says so and does nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import run

SLIPS = [
    (("--metrics", "fines", "--json"), "--metrics", "on the screen, --xlsx, --csv or --tsv"),
    (("--metrics", "fines", "--csv", "--table", "observations"), "--metrics", "without another --table"),
    (("--metrics", "fines", "--html", "a.html"), "--metrics", "--xlsx"),
    (("--headers", "id", "--jsonl"), "--headers", "--csv or --tsv"),
    (("--headers", "id", "-o", "a.xlsx"), "--headers", "--csv or --tsv"),
    (("--headers", "id"), "--headers", "--csv or --tsv"),
    (("--qualifiers", "-o", "a.xlsx"), "--qualifiers", "--csv or --tsv"),
    (("--qualifiers", "--tsv", "--table", "sections"), "--qualifiers", "--csv or --tsv"),
    (("--table", "sections", "--json"), "--table", "--csv or --tsv"),
    (("--table", "sections", "--db", "a.sqlite"), "--table", "--csv or --tsv"),
    (("--with-text", "--csv"), "--with-text", "--json or --jsonl"),
    (("--with-text", "--html", "a.html"), "--with-text", "--json or --jsonl"),
    (("--compare", "--csv"), "--compare", "--csv --table findings"),
    (("--text-column", "正文", "--json"), "--text-column", ".csv or .tsv files"),
]


@pytest.mark.parametrize(("options", "name", "fitting"), SLIPS)
def test_an_option_without_effect_is_told_with_what_it_goes_with(
    options: tuple[str, ...], name: str, fitting: str, report_file: Path
) -> None:
    done = run(str(report_file), *options, cwd=report_file.parent)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.startswith(f"fazhi-extract: {name} goes with ")
    assert fitting in said
    assert said.endswith("Here it changes nothing\n")
    assert [path.name for path in report_file.parent.iterdir()] == [report_file.name]


@pytest.mark.parametrize(
    "options",
    [
        ("--metrics", "fines"),
        ("--metrics", "fines", "--qualifiers", "--headers", "id", "--tsv"),
        ("--metrics", "fines", "--html", "a.html", "-o", "a.xlsx"),
        ("--headers", "label", "--csv", "--table", "findings"),
        ("--with-text", "-o", "out/", "--json"),
        ("--with-text", "--jsonl", "--db", "a.sqlite", "-j", "3"),
    ],
)
def test_an_option_that_changes_one_of_the_outputs_is_taken(
    options: tuple[str, ...], report_file: Path
) -> None:
    assert run(str(report_file), *options, cwd=report_file.parent).returncode == 0


def test_apply_tells_it_too(report_file: Path) -> None:
    corrections = report_file.with_name("corrections.json")
    corrections.write_text(json.dumps({"version": "1", "reports": []}))
    done = run("apply", str(corrections), str(report_file), "--gold", "gold.jsonl", "--metrics", "fines")
    assert done.returncode == 2
    assert "--metrics goes with" in done.stderr.decode()
