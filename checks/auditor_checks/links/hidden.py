"""Which links to strangers are hidden, or speak of what has no business on a portal?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.api import (
    Check,
    Element,
    Evidence,
    Facts,
    Finding,
    Link,
    Messages,
    Need,
    Params,
    Reason,
    Referrers,
    Rule,
    _,
    same,
    seen_link,
)
from auditor_checks.seen import referred

_FOLLOWED = frozenset({Element.A, Element.AREA})
_APART = 4  # places between two links of one block: pictures and line breaks stand between them
_HEADLINE = 12  # characters; a longer label is a sentence about something
_SHOWN = 10  # links of a block in the evidence


class HiddenParams(Params):
    """`least_block`: from how many hosts on a hidden block is a farm of links. The rest are words: of topics that have
    no business on a portal, in labels and in hosts, of those who act against them, of hosts above suspicion, and at the
    end of what ordinary lists of links name."""

    least_block: int = 5
    topic_labels: tuple[str, ...] = (
        *("百家乐", "真人娱乐", "真人荷官", "六合彩", "时时彩", "北京赛车", "体育投注", "老虎机", "葡京", "bet365"),
        *("网上赌场", "澳门赌场", "线上赌场", "博彩网", "博彩公司", "太阳城娱乐", "皇冠体育", "棋牌平台", "彩票平台"),
        *("私服", "游戏外挂", "捕鱼游戏"),
        *("成人电影", "成人网站", "色情网", "色情视频", "裸聊", "情色", "约炮", "一夜情", "成人用品"),
        *("壮阳", "伟哥", "催情", "迷药", "减肥药", "代孕公司", "代孕机构", "助孕网"),
        *("办证刻章", "刻章办证", "代开发票", "代办文凭", "高仿手表", "网赚", "信用卡套现"),
        *("站群", "seo优化", "友链交易"),
    )
    against: tuple[str, ...] = (
        *("举报", "打击", "整治", "治理", "防范", "警惕", "反对", "抵制", "禁毒", "查处", "曝光", "辟谣"),
    )
    topic_hosts: tuple[str, ...] = (
        *("bet365", "casino", "baccarat", "sbobet", "188bet", "betway", "1xbet", "yabo", "sifu", "xvideo", "viagra"),
    )
    trusted_hosts: tuple[str, ...] = ("gov.cn", "edu.cn", "mil.cn", "xn--zfr164b", "xn--55qw42g")  # .政务 .公益
    usual_labels: tuple[str, ...] = (
        *("网", "报", "台", "频道", "广播", "电视", "媒体", "杂志", "出版社", "客户端", "微博", "微信", "公众号"),
        *("政府", "委", "局", "厅", "部", "办", "院", "会", "中心", "法院", "检察", "统计"),
        *("空间", "豆瓣", "贴吧", "知乎", "朋友圈", "抖音", "快手", "新浪", "搜狐", "网易", "腾讯", "百度"),
        *("银行", "公司", "集团", "大学", "学院", "学校", "医院", "协会", "基金", "图书馆", "博物馆", "景区"),
    )


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A link to a host of somebody else that a reader cannot see."""

    link: Link
    site: str


class Hidden(Check[HiddenParams]):
    """Are there links to strangers' hosts that speak of gambling and the like, or blocks of them that nobody sees?

    A candidate for a person, never a verdict: who hides what, and why, is not to be seen from outside. Headlines, hosts
    of the state, and hidden lists of bureaus, papers and banks (tabs, drop-downs) are no candidates.
    """

    rule = Rule(
        id="links.hidden",
        title=_("隐藏的或内容无关的外部链接"),
        why=_("被人植入赌博、色情、私服一类链接（暗链），说明网站可能被篡改，也会把读者带到有害的网站。"),
        fix=_("查看证据页面的源代码，确认不是本站所放的就删除，并检查模板和服务器是怎样被改动的。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = HiddenParams
    messages = Messages(
        met=_("查看了 {checked} 个外部链接地址，未见隐藏的成片链接和内容无关的链接"),
        topic=_("“{label}”通往 {host}，像是赌博、色情一类内容，请人工核对"),
        block=_("看不见的区块里有通往 {count} 个外部网站的链接（{host} 等），请人工核对是谁放的"),
        nothing=_("没有外部链接"),
        home_down=_("首页没有读到，不能断定有没有隐藏的链接"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.home() is None:
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN)
            return
        checked, suspect = 0, False
        topics: set[str] = set()
        unseen: dict[str, list[_Stranger]] = {}
        for target in facts.targets(examples=0):
            url = target.visit.url
            host = urlsplit(url).hostname or ""
            if not target.elements & _FOLLOWED or facts.own(url) or self._trusted(host):
                continue
            checked += 1
            referrers = facts.referrers(url)
            label = self._of_topic(host, referrers)
            if label is not None and host not in topics:
                topics.add(host)
                suspect = True
                seen = referred(target.visit, referrers)
                yield self.manual(host, "topic", label=label[:60] or url, host=host, evidence=seen)
            for where, link in referrers.examples:
                if link.hidden and link.element in _FOLLOWED:
                    unseen.setdefault(where, []).append(_Stranger(link, host.removeprefix("www.")))
        for finding in self._farms(facts, unseen):
            suspect = True
            yield finding
        if suspect:
            return
        if checked:
            yield self.met(facts.portal, "met", checked=checked)
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)

    def _trusted(self, host: str) -> bool:
        return any(host == one or host.endswith(f".{one}") for one in self.params.trusted_hosts)

    def _of_topic(self, host: str, referrers: Referrers) -> str | None:
        """The label under which a link to what has no business here stands, None when it is no such link."""
        shown = [link for _page, link in referrers.examples]
        if any(word in host for word in self.params.topic_hosts):
            return next((link.label for link in shown if link.label), "")
        for link in shown:
            label = same(link.label)
            if any(word in label for word in self.params.against) or (len(label) > _HEADLINE and not link.hidden):
                continue
            if any(word in label for word in self.params.topic_labels):
                return link.label
        return None

    def _farms(self, facts: Facts, unseen: dict[str, list[_Stranger]]) -> Iterator[Finding]:
        """Hidden blocks of links to strangers, each once however many pages show it."""
        known: set[frozenset[str]] = set()
        for where in sorted(unseen, key=lambda url: (len(url), url)):
            for block in _blocks(unseen[where]):
                sites = frozenset(one.site for one in block)
                if len(sites) < self.params.least_block or sites <= frozenset().union(*known) or self._usual(block):
                    continue
                known.add(sites)
                first = block[0].link
                host = urlsplit(first.target).hostname or ""
                evidence = self._evidence(facts, where, block)
                yield self.manual(where, "block", count=len(sites), host=host, evidence=evidence)

    def _usual(self, block: Sequence[_Stranger]) -> bool:
        """Do most links of this block name what ordinary lists of links name?"""
        ends = [re.sub(r"[\W_]+", "", same(one.link.label)) for one in block]
        usual = sum(any(label.endswith(word) for word in self.params.usual_labels) for label in ends)
        return usual * 2 > len(block)

    @staticmethod
    def _evidence(facts: Facts, where: str, block: Sequence[_Stranger]) -> tuple[Evidence, ...]:
        page = facts.page(where)
        return tuple(seen_link(page, one.link) for one in block[:_SHOWN]) if page else ()


def _blocks(strangers: Sequence[_Stranger]) -> Iterator[list[_Stranger]]:
    """Hidden links that stand beside each other on one page."""
    block: list[_Stranger] = []
    for one in sorted(strangers, key=lambda one: one.link.order):
        if block and one.link.order - block[-1].link.order > _APART:
            yield block
            block = []
        block.append(one)
    if block:
        yield block
