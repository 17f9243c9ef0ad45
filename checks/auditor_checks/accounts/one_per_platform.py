"""Does each unit have no more than the allowed accounts on one platform?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Evidence, Facts, Finding, Messages, Need, Params, Reason, Rule, _, seen_page
from auditor_checks.accounts.matrix import Account, accounts
from auditor_checks.naming import Name
from auditor_checks.places import PLACE, AtPlace, places


class OnePerPlatformParams(Params):
    columns: tuple[str, ...] = Field(description=_("政务新媒体名录的名称"))
    platforms: tuple[Name, ...] = Field(description=_("各平台及其别名"))
    per_unit: int = Field(default=1, ge=1, description=_("一个单位在一个平台上最多几个账号"))


class OnePerPlatform(AtPlace[OnePerPlatformParams]):
    """Does each unit have no more than the allowed accounts on one platform? By the table that the portal itself
    publishes; what is no table is for a person to read."""

    rule = Rule(
        id="accounts.one-per-platform",
        title=_("一个单位在同一平台的账号数"),
        why=_("同一平台开几个账号，群众分不清哪个算数，也容易成为无人更新的空账号。"),
        fix=_("清理整合重复的账号，保留一个，在名录里更新。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = OnePerPlatformParams
    messages = Messages(
        **PLACE,
        met=_("名录里的 {accounts} 个账号，没有一个单位在同一平台超过 {allowed} 个"),
        several=_("“{unit}”在{platform}上有 {count} 个账号：{names}"),
        unreadable=_("“{name}”不是能读懂的表格，不能断定各单位的账号数，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.columns)
        where = found[0]
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        named = accounts(facts, found, self.params.platforms)
        if not named:
            gap = where.more
            if gap is not None:
                yield self.unknown(facts, where, gap)
            else:
                seen = seen_page(where.page)
                yield self.not_testable(where.page, "unreadable", Reason.AMBIGUOUS, name=where.name, evidence=seen)
            return
        groups: dict[tuple[str, str, str], list[Account]] = {}
        for one in named:
            groups.setdefault((one.url, one.unit, one.platform), []).append(one)
        several = {key: group for key, group in groups.items() if len(group) > self.params.per_unit}
        for (_url, unit, platform), group in several.items():
            names = "、".join(one.name for one in group)
            seen = Evidence(kind="text", url=group[0].url, quote=f"{unit} {platform} {names}")
            said = {"unit": unit, "platform": platform, "count": len(group), "names": names}
            yield self.unmet(f"{group[0].url}#{unit} {platform}", "several", **said, evidence=seen)
        if not several:
            said_ = {"accounts": len(named), "allowed": self.params.per_unit}
            yield self.met(where.page, "met", **said_, evidence=seen_page(where.page))
