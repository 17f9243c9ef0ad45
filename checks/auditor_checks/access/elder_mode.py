"""Is there an elder or accessible mode, and does it offer what it must?"""

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
    Rule,
    _,
    same,
    seen_link,
    seen_page,
)
from auditor_checks.naming import Theme
from auditor_checks.seen import left_to_script, of_visit, unclicked, unread_frame, unrun
from auditor_checks.shares import unsaid


class ElderModeParams(Params):
    names: tuple[str, ...] = Field(
        default=(
            *(
                "长者模式",
                "长者助手",
                "长者版",
                "关怀版",
                "关怀模式",
                "适老化",
                "老年版",
                "老年模式",
                "大字版",
                "敬老版",
            ),
            *("老年人模式", "无障碍"),
        ),
        description=_("入口的名称里有其中任何一个词"),
    )
    modes: tuple[Theme, ...] = Field(default=(), description=_("模式里要有的功能"))
    at_least: int = Field(default=0, description=_("至少有几项功能；0 为全部"))
    scripts: tuple[str, ...] = Field(
        default=("wza", "barrier", "oldman", "aria", "elder", "slh", "zhangzhe", "canyou", "accessib", "caring"),
        description=_("脚本地址里有其中任何一个词的，入口可能由脚本写入"),
    )


class ElderMode(Check[ElderModeParams]):
    """Is there an elder or accessible mode, and does it offer what it must?

    The entrance is looked for on the home page, by its name in links, buttons and pictures. What it offers is read on
    the page that it opens, or where its buttons stand in the page; a toolbar that a script brings is left open.
    """

    rule = Rule(
        id="access.elder-mode",
        title=_("适老化与无障碍模式"),
        why=_("老年人和残障人士要能看清、听到、操作网站。"),
        fix=_("在首页显著位置设置长者模式或无障碍入口，补上缺的功能。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ElderModeParams
    messages = Messages(
        met=_("首页有“{found}”入口"),
        offers=_("“{found}”里有要求的 {of} 项功能中的 {value} 项"),
        short=_("“{found}”里只看到要求的 {of} 项功能中的 {value} 项，缺：{missing}"),
        toolbar=_("首页有“{found}”入口，功能要点开才看得到，这次没能确认，不计为不符合"),
        absent=_("首页没有适老化或无障碍入口"),
        script=_("首页的适老化或无障碍入口可能由脚本写入，这次没能确认，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有适老化或无障碍入口"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        pages = facts.shown(home)
        link = self._entrance(pages)
        name = link.label or link.title if link else self._said(pages)
        if not name:
            if unread_frame(facts, pages) or left_to_script(pages) or any(map(self._open, pages)):
                yield self.not_testable(facts.portal, "script", unrun(facts), evidence=seen_page(home))
            else:
                yield self.unmet(facts.portal, "absent", evidence=seen_page(home))
            return
        seen = seen_link(home, link) if link else seen_page(home, name)
        if not self.params.modes:
            yield self.met(facts.portal, "met", found=name, evidence=seen)
            return
        target = facts.page(link.target) if link and link.target else None
        opened = target is not None and target.url not in (home.url, home.final_url)
        text = same("\n".join(page.full_text for page in ((target,) if opened and target else pages)))
        missing = [mode.name for mode in self.params.modes if not any(same(word) in text for word in mode.words)]
        of = len(self.params.modes)
        value, wanted = of - len(missing), self.params.at_least or of
        said = {"found": name, "of": of, "value": value, "evidence": seen}
        if value >= wanted:
            yield self.met(facts.portal, "offers", **said, measure=Measure(value=wanted, of=wanted))
        elif opened and target and not target.script_list and target.text:
            measure = Measure(value=value, of=wanted)
            yield self.unmet(facts.portal, "short", **said, missing="、".join(missing), measure=measure)
        else:
            yield self.not_testable(facts.portal, "toolbar", unclicked(facts), found=name, evidence=seen)

    def _entrance(self, pages: Sequence[Page]) -> Link | None:
        names = [same(name) for name in self.params.names]
        for page in pages:
            for link in page.links:
                said = same(f"{link.label}{link.title}")
                if link.element in (Element.A, Element.AREA, Element.IMG) and any(name in said for name in names):
                    return link
        return None

    def _said(self, pages: Sequence[Page]) -> str:
        """A line of the page that is such a name: a button that is no link."""
        names = [same(name) for name in self.params.names]
        for page in pages:
            for line in page.full_text.split("\n"):
                if len(line) <= 12 and any(name in same(line) for name in names):
                    return line
        return ""

    def _open(self, page: Page) -> bool:
        if page.rendered:
            return False
        scripts = [link.target.lower() for link in page.links if link.element is Element.SCRIPT]
        return unsaid(page, self.params.names) or any(
            sign in script for script in scripts for sign in self.params.scripts
        )
