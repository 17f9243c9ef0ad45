"""Two results side by side: nothing that a site says becomes more than words, and the page is readable by all."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from auditor_reports.comparing import HtmlComparison, MarkdownComparison, TextComparison
from auditor_reports.comparing_json import COMPARISON_ID, JsonComparison
from auditor_reports.schema import COMPARISON_FILE, comparison_schema, published
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from auditor.model.comparison import Comparison, grouped
from auditor.model.result import AuditResult
from auditor.registry import comparisons
from tests.reports.states import STATES, many
from tests.reports.test_hostile import hostile

FORMATS = (TextComparison, JsonComparison, MarkdownComparison, HtmlComparison)


def compared(before: AuditResult, after: AuditResult) -> Comparison:
    others = (("score.low", before.score.low, after.score.low), ("run.portal.name", "</script><b>甲", "\u202e乙"))
    return Comparison(before, after, grouped(before, after), others)


def gone(result: AuditResult) -> AuditResult:
    return result.model_copy(update={"findings": ()})


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


def test_every_format_is_installed_under_its_name() -> None:
    assert {form.name: form for form in FORMATS} == {name: type(one) for name, one in comparisons().items()}


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_state_of_a_result_can_be_compared(state: str, lang: str) -> None:
    result, rules = STATES[state](), json.loads(published(COMPARISON_FILE))
    for pair in (compared(gone(result), result), compared(result, gone(result)), compared(result, result)):
        for form in FORMATS:
            form().render(pair, lang).decode("utf-8")
        told = json.loads(JsonComparison().render(pair, lang))
        assert sum(told["counts"].values()) == len(pair.changes)
        assert next(iter(told.items())) == ("$schema", COMPARISON_ID)
        jsonschema.validate(told, rules, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def test_the_published_schema_is_the_one_that_the_model_gives() -> None:
    assert published(COMPARISON_FILE) == comparison_schema(), "run python -m auditor_reports.schema"


def test_hostile_words_stay_words() -> None:
    pair = compared(gone(hostile()), hostile())
    text = TextComparison().render(pair, "zh").decode()
    assert not [letter for letter in text if letter != "\n" and (ord(letter) < 32 or letter in "\u2028\u202e\x7f")]
    page = HtmlComparison().render(pair, "zh").decode()
    assert page.count("<script") == page.count("<img") == page.count("<iframe") == page.count('<a href="http') == 0
    for line in MarkdownComparison().render(pair, "zh").decode().splitlines():
        assert "<" not in line
        assert "](" not in line.replace("\\]\\(", "")


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_silent_fits_and_is_readable_by_all(
    browser: Browser, tmp_path: Path, lang: str, width: int
) -> None:
    file = tmp_path / "c.html"
    file.write_bytes(HtmlComparison().render(compared(gone(hostile()), hostile()), lang))
    page = browser.new_page(viewport={"width": width, "height": 900})
    did: list[str] = []
    page.on("console", lambda message: did.append(message.text))
    page.on("request", lambda request: did.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert did == []
    page.close()


def test_a_long_list_is_cut_for_people_and_whole_for_programs() -> None:
    pair = compared(gone(many()), many())
    text = TextComparison().render(pair, "zh").decode()
    assert "-f json 全部写出" in text
    assert len(text.splitlines()) < 2000
    told = json.loads(JsonComparison().render(pair, "zh"))
    assert sum(told["counts"].values()) == len(pair.changes)
