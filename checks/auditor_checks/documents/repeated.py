"""Does one document read the same wherever it is printed?"""

from collections.abc import Iterable
from difflib import SequenceMatcher

from pydantic import Field

from auditor.api import (
    Check,
    Document,
    DocumentKind,
    Evidence,
    Facts,
    Finding,
    Messages,
    Need,
    Page,
    Params,
    Reason,
    Rule,
    _,
    same,
)

_MOST = 20_000  # characters that are compared


class RepeatedParams(Params):
    min_text: int = Field(default=200, description=_("正文少于多少字的不比较"))
    least: float = Field(default=0.98, ge=0, le=1, description=_("相同的部分低于多少算不一致（0–1）"))


class Repeated(Check[RepeatedParams]):
    """Does one document read the same wherever it is printed?

    Documents of one number and title at several addresses. What differs may be a byline: a person compares.
    """

    rule = Rule(
        id="documents.repeated",
        title=_("同一文件各处一致"),
        why=_("同一份文件在几个栏目里内容不同，群众不知道以哪个为准。"),
        fix=_("核对各处的文本，以原件为准改正。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = RepeatedParams
    messages = Messages(
        met=_("{count} 份文件登在几处，内容一致"),
        differs=_("“{title}”登在两处，有 {share}% 的内容不同，请核对"),
        none=_("没有读到登在几处的文件"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        same_there, other = 0, []
        for document in facts.documents(DocumentKind.POLICY):
            for one, alike in self._compared(facts, document):
                if alike >= self.params.least:
                    same_there += 1
                else:
                    other.append((document, one, alike))
        for document, page, alike in other:
            share = round(100 * (1 - alike), 1)
            seen = Evidence(kind="text", url=document.url, target=page.url, quote=document.title)
            yield self.manual(f"{document.url} {page.url}", "differs", title=document.title, share=share, evidence=seen)
        if not other and same_there:
            yield self.met(facts.portal, "met", count=same_there)
        elif not other:
            yield self.not_applicable(facts.portal, "none", Reason.NOTHING_TO_JUDGE)

    def _compared(self, facts: Facts, document: Document) -> Iterable[tuple[Page, float]]:
        """The other pages of this document with the part of its text that they share, 0…1."""
        first = facts.page(document.url)
        if first is None or not document.number:
            return
        known = {first.url, first.final_url}
        for url in document.aliases:
            page = facts.page(url)
            if page is None or page.url in known:
                continue
            known |= {page.url, page.final_url}
            one, other = _words(first), _words(page)
            if min(len(one), len(other)) >= self.params.min_text:
                yield page, SequenceMatcher(None, one, other, autojunk=False).ratio() if one != other else 1.0


def _words(page: Page) -> str:
    """The longer lines of a page: bylines and menus are short."""
    return "".join(same(line) for line in page.text.splitlines() if len(line) > 20)[:_MOST]
