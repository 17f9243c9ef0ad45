"""Do the other formats say what the result says, and do their own readers and schemas take them?"""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest
from auditor_reports.csv_ import written
from auditor_reports.docx_ import RectificationNotice, SelfCheckReport
from auditor_reports.letters import LETTERS
from auditor_reports.markdown import MarkdownReport, plain
from auditor_reports.sarif import SarifReport
from auditor_reports.view.register import register
from auditor_reports.voice import Voice
from docx import Document

from auditor.model.known import Waiver
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Unit
from auditor.model.problem import Problem
from auditor.model.profile import EffectKind
from auditor.model.reporting import ALONE, Beside, Earlier, History
from auditor.model.result import AuditResult, ColumnSeen
from tests.reports.formats import REPORTS, junit, parts, rows, sarif, words, workbook
from tests.reports.markup import text_of
from tests.reports.results import HOME
from tests.reports.states import STATES, many, ranged, veto

TEN = ["责任单位", "栏目", "所在页面", "链接文字", "问题", "依据条款", "整改建议", "首次发现", "状态", "期限"]
every = pytest.mark.parametrize("state", sorted(STATES))
both = pytest.mark.parametrize("lang", ["zh", "en"])


def owned() -> AuditResult:
    """A result with columns and with a unit for the links and one for all the rest."""
    result = ranged()
    units = (Unit(name="县数据局", person="李工", rules=("links.*",), days=15), Unit(name="县政府办公室"))
    portal = result.run.portal.model_copy(update={"units": units})
    columns = (
        ColumnSeen(
            url=f"{HOME}xxgk/index.html", name="信息公开", path=("首页", "信息公开"), items=3, newest=date(2026, 11, 1)
        ),
        ColumnSeen(url=f"{HOME}xw/", name="新闻", items=9, newest=date(2024, 2, 3)),
        ColumnSeen(url=f"{HOME}ywdt/", name="要闻", script=True),
    )
    return result.model_copy(update={"run": result.run.model_copy(update={"portal": portal}), "columns": columns})


def history(result: AuditResult) -> History:
    """Half of the faults were there before, and one that is gone."""
    faults = [one for one in result.findings if one.outcome is Outcome.UNMET]
    gone = faults[0].model_copy(update={"fingerprint": "f" * 16, "subject": f"{HOME}gone.html"})
    before = {one.fingerprint: one for one in (*faults[::2], gone)}
    at = datetime(2026, 8, 3, 1, tzinfo=UTC)
    return History(
        (Earlier("www.yunxi.gov.cn-20260803T010000Z", at, 61.0, 66.5, len(before)),),
        dict.fromkeys(before, at),
        MappingProxyType(before),
    )


@every
@both
def test_every_format_takes_every_state(state: str, lang: str) -> None:
    for report in REPORTS:
        assert report.render(STATES[state](), lang)
    sarif(STATES[state](), lang)
    junit(STATES[state](), lang)


def test_the_same_result_gives_the_same_bytes() -> None:
    for report in REPORTS:
        if not report.name.startswith("docx"):  # Word's files carry the time at which they were zipped
            assert report.render(veto(), "zh") == report.render(veto(), "zh"), report.name


def test_the_register_has_one_row_a_finding_with_the_ten_known_columns_first() -> None:
    result = owned()
    table = rows(result)
    assert list(table[0])[:10] == TEN
    assert len(table) == len(list(register(result, "zh", ALONE)))
    assert {row["编号"] for row in table} == {
        one.fingerprint for one in result.findings if one.outcome not in (Outcome.MET, Outcome.NOT_APPLICABLE)
    }


def test_a_unit_has_what_its_rules_columns_and_addresses_name_and_days_make_a_date() -> None:
    table = rows(owned())
    links = [row for row in table if row["规则"].startswith("links.")]
    assert links
    assert {row["责任单位"] for row in links} == {"县数据局"}
    assert {row["责任单位"] for row in table if row not in links} == {"县政府办公室"}
    assert {row["期限"] for row in links if row["状态"] == "待整改"} == {"2026-12-05"}
    assert {row["期限"] for row in links if row["状态"] != "待整改"} <= {""}


def test_the_workbook_has_filters_a_frozen_head_and_typed_cells() -> None:
    result = owned()
    book = workbook(result, beside=Beside(history(result)))
    sheet = book["整改台账"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:10] == TEN
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, len(heads)).coordinate}"
    at = {head: number for number, head in enumerate(heads)}
    first = [row[at["首次发现"]].value for row in sheet.iter_rows(min_row=2)]
    assert {type(value) for value in first} == {datetime}
    assert datetime(2026, 8, 3) in first
    assert all(isinstance(row[at["扣分"]].value, int | float) for row in sheet.iter_rows(min_row=2))
    assert any(isinstance(row[at["期限"]].value, datetime) for row in sheet.iter_rows(min_row=2))
    assert book.sheetnames == ["整改台账", "条款", "说明"]
    assert book["条款"].max_row == 1 + len(result.clauses)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "＝1+1"])
def test_what_a_spreadsheet_would_run_is_marked_as_text_in_csv(cell: str) -> None:
    assert written(cell) == f"'{cell}"
    assert written("政府=公开") == "政府=公开"
    assert written(-3) == -3


def test_the_notice_goes_to_every_unit_with_its_own_problems() -> None:
    said = words(RectificationNotice().render(owned(), "zh"))
    assert "县数据局 (李工)" in said
    assert "县政府办公室" in said
    assert "2026-12-05" in said
    assert "{{" not in said
    assert "{%" not in said
    assert "Notice to mend" in words(RectificationNotice().render(owned(), "en"))


def test_the_self_check_letter_lists_every_clause() -> None:
    result = owned()
    said = words(SelfCheckReport().render(result, "zh"))
    assert "云溪县人民政府门户网站合规自查报告" in said
    for clause in result.clauses:
        assert clause.duty in said


def test_the_letters_that_are_packed_are_those_that_the_code_writes() -> None:
    for name, drawn in LETTERS.items():
        for lang in ("zh", "en"):
            voice, out = Voice(lang), io.BytesIO()
            drawn(voice).save(out)
            packed = Path(__file__).parents[2] / "reports" / "auditor_reports" / "letters" / f"{name}.{lang}.docx"
            fresh, kept = parts(out.getvalue()), parts(packed.read_bytes())
            assert fresh["word/document.xml"] == kept["word/document.xml"], (name, lang)


def _template(folder: Path, text: str) -> Beside:
    document = Document()
    document.add_paragraph(text)
    document.save(str(folder / "own.docx"))
    return Beside(templates={"docx": folder / "own.docx"})


def test_a_template_of_the_users_own_is_filled(tmp_path: Path) -> None:
    own = _template(tmp_path, "致{{ units[0].name }}：{{ site }}，共 {{ units|length }} 份")
    assert words(RectificationNotice().render(owned(), "zh", own)) == "致县数据局：云溪县人民政府门户网站，共 2 份"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ units.__init__.__globals__ }}",
        "{{ no_such_word }}",
        "{% if %}",
    ],
)
def test_a_template_can_reach_nothing_but_the_words_and_mistakes_are_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem, match=r"own\.docx"):
        RectificationNotice().render(owned(), "zh", _template(tmp_path, text))


def test_markdown_says_the_verdict_and_makes_nothing_live() -> None:
    said = MarkdownReport().render(veto(), "zh").decode()
    assert said.startswith("# 云溪县人民政府门户网站 合规自查")
    assert "不等同于国家或地方的官方考核结果" in said
    assert "http://" not in said
    assert "https://" not in said
    assert plain("| a <b> [x](y) @who `c` 53.1 *d*") == "\\| a &lt;b&gt; \\[x\\]\\(y\\) @\u2060who \\`c\\` 53.1 \\*d\\*"
    assert plain("53.1") == "53.1"
    assert plain("1. x") == "1\\. x"
    assert plain("- x") == "\\- x"


def test_junit_fails_for_confirmed_faults_with_an_effect_and_for_nothing_else() -> None:
    result = veto()
    cases = {str(case.get("name")).rpartition("[")[2].rstrip("]"): case for case in junit(result).iter("testcase")}
    assert len(cases) == len(result.findings)
    costly = (EffectKind.VETO, EffectKind.DEDUCT)
    unmet = {one.ref for one in result.clauses if one.outcome is Outcome.UNMET and one.effect.kind in costly}
    failing = {
        one.fingerprint
        for one in result.findings
        if one.outcome is Outcome.UNMET and one.effect in costly and unmet & set(one.clauses)
    }
    assert failing
    assert len(failing) < sum(one.outcome is not Outcome.MET for one in result.findings)
    for one in result.findings:
        case = cases[one.fingerprint]
        failed = one.fingerprint in failing
        assert (case.find("failure") is not None) == failed
        assert (case.find("error") is not None) == (one.outcome is Outcome.ERROR)
        open_or_advice = not failed and one.outcome not in (Outcome.MET, Outcome.ERROR)
        assert (case.find("skipped") is not None) == open_or_advice


def test_sarif_shows_faults_as_results_and_what_was_not_seen_as_no_result() -> None:
    result = veto()
    run = sarif(result)
    by_mark = {one["partialFingerprints"]["findingFingerprint/v1"]: one for one in run["results"]}
    for one in result.findings:
        shown = one.outcome in (Outcome.UNMET, Outcome.MANUAL)
        assert (one.fingerprint in by_mark) == shown
        if shown:
            assert by_mark[one.fingerprint]["kind"] == ("fail" if one.outcome is Outcome.UNMET else "review")
            assert run["tool"]["driver"]["rules"][by_mark[one.fingerprint]["ruleIndex"]]["id"] == one.rule
    told = [one["properties"]["fingerprint"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert sorted(told) == sorted(
        one.fingerprint for one in result.findings if one.outcome in (Outcome.NOT_TESTABLE, Outcome.ERROR)
    )
    assert "baselineState" not in str(run)


def test_sarif_of_the_same_site_twice_has_the_same_fingerprints() -> None:
    later = veto().run.model_copy(update={"id": "www.yunxi.gov.cn-20270101T000000Z"})
    marks = [
        [one["partialFingerprints"] for one in sarif(result)["results"]]
        for result in (veto(), veto().model_copy(update={"run": later}))
    ]
    assert marks[0] == marks[1]


def test_sarif_compares_with_the_last_result_when_there_is_one() -> None:
    result = ranged()
    known = history(result)
    run = sarif(result, beside=Beside(known))
    states = {one["partialFingerprints"]["findingFingerprint/v1"]: one["baselineState"] for one in run["results"]}
    for one in result.findings:
        if one.outcome is Outcome.UNMET:
            assert states[one.fingerprint] == ("unchanged" if one.fingerprint in known.before else "new")
    assert states["f" * 16] == "absent"


def test_a_finding_that_somebody_accepted_is_suppressed_struck_out_and_fails_nothing() -> None:
    result = ranged()
    first = next(one for one in result.findings if one.outcome is Outcome.UNMET and one.effect is EffectKind.DEDUCT)
    waived = first.model_copy(
        update={
            "waiver": Waiver(
                fingerprint=first.fingerprint, reason="旧系统年底下线", signer="王主任", expires=date(2026, 12, 31)
            ),
            "outcome": Outcome.NOT_APPLICABLE,
            "reason": Reason.WAIVED,
        }
    )
    findings = tuple(waived if one is first else one for one in result.findings)
    result = result.model_copy(update={"findings": findings})
    for one in sarif(result)["results"]:
        mine = one["partialFingerprints"]["findingFingerprint/v1"] == first.fingerprint
        assert len(one["suppressions"]) == mine
    [case] = [one for one in junit(result).iter("testcase") if first.fingerprint in str(one.get("name"))]
    assert case.find("failure") is None
    [row] = [row for row in rows(result) if row["编号"] == first.fingerprint]
    assert row["状态"] == "已接受"
    html = next(report for report in REPORTS if report.name == "html").render(result, "zh").decode()
    assert "旧系统年底下线、王主任、到 2026-12-31" in text_of(html)
    assert "<s>" in html


def test_sarif_of_thousands_of_findings_is_one_result_each() -> None:
    result = many(1000)
    assert len(sarif(result)["results"]) == sum(
        one.outcome in (Outcome.UNMET, Outcome.MANUAL) for one in result.findings
    )
    assert SarifReport().suffix == ".sarif"
