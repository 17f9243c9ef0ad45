"""Does every page carry the tags of the site, with the right values?"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _
from auditor_checks.shares import Tally

_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


class SiteTagsParams(Params):
    tags: tuple[str, ...] = Field(default=("SiteName", "SiteDomain", "SiteIDCode"), description=_("要有的标签"))
    sample: int = Field(default=20, description=_("抽查多少页"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class SiteTags(Check[SiteTagsParams]):
    """Does every page carry the tags of the site, with the right values?

    The domain is right when it is the site's own or the one above it (a column on a sub-domain may name the portal's),
    not when it is another organ's beside it; the code when it is the one that the page shows, where it shows one.
    """

    rule = Rule(
        id="metadata.site",
        title=_("网站标签"),
        why=_("网站标签供检索和监测识别网站，缺失或写错会被当成别的网站。"),
        fix=_("在网页模板里补上网站标签，域名和标识码与本网站一致。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SiteTagsParams
    messages = Messages(
        met=_("看过的 {of} 页里有 {value} 页标签齐全、取值正确"),
        short=_("看过的 {of} 页里只有 {value} 页标签齐全、取值正确；例如缺或错 {missing}"),
        unread=_("没有读到网页，不能断定有没有网站标签"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        tally = Tally()
        for page in (*((home,) if home else ()), *facts.sample("page", self.params.sample)):
            shown = facts.shown(page) if home and page is home else (page,)  # what a frameset shows carries its tags
            missing = [tag for tag in self.params.tags if not any(self._right(facts, one, tag) for one in shown)]
            tally.count(page, 0 if missing else 1, "、".join(missing))
        said = {"of": int(tally.of), "value": int(tally.value), "measure": tally.measure(self.params.target)}
        if not tally.of:
            yield self.not_testable(facts.portal, "unread", Reason.HOME_DOWN)
        elif tally.reached(self.params.target):
            yield self.met(facts.portal, "met", **said)
        else:
            yield self.unmet(facts.portal, "short", missing=tally.short[0][1], **said, evidence=tally.evidence)

    def _right(self, facts: Facts, page: Page, tag: str) -> bool:
        said = page.metas.get(tag.lower(), "").strip()
        if not said:
            return False
        if tag.lower() == "sitedomain":
            domains = _DOMAIN.findall(said)
            return not domains or any(_its(facts, page, domain.lower()) for domain in domains)
        if tag.lower() == "siteidcode":
            shown = facts.identity(page).code
            return not shown or said.lower() == shown
        return True


def _its(facts: Facts, page: Page, domain: str) -> bool:
    """Is this the domain of the page or of the portal, or one above them?"""
    bare = domain.removeprefix("www.")
    addresses = (page.url, page.final_url, facts.portal.home)
    hosts = {*(urlsplit(url).hostname or "" for url in addresses), *facts.portal.hosts}
    return any(host == bare or host.endswith(f".{bare}") for host in hosts)
