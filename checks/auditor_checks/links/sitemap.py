"""Does the site map list addresses that are dead?"""

from collections import Counter
from collections.abc import Iterable

from auditor.api import Check, Facts, Finding, Fixes, Messages, Need, Opening, Params, Reason, Rule, Target, _
from auditor_checks.seen import of_visit, why

_EXAMPLES = 5


class Sitemap(Check[Params]):
    """Which addresses does the portal's own sitemap.xml list that do not open? One finding for the whole of it.

    What pages refer to as well is told by links.broken, and counts here as looked at and nothing more.
    """

    rule = Rule(
        id="links.sitemap",
        title=_("sitemap.xml 里打不开的地址"),
        why=_("搜索引擎照着它收录；列着已撤下的页面，搜到的人点开就是错误页。"),
        fix=_("重新生成 sitemap.xml，去掉已撤下的页面；由系统生成的，设成撤稿时随之更新。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    messages = Messages(
        met=_("sitemap.xml 里的地址看了 {checked} 个，未见打不开的"),
        dead=_("sitemap.xml 里有 {dead} 个地址打不开，网页上也没有链接到它们（看了 {checked} 个）"),
        unsettled=_("sitemap.xml 里的 {unsettled} 个地址都没能确认是否打得开，不计为不符合"),
        nothing=_("没有 sitemap.xml，或里面没有本站的地址"),
        home_down=_("首页没有读到，没有查看 sitemap.xml"),
    )
    fixes = Fixes(unsettled=_("由人在浏览器里点开看，或放宽预算再查一次。"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        checked = 0
        dead: list[Target] = []
        reasons: Counter[Reason] = Counter()
        for target in facts.listed():
            if target.visit.opening is Opening.UNSETTLED:
                reasons[why(target.visit)] += 1
                continue
            checked += 1
            if target.visit.opening is Opening.DEAD and not target.referrers.pages:
                dead.append(target)
        if dead:
            seen = [of_visit(target.visit) for target in dead[:_EXAMPLES]]
            seen[0] = seen[0].model_copy(update={"also": max(0, len(dead) - _EXAMPLES)})
            yield self.unmet(facts.portal, "dead", dead=len(dead), checked=checked, evidence=seen)
        elif checked:
            yield self.met(facts.portal, "met", checked=checked)
        elif reasons:
            commonest = max(sorted(reasons), key=lambda reason: reasons[reason])
            yield self.not_testable(facts.portal, "unsettled", commonest, unsettled=reasons.total())
        elif facts.home() is None:
            seen_home = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen_home)
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
