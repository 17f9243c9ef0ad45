"""The chapters on topics and interpretations: what stands in their tables, sorted and saved in a browser."""

import csv
from pathlib import Path

import pytest
from auditor_reports.html import HtmlReport
from auditor_reports.view import review, topics, view
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from auditor.model.finding import Evidence
from auditor.model.outcome import Outcome
from auditor.model.picture import Box
from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, FindingResult, RuleText, Score
from tests.reports.pictured import Pictures, picture
from tests.reports.results import HOME, finding, linked, result

POLICIES = (
    ("zcwj/1.html", "关于印发养老服务办法的通知", "interpreted", "2026-10-12"),
    ("zcwj/2.html", "=关于供水的意见", "missing", "2026-09-01"),
)
PAIR = f"{HOME}zcwj/1.html {HOME}zcjd/1.html"


def _register() -> FindingResult:
    told = [
        {
            "address": f"{HOME}zcjd/1.html",
            "title": "《养老服务办法》解读",
            "published": "2026-10-20",
            "forms": "text qa",
        },
    ]
    rows = [
        Evidence(
            kind="page",
            url=HOME + path,
            quote=title,
            values={
                "number": "云政发〔2026〕5号",
                "published": day,
                "state": state,
                "issuer": "云溪县人民政府",
                "interpretations": told if state == "interpreted" else [],
                **({"by_sort": [{"name": "办法", "total": 2, "interpreted": 1}]} if number == 0 else {}),
            },
        )
        for number, (path, title, state, day) in enumerate(POLICIES)
    ]
    return finding(
        review.REGISTER, Outcome.UNMET, HOME, "unmet", values={"total": 2, "done": 1}, evidence=rows, clauses=()
    )


def _topics() -> FindingResult:
    rows = [
        Evidence(
            kind="page",
            url=f"{HOME}zt/{key}/",
            quote=name,
            values={"state": state, "entrances": "home home-float list", "items": items, "newest": "2022-12-20"},
        )
        for key, name, state, items in (("a", "禁毒", "live", 12), ("b", "2021年春运", "ended", 3))
    ]
    return finding(topics.REGISTER, Outcome.MET, HOME, "met", values={"front": 2}, evidence=rows, clauses=())


def told() -> AuditResult:
    late = finding(review.LAG, Outcome.UNMET, PAIR, "late", values={"days": 6}, clauses=())
    same = finding(review.COPIED, Outcome.MET, PAIR, "met", values={"percent": 4}, clauses=())
    twice = finding("topics.listed-twice", Outcome.UNMET, f"{HOME}zt/a/", "twice", values={"name": "禁毒"}, clauses=())
    found = [_register(), late, same, twice, _topics()]
    rules = [
        RuleText(
            id=one.rule,
            family=one.rule.partition(".")[0],
            title=one.rule,
            why="",
            fix="",
            messages={one.message: one.rule},
        )
        for one in found
    ]
    return result(score=Score(), findings=found, rules=rules)


def test_the_chapters_are_left_out_where_no_register_was_made() -> None:
    assert view(result(score=Score()), "zh").chapters == ()


def test_topics_to_be_dealt_with_stand_first_with_what_else_was_found_of_them() -> None:
    chapter = view(told(), "zh").chapters[0].content
    assert isinstance(chapter, topics.Topics)
    ended, live = chapter.grid.rows
    assert [cell.said.text for cell in ended] == [
        "2021年春运", "已结束，仍在前台", "首页正文、首页浮动窗口、专题列表", "2022-12-20", "3", "—",
    ]  # fmt: skip
    assert (ended[1].status, live[1].status, live[1].note.text) == ("unmet", "", "重复列出")
    assert chapter.tally == (("已结束，仍在前台", 1), ("在办", 1))


def test_an_ended_topic_is_shown_as_its_entrance_looks_where_the_page_was_pictured() -> None:
    box = Box("image", "2021年春运", f"{HOME}zt/b/", 800, 300, 300, 90)
    entrance = linked(HOME, f"{HOME}zt/b/", "2021年春运")
    values = {"name": "2021年春运", "signs": 2, "newest": "2022-12-20"}
    stale = finding(topics.STALE, Outcome.UNMET, f"{HOME}zt/b/", "home", values=values, evidence=[entrance], clauses=())
    with_stale = told().model_copy(update={"findings": (*told().findings, stale)})
    ((name, shot),) = _chapter(with_stale, Beside(archive=Pictures(picture([box])))).shots
    assert name.text == "2021年春运"
    assert "2021年春运" in shot.alt
    assert _chapter(with_stale, Beside()).shots == ()
    assert _chapter(told(), Beside(archive=Pictures(picture([box])))).shots == ()


def _chapter(result: AuditResult, beside: Beside) -> topics.Topics:
    chapter = view(result, "zh", beside=beside).chapters[0].content
    assert isinstance(chapter, topics.Topics)
    return chapter


def test_every_policy_stands_with_its_interpretation_its_lag_and_its_copy_share() -> None:
    chapter = view(told(), "zh").chapters[1].content
    assert isinstance(chapter, review.Review)
    interpreted, missing = chapter.grid.rows
    assert [cell.said.text for cell in interpreted] == [
        "关于印发养老服务办法的通知", "2026-10-12", "有解读", "《养老服务办法》解读", "6", "文字、问答",
        "4\u2009%", "—",
    ]  # fmt: skip
    assert (interpreted[4].status, missing[2].status) == ("unmet", "unmet")
    assert [[cell.said.text for cell in row] for row in chapter.counts[0].rows] == [["办法", "2", "1", "50\u2009%"]]


@pytest.mark.browser
def test_a_table_is_sorted_and_saved_in_a_browser_without_a_request(chromium: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(HtmlReport().render(told(), "zh"))
    with sync_playwright() as driver:
        running: Browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = running.new_page()
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        table = page.locator("#chapter-interpretations table").first
        first = table.locator("tbody tr").first
        assert "养老服务" in first.inner_text()
        table.get_by_role("button", name="发布日期").click()
        assert "供水" in first.inner_text()
        assert table.locator("[aria-sort=ascending]").inner_text().startswith("发布日期")
        table.get_by_role("button", name="发布日期").click()
        assert "养老服务" in first.inner_text()
        with page.expect_download() as saving:
            table.get_by_role("button", name="存为 CSV").click()
        saving.value.save_as(tmp_path / "out.csv")
        name = saving.value.suggested_filename
        page.set_viewport_size({"width": 360, "height": 800})
        sideways = page.evaluate("document.documentElement.scrollWidth")
        violations = [one["id"] for one in Axe().run(page).response["violations"]]
        running.close()
    rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert name == "interpretations.csv"
    assert rows[0][:3] == ["政策文件", "发布日期", "有无解读"]
    assert rows[2][0].startswith("'=关于供水的意见")  # a spreadsheet would run it as a formula
    assert (wrong, violations, sideways) == ([], [], 360)
