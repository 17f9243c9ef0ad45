"""Do article pages carry their tags, saying what the page says?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ArticleTagsParams(Params):
    tags: tuple[str, ...] = Field(default=("ArticleTitle", "PubDate", "ContentSource"), description=_("要有的标签"))
    sample: int = Field(default=20, description=_("抽查多少页"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class ArticleTags(Check[ArticleTagsParams]):
    """Do article pages carry their tags, saying what the page says?"""

    rule = Rule(
        id="metadata.article",
        title=_("内容页标签"),
        why=_("内容页标签写明标题、发布时间和来源，供检索和监测识别。"),
        fix=_("在内容页模板里补上内容页标签，取值与页面上显示的一致。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ArticleTagsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
