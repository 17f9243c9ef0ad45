"""Is the disclosure column free of general news?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Evidence, Facts, Finding, Item, Measure, Messages, Need, Params, Rule, _, seen_page
from auditor_checks.places import PLACE, AtPlace, article, place

_SHOWN = 5


class PurityParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    words: tuple[str, ...] = Field(default=("要闻", "动态", "新闻"), description=_("新闻类栏目名称里的词"))
    share: float = Field(default=0.2, ge=0, le=1, description=_("新闻类条目最多占多少（0–1）"))


class Purity(AtPlace[PurityParams]):
    """Is the disclosure column free of general news? An entry is news when its own page says that it stands in such a
    column; what its title speaks of tells nothing."""

    rule = Rule(
        id="disclosure.purity",
        title=_("专栏内容专一"),
        why=_("专栏刊登法定公开内容，混入工作动态，要查的信息就被淹没。"),
        fix=_("把工作动态、要闻移到新闻栏目。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = PurityParams
    messages = Messages(
        **PLACE,
        met=_("专栏页列出的 {of} 条信息里，新闻类的有 {news} 条"),
        news=_("专栏页列出的 {of} 条信息里，新闻类的有 {news} 条，超过 {share}%"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.column)
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        read = [(item, page) for item in where.items if (page := article(facts, item)) is not None]
        if not read:
            yield self.unknown(facts, where, where.more) if where.more else self.bare(where)
            return
        news = [item for item, page in read if self._news((*page.breadcrumb, page.metas.get("columnname", "")))]
        said = {"of": len(read), "news": len(news)}
        measure = Measure(value=len(read) - len(news), of=len(read))
        if len(news) <= self.params.share * len(read):
            yield self.met(where.page, "met", **said, measure=measure, evidence=seen_page(where.page))
        else:
            seen = [_row(where.page.url, item) for item in news[:_SHOWN]]
            share = round(100 * self.params.share)
            yield self.unmet(where.page, "news", **said, share=share, measure=measure, evidence=seen)

    def _news(self, names: Iterable[str]) -> bool:
        return any(word in name for name in names for word in self.params.words)


def _row(url: str, item: Item) -> Evidence:
    return Evidence(kind="list", url=url, target=item.target, quote=item.title)
