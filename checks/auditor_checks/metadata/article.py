"""Do article pages carry their tags, saying what the page says?"""

import re
from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, DateSource, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _, same
from auditor_checks.shares import Tally

_NO_WORD = re.compile(r"[\W_]+")
_DIGITS = 8  # of a day
_ALIKE = 0.5  # of the pairs of characters; a title may be printed with a line of its own above or below


class ArticleTagsParams(Params):
    tags: tuple[str, ...] = Field(default=("ArticleTitle", "PubDate", "ContentSource"), description=_("要有的标签"))
    sample: int = Field(default=20, description=_("抽查多少页"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class ArticleTags(Check[ArticleTagsParams]):
    """Do article pages carry their tags, saying what the page says?

    A title is another only when it shares less than half with everything printed; a date when the page prints another
    day as that of publishing.
    """

    rule = Rule(
        id="metadata.article",
        title=_("内容页标签"),
        why=_("内容页标签写明标题、发布时间和来源，供检索和监测识别。"),
        fix=_("在内容页模板里补上内容页标签，取值与页面上显示的一致。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ArticleTagsParams
    messages = Messages(
        met=_("看过的 {of} 个内容页里，{value} 页标签齐全，取值与页面一致"),
        short=_("看过的 {of} 个内容页里，只有 {value} 页标签齐全、取值与页面一致；例如缺或错 {missing}"),
        nothing=_("没有读到内容页，不能断定有没有内容页标签"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        tally = Tally()
        for page in facts.sample("article", self.params.sample):
            missing = [tag for tag in self.params.tags if not _right(page, tag.lower())]
            tally.count(page, 0 if missing else 1, "、".join(missing))
        said = {"of": int(tally.of), "value": int(tally.value), "measure": tally.measure(self.params.target)}
        if not tally.of:
            yield self.not_testable(facts.portal, "nothing", Reason.NOT_GATHERED)
        elif tally.reached(self.params.target):
            yield self.met(facts.portal, "met", **said)
        else:
            yield self.unmet(facts.portal, "short", missing=tally.short[0][1], **said, evidence=tally.evidence)


def _right(page: Page, tag: str) -> bool:
    said = page.metas.get(tag, "").strip()
    if not said:
        return False
    if tag == "articletitle":
        title = _NO_WORD.sub("", same(said))
        printed = _NO_WORD.sub("", same(f"{page.title}\n{page.text[:5000]}"))
        return title in printed or _shared(title, printed) >= _ALIKE
    if tag == "pubdate":
        meta = [mark.day for mark in page.dates if mark.source is DateSource.META]
        if not meta and len(re.sub(r"\D", "", said)) >= _DIGITS:
            return True  # a day written in another way (20210301), which is not compared
        shown = [mark.day for mark in page.dates if mark.source is DateSource.VISIBLE and "发布" in mark.label]
        return bool(meta) and (not shown or meta[0] in shown)
    return True


def _shared(title: str, printed: str) -> float:
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    return sum(1 for pair in pairs if pair in printed) / len(pairs) if pairs else 0.0
