"""Which advertisements may stand on the site?"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from pydantic import Field

from auditor.api import (
    Check,
    Element,
    Evidence,
    Facts,
    Finding,
    Messages,
    Need,
    Params,
    Reason,
    Region,
    Rule,
    _,
    same,
    seen_link,
    seen_page,
)
from auditor_checks.seen import of_visit, referred

_LOADED = frozenset({Element.SCRIPT, Element.FRAME, Element.IMG})


class AdvertisingParams(Params):
    networks: tuple[str, ...] = Field(
        default=(
            *("cpro.baidu.com", "cpro.baidustatic.com", "pos.baidu.com", "cbjs.baidu.com", "dup.baidustatic.com"),
            *("eclick.baidu.com", "tanx.com", "alimama.com", "mediav.com", "gdt.qq.com", "l.qq.com"),
            *("allyes.com", "adsame.com", "ad.sina.com.cn", "adserver.sina.com.cn", "union.sogou.com"),
            *("doubleclick.net", "googlesyndication.com", "googleadservices.com", "adnxs.com", "criteo.com"),
        ),
        description=_("投放广告的平台的域名"),
    )
    labels: tuple[str, ...] = Field(
        default=("广告", "推广", "赞助商", "赞助商链接", "广告位招租", "广告招商", "推广链接"),
        description=_("链接写的就是其中一个词的"),
    )
    trusted_hosts: tuple[str, ...] = Field(
        default=("gov.cn", "edu.cn", "mil.cn", "org.cn", "xn--zfr164b", "xn--55qw42g", "people.com.cn", "news.cn"),
        description=_("浮动窗口通往这些域名的不算"),
    )


class Advertising(Check[AdvertisingParams]):
    """Which advertisements may stand on the site? What networks of advertisers load, links that say so, and windows
    that float over the home page and lead to a stranger's site.

    Candidates for a person, never a verdict: a floating window may be a public campaign, and what a script loads may be
    a counter.
    """

    rule = Rule(
        id="links.advertising",
        title=_("商业广告"),
        why=_("政府网站不刊登商业广告，也不链接商业广告。"),
        fix=_("核对列出的内容，是商业广告的删除；第三方脚本是统计用的，换成不带广告的。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AdvertisingParams
    messages = Messages(
        met=_("没有看到广告平台的脚本、写明是广告的链接和通往商业网站的浮动窗口"),
        network=_("网页载入广告平台 {host} 的内容，请人工核对是不是商业广告"),
        label=_("有写着“{label}”的链接，通往 {host}，请人工核对是不是商业广告"),
        floating=_("首页的浮动窗口“{label}”通往 {host}，请人工核对是不是商业广告"),
        home_down=_("首页没有读到，不能断定有没有商业广告"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        told: dict[str, Finding] = {}
        for finding in (*self._loaded(facts), *self._inline(facts), *self._said(facts), *self._floating(facts)):
            told.setdefault(finding.subject, finding)
        yield from told.values() or (self.met(facts.portal, "met", evidence=seen_page(home)),)

    def _loaded(self, facts: Facts) -> Iterable[Finding]:
        for target in facts.targets(examples=0):
            host = _host(target.visit.url)
            if target.elements & _LOADED and _under(host, self.params.networks):
                seen = referred(target.visit, facts.referrers(target.visit.url))
                yield self.manual(host, "network", host=host, evidence=seen)

    def _inline(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        for page in (*((home,) if home else ()), *facts.sample("page", 50)):
            for host in page.markup.hosts:
                if _under(host, self.params.networks):
                    yield self.manual(host, "network", host=host, evidence=seen_page(page, host))

    def _said(self, facts: Facts) -> Iterable[Finding]:
        words = {same(word) for word in self.params.labels}
        for page in facts.shown(home) if (home := facts.home()) else ():
            for link in page.links:
                if link.element in (Element.A, Element.AREA) and link.target and same(link.label) in words:
                    host = _host(link.target)
                    yield self.manual(link, "label", label=link.label, host=host, evidence=seen_link(page, link))

    def _floating(self, facts: Facts) -> Iterable[Finding]:
        for page in facts.shown(home) if (home := facts.home()) else ():
            for link in page.links:
                if link.element not in (Element.A, Element.AREA) or link.region is not Region.FLOAT or link.hidden:
                    continue
                host = _host(link.target)
                if not host or facts.own(link.target) or _under(host, self.params.trusted_hosts):
                    continue
                seen: Evidence = seen_link(page, link, facts.visit(link.target))
                yield self.manual(link, "floating", label=link.label or host, host=host, evidence=seen)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _under(host: str, domains: Iterable[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in domains)
