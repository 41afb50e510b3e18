"""The review page in a real browser: what a person sees, clicks and types, and what comes out of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fazhi_extract import extract_file
from fazhi_extract.rules import builtin_rules
from fazhi_extract.writers.review import packed_page

from .conftest import ROOT, SEEDS, run
from .generator import write_reports
from .test_own_rules import OWN

CHROMIUM, CHROMEDRIVER = shutil.which("chromium"), shutil.which("chromedriver")
browser = pytest.mark.skipif(
    not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromedriver to look at the page with"
)

TRICKY = (
    "🏯𠮷山镇2024年度法治政府建设报告\n一、工作成效\n"
    "</script><script>document.title='😈'</script><!-- 全年调解矛盾纠纷208件😀，发放宣传资料8000余册。\n"
    "参考率、合格率均为100%。𠮷山镇走访商户45家。\n二、下一年计划\n2025年计划开展普法宣传12场。\n"
)


class Page:
    """A page as a person uses it."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path, place: str = "#/") -> Page:
        self.driver.get("about:blank")
        self.driver.get(path.as_uri() + place)
        return self

    def reload(self) -> None:
        time.sleep(1)  # what a page stores reaches the browser a moment later; no person is faster
        self.driver.refresh()

    def js(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        return [str(t) for t in self.js("return Array.from(document.querySelectorAll(arguments[0]), (n) => n.innerText)", selector)]  # fmt: skip

    def click(self, selector: str) -> None:
        self.one(selector).click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def fill(self, selector: str, text: str) -> None:
        self.one(selector).clear()
        self.one(selector).send_keys(text)

    def choose(self, selector: str, value: str) -> None:
        self.click(f"{selector} option[value='{value}']")

    def chosen(self) -> tuple[list[str], list[str]]:
        """Return the chosen figures: their marks' places in the text, and their rows in the table."""
        marks = self.js(
            "return Array.from(document.querySelectorAll('mark.chosen'), (n) => n.dataset.figures)"
        )
        rows = self.js("return Array.from(document.querySelectorAll('tr[aria-selected=true]'), (n) => n.dataset.figure)")  # fmt: skip
        return marks, rows

    def seen(self, selector: str, pane: str) -> bool:
        """Say whether an element can be seen in a pane that scrolls."""
        return bool(
            self.js(
                "const [a, b] = [arguments[0], arguments[1]].map((s) => document.querySelector(s).getBoundingClientRect());"
                "return a.top >= b.top && a.bottom <= b.bottom;",
                selector,
                pane,
            )
        )

    def until(self, what: Callable[[], Any]) -> Any:
        """Wait for what comes a moment later."""
        for _ in range(200):
            if found := what():
                return found
            time.sleep(0.05)
        raise AssertionError("it never came")

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Page]]:
    """Start a browser in a language; each is started once."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium")
    started: dict[str, Any] = {}

    def page(language: str) -> Page:
        if language not in started:
            options = webdriver.ChromeOptions()
            options.binary_location = CHROMIUM
            for argument in (
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                f"--lang={language}",
            ):
                options.add_argument(argument)
            downloads = tmp_path_factory.mktemp("downloads")
            options.add_experimental_option(
                "prefs",
                {"intl.accept_languages": language, "download.default_directory": str(downloads)},
            )
            options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
            service = webdriver.ChromeService(CHROMEDRIVER)
            started[language] = webdriver.Chrome(options=options, service=service)
            started[language].set_window_size(1366, 768)
            started[language].downloads = downloads
        return Page(started[language])

    yield page
    for driver in started.values():
        driver.quit()


@pytest.fixture
def page(start: Callable[[str], Page], seeds_page: Path) -> Page:
    """A Chinese browser that has kept nothing."""
    page = start("zh-CN").open(seeds_page)
    page.js("localStorage.clear()")
    return page


def made(folder: Path, *arguments: str, status: int = 0) -> Path:
    """Write a review page of what the arguments name."""
    target = folder / "核对 review.html"
    done = run(*arguments, "--html", str(target))
    assert (done.returncode, done.stdout) == (status, b""), done.stderr.decode()
    return target


@pytest.fixture(scope="module")
def seeds_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the seeds."""
    return made(tmp_path_factory.mktemp("seeds"), str(SEEDS))


@pytest.fixture(scope="module")
def tricky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one report whose text tries to break out, and whose characters need two units."""
    folder = tmp_path_factory.mktemp("tricky") / "报告"
    folder.mkdir()
    (folder / "𠮷山镇.txt").write_text(TRICKY, "utf-8")
    return folder


def test_the_page_is_one_file_that_asks_the_network_for_nothing(seeds_page: Path, tmp_path: Path) -> None:
    text = seeds_page.read_text("utf-8")
    markup = text.split('<script type="application/json"')[0].split("</style>")[1]
    assert all(
        place.startswith("#") for place in re.findall(r"\b(?:src|href|action|data)=[\"']?([^\"'> ]*)", markup)
    )
    assert "default-src 'none'; script-src 'sha256-" in text
    assert "'self'" not in text
    by_name = tmp_path / "b.html"
    assert run(str(SEEDS), "-o", str(by_name)).returncode == 0
    assert by_name.read_bytes() == seeds_page.read_bytes()
    head, tail = packed_page(builtin_rules())
    assert text.startswith(head)
    assert text.endswith(tail)


def test_a_page_goes_to_a_file_only_and_not_over_a_report(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(TRICKY, "utf-8")
    assert run(str(report), "--html", str(report)).returncode == 2
    assert report.read_text("utf-8") == TRICKY
    assert run(str(report), "--html", str(tmp_path / "nosuch" / "a.html")).returncode == 2


@browser
def test_the_first_page_shows_totals_a_table_a_chart_and_the_parts(page: Page) -> None:
    reports = [extract_file(path) for path in sorted(SEEDS.glob("*.txt"))]
    totals = dict(zip(page.texts("#totals dt"), page.texts("#totals dd"), strict=True))
    assert totals["报告"] == "5"
    assert totals["数字"] == str(sum(len(r.observations) for r in reports))
    assert totals["待核"] == str(sum(bool(o.review) for r in reports for o in r.observations))
    assert len(page.all("#parts-table tbody tr")) == 5
    assert page.texts("#parts-table th")[2:7] == ["成效", "问题", "第一责任人", "下年计划", "其他事项"]
    page.choose("#shown-metric", "mediation_cases")
    page.click("[data-sort=metric]")
    assert page.texts("#reports-table td:nth-child(3)") == ["208", "160余", "90余*", "", ""]
    page.click("[data-sort=metric]")
    assert page.texts("#reports-table td:nth-child(3)") == ["90余*", "160余", "208", "", ""]
    assert page.texts("[data-sort=metric]") == ["调解案件数 ▲"]
    page.choose("#chart-metric", "mediation_cases")
    page.choose("#chart-of", "")
    assert page.texts("#chart .number") == ["208", "160余", "90余*"]
    kinds = page.js(
        "return Array.from(document.querySelectorAll('#chart svg[class]'), (n) => n.getAttribute('class'))"
    )
    assert kinds == ["bar-exact", "bar-about", "bar-marked"]
    page.choose("#chart-over", "years")
    assert page.texts("#chart th") == ["2023", "2024"]
    assert page.texts("#chart .number")[1].split() == ["250*", "2", "份报告合计"]
    page.fill("#report-search", "独流")
    assert len(page.all("#reports-table tbody tr")) == 1
    page.click("#reports-table tbody a")
    assert "独流镇" in page.one("#report-facts").text
    assert page.complaints() == []


@browser
def test_a_click_on_either_side_shows_the_other(page: Page, seeds_page: Path) -> None:
    page.open(seeds_page, "#/2")
    page.click("#figure-40")
    assert page.chosen() == (["40"], ["40"])
    assert page.seen("tr[aria-selected=true]", "#figures-scroll")
    page.click("tr[data-figure='39']")
    assert page.chosen() == (["39"], ["39"])
    page.js("document.querySelector('#figures-scroll').scrollTop = 0")
    page.click("tr[data-figure='2']")
    assert page.chosen() == (["2"], ["2"])
    assert page.seen("mark.chosen", "#text")
    report = extract_file(sorted(SEEDS.glob("*.txt"))[2])
    assert page.texts("#figure blockquote b") == [report.observations[2].text]
    page.reload()  # the address leads to the figure
    assert page.chosen() == (["2"], ["2"])
    page.click("#outline summary")
    page.all("#outline button")[-1].click()
    last = [s for s in report.sections if s.kind == "heading"][-1]
    assert page.seen(f'[data-section="{last.id}"]', "#text")
    assert page.complaints() == []


@browser
def test_a_finding_leads_to_its_place(page: Page, seeds_page: Path) -> None:
    page.open(seeds_page, "#/4")
    said = page.texts("#findings button")
    assert len(said) == 2  # 3、 and 4、 after 一、 and 二、
    assert all("标题编号" in one for one in said)
    page.click("#findings button")
    assert page.seen("#text .finding", "#text")


@browser
def test_filters_narrow_the_table_the_text_and_the_list(page: Page, seeds_page: Path) -> None:
    reports = [extract_file(path) for path in sorted(SEEDS.glob("*.txt"))]
    page.open(seeds_page, "#/3")
    page.click("[data-filter=unclassified]")
    unclassified = [o for o in reports[3].observations if o.metric is None]
    assert len(page.all("tr[data-figure]")) == len(page.all("mark:not(.out)")) == len(unclassified) > 0
    assert len(page.all("#report-list a")) == sum(
        any(o.metric is None for o in r.observations) for r in reports
    )
    page.click("[data-filter=unclassified]")
    page.choose("#filter-metric", "mediation_cases")
    assert len(page.all("tr[data-figure]")) == sum(
        o.metric == "mediation_cases" for o in reports[3].observations
    )
    page.press("\ue00c")  # Esc: out of the filter
    page.press("j", "j", "j", "j")  # past the last of them: on to the next report
    assert page.js("return location.hash").startswith("#/4/")


@browser
def test_decisions_by_keyboard_survive_a_reload_and_come_out_again(
    page: Page, tricky: Path, tmp_path: Path
) -> None:
    target = made(tmp_path, str(tricky))
    page.open(target, "#/0")
    # the text stands there as it is, and offsets count characters
    assert page.js("return document.querySelector('#text').textContent") == TRICKY
    report = extract_file(tricky / "𠮷山镇.txt")
    marked = page.js("return Array.from(document.querySelectorAll('#text mark'), (n) => n.textContent)")
    assert marked == list(dict.fromkeys(o.text for o in report.observations))
    assert "😈" not in page.driver.title

    page.press("j", "a")
    assert page.chosen()[1] == ["1"]  # it goes on to the next by itself
    page.press("r")
    page.press("j", "j", "c")
    assert page.one("#correct-value").get_attribute("value") == "45"
    page.fill("#correct-metric", "没有这样的指标")
    page.fill("#correct-value", "５４")
    page.click("#correct-save")
    assert page.one("#correct-error").text == "没有这个指标，请从列表中选择。"
    page.fill("#correct-metric", "普法宣传次数")
    page.fill("#correct-note", "见附件 </script>")
    page.press("\ue007")
    assert "54家" in page.texts("tr[data-figure='4']")[0]
    page.press("a", "u", "k", "a")  # accepting what was corrected does not take the correction back
    assert "54家" in page.texts("tr[data-figure='4']")[0]
    assert page.one("#export").text == "导出更正（3）"
    page.reload()
    assert page.one("#export").text == "导出更正（3）"
    rows = page.texts("tr[data-figure]")
    assert ["已认可" in rows[0], "已否定" in rows[1], "已更正" in rows[4], "已" in rows[5]] == [
        True,
        True,
        True,
        False,
    ]

    exported = page.driver.downloads / "corrections.json"
    exported.unlink(missing_ok=True)
    page.click("#export")
    page.until(exported.exists)
    file = tmp_path / "corrections.json"
    page.until(lambda: exported.stat().st_size)
    shutil.move(exported, file)
    table = run("apply", str(file), "--csv", "--table", "observations").stdout.decode()
    found = {row["text"]: row for row in csv.DictReader(io.StringIO(table))}
    assert (found["208件"]["decision"], found["208件"]["metric"]) == ("accepted", "mediation_cases")
    assert (found["8000余册"]["decision"], found["8000余册"]["metric"]) == ("rejected", "")
    assert (found["45家"]["decision"], found["45家"]["metric"], found["45家"]["value"]) == ("corrected", "publicity_events", "54")  # fmt: skip
    gold = tmp_path / "gold.jsonl"
    assert run("apply", str(file), "--gold", str(gold)).returncode == 0
    [line] = gold.read_text("utf-8").splitlines()
    assert [(o["text"], o["value"]) for o in json.loads(line)["observations"] if o["decision"]] == [("208件", 208), ("45家", 54)]  # fmt: skip

    page.js("localStorage.clear()")
    page.reload()
    assert page.one("#export").text == "导出更正（0）"
    page.one("#import-file").send_keys(str(file))
    page.until(lambda: page.one("#export").text == "导出更正（3）")
    assert page.texts("tr[data-figure]") == rows
    assert page.complaints() == []

    # a page made after apply shows the decisions, also in a browser that knows nothing of them
    page.js("localStorage.clear()")
    page.open(made(tmp_path, "apply", str(file)), "#/0/0")
    assert page.one("#export").text == "导出更正（3）"
    assert "已认可" in page.texts("tr[data-figure='0']")[0]
    page.press("u")
    assert page.one("#export").text == "导出更正（2）"


@browser
def test_plans_and_figures_that_share_a_place_are_told_apart(
    page: Page, tricky: Path, tmp_path: Path
) -> None:
    page.open(made(tmp_path, str(tricky)), "#/0")
    page.click("[data-filter=planned]")
    [row] = page.texts("tr[data-figure]")
    assert "12场" in row
    assert "计划" in row
    page.click("[data-filter=planned]")
    page.click("#figure-2")
    assert page.chosen() == (["2 3"], ["2"])
    page.click("#figure-2")
    assert page.chosen() == (["2 3"], ["3"])
    page.press("r")
    page.reload()
    assert [("已否定" in row) for row in page.texts("tr[data-figure]")][2:4] == [False, True]


@browser
def test_five_hundred_reports_open_and_answer(page: Page, tmp_path: Path) -> None:
    write_reports(tmp_path / "各乡镇", 500)
    (tmp_path / "各乡镇" / "坏了.txt").write_bytes(b"")
    page.open(made(tmp_path, str(tmp_path / "各乡镇"), status=1))
    assert "坏了.txt" in page.one("#failures").text
    assert dict(zip(page.texts("#totals dt"), page.texts("#totals dd"), strict=True))["报告"] == "500"
    assert len(page.all("#reports-table tbody tr")) == 50
    page.click("#reports-pager [data-turn=next]")
    assert page.one("#reports-pager").text.split() == ["‹", "51–100，共", "500", "›"]
    page.click("#reports-table tbody tr:first-child a")
    page.click("[data-filter=review]")
    count = page.js("return summaries.filter((s) => s.figures.some((packed) => packed & 1)).length")
    shown = page.texts("#list-pager")[0]
    assert f"共 {count}" in shown or f"共 {count + 1}" in shown  # the one that is open stays in the list
    page.press("j", "a", "j", "a")
    assert page.one("#export").text == "导出更正（2）"
    assert page.complaints() == []


@browser
def test_the_page_speaks_the_browsers_language_and_can_be_switched(start: Callable[[str], Page], seeds_page: Path) -> None:  # fmt: skip
    page = start("en-US").open(seeds_page, "#/4/0")
    assert page.one("h1").text == "Review of report figures"
    assert page.js("return document.documentElement.lang") == "en"
    assert "heading number" in page.one("#findings").text
    assert not re.search("[一-鿿]", page.one(".right .controls").text)
    page.click("#language")
    assert page.one("h1").text == "法治报告数据核对"
    page.reload()
    assert page.one("h1").text == "法治报告数据核对"
    page.click("#language")


_NAMELESS = """
const shown = (n) => n.offsetParent !== null || n.tagName === "OPTION";
return Array.from(document.querySelectorAll("button, a[href], input, select, [role=button], [role=region], [role=grid], dialog, nav"))
  .filter(shown)
  .filter((n) => !(n.getAttribute("aria-label") || n.getAttribute("aria-labelledby") || n.textContent.trim()
    || (n.labels && n.labels.length && n.labels[0].textContent.trim())))
  .map((n) => n.outerHTML.slice(0, 120));
"""
_FAINT = """
const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
const back = (n) => { const own = parse(getComputedStyle(n).backgroundColor);
  return own[3] === 1 || !n.parentElement ? (own[3] === 1 ? own : [255, 255, 255, 1]) : over(own, back(n.parentElement)); };
const found = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const n = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || n.offsetParent === null || n.closest("script, noscript, :disabled, .skip")) continue;
  const under = back(n);
  const [a, b] = [light(over(parse(getComputedStyle(n).color), under)), light(under)];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < 4.5) found.add(`${n.tagName}.${n.className} ${contrast.toFixed(2)}`);
}
return Array.from(found);
"""


@browser
@pytest.mark.parametrize("place", ["#/", "#/1/3"])
def test_everything_has_a_name_contrast_and_a_way_by_keyboard(
    page: Page, seeds_page: Path, place: str
) -> None:
    page.open(seeds_page, place)
    assert page.js(_NAMELESS) == []
    assert page.js(_FAINT) == []
    if place != "#/":
        page.press("c")
        assert page.js(_NAMELESS) == []
        assert page.js("return document.activeElement.id") == "correct-metric"
        page.press("\ue00c")  # Esc
        page.press("?")
        assert page.one("#help-dialog").is_displayed()
        page.press("\ue00c")
    seen = set()
    for _ in range(60):
        page.press("\ue004")  # Tab
        seen.add(page.js("const n = document.activeElement; return n.id || n.dataset.filter || n.tagName"))
        assert page.js("const n = document.activeElement; return n === document.body || getComputedStyle(n).outlineStyle !== 'none'")  # fmt: skip
    wanted = {"report-search", "chart-metric", "parts-missing"} if place == "#/" else {"list-search", "text", "filter-metric", "review"}  # fmt: skip
    assert wanted <= seen


@browser
@pytest.mark.parametrize("size", [(1366, 768), (820, 900), (420, 800)])
def test_nothing_is_cut_off_in_a_narrow_window(page: Page, seeds_page: Path, size: tuple[int, int]) -> None:
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False},
    )
    try:
        for place in ("#/", "#/3/5"):
            page.open(seeds_page, place)
            assert page.js("return document.documentElement.scrollWidth <= innerWidth")
            assert page.seen("#export", "header")
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@browser
def test_it_prints_the_whole_text_without_the_tools(page: Page, seeds_page: Path) -> None:
    page.open(seeds_page, "#/2")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not page.one("header").is_displayed()
        assert page.js(
            "const n = document.querySelector('#text'); return n.scrollHeight <= n.clientHeight + 1"
        )
        assert page.one("#figures").is_displayed()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.fixture(scope="module")
def openness_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of reports of another kind, by rules of their own."""
    folder = ROOT / "examples" / "gov_openness"
    rules = str(folder / "openness.toml")
    return made(tmp_path_factory.mktemp("openness"), str(folder / "reports"), "--rules", rules)


@browser
def test_another_kind_of_report_has_its_own_group_and_no_statutory_parts(
    start: Callable[[str], Page], openness_page: Path
) -> None:
    page = start("zh-CN").open(openness_page)
    assert page.one("h1").text == "报告数据核对"
    assert not page.one("#parts").is_displayed()
    assert "缺项" not in [*page.texts("#totals dt"), *page.texts("#reports-table th")]
    assert len(page.texts("#reports-table tbody tr")) == 3
    page.open(openness_page, "#/1")
    legend = page.js("return Array.from(document.querySelectorAll('#legend li'), (n) => n.textContent)")
    assert legend[0] == "政 政府信息公开工作年度报告"
    own = page.js(
        "return Array.from(document.querySelectorAll('mark'), (m) => "
        "[m.dataset.letter, m.dataset.group, getComputedStyle(m).backgroundColor])"
    )
    assert ["政", "own-0", "rgb(217, 199, 168)"] in own
    assert {letter for letter, _, _ in own} <= {"政", "?"}
    page.click("#language")
    assert page.one("h1").text == "Review of report figures"
    page.click("#language")
    assert page.complaints() == []


@browser
def test_several_groups_of_ones_own_are_told_apart_from_each_other_and_from_the_built_in_ones(
    start: Callable[[str], Page], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(
        "调解矛盾纠纷208件，开展“法治体检”走访企业86家次，修建村级桥梁9座。\n", "utf-8"
    )
    (tmp_path / "one.toml").write_text(OWN.replace("'本县'", "'调研'"), "utf-8")
    other = (
        OWN.replace("'本县'", "'调度'")
        .replace("enterprise_checkups", "bridges")
        .replace("法治体检企业数", "桥梁数")
    )
    other = other.replace("kind = 'organisation'", "kind = 'place'").replace("'法治体检'", "'村级桥梁'")
    (tmp_path / "two.toml").write_text(other, "utf-8")
    rules = ("--rules", str(tmp_path / "one.toml"), "--rules", str(tmp_path / "two.toml"))
    page = start("zh-CN").open(made(tmp_path, str(tmp_path / "a.txt"), *rules), "#/0")
    dressed = page.js(
        "return Array.from(document.querySelectorAll('mark'), (m) => [m.dataset.letter, m.dataset.group])"
    )
    assert dressed == [["调", "mediation"], ["研", "own-0"], ["度", "own-1"]]
    page.open(tmp_path / "核对 review.html")
    assert page.one("h1").text == "法治报告数据核对"
    assert page.one("#parts").is_displayed()
