"""Does the guide tell whom to turn to, where, when, and how information is obtained?"""

from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import Facts, Finding, Measure, Messages, Need, Page, Params, Reason, Rule, _, same, seen_page
from auditor_checks.disclosure.parts import organ_of
from auditor_checks.naming import Theme
from auditor_checks.places import PLACE, AtPlace, Gap, Place, article, illegible, more_of, place, told
from auditor_checks.seen import plain

_FEW = 3  # rows of a column that are read as the guide in parts
_GUIDE_LEAST = 60  # characters; a page of fewer is a door to the guide


class GuideParams(Params):
    column: tuple[str, ...] = Field(description=_("指南页面的名称"))
    fields: tuple[Theme, ...] = Field(description=_("指南要写明的各项内容"))
    at_least: int = Field(default=0, description=_("至少写明几项；0 为全部"))


class Guide(AtPlace[GuideParams]):
    """Does the guide tell whom to turn to, where, when, and how information is obtained?

    The guide is the page of that name, or the articles that it lists. What stands in pictures or attachments was not
    read, and is not missing.
    """

    rule = Rule(
        id="disclosure.guide",
        title=_("政府信息公开指南的内容"),
        why=_("指南缺了地址、时间、电话或获取方式，群众就不知道到哪里、怎样取得信息。"),
        fix=_("在指南里补上缺少的内容，并核对是否仍然有效。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = GuideParams
    messages = Messages(
        **PLACE,
        met=_("指南写明了 {found} 项，共 {of} 项"),
        short=_("指南写明了 {found} 项，共 {of} 项，没有写的：{missing}"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.column)
        yield self._read(facts, where) if where.pages else self.nowhere(facts, where)

    def _read(self, facts: Facts, where: Place) -> Finding:
        pages, gap = self._guide(facts, where)
        text = same("\n".join(told(facts, page) for page in pages))
        missing = [one.name for one in self.params.fields if not any(same(word) in text for word in one.words)]
        of = len(self.params.fields)
        found = of - len(missing)
        said = {"found": found, "of": of}
        measure = Measure(value=found, of=of)
        if found >= (self.params.at_least or of):
            return self.met(where.page, "met", **said, measure=measure, evidence=seen_page(pages[0]))
        if gap is not None:
            return self.unknown(facts, where, gap)
        if len(text) < _GUIDE_LEAST:
            return self.bare(where)
        listed = "、".join(missing)
        seen = [seen_page(page, characters=len(page.text)) for page in pages[:_FEW]]
        return self.unmet(where.page, "short", **said, missing=listed, measure=measure, evidence=seen)

    def _guide(self, facts: Facts, where: Place) -> tuple[Sequence[Page], Gap | None]:
        """The pages that make up the guide, and why they may not tell all of it."""
        pages = list(where.pages)
        gap = where.more or next((gap for page in pages if (gap := illegible(facts, page))), None)
        names, organ = tuple(map(plain, self.params.column)), organ_of(facts)
        rows = [item for item in where.items if any(name in plain(item.title) for name in names)]
        own = [item for item in rows if plain(item.title).partition(names[0])[0] in organ] or rows
        for item in (own or where.items)[:_FEW]:
            page = article(facts, item)
            if page is None:
                gap = gap or Gap(
                    "place_unread", facts.visit(item.target).reason or Reason.NOT_GATHERED, seen_page(where.page)
                )
                continue
            pages.append(page)
            gap = gap or illegible(facts, page) or more_of(facts, facts.shown(page), ())
        if len(own or where.items) > _FEW:
            gap = gap or Gap("place_unread", Reason.AMBIGUOUS, seen_page(where.page))
        if where.files:
            gap = gap or Gap("place_picture", Reason.NO_TEXT, seen_page(where.page))
        return pages, gap
