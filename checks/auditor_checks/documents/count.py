"""How many open data sets are there, as the page says or lists?"""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import Facts, Finding, Measure, Messages, Need, Page, Params, Reason, Rule, _, same, seen_page
from auditor_checks.places import PLACE, AtPlace, Place, place
from auditor_checks.seen import opened


class CountParams(Params):
    names: tuple[str, ...] = Field(description=_("数据开放页面的名称"))
    unit_words: tuple[str, ...] = Field(default=("数据集", "数据目录", "数据资源"), description=_("总数所数的是什么"))
    target: int = Field(ge=1, description=_("目标数量"))


class Count(AtPlace[CountParams]):
    """How many open data sets are there, as the page says or lists? The larger of what it says and what it lists; a
    number that a script fills, and a list that goes on, are left open where they could decide."""

    rule = Rule(
        id="documents.count",
        title=_("开放数据的数量"),
        why=_("文件定了数量目标。"),
        fix=_("按计划开放数据集，并在页面上写明总数。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = CountParams
    messages = Messages(
        **PLACE,
        met=_("“{found}”有 {count} 个数据集，目标 {target} 个"),
        few=_("“{found}”有 {count} 个数据集，目标 {target} 个"),
        absent=_("没有“{name}”一类的页面"),
        unclear=_("“{name}”上没有读到数据集的数量，不能断定，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.names)
        yield self._count(facts, where) if where.pages else self._missing(facts, where)

    def _missing(self, facts: Facts, where: Place) -> Finding:
        if where.gap is not None:
            return self.unknown(facts, where, where.gap)
        home = facts.home()
        seen = opened(facts, *where.entrance) if where.entrance else (seen_page(home) if home else ())
        measure = Measure(value=0, of=self.params.target)
        return self.unmet(facts.portal, "absent", name=where.name, measure=measure, evidence=seen)

    def _count(self, facts: Facts, where: Place) -> Finding:
        said = max((number for page in where.pages for number in _numbers(page, self.params.unit_words)), default=0)
        listed = len(where.items) or len(where.files)
        count, target = max(said, listed), self.params.target
        values = {"found": where.name, "count": count, "target": target}
        measure = Measure(value=min(count, target), of=target)
        seen = seen_page(where.page, said=said, listed=listed)
        if count >= target:
            return self.met(where.page, "met", **values, measure=measure, evidence=seen)
        if where.more is not None and not said:
            return self.unknown(facts, where, where.more)
        if not count:
            return self.not_testable(where.page, "unclear", Reason.AMBIGUOUS, name=where.name, evidence=seen)
        return self.unmet(where.page, "few", **values, measure=measure, evidence=seen)


def _numbers(page: Page, words: Sequence[str]) -> Iterable[int]:
    """The numbers that stand right beside one of the words."""
    names = "|".join(map(re.escape, map(same, words)))
    text = same(page.text)
    for match in re.finditer(rf"(\d{{1,6}})(?:个|项|条|类)?(?:开放)?(?:{names})", text):
        yield int(match[1])
    for match in re.finditer(rf"(?:{names})(?:总数|总量|数量|个数|数)?(?:为|共|有|[:：(（])*(\d{{1,6}})", text):
        yield int(match[1])
