"""Is a published message left without a reply?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Evidence, Facts, Finding, Messages, Need, Params, Reason, Rule, _, seen_page
from auditor_checks.places import PLACE, AtPlace
from auditor_checks.services.letters import letters

_SHOWN = 10


class UnansweredParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登来信的栏目的名称"))
    days: int = Field(default=92, description=_("超过多少天没有答复"))


class Unanswered(AtPlace[UnansweredParams]):
    """Is a published message left without a reply? What looks so is shown to a person, who knows whether it asks for
    one and whether it was answered elsewhere."""

    rule = Rule(
        id="services.unanswered",
        title=_("来信长期未答复"),
        why=_("公布的来信没有答复，等于渠道没有人管。"),
        fix=_("答复已公布的来信；不属本机关职责的，写明转办去向。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = UnansweredParams
    messages = Messages(
        **PLACE,
        met=_("读到 {of} 封来信，没有超过 {days} 天未答复的"),
        waiting=_("读到 {of} 封来信，看来有 {waiting} 封超过 {days} 天没有答复，请打开核对"),
        unread=_("来信这次没有读到，不能断定有没有答复，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found, read = letters(facts, self.params.columns)
        where = found[0]
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        if not any(one.items or one.more for one in found):
            yield self.bare(where)
            return
        told = [one for one in read if one.answered is not None]
        if not told:
            seen = seen_page(where.page)
            yield self.not_testable(where.page, "unread", Reason.NOT_GATHERED, evidence=seen)
            return
        waiting = [
            one
            for one in told
            if one.answered is False
            and (day := one.asked or one.item.day) is not None
            and (facts.as_of - day).days > self.params.days
        ]
        said = {"of": len(told), "days": self.params.days}
        if waiting:
            rows = [
                Evidence(
                    kind="page", url=one.url, quote=one.item.title, values={"asked": str(one.asked or one.item.day)}
                )
                for one in waiting[:_SHOWN]
            ]
            yield self.manual(where.page, "waiting", **said, waiting=len(waiting), evidence=rows)
        else:
            yield self.met(where.page, "met", **said, evidence=seen_page(where.page))
