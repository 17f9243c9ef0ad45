"""Is the site called as the organ that runs it?"""

from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _, same, seen_page
from auditor_checks.seen import of_visit


class SiteNameParams(Params):
    endings: tuple[str, ...] = Field(
        default=(
            "人民政府",
            "政府",
            "委员会",
            "局",
            "厅",
            "办公室",
            "办公厅",
            "部",
            "署",
            "院",
            "管委会",
            "办事处",
            "中心",
            "委",
            "办",
        ),
        description=_("机关名称的末尾用词"),
    )
    suffixes: tuple[str, ...] = Field(
        default=("门户网站", "官方网站", "公众信息网", "政务网", "网站", "官网", "网"),
        description=_("名称后面可以带的用词"),
    )


class SiteName(Check[SiteNameParams]):
    """Is the site called as the organ that runs it? By its tag for machines, else by the title of its home page."""

    rule = Rule(
        id="identity.site-name",
        title=_("网站名称"),
        why=_("网站以本地区、本部门的名称命名，群众才知道是谁办的。"),
        fix=_("把网站名称改为本地区、本部门的规范名称，首页标题与网站名称标签保持一致。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SiteNameParams
    messages = Messages(
        met=_("网站名称为“{name}”"),
        other=_("网站名称“{name}”看不出是哪个机关，应以本地区、本部门的名称命名"),
        unnamed=_("首页没有标题，也没有网站名称标签"),
        home_down=_("首页没有读到，不能断定网站叫什么"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        said = [name for name in (facts.identity(home).name, home.title) if name]
        if not said:
            yield self.unmet(facts.portal, "unnamed", evidence=seen_page(home))
        elif name := next((name for name in said if self._is_organ(name)), ""):
            yield self.met(facts.portal, "met", name=name, evidence=seen_page(home, name))
        else:
            yield self.unmet(facts.portal, "other", name=said[0], evidence=seen_page(home, said[0]))

    def _is_organ(self, name: str) -> bool:
        """Does the name end like that of an organ, once what sites add is taken away?"""
        plain = same(name)
        for _time in range(3):
            plain = _without(plain.strip("-_|·—– "), self.params.suffixes)
        return plain.endswith(self.params.endings) or any(f"{ending}门户" in plain for ending in self.params.endings)


def _without(name: str, suffixes: Sequence[str]) -> str:
    return next((name[: -len(end)] for end in suffixes if name.endswith(end) and len(name) > len(end) + 2), name)
