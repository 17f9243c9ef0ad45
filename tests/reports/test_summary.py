"""Does the summary in the terminal say the essential?"""

import pytest
from auditor_reports.summary import SummaryReport

from tests.reports.states import STATES, candidate, down


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_fits_a_screen(state: str, lang: str) -> None:
    lines = SummaryReport().render(STATES[state](), lang).decode().splitlines()
    assert 5 <= len(lines) <= 40


def test_it_names_verdict_score_veto_gaps_and_fixes_with_clause_and_points() -> None:
    said = SummaryReport().render(candidate(), "zh").decode()
    for words in (
        "云溪县人民政府门户网站",
        "1 条单项否决线索待人工确认",
        "70.1–73.7",
        "+4.0",
        "喀政办发〔2021〕27号 第 13 条",
        "318 个地址没有打开",
        "不等同于国家或地方的官方考核结果",
    ):
        assert words in said


def test_without_a_score_it_says_so_and_why() -> None:
    said = SummaryReport().render(down(), "en").decode()
    assert "No score" in said
    assert "connection timed out" in said
