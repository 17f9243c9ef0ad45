"""Does every page carry the marks of a government site in its footer?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class FooterItem(Params):
    name: str = Field(description=_("要有的标识"))
    words: tuple[str, ...] = Field(default=(), description=_("页面上写有其中任何一个词，即认为有"))
    patterns: tuple[str, ...] = Field(default=(), description=_("页面文字符合其中任何一个正则表达式，即认为有"))
    hosts: tuple[str, ...] = Field(default=(), description=_("页面链接到其中任何一个网站，即认为有"))
    images: tuple[str, ...] = Field(default=(), description=_("图片地址里有其中任何一个词，即认为有"))
    bad_images: tuple[str, ...] = Field(default=(), description=_("图片地址里有其中任何一个词，即认为未通过"))
    all_of: bool = Field(default=False, description=_("每个正则表达式都要符合"))


class FooterParams(Params):
    items: tuple[FooterItem, ...] = Field(description=_("页脚要有的各项"))
    sample: int = Field(default=20, description=_("首页之外再看多少页"))


class Footer(Check[FooterParams]):
    """Does every page carry the marks of a government site in its footer?"""

    rule = Rule(
        id="identity.footer",
        title=_("页面底部的网站标识"),
        why=_("网站标识码、备案号、主办单位和找错入口，让人确认这是哪个机关办的网站，有问题找谁。"),
        fix=_("在页脚模板里补上缺的标识，标识图片显示为红色未通过的，到发放标识的部门处理。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = FooterParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
