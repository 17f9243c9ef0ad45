"""Does the report hold in a real browser: silent, reachable by keyboard, readable by all, printable?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from auditor_reports.html import HtmlReport
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from tests.reports.pictured import many_pictured
from tests.reports.states import STATES, candidate, many, templates
from tests.reports.test_hostile import hostile

pytestmark = pytest.mark.browser

OPEN_ALL = "document.querySelectorAll('details').forEach(fold => fold.open = true)"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


class Opened:
    """A report opened from a file, with all that it did besides being shown."""

    def __init__(
        self,
        browser: Browser,
        folder: Path,
        result: AuditResult,
        lang: str = "zh",
        beside: Beside = ALONE,
        **options: object,
    ) -> None:
        file = folder / "report.html"
        file.write_bytes(HtmlReport().render(result, lang, beside))
        self.context = browser.new_context(**options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.did: list[str] = []
        self.page.on("console", lambda message: self.did.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.did.append(f"error: {error}"))
        self.page.on("dialog", self.dialog)
        self.context.on(
            "request", lambda request: self.did.append(request.url) if request.url != file.as_uri() else None
        )
        self.context.on("page", lambda page: self.did.append(f"window: {page.url}"))
        self.page.goto(file.as_uri())

    def dialog(self, dialog: Dialog) -> None:
        self.did.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def visible_rows(self) -> int:
        return int(
            self.page.evaluate("[...document.querySelectorAll('.f')].filter(row => row.checkVisibility()).length")
        )


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_asks_for_nothing_and_logs_nothing(browser: Browser, tmp_path: Path, state: str, lang: str) -> None:
    opened = Opened(browser, tmp_path, STATES[state](), lang)
    opened.page.evaluate(OPEN_ALL)
    assert opened.did == []
    opened.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_words_run_nothing_ask_for_nothing_and_open_nothing(
    browser: Browser, tmp_path: Path, lang: str
) -> None:
    opened = Opened(browser, tmp_path, hostile(), lang)
    opened.page.evaluate(OPEN_ALL)
    opened.page.evaluate(
        "document.querySelectorAll('*').forEach(one => ['click', 'mouseover', 'focus', 'error', 'load', 'toggle']"
        ".forEach(kind => !one.closest('a[href^=http], form') && one.dispatchEvent(new Event(kind))))"
    )
    opened.page.wait_for_timeout(100)
    assert opened.did == []
    opened.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("state", ["candidate", "down", "clean"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, state: str, lang: str, width: int, scheme: str) -> None:
    view = {"width": width, "height": 900}
    opened = Opened(browser, tmp_path, STATES[state](), lang, viewport=view, color_scheme=scheme)
    opened.page.evaluate(OPEN_ALL)
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    opened.context.close()


@pytest.mark.parametrize(("lang", "scheme", "width"), [("zh", "dark", 360), ("en", "light", 1280)])
def test_pieces_of_pictures_are_shown_and_nothing_is_asked_for(
    browser: Browser, tmp_path: Path, lang: str, scheme: str, width: int
) -> None:
    view = {"width": width, "height": 900}
    result, beside = many_pictured(4)
    opened = Opened(browser, tmp_path, result, lang, beside, viewport=view, color_scheme=scheme)
    opened.page.evaluate(OPEN_ALL)
    images = opened.page.locator("figure.shot img")
    expect(images).to_have_count(4)
    for image in images.all():
        assert image.evaluate("img => img.decode().then(() => img.naturalWidth)") == 640
        box = image.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.did == []
    opened.context.close()


@pytest.mark.parametrize("state", ["candidate", "down", "nothing", "hostile"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_sticks_out_sideways(browser: Browser, tmp_path: Path, state: str, lang: str) -> None:
    opened = Opened(browser, tmp_path, hostile() if state == "hostile" else STATES[state](), lang)
    opened.page.evaluate(OPEN_ALL)
    for width in (320, 360, 768, 1440):
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_filters_work_with_and_without_script(browser: Browser, tmp_path: Path, script: bool) -> None:
    opened = Opened(browser, tmp_path, candidate(), java_script_enabled=script)
    page = opened.page

    def visible() -> int:
        return sum(row.is_visible() for row in page.locator(".f").all())

    everything = visible()
    page.select_option("#q-s", "unmet")
    unmet = visible()
    assert 0 < unmet < everything
    assert page.locator("#part-open").is_hidden()
    links = page.locator("#q-f option", has_text="链接可用性").get_attribute("value")
    page.select_option("#q-f", links)
    assert visible() == 3
    page.click("button[type=reset]")
    expect(page.locator("#part-open")).to_be_visible()
    assert visible() == everything
    assert page.locator("#all").is_visible() is script
    opened.context.close()


def test_a_way_to_mend_is_hidden_with_the_findings_that_it_mends(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, templates())
    ways = opened.page.locator(".bt .bf")
    everything = ways.count()
    opened.page.fill("#q-w", "第2项")
    expect(opened.page.locator("#count")).to_contain_text("显示 1 项")
    assert [way.inner_text() for way in ways.all() if way.is_visible()] == [
        "怎么改 改页脚模板一处，1,204 个页面随之改好。改成新地址。"
    ]
    opened.page.click("button[type=reset]")
    expect(ways.last).to_be_visible()
    assert sum(way.is_visible() for way in ways.all()) == everything == 4
    opened.context.close()


def test_text_search_narrows_and_counts(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, candidate())
    opened.page.fill("#q-w", "县科技局")
    expect(opened.page.locator("#count")).to_contain_text("显示 1 项")
    assert opened.visible_rows() == 1
    opened.page.fill("#q-w", "没有这样的话")
    expect(opened.page.locator("#zero")).to_be_visible()
    assert opened.visible_rows() == 0
    opened.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_permalink_opens_its_finding_even_behind_a_fold(browser: Browser, tmp_path: Path, script: bool) -> None:
    result = many(60)
    opened = Opened(browser, tmp_path, result, java_script_enabled=script)
    target = opened.page.locator(".more .fb").last
    mark = target.get_attribute("id")
    opened.page.goto(f"{opened.page.url}#{mark}")
    target.wait_for(state="visible", timeout=5000)
    assert target.is_visible()
    opened.context.close()


def test_a_link_to_a_filtered_finding_clears_the_filters(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, candidate())
    opened.page.select_option("#q-s", "not_testable")
    opened.page.locator(".ten a").first.click()
    expect(opened.page.locator("#q-s")).to_have_value("")
    assert opened.page.locator(".fb:target").is_visible()
    opened.context.close()


def test_every_row_can_be_opened_from_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, candidate())
    first = opened.page.locator(".f summary").first
    first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".f").first.get_attribute("open") is not None
    opened.page.locator("#all").focus()
    opened.page.keyboard.press("Space")
    rows = opened.page.locator(".f").count()
    assert opened.page.locator(".f[open]").count() == rows
    opened.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_it_prints_on_a4_with_all_evidence(browser: Browser, tmp_path: Path, script: bool) -> None:
    opened = Opened(browser, tmp_path, candidate(), java_script_enabled=script)
    opened.page.emulate_media(media="print")
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 594" in printed or b"/MediaBox [0 0 595" in printed
    assert opened.page.locator(".filters").is_hidden()
    assert all(row.is_visible() for row in opened.page.locator(".ev").all())
    opened.context.close()


def test_five_thousand_findings_can_be_worked_with(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, many(5000))
    opened.page.select_option("#q-s", "not_testable")
    expect(opened.page.locator("#count")).to_contain_text("显示 55")
    opened.page.fill("#q-w", "04999")
    expect(opened.page.locator("#count")).to_contain_text("显示 0 项")
    assert opened.did == []
    opened.context.close()
