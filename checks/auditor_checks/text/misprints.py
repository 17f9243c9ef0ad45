"""Are there misprints?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _
from auditor_checks.text.lexicon import Misspelt, chosen, hits, said, shown


class MisprintsParams(Params):
    extra: tuple[Misspelt, ...] = Field(default=(), description=_("在自带的词表之外再查的写法"))
    skip: tuple[str, ...] = Field(default=(), description=_("不查的写法"))


class Misprints(Check[MisprintsParams]):
    """Are there misprints?

    By a lexicon of our own. What it finds is a candidate: a person looks at it, and nothing follows by itself.
    """

    rule = Rule(
        id="text.misprints",
        title=_("错别字"),
        why=_("错别字影响文件的严肃性，有时还会改变意思。"),
        fix=_("核对上下文，把错字改正。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = MisprintsParams
    messages = Messages(
        found=_("写有“{wrong}”，应为“{right}”，本页共 {count} 处，请人工核对"),
        clean=_("已逐页比对词表，看过 {pages} 页"),
        unread=_("没有读到网页，不能断定有没有错别字"),
    )

    def __init__(self, params: MisprintsParams) -> None:
        super().__init__(params)
        self._words = chosen("misprints", params.extra, params.skip)

    def on_page(self, page: Page, facts: Facts) -> Iterable[Finding]:
        text = said(page)
        if found := sorted(hits(text, self._words), key=lambda hit: (hit.start, hit.wrong)):
            first = found[0]
            values = {"wrong": first.wrong, "right": first.right, "count": len(found)}
            yield self.manual(page, "found", **values, evidence=shown(page, text, found))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.coverage.pages:
            yield self.met(facts.portal, "clean", pages=facts.coverage.pages)
        else:
            yield self.not_testable(facts.portal, "unread", Reason.HOME_DOWN)
