"""What the rules share that look words up in a part of the lexicon."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from auditor.api import Check, Facts, Finding, Need, Page, Params, Reason, _
from auditor_checks.text.lexicon import Misspelt, any_of, chosen, hits, said, shown

FOUND = _("写有“{wrong}”，应为“{right}”，本页共 {count} 处，请人工核对")
CLEAN = _("已逐页比对词表，看过 {pages} 页")


class LookedUpParams(Params):
    extra: tuple[Misspelt, ...] = Field(default=(), description=_("在自带的词表之外再查的写法"))
    skip: tuple[str, ...] = Field(default=(), description=_("不查的写法"))


class LookedUp(Check[LookedUpParams]):
    """Does a word of one part of the lexicon stand on a page?

    What it finds is a candidate: a person looks at it, and nothing follows by itself. Messages: found, clean, unread.
    """

    part: ClassVar[str]
    needs = frozenset({Need.PAGES})
    params_type = LookedUpParams

    def __init__(self, params: LookedUpParams) -> None:
        super().__init__(params)
        self._words = chosen(self.part, params.extra, params.skip)
        self._any = any_of(word.wrong for word in self._words)

    def on_page(self, page: Page) -> Iterable[Finding]:
        text = said(page)
        if not self._any.search(text):
            return
        if found := sorted(hits(text, self._words), key=lambda hit: (hit.start, hit.wrong)):
            first = found[0]
            values = {"wrong": first.wrong, "right": first.right, "count": len(found)}
            yield self.manual(page, "found", **values, evidence=shown(page, text, found))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.coverage.pages:
            yield self.met(facts.portal, "clean", pages=facts.coverage.pages)
        else:
            yield self.not_testable(facts.portal, "unread", Reason.HOME_DOWN)
