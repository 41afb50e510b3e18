"""The page that lists every check: docs/checks.md."""

from __future__ import annotations

from ..rules import metrics
from . import every_check
from .parts import STATUTORY_PARTS
from .relations import relations

_HEAD = """# The checks

`fazhi-extract check PATH...` prints what does not fit together in reports; they are also in the JSON (`checks`),
on the sheet 核查, in the table `findings` of a database, and as CSV (`--csv --table findings`).

```text
$ fazhi-extract check 青石镇.txt
青石镇.txt
  错误 error  调解成功数207件÷调解案件数208件＝99.51%，与所写“89.5%”不符 / 207件 of 208件 is 99.51%, not the stated 89.5%  [rate_of_parts]
      156–185  全年共调解矛盾纠纷⟦208件⟧，成功调解⟦207件⟧，成功率⟦89.5%⟧

1 错误 error
```

## How to read a finding

- An **error** is wrong as written: two figures that cannot both be right, a blank that was not filled in. A **warning**
  is to be looked at: it may have a good reason. An **info** is worth knowing and no fault: a part is merged, a date is late.
- Below the message stands the place: offsets in the text, the clause, and in ⟦ ⟧ what proves it. In the JSON `spans` are
  these places, `span` the first of them, `observations` the ids of the figures.
- A figure with 余, 约, 近 or 以上 is taken for all that it can stand for (190余次: from 190 up to 200); what is then still
  impossible is a warning, never an error. Rates may be rounded or cut off at the decimals written.
- Figures are held against those of their own sentence: another sentence may speak of another body.
- 其中 lists are added up only where they exceed the whole, and always as a warning: kinds may overlap. Where the words say
  so (党员40人、女性35人), or an item is another act (化解48件), there is no finding.
- No finding does not mean that a report is right.

```sh
fazhi-extract check reports/ --check rate_of_parts,placeholder     # these only
fazhi-extract check reports/ --no-check part_absent,reported_late  # all but these
fazhi-extract check reports/ --fail-on error                       # exit status 1 if there is an error
fazhi-extract check reports/ --deadline 02-15 --publication 03-31  # other days than 1 March and 1 April
fazhi-extract reports/ --jsonl --no-check unpaired_mark            # for the other outputs
fazhi-extract reports/ -o county.xlsx --compare                    # with what reports say of one another
```

## The list

Made by `python -m fazhi_extract.checks`; `fazhi-extract checks list` prints the same.
"""
_GROUPS = {
    "reading": "Reading",
    "arithmetic": "Arithmetic",
    "time": "Years and dates",
    "form": "Parts and form",
    "others": "Against other reports",
}
_NOTES = """
## The five parts

The rule of 2019 on supervising the building of law-based government (法治政府建设与责任落实督察工作规定) asks for {parts}.
Each is `own` (a chapter of its own), `merged`, `inline` (only a sub-heading or a run-in point), `empty` or `absent`, by the
headings alone: `fazhi_extract.checks.parts.statutory_parts(report)`. Where only a sentence names 第一责任人, the part is
missing and the sentence is shown.

## Which figures must agree

`fazhi_extract/checks/relations.tsv` says it, one line each; an unknown metric is refused.

| rate | is | of |
|---|---|---|
{rates}

| never more | than |
|---|---|
{orders}

By words, whatever the metric (warnings): of a figure whose clause has a word of the first column, one told at once behind it in
the same unit by a word of the second is a part, never more (受理工单1024件，按时办结1064件), and a rate at once behind is of these
two. What came over from the year before (结转, 积案) is let be; so is a rate of what was done in time (按期办结率).

| whole | part | rate |
|---|---|---|
{by_words}

Given once (`once = true` in the rules; 两处不同 is a finding): {once}.

## Several reports

With more than one report `check` also holds them against one another. Only a summary of each is kept, never its text, so
that 20,000 reports fit into memory; the texts of a pair that is alike are read again to show the passages.

- `near_duplicate` needs `pip install 'fazhi-extract[compare]'`. Names, years and numbers are masked; two texts with four
  fifths of their five-character pieces in common are alike. Shown are their common passages, the longest first.
- `figures_as_last_year` and `jump` want the same place and organ a year apart: its division code, or else its names. A jump
  is five times last year's figure, or a fifth (`--jump`), of exact figures from 20 up.
- `outlier` wants eight townships of a county and year with a figure in the same unit, and says which are more than six
  robust standard deviations (median and MAD, with a floor) from the middle; 余 and 约 are kept apart from exact figures.

## To add a check

Write a function in the module of its group in `fazhi_extract/checks/` and its line in the `CHECKS` there; add five reports
with the fault to `tests/checks/planted.toml`, and what only looks like it to `tests/checks/sound.toml`; run `python -m fazhi_extract.checks`.
"""


def _words(listed: str) -> str:
    return listed.replace("|", "、")


def reference() -> str:
    """Return the page."""
    lines = [_HEAD]
    for group, title in _GROUPS.items():
        lines += [f"### {title}", "", "| code | severity | 中文 | English |", "|---|---|---|---|"]
        lines += [
            f"| `{c.code}` | {c.severity} | {c.chinese} | {c.english} |"
            for c in every_check().values()
            if c.group == group
        ]
        lines.append("")
    table = relations()
    rates = [f"| `{r}` | `{of.part}` | `{of.whole}` |" for r, found in table.rates.items() for of in found]
    lines.append(
        _NOTES.strip("\n").format(
            parts="、".join(STATUTORY_PARTS.values()),
            rates="\n".join(rates),
            orders="\n".join(f"| `{o.small}` | `{o.large}` |" for o in table.at_most),
            by_words="\n".join(f"| {' | '.join(map(_words, row))} |" for row in table.written),
            once=", ".join(f"`{metric.id}`" for metric in metrics().values() if metric.once),
        )
    )
    return "\n".join(lines) + "\n"
