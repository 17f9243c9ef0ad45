"""Does the disclosure column live within the site of its organ?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _, seen_link
from auditor_checks.disclosure.called import bare, called, entrances
from auditor_checks.disclosure.hinted import hint
from auditor_checks.places import PLACE
from auditor_checks.seen import leads_nowhere, of_visit


class SeparateSiteParams(Params):
    names: tuple[str, ...] = Field(description=_("专栏入口的名称"))


class SeparateSite(Check[SeparateSiteParams]):
    """Does the disclosure column live within the site of its organ?

    A sub-domain is part of it. On another government domain it may be the platform of a higher government, which a
    person tells.
    """

    rule = Rule(
        id="disclosure.separate-site",
        title=_("专栏不另设网站"),
        why=_("公开平台依托本机关网站，不另设专门网站。"),
        fix=_("把专栏迁回本机关网站，原地址跳转到新地址。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SeparateSiteParams
    messages = Messages(
        met=_("专栏在本机关网站 {host} 上"),
        other_site=_("专栏在另一个网站 {host} 上"),
        other_government=_("专栏在另一个政府域名 {host} 上，请确认是不是上级统一的平台"),
        place_missing=PLACE["place_missing"],
        place_unseen=PLACE["place_unseen"],
        home_down=PLACE["home_down"],
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home, name = facts.home(), self.params.names[0]
        if home is None:
            visit = facts.visit(facts.portal.home)
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=of_visit(visit))
            return
        keys = frozenset(map(bare, self.params.names))
        named = [
            (page, link)
            for page, link in entrances(facts.shown(home))
            if called(link) in keys and not leads_nowhere(page, link)
        ]
        if not named and (open_ := hint(facts, facts.shown(home), self.params.names)):
            yield self.not_testable(facts.portal, "place_unseen", open_.reason, name=name, evidence=open_.evidence)
            return
        if not named:
            yield self.not_applicable(facts.portal, "place_missing", Reason.PARENT_MISSING, name=name)
            return
        page, link = next(((page, link) for page, link in named if facts.own(_goal(facts, link.target))), named[0])
        goal = _goal(facts, link.target)
        host = goal.split("/")[2]
        said = {"host": host, "evidence": seen_link(page, link, facts.visit(link.target))}
        if facts.own(goal):
            yield self.met(facts.portal, "met", **said)
        elif host.endswith(".gov.cn"):
            yield self.manual(facts.portal, "other_government", **said)
        else:
            yield self.unmet(facts.portal, "other_site", **said)


def _goal(facts: Facts, target: str) -> str:
    return facts.visit(target).final_url or target
