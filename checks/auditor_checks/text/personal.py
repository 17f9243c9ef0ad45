"""Do pages show personal numbers that should be masked?"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _, seen_page
from auditor_checks.text.numbers import HALF, SHORTEST, bank_cards, identity_cards, masked, mobiles

_HEAD = 12  # lines above the first number: the cells of a table's head, and of the row before the number
_MOST = 5  # numbers of a page that are shown, masked


class PersonalParams(Params):
    kinds: tuple[Literal["id", "mobile", "card"], ...] = Field(
        default=("id", "mobile", "card"), description=_("查哪几种号码：id 身份证号、mobile 手机号、card 银行卡号")
    )
    contact_words: tuple[str, ...] = Field(
        default=(
            *("联系", "咨询", "热线", "电话", "传真", "举报", "监督", "投诉", "服务", "负责人", "经办", "值班", "河长"),
            *("路长", "林长", "田长", "网格员", "客服", "受理"),
        ),
        description=_("号码所在行或表头里有这些词的，是公布的联系电话"),
    )
    organ_words: tuple[str, ...] = Field(
        default=("公司", "开户", "财政", "专户", "对公", "单位名称", "账户名", "户名", "缴款", "保证金", "捐赠"),
        description=_("卡号所在行或前两行里有这些词的，是单位账号"),
    )
    mobiles: int = Field(default=3, ge=1, description=_("一页上至少有几个不是联系电话的手机号，才作为线索"))


class Personal(Check[PersonalParams]):
    """Do pages show personal numbers that should be masked?

    Numbers that are none by their check digits are left out, and so are published contacts and accounts of organs.
    Nothing that is found is ever repeated whole.
    """

    rule = Rule(
        id="text.personal",
        title=_("个人信息"),
        why=_("公示名单里完整的身份证号、手机号、银行卡号会被人盗用。"),
        fix=_("核对后把号码遮去中间几位，已被搜索引擎收录的申请删除快照。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = PersonalParams
    messages = Messages(
        id=_("有 {count} 个完整的身份证号，例如 {first}，请人工核对"),
        mobile=_("有 {count} 个不像公布电话的手机号，例如 {first}，请人工核对"),
        card=_("有 {count} 个像个人银行卡的号码，例如 {first}，请人工核对"),
        clean=_("已逐页查找，看过 {pages} 页"),
        unread=_("没有读到网页，不能断定有没有个人信息"),
    )

    def on_page(self, page: Page) -> Iterable[Finding]:
        places = dict.fromkeys(_places(page.text))
        if not places:
            return
        found: dict[str, dict[str, None]] = {kind: {} for kind in self.params.kinds}
        lines = page.text.split("\n")
        numbered = [(at, lines[at].translate(HALF)) for at in places]
        for at, line in numbered:
            if "id" in found:
                found["id"].update(dict.fromkeys(identity_cards(line)))
            if "card" in found and not self._of_organ(line + _above(lines, at, 2)):
                found["card"].update(dict.fromkeys(bank_cards(line)))
            if "mobile" in found and not self._contact(line):
                found["mobile"].update(dict.fromkeys(mobiles(line)))
        first = next((at for at, line in numbered if any(mobiles(line))), 0)
        if self._contact(_above(lines, first, _HEAD)):
            found.pop("mobile", None)  # a list of contacts: its head says so
        for kind, numbers in found.items():
            if len(numbers) >= (self.params.mobiles if kind == "mobile" else 1):
                shown = [masked(number) for number in numbers]
                evidence = tuple(seen_page(page, number) for number in shown[:_MOST])
                yield self.manual(f"{page.url}#{kind}", kind, count=len(shown), first=shown[0], evidence=evidence)

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.coverage.pages:
            yield self.met(facts.portal, "clean", pages=facts.coverage.pages)
        else:
            yield self.not_testable(facts.portal, "unread", Reason.HOME_DOWN)

    def _contact(self, words: str) -> bool:
        return any(word in words for word in self.params.contact_words)

    def _of_organ(self, words: str) -> bool:
        return any(word in words for word in self.params.organ_words)


def _places(text: str) -> Iterator[int]:
    """The lines in which a number stands that may be long enough, by their order; some more than once."""
    at = passed = 0
    for match in SHORTEST.finditer(text):
        at += text.count("\n", passed, match.start())
        passed = match.start()
        yield at


def _above(lines: Sequence[str], at: int, count: int) -> str:
    """So many lines above one, figures as they are in ASCII."""
    return "".join(lines[max(0, at - count) : at]).translate(HALF)
