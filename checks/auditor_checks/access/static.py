"""Which barriers does the markup of the pages hold?"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class StaticAccessParams(Params):
    what: tuple[Literal["img-alt", "page-title", "lang", "link-text", "form-label", "zoom", "autoplay"], ...] = Field(
        default=("img-alt", "page-title", "lang", "link-text", "form-label", "zoom", "autoplay"),
        description=_("查哪几项"),
    )
    sample: int = Field(default=50, description=_("抽查多少页"))
    target: float = Field(default=0.95, description=_("没有这类问题的比例至少多少（0–1）"))


class StaticAccess(Check[StaticAccessParams]):
    """Which barriers does the markup of the pages hold?"""

    rule = Rule(
        id="access.static",
        title=_("网页的无障碍基础"),
        why=_("图片没有替代文字、表单没有标签，读屏软件就读不出来。"),
        fix=_("按列出的问题修改网页模板。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = StaticAccessParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
