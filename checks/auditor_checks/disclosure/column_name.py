"""Is the disclosure column entered from the home page under exactly its name?"""

from collections.abc import Iterable, Sequence

from auditor.api import (
    Check,
    Element,
    Facts,
    Finding,
    Link,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Reason,
    Region,
    Rule,
    _,
    seen_link,
    seen_page,
)
from auditor_checks.disclosure.called import bare, called, entrances
from auditor_checks.disclosure.hinted import hint, is_column
from auditor_checks.seen import (
    leads_nowhere,
    of_visit,
    opened,
    plain,
    same_page,
    unclicked,
    why,
)

Seen = tuple[Page, Link]


class ColumnNameParams(Params):
    names: tuple[str, ...]  # exact names that satisfy the document
    near: tuple[str, ...] = ()  # names worth naming in the report when found instead


class ColumnName(Check[ColumnNameParams]):
    """Does the home page carry an entrance with exactly the name that the document demands, and does it open?

    A name drawn over several lines, in traditional characters, as the alternative text of an image, or with an arrow, a
    translation or 更多 beside it is that name; a longer one is not. A button is an entrance. One inside a menu or a
    drop-down list that unfolds counts; one in a block that nothing shows is told, and nothing is concluded. Nothing is
    where a picture without words leads to the column, or the name stands on the page, or on a button, and names no
    address.
    """

    rule = Rule(
        id="disclosure.column-name",
        title=_("首页政府信息公开专栏的名称"),
        why=_("名称不统一，群众在不同网站上找不到同一个栏目；检查也只认规定的名称。"),
        fix=_("在首页显著位置设置名称完全一致的文字入口，图片入口须写明替代文字，并确认点击后能打开专栏。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ColumnNameParams
    messages = Messages(
        met=_("首页有名为“{found}”的入口，能打开"),
        met_menu=_("首页菜单里有名为“{found}”的入口，能打开；它要展开菜单才看得见"),
        near_miss=_("首页入口名为“{found}”，应为“{name}”"),
        absent=_("首页未见名为“{name}”的入口"),
        dead=_("首页入口“{found}”打不开"),
        gone=_("首页入口“{found}”打开的是页面不存在的提示"),
        home=_("首页入口“{found}”打开的还是首页"),
        hidden=_("入口“{found}”写在默认不显示的区块里，不能断定读者看不看得见，不计为不符合；请在浏览器里看首页"),
        scripted=_("入口“{found}”没有写明去向，要由脚本打开，不能断定它通向专栏，不计为不符合；请在浏览器里点开"),
        unsettled=_("入口“{found}”这次没能确认是否打得开，不计为不符合；请在浏览器里点开"),
        script=_("首页有内容由脚本填写，这次没有运行脚本，不能断定没有“{name}”入口，不计为不符合"),
        picture=_(
            "首页有没有写文字的图片入口，它可能就是“{name}”，不能断定，不计为不符合；请看首页上的图片，并写明替代文字"
        ),
        unlinked=_(
            "首页上有“{name}”字样，但不是写明去向的链接，不能断定点击后打开什么，不计为不符合；请在浏览器里点一下"
        ),
        frame=_("首页有框架页没有读到，不能断定没有“{name}”入口，不计为不符合"),
        cut=_("首页太大，没有读完，不能断定没有“{name}”入口，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有“{name}”入口，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        name = self.params.names[0]
        home = facts.home()
        if home is None:
            visit = facts.visit(facts.portal.home)
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, name=name, evidence=of_visit(visit))
            return
        pages = facts.shown(home)
        exact = [(page, link) for page, link in entrances(pages) if called(link) in self._keys(self.params.names)]
        yield self._entered(facts, exact) if exact else self._missing(facts, pages)

    @staticmethod
    def _keys(names: Sequence[str]) -> frozenset[str]:
        return frozenset(map(bare, names))

    def _entered(self, facts: Facts, exact: Sequence[Seen]) -> Finding:
        """The verdict on the best of the entrances that carry the name."""
        return min((self._entrance(facts, page, link) for page, link in exact), key=lambda ranked: ranked[0])[1]

    def _entrance(self, facts: Facts, page: Page, link: Link) -> tuple[int, Finding]:
        said = {"found": link.label, "evidence": opened(facts, page, link)}
        subject = facts.portal
        if leads_nowhere(page, link):
            if link.element in (Element.BUTTON, Element.OPTION):
                said["name"] = said.pop("found")
                return 4, self.not_testable(subject, "unlinked", unclicked(facts), **said)
            return 4, self.not_testable(subject, "scripted", unclicked(facts), **said)
        visit = facts.visit(link.target)
        match visit.opening:
            case Opening.UNSETTLED:
                return 2, self.not_testable(subject, "unsettled", why(visit), **said)
            case Opening.DEAD:
                return 6, self.unmet(subject, "dead", **said)
        target = facts.page(link.target)
        if target is not None and facts.like_absent(target):
            return 5, self.unmet(subject, "gone", **said)
        home = facts.home()
        if (
            target is not None
            and home is not None
            and same_page(target, home)
            and not is_column(home, self.params.names)
        ):
            return 5, self.unmet(subject, "home", **said)
        if not link.hidden and link.element is not Element.OPTION:
            return 0, self.met(subject, "met", **said)
        if link.element is Element.OPTION or link.region in (Region.HEADER, Region.NAV):
            return 1, self.met(subject, "met_menu", **said)
        return 3, self.not_testable(subject, "hidden", Reason.AMBIGUOUS, **said)

    def _missing(self, facts: Facts, pages: Sequence[Page]) -> Finding:
        """The verdict when no link carries the name: what was not read comes before what was seen instead."""
        name, home, subject = self.params.names[0], pages[0], facts.portal
        near = self._near(pages)
        seen = [seen_link(page, link) for page, link in near[:5]] or [seen_page(home, links=len(home.links))]
        if open_ := hint(facts, pages, self.params.names):
            shown = seen if open_.message in ("script", "cut") else open_.evidence
            return self.not_testable(subject, open_.message, open_.reason, name=name, evidence=shown)
        if near:
            return self.unmet(subject, "near_miss", found=near[0][1].label, name=name, evidence=seen)
        return self.unmet(subject, "absent", name=name, evidence=seen)

    def _near(self, pages: Sequence[Page]) -> list[Seen]:
        """Links whose words come close: listed names in their order, then the name behind that of the place, or before
        a figure or a bracket."""
        keys = [plain(name) for name in self.params.near]
        names = tuple(self._keys(self.params.names))
        listed, ending = [], []
        for page, link in entrances(pages):
            key = called(link)
            if key in keys:
                listed.append((keys.index(key), page, link))
            elif key.endswith(names) or any(key.startswith(name) and not key[len(name)].isalpha() for name in names):
                ending.append((page, link))
        return [(page, link) for _rank, page, link in sorted(listed, key=lambda one: one[0])] + ending
