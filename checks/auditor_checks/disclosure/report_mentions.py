"""Does last year's report speak of what it has to speak of?"""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import Facts, Finding, Messages, Need, Params, Rule, _, same, seen_page
from auditor_checks.disclosure.reports import REPORT, OnReport

_AROUND = 40  # characters shown on either side


class ReportMentionsParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))
    words: tuple[str, ...] = Field(min_length=1, description=_("出现其中任何一个词即算写明"))
    near: tuple[str, ...] = Field(default=(), description=_("这些词须出现在近旁；空为不要求"))
    within: int = Field(default=12, description=_("近旁指相距多少字以内"))


class ReportMentions(OnReport[ReportMentionsParams]):
    """Does the newest report of the last two years speak of what it has to speak of?"""

    rule = Rule(
        id="disclosure.report-mentions",
        title=_("年度报告须写明的事项"),
        why=_("文件要求把某项工作的落实情况写进年度报告。"),
        fix=_("在年度报告里写明这项工作的落实情况。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReportMentionsParams
    messages = Messages(
        **REPORT,
        met=_("{year} 年的年度报告写到“{found}”"),
        unsaid=_("{year} 年的年度报告没有写到“{words}”"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = self.report(facts, self.params.columns, self.params.titles)
        if isinstance(found, Finding):
            yield found
            return
        report, page = found
        text = same("".join(one.text for one in facts.shown(page)))
        at = mention(text, self.params.words, self.params.near, self.params.within)
        if at is None:
            words = "、".join(self.params.words)
            seen = seen_page(page, report.title, characters=len(text))
            yield self.unmet(report.place.page, "unsaid", year=report.year, words=words, evidence=seen)
            return
        start, end = at
        quote = text[max(0, start - _AROUND) : end + _AROUND]
        yield self.met(
            report.place.page, "met", year=report.year, found=text[start:end], evidence=seen_page(page, quote)
        )


def mention(text: str, words: Sequence[str], near: Sequence[str], within: int) -> tuple[int, int] | None:
    """Where in the folded text stands the first of the words, with one of those that have to be near it?"""
    for word in map(same, words):
        for match in re.finditer(re.escape(word), text):
            around = text[max(0, match.start() - within) : match.end() + within]
            if not near or any(same(one) in around for one in near):
                return match.span()
    return None
