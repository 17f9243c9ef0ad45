"""Is the site called as the organ that runs it?"""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _, same, seen_page
from auditor_checks.seen import of_visit, references, unrun


class SiteNameParams(Params):
    endings: tuple[str, ...] = Field(
        default=(
            *(
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
            ),
            *(
                "办",
                "银行",
                "海关",
                "总社",
                "合作社",
                "供销社",
                "联合会",
                "妇联",
                "残联",
                "侨联",
                "科协",
                "文联",
                "工商联",
                "总工会",
            ),
            *(
                "贸促会",
                "委员会",
                "常委会",
                "政协",
                "人大",
                "兵团",
                "总队",
                "支队",
                "研究室",
                "参事室",
                "档案馆",
                "党校",
                "大使馆",
            ),
            *(
                "总领事馆",
                "人民银行",
                "管理区",
                "开发区",
                "高新区",
                "新区",
                "示范区",
                "保税区",
                "自贸区",
                "片区",
                "专员公署",
            ),
        ),
        description=_("机关名称的末尾用词"),
    )
    regions: tuple[str, ...] = Field(
        default=("省", "自治区", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "街道"),
        description=_("地区名称的末尾用词；以本地区命名的，名称从头到尾是地名"),
    )
    suffixes: tuple[str, ...] = Field(
        default=(
            "门户网站",
            "官方网站",
            "公众信息网",
            "信息网",
            "政务网",
            "网站",
            "官网",
            "网",
            "首页",
            "主页",
            "欢迎您",
            "欢迎你",
        ),
        description=_("名称后面可以带的用词"),
    )
    greetings: tuple[str, ...] = Field(
        default=("欢迎访问", "欢迎光临", "欢迎来到", "中华人民共和国", "中国"), description=_("名称前面可以带的用词")
    )


_PARTS = re.compile(r"[\s\-_|·—–/\\>›»:：,，()（）\[\]【】!！。~～]+")
_REGION = re.compile(r"[\u4e00-\u9fff]{2,12}")


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
        script=_("首页没有标题，但可能由脚本写入，这次没能确认，不计为不符合"),
        home_down=_("首页没有读到，不能断定网站叫什么"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        pages = facts.shown(home)  # a frameset, or a page that sends its reader on, shows the home page itself
        said = [name for page in pages for name in (facts.identity(page).name, page.title) if name]
        if not said and not home.rendered and (home.script_list or not any(references(pages))):
            yield self.not_testable(facts.portal, "script", unrun(facts), evidence=seen_page(home))
        elif not said:
            yield self.unmet(facts.portal, "unnamed", evidence=seen_page(home))
        elif name := next((name for name in said if self._is_organ(name)), ""):
            yield self.met(facts.portal, "met", name=name, evidence=seen_page(home, name))
        else:
            yield self.unmet(facts.portal, "other", name=said[0], evidence=seen_page(home, said[0]))

    def _is_organ(self, name: str) -> bool:
        """Is one part of the name that of an organ or of a region, once what sites add is taken away?"""
        return any(self._organ(part) for part in (same(name), *map(same, _PARTS.split(name))) if part)

    def _organ(self, part: str) -> bool:
        plain = part.strip("-_|·—–!！。")
        for _time in range(3):
            plain = _without(plain, self.params.suffixes)
        bare = next((plain.removeprefix(word) for word in self.params.greetings if plain.startswith(word)), plain)
        # An organ's ending by itself (“办公室”, “政府”), or with one character before it, is the name of nobody's site.
        named = any(plain.endswith(end) and len(bare) >= len(end) + _WHOSE for end in self.params.endings)
        return named or any(f"{ending}门户" in plain for ending in self.params.endings) or self._region(bare)

    def _region(self, name: str) -> bool:
        return len(name) >= _SHORTEST and bool(_REGION.fullmatch(name)) and name.endswith(self.params.regions)


_WHOSE = 2  # characters at least that say whose: 外交部, 教育局
_SHORTEST = 3  # characters of a name that says whose: 祁县 is one of two, and is called 山西省祁县 or 祁县人民政府


def _without(name: str, suffixes: Sequence[str]) -> str:
    return next((name[: -len(end)] for end in suffixes if name.endswith(end) and len(name) > len(end) + 2), name)
