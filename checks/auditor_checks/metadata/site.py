"""Does every page carry the tags of the site, with the right values?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SiteTagsParams(Params):
    tags: tuple[str, ...] = Field(default=("SiteName", "SiteDomain", "SiteIDCode"), description=_("要有的标签"))
    sample: int = Field(default=20, description=_("抽查多少页"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class SiteTags(Check[SiteTagsParams]):
    """Does every page carry the tags of the site, with the right values?"""

    rule = Rule(
        id="metadata.site",
        title=_("网站标签"),
        why=_("网站标签供检索和监测识别网站，缺失或写错会被当成别的网站。"),
        fix=_("在网页模板里补上网站标签，域名和标识码与本网站一致。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SiteTagsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
