"""Which links of the home page name no address?"""

import re
from collections.abc import Iterable

from auditor.api import (
    Check,
    Element,
    Facts,
    Finding,
    Link,
    Messages,
    Params,
    Reason,
    Rule,
    _,
    same,
    seen_link,
)

_NO_ADDRESS = re.compile(r"#*|javascript:[\s;]*(?:void\s*\(?\s*0?\s*\)?|return\s+false)?[\s;]*", re.IGNORECASE)
_SHOWN = 10


class InertParams(Params):
    """`controls`: words of links that are buttons for a script on every portal."""

    controls: tuple[str, ...] = (
        *("登录", "注册", "退出", "个人中心", "分享", "收藏", "打印", "关闭", "放大", "缩小", "字号", "字体", "正常"),
        *("简体", "繁体", "繁體", "无障碍", "长者", "关怀", "适老", "老年", "电脑版", "手机版", "微信", "微博", "qq"),
        *("搜索", "检索", "顶部", "top", "上一", "下一", "展开", "收起", "更多", "切换", "播放", "暂停", "换一"),
    )


class Inert(Check[InertParams]):
    """Which links that a reader of the home page sees name no address, and no script in the markup?

    Never held against the portal: scripts bind themselves to links from elsewhere, menu heads open by pointing at them.
    Whoever clicks sees it at once.
    """

    rule = Rule(
        id="links.inert",
        title=_("没有写地址的链接"),
        why=_("看上去能点、点了没有反应的链接，是没有做完或被遗忘的栏目。"),
        fix=_("在浏览器里逐个点一下：没有反应的，补上地址或者去掉链接。"),
    )
    params_type = InertParams
    messages = Messages(
        met=_("首页 {checked} 个链接都写明了地址或脚本"),
        inert=_("首页有 {count} 个链接没有写地址，如“{label}”，请在浏览器里点一下看有没有反应"),
        nothing=_("首页没有链接"),
        home_down=_("首页没有读到，不能断定有没有点了没有反应的链接"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN)
            return
        links = [link for link in home.links if link.element is Element.A and not link.hidden]
        inert = [link for link in links if self._inert(link)]
        if inert:
            seen = [seen_link(home, link) for link in inert[:_SHOWN]]
            seen[0] = seen[0].model_copy(update={"also": len(inert) - len(seen)})
            yield self.manual(facts.portal, "inert", count=len(inert), label=inert[0].label[:60], evidence=seen)
        elif links:
            yield self.met(facts.portal, "met", checked=len(links))
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)

    def _inert(self, link: Link) -> bool:
        label = same(link.label)
        if not label or link.onclick or not _NO_ADDRESS.fullmatch(link.href.strip()):
            return False
        return not any(word in label for word in self.params.controls)
