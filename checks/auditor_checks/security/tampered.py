"""Does a page hold what somebody else seems to have put there?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _, seen_page
from auditor_checks.text.lexicon import lexicon


class TamperedParams(Params):
    words: tuple[str, ...] = Field(default=(), description=_("在自带的词表之外再查的词"))
    unless: tuple[str, ...] = Field(default=(), description=_("同一处写有这些词的，是在讲打击此类行为"))


class Tampered(Check[TamperedParams]):
    """Does a page hold what somebody else seems to have put there?

    Intruders write into titles and metas, which search engines read and visitors do not. The text of an article may
    speak of such things; a title that speaks of fighting them is none.
    """

    rule = Rule(
        id="security.tampered",
        title=_("网页被篡改的线索"),
        why=_("被植入的内容会把群众引到赌博、色情网站，也说明网站有漏洞。"),
        fix=_("核对后清除植入内容，查找并修补漏洞。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = TamperedParams
    messages = Messages(
        found=_("标题或关键词里有“{word}”，像是被植入的，请人工核对"),
        clean=_("已逐页查找，看过 {pages} 页"),
        unread=_("没有读到网页，不能断定有没有被植入的内容"),
    )

    def __init__(self, params: TamperedParams) -> None:
        super().__init__(params)
        ours = lexicon()["tampered"]
        self._words: tuple[str, ...] = (*ours["words"], *params.words)
        self._unless: tuple[str, ...] = (*ours["unless"], *params.unless)

    def on_page(self, page: Page) -> Iterable[Finding]:
        for said in (page.title, page.metas.get("keywords", ""), page.metas.get("description", "")):
            word = next((word for word in self._words if word in said), "")
            if word and not any(other in f"{said} {page.title}" for other in self._unless):
                yield self.manual(page, "found", word=word, evidence=seen_page(page, said[:200]))
                return

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.coverage.pages:
            yield self.met(facts.portal, "clean", pages=facts.coverage.pages)
        else:
            yield self.not_testable(facts.portal, "unread", Reason.HOME_DOWN)
