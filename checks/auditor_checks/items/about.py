"""How many of these themes have been written about within the window?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Theme


class AboutParams(Params):
    columns: tuple[str, ...] = Field(default=(), description=_("在哪些栏目里找（名称）；空表示全站的列表和文件"))
    themes: tuple[Theme, ...] = Field(min_length=1, description=_("应当有内容的各个主题"))
    days: int = Field(default=365, gt=0, description=_("看最近多少天"))
    at_least: int = Field(default=1, ge=1, description=_("每个主题至少有几条"))
    target: float = Field(default=1.0, gt=0, le=1, description=_("要求达到的比例（0–1）"))


class About(Check[AboutParams]):
    """How many of these themes have been written about within the window?"""

    rule = Rule(
        id="items.about",
        title=_("主题内容"),
        why=_("文件要求公开的事项，要看得到近期的内容。"),
        fix=_("就缺少的主题发布内容，标题写明主题。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AboutParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
