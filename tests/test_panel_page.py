"""The page of charts in a real browser: what a person chooses and sees."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import run
from .panel_files import GAP, TOWNSHIPS, YEARS, cases, write_counties

CHROMIUM, CHROMEDRIVER = shutil.which("chromium"), shutil.which("chromedriver")
browser = pytest.mark.skipif(
    not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromedriver to look at the page with"
)
TRICKY = "</script><script>document.title='😈'</script>.txt"
"""A path that would break a careless page."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    write_counties(folder / "reports")
    tricky = folder / "reports" / TRICKY
    tricky.parent.mkdir(parents=True)
    tricky.write_text("2022年度法治政府建设年度报告\n共调解矛盾纠纷12件。\n", "utf-8")
    done = run("panel", str(folder / "reports"), "--html", str(folder / "panel.html"))
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stdout
    return folder / "panel.html"


def test_the_page_needs_nothing_but_itself(page: Path) -> None:
    html = page.read_text("utf-8")
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "'self'" not in policy
    assert not re.search(r"""(?:src|href)=["'](?!#)""", html)
    assert re.findall(r"https?://[\w./]+", html) == ["http://www.w3.org/2000/svg"]
    assert html == run_again(page)


def run_again(page: Path) -> str:
    """Make the page anew: the same reports give the same bytes."""
    out = page.with_name("again.html")
    run("panel", str(page.parent / "reports"), "-o", str(out))
    return out.read_text("utf-8")


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1300,1000"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(CHROMEDRIVER))
    yield started
    started.quit()


@pytest.fixture
def shown(driver: Any, page: Path) -> Any:
    driver.get(page.as_uri())
    assert driver.get_log("browser") == []
    return driver


def texts(driver: Any, selector: str) -> list[str]:
    found = "return Array.from(document.querySelectorAll(arguments[0]), (n) => n.textContent)"
    return [str(one) for one in driver.execute_script(found, selector)]


def choose(driver: Any, select: str, words: str) -> None:
    for option in driver.find_elements("css selector", f"#{select} option"):
        if words in option.text:
            option.click()
            return
    raise AssertionError(f"no {words} in {select}")


@browser
def test_a_county_is_chosen_and_its_townships_are_drawn(shown: Any) -> None:
    choose(shown, "area", "祁阳市 · 乡镇街道")
    choose(shown, "metric", "调解案件数")
    assert {title[: title.index("镇") + 1] for title in texts(shown, "#lines h3")} == set(TOWNSHIPS["祁阳市"])
    labels = [n.get_attribute("aria-label") for n in shown.find_elements("css selector", "#lines svg")]
    assert any(f"2019 {cases('祁阳市', '白水镇', 2019)}件" in label for label in labels)
    table = texts(shown, "#table tbody td")
    for township in TOWNSHIPS["祁阳市"]:
        for year in YEARS:
            assert any(str(cases("祁阳市", township, year)) in cell for cell in table)


@browser
def test_shapes_tell_exact_approximate_and_doubtful_values_and_a_gap_breaks_the_line(shown: Any) -> None:
    choose(shown, "area", "盐边县 · 乡镇街道")
    choose(shown, "metric", "调解案件数")
    _, township, year = GAP
    chart = f"#lines svg[aria-label^='{township}']"
    assert f"{year} 缺报告" in shown.find_element("css selector", chart).get_attribute("aria-label")
    assert texts(shown, f"{chart} .gap title") == [f"{year} 缺报告"]
    assert len(texts(shown, f"{chart} .line")) == 1  # 2019 to 2020 only
    [about] = texts(shown, "#lines svg[aria-label^='红格镇'] .about title")
    assert about == f"2020 {cases('盐边县', '红格镇', 2020)}余件"
    choose(shown, "area", "祁阳市 · 乡镇街道")
    [marked] = texts(shown, "#lines svg[aria-label^='肖家镇'] .marked title")
    assert marked.endswith("上半年")
    assert "*" in marked


@browser
def test_the_table_shows_growth_or_why_there_is_none(shown: Any) -> None:
    choose(shown, "area", "盐边县 · 乡镇街道")
    choose(shown, "metric", "调解案件数")
    choose(shown, "show", "比上年增长")
    cells = texts(shown, "#table tbody td")
    now, before = (cases("盐边县", "红格镇", year) for year in (2022, 2021))
    assert f"+{(now - before) / before * 100:.1f}%" in cells
    assert {"首个年度", "非准确数", "缺报告", "缺上一年度报告"} <= set(cells)


@browser
def test_the_sums_below_the_table_are_over_exact_values(shown: Any) -> None:
    choose(shown, "area", "盐边县 · 乡镇街道")
    choose(shown, "metric", "调解案件数")
    choose(shown, "show", "数值")
    sums = dict(zip(YEARS, texts(shown, "#table tfoot td"), strict=True))
    assert sums[2020] == f"{cases('盐边县', '渔门镇', 2020)} (1/2)"
    assert sums[2022] == f"{sum(cases('盐边县', t, 2022) for t in ('渔门镇', '红格镇'))} (2/2)"


@browser
def test_bars_of_a_year_stand_by_size(shown: Any) -> None:
    choose(shown, "area", "祁阳市 · 乡镇街道")
    choose(shown, "metric", "调解案件数")
    choose(shown, "year", "2020")
    numbers = [int(one.rstrip("件")) for one in texts(shown, "#bars .number")]
    assert numbers == sorted((cases("祁阳市", t, 2020) for t in TOWNSHIPS["祁阳市"]), reverse=True)


@browser
def test_names_of_reports_are_text_and_english_is_a_click_away(shown: Any) -> None:
    choose(shown, "area", "县区不明")
    assert "😈" not in shown.title
    assert TRICKY in texts(shown, "#table tbody th")[0]
    assert TRICKY in texts(shown, "#findings li")[0]
    assert shown.find_element("tag name", "html").get_attribute("lang") == "zh-CN"
    shown.find_element("id", "language").click()
    assert shown.find_element("tag name", "html").get_attribute("lang") == "en"
    assert texts(shown, "h1") == ["Panel of reports"]
    assert "Each place over the years" in texts(shown, "h2")
    shown.find_element("id", "language").click()


@browser
def test_everything_can_be_reached_by_keyboard_and_has_a_name(shown: Any) -> None:
    for control in shown.find_elements("css selector", "select, button, input"):
        if control.is_displayed():
            assert control.accessible_name, control.get_attribute("id")
    for picture in shown.find_elements("css selector", "svg[role=img]"):
        assert picture.get_attribute("aria-label")
