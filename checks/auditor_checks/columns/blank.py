"""Which columns open and hold nothing?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class BlankParams(Params):
    skip: tuple[str, ...] = Field(default=(), description=_("不看的栏目（名称）"))


class Blank(Check[BlankParams]):
    """Which columns open and hold nothing?"""

    rule = Rule(
        id="columns.blank",
        title=_("空白栏目"),
        why=_("点开是空的栏目，等于没有公开，也让人怀疑网站没人管。"),
        fix=_("往栏目里补内容；没有内容可放的，撤掉栏目和入口。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BlankParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
