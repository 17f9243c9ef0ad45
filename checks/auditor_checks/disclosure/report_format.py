"""Does last year's report have the sections of the form, in their order?"""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import Facts, Finding, Measure, Messages, Need, Params, Rule, _, same, seen_page
from auditor_checks.disclosure.reports import REPORT, OnReport

_ORDINAL = r"[（(]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})(?:部分)?[)）]?[、.．,:：\s]*"


class ReportFormatParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))
    headings: tuple[tuple[str, ...], ...] = Field(
        min_length=1, description=_("各章节的标题，每一节列出可接受的写法，按规定的次序")
    )
    at_least: int = Field(default=0, description=_("至少有几节次序正确；0 为全部"))


class ReportFormat(OnReport[ReportFormatParams]):
    """Does the newest report of the last two years have the sections of the form, in their order?

    A section heading begins a line, with or without a number, also where its text goes on behind it. A table of
    contents above does no harm: the longest run in the right order counts.
    """

    rule = Rule(
        id="disclosure.report-format",
        title=_("年度报告的格式"),
        why=_("各单位的报告统一格式，才能逐项查阅、相互比较。"),
        fix=_("按规定的章节和次序编写报告，章节标题写成文字。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReportFormatParams
    messages = Messages(
        **REPORT,
        met=_("{year} 年的年度报告有 {found} 节，次序正确，共 {of} 节"),
        short=_("{year} 年的年度报告共 {of} 节，次序正确的有 {found} 节；缺少或次序不对的：{missing}"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = self.report(facts, self.params.columns, self.params.titles)
        if isinstance(found, Finding):
            yield found
            return
        report, page = found
        text = "\n".join(same(line) for one in facts.shown(page) for line in one.text.splitlines())
        run = _longest(text, self.params.headings)
        of = len(self.params.headings)
        said = {"year": report.year, "found": len(run), "of": of}
        measure = Measure(value=len(run), of=of)
        if len(run) >= (self.params.at_least or of):
            yield self.met(report.place.page, "met", **said, measure=measure, evidence=seen_page(page, report.title))
            return
        missing = [names[0] for number, names in enumerate(self.params.headings) if number not in run]
        seen = seen_page(page, report.title, missing="、".join(missing))
        yield self.unmet(report.place.page, "short", **said, missing="、".join(missing), measure=measure, evidence=seen)


def _longest(text: str, headings: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Which sections stand in the longest run that is in the right order?"""
    marks = sorted(
        (match.start(), number)
        for number, names in enumerate(headings)
        for name in names
        for match in re.finditer(rf"(?:^|\n)(?:{_ORDINAL})?{re.escape(same(name))}", text)
    )
    runs: list[tuple[int, ...]] = []
    for _at, number in marks:
        before = max((run for run in runs if run[-1] < number), key=len, default=())
        runs.append((*before, number))
    return max(runs, key=len, default=())
