"""Which links open the wrong thing?"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from auditor.api import (
    Check,
    Element,
    Evidence,
    Facts,
    Finding,
    Link,
    Messages,
    Need,
    Opening,
    Page,
    Reason,
    Referrers,
    Rule,
    Target,
    Value,
    Visit,
    _,
    seen_page,
)
from auditor_checks.links.addresses import inside, laboratory
from auditor_checks.links.front import asks_for_home
from auditor_checks.links.soft404 import DRESS, Soft404Params, filed, harmless, soft404
from auditor_checks.links.wording import says
from auditor_checks.seen import of_visit, referred, same_page, why

Kind = Literal["soft-404", "redirect-home", "file", "malformed", "intranet", "parked"]

_FOLLOWED = frozenset({Element.A, Element.AREA, Element.FRAME})
_SEEN = _FOLLOWED | {Element.IMG, Element.MEDIA}  # what a reader can miss; not what an office program left behind
_LOCAL_FILE = re.compile(r"\s*(?:file:|[a-z]:[\\/]|\\\\)", re.I)
# Meant for the web (http://, its near misses, //) and yet no address in any browser.
_MALFORMED = re.compile(r"\s*(?:(?:h{1,2}t{1,3}|t{2,3})p{1,2}s{0,2}:)?[\\/]{2}", re.I)


class WrongParams(Soft404Params):
    """`kinds`: what counts. The rest are words, with usual ones to begin with: those of error pages, those by which a
    name is offered for sale (on a page of `most` characters at most), and labels of links that may lead home."""

    kinds: tuple[Kind, ...] = ("soft-404", "redirect-home", "file", "malformed", "intranet", "parked")
    parked_words: tuple[str, ...] = (
        "域名出售",
        "域名转让",
        "该域名正在出售",
        "本域名可以转让",
        "此域名已过期",
        "该域名已过期",
        "domain is for sale",
        "domain name is for sale",
        "buy this domain",
        "domain is parked",
        "domain has expired",
    )


class Wrong(Check[WrongParams]):
    """Which links open, but not what they say: an error page sent as a page, the home page, a file of somebody's own
    machine, an address that no browser can read or that lies inside an office, a name for sale? One finding for each
    such address. None is known to be free of them where more addresses could not be settled than opened; those beyond
    the budget are left to the coverage.
    """

    rule = Rule(
        id="links.wrong",
        title=_("打开后内容不对的链接"),
        why=_("链接看似能打开，实际没有要找的内容；指向内网、本机文件或待售域名的还会泄露信息、带来风险。"),
        fix=_("把链接改到正确的地址，或者删去；内容已撤下的页面应返回 404 状态，不要跳到首页。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = WrongParams
    messages = Messages(
        met=_("查看了 {checked} 个能打开的链接地址，未见内容不对的"),
        soft_404=_("“{label}”打开的是“{words}”，状态却是 {status}"),
        same_as_absent=_("“{label}”打开的页面与编造的地址打开的一样，不是要找的内容"),
        redirect_home=_("“{label}”打开后跳到了首页"),
        file=_("“{label}”指向本机文件 {href}"),
        malformed=_("“{label}”的地址 {href} 写法不对，浏览器打不开"),
        intranet=_("“{label}”指向内网地址 {host}，外面打不开"),
        parked=_("“{label}”打开的是待售或过期域名的页面"),
        unsettled=_("除首页外，{unsettled} 个链接地址都没能确认是否打得开，不能断定内容对不对，不计为不符合"),
        mostly=_(
            "{unsettled} 个链接地址没能确认是否打得开，只有 {checked} 个打开看了，不能断定内容对不对，不计为不符合"
        ),
        nothing=_("没有能打开的链接可看"),
        home_down=_("首页没有读到，不能断定有没有内容不对的链接"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        kinds = frozenset(self.params.kinds)
        home = facts.home()
        found = checked = 0
        reasons: Counter[Reason] = Counter()
        for target in facts.targets(examples=0):
            if not target.elements & _FOLLOWED and not inside(target.visit.url):
                continue
            checked += target.visit.opening is Opening.OPENS and not (home and _leads_home(target, home))
            if target.visit.opening is Opening.UNSETTLED:
                reasons[why(target.visit)] += 1
            if finding := self._judged(facts, home, target, kinds):
                found += 1
                yield finding
        for finding in self._odd(facts, kinds):
            found += 1
            yield finding
        if found:
            return
        if checked:
            del reasons[Reason.BUDGET]  # what the budget left out is told by the coverage
        unsettled = reasons.total()
        commonest = max(sorted(reasons), key=lambda reason: reasons[reason], default=None)
        if checked and commonest and unsettled > checked:
            yield self.not_testable(facts.portal, "mostly", commonest, checked=checked, unsettled=unsettled)
        elif checked:
            yield self.met(facts.portal, "met", checked=checked)
        elif home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
        elif commonest is not None:
            yield self.not_testable(facts.portal, "unsettled", commonest, unsettled=unsettled)
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)

    def _judged(self, facts: Facts, home: Page | None, target: Target, kinds: frozenset[str]) -> Finding | None:
        visit = target.visit
        if inside(visit.url):
            if "intranet" not in kinds or laboratory(facts):
                return None
            return self._told(facts, visit, "intranet", host=urlsplit(visit.url).hostname or "")
        if visit.opening is not Opening.OPENS:
            return None
        head = facts.head(visit.url, *DRESS)
        if "redirect-home" in kinds and home is not None and visit.hops and self._sent_home(facts, home, target):
            return self._told(facts, visit, "redirect_home", seen=(of_visit(visit), *self._habit(facts, home)))
        if head is None or (home is not None and same_page(head, home)) or filed(facts, head, visit, self.params):
            return None
        page = facts.page(visit.url, *DRESS)
        if page is None:
            return None
        suspect = "soft-404" in kinds and not harmless(facts, page, visit, self.params) and facts.page(visit.url)
        if suspect and (lie := soft404(facts, suspect, target, self.params)):
            return self._told(facts, visit, lie.message, seen=lie.evidence, words=lie.words[:60], status=visit.status)
        if "parked" in kinds and says(page, titles=(), words=self.params.parked_words, most=self.params.most):
            return self._told(facts, visit, "parked", seen=(seen_page(page, page.title),))
        return None

    def _told(
        self, facts: Facts, visit: Visit, message: str, *, seen: tuple[Evidence, ...] = (), **said: Value
    ) -> Finding:
        referrers = facts.referrers(visit.url)
        label = _label(referrers, visit.url)
        return self.unmet(visit.url, message, label=label, **said, evidence=(*referred(visit, referrers), *seen))

    def _sent_home(self, facts: Facts, home: Page, target: Target) -> bool:
        """Was a reader who asked for something else sent to the home page?"""
        visit = target.visit
        if (visit.final_url or visit.url) not in (home.url, home.final_url) or not facts.own(visit.url):
            return False
        return not asks_for_home(facts, home, visit.url, self.params)

    @staticmethod
    def _habit(facts: Facts, home: Page) -> Iterator[Evidence]:
        """The evidence that the host sends every missing address to the home page, if it does."""
        for probe in facts.absent(urlsplit(home.final_url or home.url).hostname or ""):
            if same_page(probe, home):
                yield seen_page(probe, probe.title)

    def _odd(self, facts: Facts, kinds: frozenset[str]) -> Iterator[Finding]:
        for url, link in facts.odd_links():
            kind = _odd_kind(link)
            if kind not in kinds:
                continue
            page = facts.page(url)
            seen = Evidence(
                kind="link",
                url=url,
                target=link.href,
                quote=link.label,
                region=link.region.value,
                at=page.fetched_at if page else None,
                looks=1,
                values={"element": link.element.value},
            )
            href = link.href.strip()
            yield self.unmet(
                href, kind, label=link.label or href.replace("\\", "/").rpartition("/")[2], href=href, evidence=seen
            )


def _odd_kind(link: Link) -> str:
    """What is wrong with an address that is none of the web's: a file, malformed, or ("") nothing that we know of."""
    if link.element in _SEEN and _LOCAL_FILE.match(link.href):
        return "file"
    if link.element in _FOLLOWED and not link.onclick and not link.hidden and _MALFORMED.match(link.href):
        return "malformed"
    return ""


def _leads_home(target: Target, home: Page) -> bool:
    """Is this the home page itself, which shows nothing about the links on it?"""
    return bool({target.visit.url, target.visit.final_url} & {home.url, home.final_url})


def _label(referrers: Referrers, url: str) -> str:
    named = (link.label for _page, link in referrers.examples if link.label)
    return next(named, url.rstrip("/").rpartition("/")[2] or url)
