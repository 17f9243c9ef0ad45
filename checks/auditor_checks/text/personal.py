"""Do pages show personal numbers that should be masked?"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class PersonalParams(Params):
    kinds: tuple[Literal["id", "mobile", "card"], ...] = Field(
        default=("id", "mobile", "card"), description=_("查哪几种号码：id 身份证号、mobile 手机号、card 银行卡号")
    )
    contact_words: tuple[str, ...] = Field(
        default=("联系", "咨询", "热线", "电话", "传真", "举报", "监督", "投诉", "服务"),
        description=_("号码前面有这些词的，是公布的联系电话"),
    )


class Personal(Check[PersonalParams]):
    """Do pages show personal numbers that should be masked?"""

    rule = Rule(
        id="text.personal",
        title=_("个人信息"),
        why=_("公示名单里完整的身份证号、手机号、银行卡号会被人盗用。"),
        fix=_("核对后把号码遮去中间几位，已被搜索引擎收录的申请删除快照。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = PersonalParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
