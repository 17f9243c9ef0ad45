"""Which columns open and hold nothing?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Column, Facts, Finding, Held, Messages, Need, Params, Reason, Rule, _, plain, seen_page
from auditor_checks.overlooked import front
from auditor_checks.seen import unrun


class BlankParams(Params):
    skip: tuple[str, ...] = Field(default=(), description=_("不看的栏目（名称）"))
    tools: tuple[str, ...] = Field(
        default=("检索", "搜索", "查询", "登录", "注册", "地图", "写信", "订阅", "帮助", "翻译"),
        description=_("名称里有这些词的是工具页，不是栏目"),
    )


class Blank(Check[BlankParams]):
    """Which columns open and hold nothing?"""

    rule = Rule(
        id="columns.blank",
        title=_("空白栏目"),
        why=_("点开是空的栏目，等于没有公开，也让人怀疑网站没人管。"),
        fix=_("往栏目里补内容；没有内容可放的，撤掉栏目和入口。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BlankParams
    messages = Messages(
        met=_("{columns} 个栏目里有内容"),
        blank=_("“{column}”打得开，里面是空的"),
        says=_("“{column}”打得开，里面写着“{says}”"),
        unread=_("“{column}”的内容由脚本填写或没有读到，不能断定是否为空，不计为不符合"),
        unsure=_("“{column}”里没有见到内容，但可能由脚本填写，不能断定，不计为不符合"),
        nothing=_("没有读到栏目"),
        unseen=_("首页的菜单没有读到，不能断定有哪些栏目，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        skip = set(map(plain, self.params.skip))
        columns = [
            one
            for one in facts.columns()
            if plain(one.name) not in skip and not any(word in one.name for word in self.params.tools)
        ]
        filled = 0
        for column in columns:
            finding = None if column.items else self._column(facts, column)
            if finding is None:
                filled += 1
            else:
                yield finding
        if filled:
            yield self.met(facts.portal, "met", columns=filled)
        elif not columns:
            yield self._nothing(facts)

    def _nothing(self, facts: Facts) -> Finding:
        if unseen := front(facts):
            return self.not_testable(facts.portal, "unseen", unseen.reason, evidence=unseen.evidence)
        return self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)

    def _column(self, facts: Facts, column: Column) -> Finding | None:
        page = facts.page(column.url)
        if page is None or facts.like_absent(page):
            return None  # an error page in disguise is a wrong link
        holding = facts.holding(page)
        said = {"column": column.name, "evidence": seen_page(page, column.name)}
        if holding.filled:
            return None
        if holding.held is Held.UNSURE:
            return self.not_testable(column, "unsure", Reason.AMBIGUOUS, **said)
        if holding.filled is None:
            return self.not_testable(column, "unread", unrun(facts), **said)
        if holding.says_empty:
            return self.unmet(column, "says", says=holding.says_empty, **said)
        return self.unmet(column, "blank", **said)
