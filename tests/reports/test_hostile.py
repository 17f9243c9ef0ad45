"""Can a site's words do anything in a report but be read?"""

import json
from collections.abc import Iterable

import pytest
from auditor_reports.html import HtmlReport
from auditor_reports.json_ import JsonReport
from auditor_reports.summary import SummaryReport

from auditor.model.finding import Evidence
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Portal
from auditor.model.result import AuditResult, FindingResult, RuleText
from auditor.model.run import Coverage, Skipped, Vantage
from tests.reports.hostile import STRINGS
from tests.reports.markup import digest, rendered, soup, text_of
from tests.reports.results import HOME, KAZUO, finding
from tests.reports.states import ranged

RULE = RuleText(
    id="links.hostile",
    family="links",
    title="题目",
    why="为什么",
    fix="改法",
    messages={"said": "看到“{words}”"},
    params={"names": STRINGS[:5]},
)


def hostile(strings: Iterable[str] = STRINGS) -> AuditResult:
    """Every string at every place where a site, or whoever set the run up, can put one."""
    findings = [_finding(words) for words in strings]
    base = ranged()
    coverage = Coverage(
        known=3,
        opened=1,
        robots=STRINGS[0],
        failures={words[:60]: 1 for words in strings},
        skipped=tuple(Skipped(reason=words[:60], count=1, examples=(words,)) for words in strings),
    )
    clauses = (
        base.clauses[0].model_copy(
            update={
                "findings": tuple(one.fingerprint for one in findings),
                "ref": f"kazuo-2021:{STRINGS[6]}",
                "duty": STRINGS[0],
                "note": STRINGS[3],
                "cite": STRINGS[10],
                "family": STRINGS[8],
            }
        ),
    )
    run = base.run.model_copy(
        update={
            "id": STRINGS[6],
            "portal": Portal(home=HOME, name=STRINGS[0] + STRINGS[50]),
            "coverage": coverage,
            "vantage": Vantage(browser=STRINGS[1], resolver=STRINGS[8], mapped=STRINGS[:3], note=STRINGS[2]),
            "tool": STRINGS[3],
        }
    )
    profile = base.profile.model_copy(
        update={
            "title": STRINGS[3],
            "documents": (KAZUO.model_copy(update={"title": STRINGS[0], "number": STRINGS[10]}),),
        }
    )
    return base.model_copy(
        update={"findings": tuple(findings), "rules": (RULE,), "clauses": clauses, "run": run, "profile": profile}
    )


def _finding(words: str) -> FindingResult:
    return finding(
        RULE.id,
        Outcome.NOT_TESTABLE if len(words) % 2 else Outcome.UNMET,
        words,
        "said",
        values={"words": words},
        reason=Reason.AMBIGUOUS if len(words) % 2 else None,
        evidence=[
            Evidence(kind="page", url=words, quote=words, marks=((1, 5), (3, 9)), region=words, values={words: words}),
            Evidence(kind="link", url=words, target=words, quote=words, address=words, status=404),
            Evidence(kind=words, url=HOME + words, target=words, values={"rows": [{words: words, "at": words}]}),
            Evidence(kind="list", values={"map": {words: [words, {words: words}]}, "fault": words}),
        ],
        clauses=(f"kazuo-2021:{STRINGS[6]}",),
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_words_add_no_element_and_no_attribute(lang: str) -> None:
    page = soup(rendered(hostile(), lang))
    [script], [style] = page.find_all("script"), page.find_all("style")
    policy = str(page.find("meta", {"http-equiv": True})["content"])  # type: ignore[index]
    assert digest(script.string) in policy
    assert digest(style.string) in policy
    for tag in page.find_all(True):
        assert tag.name not in {"iframe", "object", "embed", "base", "img", "link", "math", "template", "plaintext"}
        assert not [name for name in tag.attrs if name.startswith("on") or name in {"style", "src", "srcdoc"}]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_addresses_are_no_links(lang: str) -> None:
    for link in soup(rendered(hostile(), lang)).find_all("a"):
        assert str(link["href"]).startswith(("#", HOME))
        assert "evil" not in str(link["href"]).removeprefix(HOME).split("/")[0]


def test_templates_in_a_sites_words_are_not_run() -> None:
    text = text_of(rendered(hostile()))
    assert "{{7*7}}${7*7}#{7*7}<%= 7*7 %>" in text
    assert "{found.__class__.__mro__}" in text
    assert "<class" not in text


@pytest.mark.parametrize("report", [HtmlReport(), JsonReport(), SummaryReport()])
def test_personal_data_appears_in_no_output(report: HtmlReport | JsonReport | SummaryReport) -> None:
    said = report.render(hostile(), "zh").decode()
    if report.name == "json":  # addresses are kept there as they are: they are how to find the place again
        said = json.dumps(
            [[one["quote"], one["values"]] for f in json.loads(said)["findings"] for one in f["evidence"]]
        )
    assert "11010519491231002X" not in said
    assert "13800138000" not in said


def test_json_of_hostile_words_parses_to_the_same_words() -> None:
    said = json.loads(JsonReport().render(hostile(), "zh"))
    quotes = [one["evidence"][0]["quote"] for one in said["findings"]]
    assert quotes[:-1] == list(STRINGS[:-1])


def test_the_terminal_gets_no_control_characters() -> None:
    said = SummaryReport().render(hostile(), "zh").decode()
    assert not {"\x1b", "\x00", "\u202e", "\x07", "\r"} & set(said)


@pytest.mark.parametrize("words", STRINGS)
def test_each_hostile_string_alone_is_rendered(words: str) -> None:
    assert rendered(hostile([words])).endswith("</html>")


def test_commands_to_copy_are_quoted_for_a_shell() -> None:
    result = hostile()
    result = result.model_copy(update={"run": result.run.model_copy(update={"id": "x; rm -rf ~"})})
    commands = [block.get_text() for block in soup(rendered(result)).select("pre")]
    assert any("'x; rm -rf ~'" in command for command in commands)
    assert not any(" x; rm" in command for command in commands)
