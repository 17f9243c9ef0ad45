"""Does the entrance to the disclosure column stand in a prominent place of the home page?"""

from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import (
    Check,
    Element,
    Facts,
    Finding,
    Link,
    Measure,
    Messages,
    Need,
    Page,
    Params,
    Reason,
    Region,
    Rule,
    _,
    seen_link,
)
from auditor_checks.disclosure.called import bare, called, entrances
from auditor_checks.disclosure.hinted import hint
from auditor_checks.places import PLACE
from auditor_checks.seen import left_to_script, of_visit, plain, unread_frame, unrun, why

_BANNER = 150  # pixels of width from which on a picture is seen wherever it stands
FULL, LOW, FOLDED = (Measure(value=value, of=1) for value in (1, 0.5, 0.25))


class HomePositionParams(Params):
    names: tuple[str, ...] = Field(description=_("入口的名称"))
    prominent: float = Field(default=0.3, ge=0, le=1, description=_("正文链接的前多少算显著位置（0–1）"))
    front: int = Field(default=15, ge=1, description=_("正文里前多少个链接总算显著位置"))


class HomePosition(Check[HomePositionParams]):
    """Does the entrance to the disclosure column stand in a prominent place of the home page?

    In the header or the navigation, as a floating window or a wide picture, or among the first links of the body. The
    order is that of the source: where a page draws them otherwise, a person sees it.
    """

    rule = Rule(
        id="disclosure.home-position",
        title=_("政府信息公开入口在首页的位置"),
        why=_("入口放在页面深处或要展开菜单才看得见，群众很难找到。"),
        fix=_("把入口放在首页的导航、页头或正文前部，不必展开菜单就能看见。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = HomePositionParams
    messages = Messages(
        met=_("首页入口“{found}”在页头、导航或其他显著位置"),
        met_front=_("首页入口“{found}”在正文前部，第 {at} 个链接，共 {of} 个"),
        low=_("首页入口“{found}”在页面源代码里排在正文第 {at} 个链接，共 {of} 个，不在前 {share}%"),
        footer=_("首页入口“{found}”在页脚"),
        folded=_("首页入口“{found}”要展开菜单才看得见"),
        hidden=_("入口“{found}”写在默认不显示的区块里，不能断定读者看不看得见，不计为不符合；请在浏览器里看首页"),
        sized=_("首页入口“{found}”是没有写明大小的图片，不能断定是否显著，不计为不符合；请在浏览器里看首页"),
        button=_("首页入口“{found}”是按钮，不能断定它排在第几，不计为不符合；请在浏览器里看首页"),
        unsure=_("首页有内容没有读到，不能断定入口“{found}”排在第几，不计为不符合"),
        place_missing=PLACE["place_missing"],
        home_down=PLACE["home_down"],
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            visit = facts.visit(facts.portal.home)
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=of_visit(visit))
            return
        pages = facts.shown(home)
        keys = frozenset(map(bare, self.params.names))
        named = [(page, link) for page, link in entrances(pages) if called(link) in keys]
        if not named:
            name = self.params.names[0]
            if open_ := hint(facts, pages, self.params.names):
                yield self.not_testable(facts.portal, "unsure", open_.reason, found=name, evidence=open_.evidence)
                return
            yield self.not_applicable(facts.portal, "place_missing", Reason.PARENT_MISSING, name=name)
            return
        ranked = [self._entrance(facts, pages, page, link) for page, link in named]
        yield min(ranked, key=lambda one: one[0])[1]

    def _entrance(self, facts: Facts, pages: Sequence[Page], page: Page, link: Link) -> tuple[int, Finding]:
        """How good is the place of this entrance (the lower the better)?"""
        said = {"found": link.label, "evidence": seen_link(page, link)}
        subject = facts.portal
        if link.element is Element.OPTION or (link.hidden and link.region in (Region.HEADER, Region.NAV)):
            return 5, self.unmet(subject, "folded", **said, measure=FOLDED)
        if link.hidden:
            return 2, self.not_testable(subject, "hidden", Reason.AMBIGUOUS, **said)
        picture = _picture(page, link)
        wide = picture is not None and picture.width >= _BANNER
        if link.region in (Region.HEADER, Region.NAV, Region.FLOAT) or wide:
            return 0, self.met(subject, "met", **said, measure=FULL)
        if link.region is Region.FOOTER:
            return 4, self.unmet(subject, "footer", **said, measure=LOW)
        if link.element is Element.BUTTON:
            return 2, self.not_testable(subject, "button", Reason.AMBIGUOUS, **said)
        body = [one for one in page.links if one.element is Element.A and one.region is Region.BODY and not one.hidden]
        at = sum(1 for one in body if one.order <= link.order)
        said |= {"at": at, "of": len(body)}
        if at <= max(self.params.front, round(self.params.prominent * len(body))):
            return 1, self.met(subject, "met_front", **said, measure=FULL)
        said |= {"share": round(100 * self.params.prominent)}
        if picture is not None and not picture.width:
            return 2, self.not_testable(subject, "sized", Reason.AMBIGUOUS, found=link.label, evidence=said["evidence"])
        if left_to_script(pages):
            return 2, self.not_testable(subject, "unsure", unrun(facts), found=link.label, evidence=said["evidence"])
        if unread := unread_frame(facts, pages):
            return 2, self.not_testable(subject, "unsure", why(unread), found=link.label, evidence=of_visit(unread))
        return 3, self.unmet(subject, "low", **said, measure=LOW)


def _picture(page: Page, link: Link) -> Link | None:
    """The picture that the entrance is drawn as, None when it is words. It comes next in the order of the page."""
    return next(
        (
            one
            for one in page.links
            if one.element is Element.IMG and one.order == link.order + 1 and plain(one.label) == plain(link.label)
        ),
        None,
    )
