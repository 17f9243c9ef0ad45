"""Does a page bear the mark of a classified document?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SecrecyParams(Params):
    marks: tuple[str, ...] = Field(default=("绝密", "机密", "秘密"), description=_("密级用词"))
    decoys: tuple[str, ...] = Field(
        default=("商业秘密", "国家秘密", "个人隐私", "保密", "计算机", "设备", "资质", "系统", "级"),
        description=_("标志所在的行里有这些词的，不是密级标志"),
    )


class Secrecy(Check[SecrecyParams]):
    """Does a page bear the mark of a classified document?"""

    rule = Rule(
        id="text.secrecy",
        title=_("密级标志"),
        why=_("带密级标志的文件不应出现在互联网上。"),
        fix=_("立即下线并按保密规定报告；经核对不涉密的，说明后保留。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SecrecyParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
