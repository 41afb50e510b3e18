"""Gold: from a spreadsheet, from annotation tools, and what is said of slips; all as commands."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from .conftest import GOLD, SEEDS, gold_rows, run

Rows = list[dict[str, str]]

TEXT = (
    "关于2024年度法治政府建设情况的报告\n"
    "根据渠府发〖2023〗4号文件要求，全年共调解矛盾纠纷208件，其中婚姻家庭纠纷30件。\n"
    "😀𠮷村发放宣传资料8000余份。发放宣传资料8000余份。未发生群体性事件。参考率、合格率均100%。\n"
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two small reports, one of them without any figure."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "青山镇.txt").write_text(TEXT, "utf-8", newline="")
    (folder / "无数镇.txt").write_text("一、工作成效\n扎实推进法治建设。\n", "utf-8")
    return folder


def gold(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def figures(reports: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    names = (
        "start",
        "end",
        "text",
        "metric",
        "value",
        "value_max",
        "unit",
        "qualifier",
        "relation",
        "status",
    )
    return [
        (r["source"]["sha256"], *(o[n] for n in names), o["part_of"], o["id"])
        for r in reports
        for o in r["observations"]
    ]


def draft(reports: Path, tmp_path: Path) -> Rows:
    path = tmp_path / "draft.csv"
    assert run("gold", "new", str(reports), "-o", str(path)).returncode == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))


def saved(rows: Rows, path: Path, encoding: str = "utf-8-sig") -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding, newline="")
    return str(path)


def packed(rows: Rows, reports: Path, tmp_path: Path, encoding: str = "utf-8-sig") -> list[dict[str, Any]]:
    done = run("gold", "pack", saved(rows, tmp_path / "sheet.csv", encoding), str(reports))
    assert done.returncode == 0, done.stderr.decode()
    return gold(done.stdout)


def refused(rows: Rows, reports: Path, tmp_path: Path) -> str:
    out = tmp_path / "never.jsonl"
    done = run("gold", "pack", saved(rows, tmp_path / "sheet.csv"), str(reports), "-o", str(out))
    assert done.returncode == 2
    assert not out.exists()
    assert b"Traceback" not in done.stderr
    return done.stderr.decode()


def row_of(rows: Rows, figure: str) -> dict[str, str]:
    return next(r for r in rows if r["figure"] == figure)


def test_an_uncorrected_draft_is_what_the_program_found(reports: Path, tmp_path: Path) -> None:
    found = gold(run(str(reports), "--jsonl").stdout)
    assert figures(packed(draft(reports, tmp_path), reports, tmp_path)) == figures(found)


def test_the_seeds_come_back_from_a_sheet(tmp_path: Path) -> None:
    found = gold(run(str(SEEDS), "--jsonl").stdout)
    assert figures(packed(draft(SEEDS, tmp_path), SEEDS, tmp_path)) == figures(found)


def test_a_report_without_figures_stays_in_the_gold(reports: Path, tmp_path: Path) -> None:
    [empty, _] = packed(draft(reports, tmp_path), reports, tmp_path)
    assert empty["observations"] == []
    assert empty["source"]["path"].endswith("无数镇.txt")


def test_correct_delete_and_add(reports: Path, tmp_path: Path) -> None:
    rows = draft(reports, tmp_path)
    row_of(rows, "208件").update({"metric": "调解成功数", "value": "207", "qualifier": "about"})
    rows.remove(row_of(rows, "8000余份"))
    rows.append(
        dict.fromkeys(rows[0], "")
        | {"file": "青山镇", "sentence": "根据渠府发〖2023〗4〖号〗文件", "metric": "other", "value": "3..5"}
    )
    [_, report] = packed(rows, reports, tmp_path)
    by_text = {o["text"]: o for o in report["observations"]}
    assert (by_text["208件"]["metric"], by_text["208件"]["value"]) == ("mediation_resolved", 207)
    assert by_text["208件"]["qualifier"] == "about"
    assert sum(o["text"] == "8000余份" for o in report["observations"]) == 1
    assert (by_text["号"]["metric"], by_text["号"]["value"], by_text["号"]["value_max"]) == (None, 3, 5)
    assert TEXT[by_text["号"]["start"]] == "号"
    assert by_text["30件"]["part_of"] == by_text["208件"]["id"]


def test_moving_the_marks_moves_the_figure(reports: Path, tmp_path: Path) -> None:
    rows = draft(reports, tmp_path)
    row = row_of(rows, "208件")
    row["sentence"] = row["sentence"].replace("〖208件〗", "〖208〗件")
    assert "the column figure has '208件'" in refused(rows, reports, tmp_path)
    row["figure"] = ""
    [_, report] = packed(rows, reports, tmp_path)
    assert report["observations"][0]["text"] == "208"


def test_a_table_saved_by_excel_in_china_is_read(reports: Path, tmp_path: Path) -> None:
    rows = [r for r in draft(reports, tmp_path) if "𠮷" not in r["sentence"]]
    again = packed(rows, reports, tmp_path, "gbk")
    assert figures(again) == figures(packed(rows, reports, tmp_path))


def test_every_slip_is_named_with_its_row(reports: Path, tmp_path: Path) -> None:
    rows = draft(reports, tmp_path)
    row_of(rows, "208件").update({"metric": "mediation_case"})
    row_of(rows, "30件").update({"value": "thirty"})
    row_of(rows, "8000余份").update({"sentence": "发放资料〖8000余份〗"})
    row_of(rows, "100%").update({"status": "done"})
    said = refused(rows, reports, tmp_path)
    for slip in (
        r"row 3: there is no metric mediation_case; did you mean mediation_cases",
        r"row 4: 'thirty' is no number",
        r"row 5: '发放资料〖8000余份〗' does not stand in the text",
        r"row 8: status is 'done'. Choose one of actual, planned, required",
    ):
        assert re.search(slip, said), said


def test_a_part_without_its_total_is_refused(reports: Path, tmp_path: Path) -> None:
    rows = draft(reports, tmp_path)
    rows.remove(row_of(rows, "208件"))
    assert "part_of names o1" in refused(rows, reports, tmp_path)


def test_a_value_that_its_words_do_not_say_is_asked_about(reports: Path, tmp_path: Path) -> None:
    rows = draft(reports, tmp_path)
    row_of(rows, "208件")["value"] = "280"
    done = run("gold", "pack", saved(rows, tmp_path / "sheet.csv"), str(reports))
    assert done.returncode == 0
    assert "look: the value is 280, its words say 208" in done.stderr.decode()


def test_a_draft_is_never_overwritten(reports: Path, tmp_path: Path) -> None:
    draft(reports, tmp_path)
    done = run("gold", "new", str(reports), "-o", str(tmp_path / "draft.csv"))
    assert done.returncode == 2
    assert b"may hold somebody" in done.stderr


def test_no_draft_is_left_where_nothing_was_read(tmp_path: Path) -> None:
    done = run("gold", "new", str(tmp_path / "none.txt"), "-o", str(tmp_path / "draft.csv"))
    assert done.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_gold_of_the_project_is_packed_and_checked(tmp_path: Path) -> None:
    out = tmp_path / "gold.jsonl"
    assert run("gold", "pack", str(GOLD / "seeds.tsv"), str(SEEDS), "-o", str(out)).returncode == 0
    packed = gold(out.read_bytes())
    assert sum(len(r["observations"]) for r in packed) == len(gold_rows("seeds.tsv"))
    done = run("gold", "check", str(out), str(SEEDS))
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"5 reports, 125 figures, 0 slips" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 3, "end": 5}, "the text has"),
        ({"metric": "nothing_of_the_kind"}, "there is no metric"),
        ({"value_max": 1}, "ends below its beginning"),
        ({"relation": "zero"}, "the relation is zero"),
        ({"part_of": "o99"}, "part_of names o99"),
        ({"id": "o2"}, "the id o2 stands twice"),
    ],
)
def test_check_names_slips(change: dict[str, object], said: str, reports: Path, tmp_path: Path) -> None:
    lines = gold(run(str(reports), "--jsonl").stdout)
    lines[1]["observations"][0] |= change
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = run("gold", "check", str(path), str(reports))
    assert done.returncode == 1
    assert said in done.stdout.decode()


# Label Studio and doccano: files as the tools' documents say that they write them


def exported(reports: Path, tmp_path: Path, tool: str, *options: str) -> Path:
    folder = tmp_path / tool
    done = run("gold", "export", str(reports), "--to", tool, "-o", str(folder), *options)
    assert done.returncode == 0, done.stderr.decode()
    return folder


def imported(data: str, tmp_path: Path, tool: str, *options: str) -> tuple[list[dict[str, Any]], str]:
    file = tmp_path / "from_tool"
    file.write_text(data, "utf-8")
    done = run("gold", "import", str(file), "--from", tool, *options)
    assert b"Traceback" not in done.stderr
    return gold(done.stdout), done.stderr.decode()


def submitted(task: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a task as Label Studio exports it once its prediction was submitted as it is."""
    result = [
        r if r["type"] == "relation" else {**r, "origin": "prediction"}
        for r in task["predictions"][0]["result"]
    ]
    annotation = {
        "id": 100 + number, "completed_by": 1, "result": result, "was_cancelled": False, "ground_truth": False,
        "created_at": "2025-03-09T22:16:08.728353Z", "updated_at": "2025-03-09T22:16:08.728378Z", "lead_time": 4.2,
        "task": number, "result_count": 0, "parent_prediction": number, "parent_annotation": None,
    }  # fmt: skip
    return {
        "id": number, "annotations": [annotation], "file_upload": "a-tasks.json", "drafts": [], "predictions": [],
        "data": task["data"], "meta": {}, "project": 1,
    }  # fmt: skip


def from_label_studio(reports: Path, tmp_path: Path, *options: str) -> list[dict[str, Any]]:
    tasks = json.loads(
        (exported(reports, tmp_path, "label-studio", *options) / "tasks.json").read_text("utf-8")
    )
    return [submitted(task, number) for number, task in enumerate(tasks, 1)]


def test_label_studio_there_and_back(reports: Path, tmp_path: Path) -> None:
    found, _ = imported(json.dumps(from_label_studio(reports, tmp_path)), tmp_path, "label-studio")
    assert figures(found) == figures(gold(run(str(reports), "--jsonl").stdout))


def test_gold_goes_to_either_tool_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    run("gold", "pack", str(GOLD / "seeds.tsv"), str(SEEDS), "-o", str(path))
    tasks = from_label_studio(SEEDS, tmp_path, "--gold", str(path))
    assert imported(json.dumps(tasks), tmp_path, "label-studio")[0] == gold(path.read_bytes())
    lines = (exported(SEEDS, tmp_path, "doccano", "--gold", str(path)) / "tasks.jsonl").read_text("utf-8")
    assert imported(lines, tmp_path, "doccano")[0] == gold(path.read_bytes())


def test_the_interface_has_every_label_and_field_of_the_tasks(reports: Path, tmp_path: Path) -> None:
    folder = exported(reports, tmp_path, "label-studio")
    interface = ET.fromstring((folder / "labels.xml").read_text("utf-8"))
    labels = {label.get("value") for label in interface.iter("Label")}
    choices = {c.get("name"): {x.get("value") for x in c} for c in interface.iter("Choices")}
    areas = {area.get("name") for area in interface.iter("TextArea")}
    for task in json.loads((folder / "tasks.json").read_text("utf-8")):
        for result in task["predictions"][0]["result"]:
            value = result.get("value")
            if result["type"] == "labels":
                assert set(value["labels"]) <= labels
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            elif result["type"] == "choices":
                assert set(value["choices"]) <= choices[result["from_name"]]
            elif result["type"] == "textarea":
                assert result["from_name"] in areas


def test_what_an_annotator_corrects_arrives(reports: Path, tmp_path: Path) -> None:
    tasks = from_label_studio(reports, tmp_path)
    results = tasks[1]["annotations"][0]["result"]
    first = next(r["id"] for r in results if r["type"] == "labels" and r["value"]["text"] == "208件")
    for result in results:
        if result.get("id") == first and result["from_name"] == "value":
            result["value"]["text"] = ["207"]
        if result.get("id") == first and result["from_name"] == "metric":
            result["value"]["labels"] = ["调解成功数 mediation_resolved"]
        if result.get("id") == first and result["from_name"] == "status":
            result["value"]["choices"] = ["planned"]
    at = TEXT.index("4号")
    drawn = {"start": at, "end": at + 1, "text": "4", "labels": ["其他 other"]}
    results.append({"id": "xY_1", "from_name": "metric", "to_name": "text", "type": "labels", "value": drawn})
    [_, report], _ = imported(json.dumps(tasks), tmp_path, "label-studio")
    by_text = {o["text"]: o for o in report["observations"]}
    corrected = by_text["208件"]
    assert (corrected["metric"], corrected["value"], corrected["status"]) == (
        "mediation_resolved",
        207,
        "planned",
    )
    assert (by_text["4"]["metric"], by_text["4"]["value"], by_text["4"]["id"]) == (None, 4, "xY_1")


def test_offsets_of_old_versions_are_noticed(reports: Path, tmp_path: Path) -> None:
    tasks = from_label_studio(reports, tmp_path)
    for result in tasks[1]["annotations"][0]["result"]:
        if "value" in result:
            for end in ("start", "end"):
                result["value"][end] = len(TEXT[: result["value"][end]].encode("utf-16-le")) // 2
    found, _ = imported(json.dumps(tasks), tmp_path, "label-studio")
    assert figures(found) == figures(gold(run(str(reports), "--jsonl").stdout))
    tasks[1]["annotations"][0]["result"][0]["value"]["start"] += 1
    found, said = imported(json.dumps(tasks), tmp_path, "label-studio")
    assert not found
    assert "青山镇.txt: at " in said


def test_unfinished_tasks_are_named(reports: Path, tmp_path: Path) -> None:
    tasks = from_label_studio(reports, tmp_path)
    tasks[0]["annotations"][0]["was_cancelled"] = True
    tasks[1]["annotations"].append({**tasks[1]["annotations"][0], "ground_truth": True, "result": []})
    found, said = imported(json.dumps(tasks), tmp_path, "label-studio")
    assert [r["observations"] for r in found] == [[]]
    assert "无数镇.txt: has no annotation, left out" in said
    assert "has 2 annotations" in said


def test_another_export_than_json_is_refused(tmp_path: Path) -> None:
    small = json.dumps([{"text": TEXT, "id": 1, "metric": [{"start": 1, "end": 2, "labels": ["x"]}]}])
    found, said = imported(small, tmp_path, "label-studio")
    assert not found
    assert "Export from Label Studio as JSON, not as JSON-MIN" in said


def test_doccano_there_and_back_in_either_of_its_shapes(reports: Path, tmp_path: Path) -> None:
    rows = gold((exported(reports, tmp_path, "doccano") / "tasks.jsonl").read_bytes())
    for row in rows:
        units = row["text"].encode("utf-16-le")
        for (start, end, _), figure in zip(row["label"], row["figures"], strict=True):
            assert units[2 * start : 2 * end].decode("utf-16-le") == figure["text"]
    wanted = figures(gold(run(str(reports), "--jsonl").stdout))
    spans = [{"id": n, **row, "label": sorted(row["label"]), "Comments": []} for n, row in enumerate(rows, 1)]
    related = [
        {k: v for k, v in row.items() if k != "label"}
        | {
            "entities": [
                {"id": n, "label": label, "start_offset": start, "end_offset": end}
                for n, (start, end, label) in enumerate(row["label"])
            ],
            "relations": [],
        }
        for row in rows
    ]
    for shape in (spans, related):
        found, _ = imported("".join(json.dumps(row) + "\n" for row in shape), tmp_path, "doccano")
        assert figures(found) == wanted


def test_what_is_drawn_in_doccano_is_read_from_its_words(reports: Path, tmp_path: Path) -> None:
    rows = gold((exported(reports, tmp_path, "doccano") / "tasks.jsonl").read_bytes())
    row = rows[1]
    del row["path"], row["sha256"]
    row["label"] = [
        [s, e, "调解成功数 mediation_resolved"] if "mediation_cases" in name else [s, e, name]
        for s, e, name in row["label"]
        if "materials" not in name
    ]
    at = len(TEXT[: TEXT.index("8000余份")].encode("utf-16-le")) // 2
    row["label"].append([at, at + 6, "发放普法资料数 publicity_materials"])
    lines = "".join(json.dumps(r) + "\n" for r in rows)
    found, _ = imported(lines, tmp_path, "doccano", "--texts", str(reports))
    drawn = [o for o in found[1]["observations"] if o["metric"] == "publicity_materials"]
    assert [(o["text"], o["value"], o["qualifier"], o["unit"]) for o in drawn] == [
        ("8000余份", 8000, "over", "份")
    ]
    assert sum(o["metric"] == "mediation_resolved" for o in found[1]["observations"]) >= 1
    assert found[1]["source"]["path"].endswith("青山镇.txt")
    none, said = imported(lines.replace("208", "209"), tmp_path, "doccano", "--texts", str(reports))
    assert not none
    assert "is not the text of any report" in said


def test_doccano_knows_all_labels(reports: Path, tmp_path: Path) -> None:
    folder = exported(reports, tmp_path, "doccano")
    labels = {label["text"] for label in json.loads((folder / "labels.json").read_text("utf-8"))}
    for row in gold((folder / "tasks.jsonl").read_bytes()):
        assert {name for _, _, name in row["label"]} <= labels
