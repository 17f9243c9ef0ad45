"""Which links are dead?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from auditor.api import (
    Check,
    Evidence,
    Facts,
    Finding,
    Fixes,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Reason,
    Referrers,
    Region,
    Rule,
    Target,
    _,
    seen_page,
)
from auditor_checks.links.addresses import inside, laboratory
from auditor_checks.links.faults import OUTAGES, death_of, doubt_of
from auditor_checks.links.markup import WHATS, What, what
from auditor_checks.seen import left_to_script, of_visit, references, referred, unrun, why

_SHARED = frozenset({Region.HEADER, Region.NAV, Region.FOOTER, Region.FLOAT})
_EXAMPLES = 5  # of addresses that could not be settled, for each reason
_TEMPLATE = _("它在{region}模板里：改模板一处，{pages} 个页面随之改好。")
_ABSENT = _("内容已搬走的改成新地址，已不存在的删去；整批搬走的，在服务器上加一条跳转。")
_STATUS = _("服务器不接受这个请求：核对网址的写法和参数，改成在浏览器里打得开的地址，或者删去。")
_SERVER_ERROR = _("服务器程序出错：本站的，请运维按网址和时间查日志；别人的，过些天仍打不开就改掉或删去。")
_NO_HOST = _("域名已不存在：改成现在的网址，或者删去；是本单位的域名，就续费或恢复解析。")
_NO_ADDRESS = _(
    "域名没有指向任何服务器：是本单位的，请域名管理方补上 A、AAAA 记录；是别人的，改成现在的网址，或者删去。"
)
_NO_DNS = _("域名服务器一直出错：是本单位的域名，请域名管理方检查；是别人的，过些天仍打不开就改掉或删去。")
_REFUSED = _("服务器在，端口上没有服务：本站的，启动服务，检查端口；别人的，核对 http、https 和端口，不对的改掉。")
_RESET = _("连接一再被切断：本站的，检查服务器、防火墙和加密设置；别人的，核对 http 与 https，过些天仍打不开就删去。")
_NO_ANSWER = _("一直没有回应：本站的，检查服务器是否在线、防火墙是否放行；别人的，过些天仍打不开就改掉或删去。")
_TOO_SLOW = _("连上了却等不到内容：本站的，检查后台程序和数据库；别人的，过些天仍打不开就改掉或删去。")
_NO_END = _("跳转转来转去没有终点：请运维改跳转规则，或把链接直接改成最终的地址。")
_BAD_REDIRECT = _("跳转指向的地址无效：请运维改正跳转，或把链接直接改成最终的地址。")


class BrokenParams(Params):
    where: Literal["home", "inner"] = Field(description=_("home：首页引用的地址；inner：只有其他网页引用的地址"))
    owner: Literal["own", "others"] = Field(description=_("own：本单位的地址；others：别人的地址"))
    elements: tuple[What, ...] = Field(
        default=WHATS,
        description=_(
            "算哪些引用：a 链接，attachment 附件，img 图片，style 样式，script 脚本，frame 框架，media、meta"
        ),
    )
    outages: Literal["with", "without", "only"] = Field(
        default="with",
        description=_(
            "隔开时间两次没有好好回应的服务器（5xx、超时、拒绝连接）：with 一并算，without 不算，only 只算它们"
        ),
    )
    template_pages: int = Field(
        default=3, description=_("页头、导航、页脚、浮动窗口里的同一个链接，出现在多少个网页上算作模板")
    )


@dataclass(slots=True)
class _Doubts:
    """Addresses that could not be settled for one reason."""

    reason: Reason
    count: int = 0
    examples: list[Evidence] = field(default_factory=list)


class Broken(Check[BrokenParams]):
    """Which addresses that pages refer to do not open? One finding for a dead address, with all who refer to it.

    Dead is what the site lastingly says, or what failed twice, apart in time. Blocked, forbidden by robots.txt or
    failed once is counted by reason, and nothing is concluded. What the budgets left out is told with the counts.
    """

    rule = Rule(
        id="links.broken",
        title=_("打不开的链接"),
        why=_("点开是错误页，要办的事、要查的信息就断在这里。"),
        fix=_(
            "按证据里的页面找到这个链接：内容已搬走的改成新地址，内容已不存在的删去；多个页面引用同一地址时先改模板。"
        ),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BrokenParams
    messages = Messages(
        met=_("查看了 {checked} 个链接地址，未见打不开的"),
        met_partly=_("查看了 {checked} 个链接地址，未见打不开的；另有 {left} 个超出本次范围，没有查看"),
        met_apart=_("查看了 {checked} 个链接地址，未见打不开的；另有 {apart} 个是别人的服务器一时出错，另列"),
        absent=_("{element}“{label}”返回 {status}，{pages} 个页面引用"),
        absent_template=_("{region}模板里的{element}“{label}”返回 {status}，{pages} 个页面都有"),
        status=_("{element}“{label}”返回 {status}，{pages} 个页面引用"),
        status_template=_("{region}模板里的{element}“{label}”返回 {status}，{pages} 个页面都有"),
        server_error=_("{element}“{label}”返回 {status}，{pages} 个页面引用"),
        server_error_template=_("{region}模板里的{element}“{label}”返回 {status}，{pages} 个页面都有"),
        no_host=_("{element}“{label}”的域名 {host} 不存在，{pages} 个页面引用"),
        no_host_template=_("{region}模板里的{element}“{label}”的域名 {host} 不存在，{pages} 个页面都有"),
        no_address=_("{element}“{label}”的域名 {host} 没有指向服务器，{pages} 个页面引用"),
        no_address_template=_("{region}模板里的{element}“{label}”的域名 {host} 没有指向服务器，{pages} 个页面都有"),
        no_dns=_("{element}“{label}”的域名 {host} 一直查不到，{pages} 个页面引用"),
        no_dns_template=_("{region}模板里的{element}“{label}”的域名 {host} 一直查不到，{pages} 个页面都有"),
        refused=_("{element}“{label}”的服务器拒绝连接，{pages} 个页面引用"),
        refused_template=_("{region}模板里的{element}“{label}”的服务器拒绝连接，{pages} 个页面都有"),
        reset=_("{element}“{label}”一连就断，{pages} 个页面引用"),
        reset_template=_("{region}模板里的{element}“{label}”一连就断，{pages} 个页面都有"),
        no_answer=_("{element}“{label}”连不上，{pages} 个页面引用"),
        no_answer_template=_("{region}模板里的{element}“{label}”连不上，{pages} 个页面都有"),
        too_slow=_("{element}“{label}”等不到内容，{pages} 个页面引用"),
        too_slow_template=_("{region}模板里的{element}“{label}”等不到内容，{pages} 个页面都有"),
        no_end=_("{element}“{label}”一直跳转，到不了页面，{pages} 个页面引用"),
        no_end_template=_("{region}模板里的{element}“{label}”一直跳转，到不了页面，{pages} 个页面都有"),
        bad_redirect=_("{element}“{label}”跳转到一个无效的地址，{pages} 个页面引用"),
        bad_redirect_template=_("{region}模板里的{element}“{label}”跳转到一个无效的地址，{pages} 个页面都有"),
        other=_("{element}“{label}”打不开，{pages} 个页面引用"),
        other_template=_("{region}模板里的{element}“{label}”打不开，{pages} 个页面都有"),
        blocked=_("{count} 个链接地址拦截程序访问，没能确认是否打得开（确认了 {checked} 个），不计为不符合"),
        blocked_others=_(
            "别人的 {count} 个链接地址拦截程序访问，没能确认是否打得开（确认了 {checked} 个），不计为不符合"
        ),
        robots=_("{count} 个链接地址不许程序访问（robots.txt），没有查看（确认了 {checked} 个），不计为不符合"),
        once=_("{count} 个链接地址只失败过一次，还不能断定（确认了 {checked} 个），不计为不符合"),
        ours=_("{count} 个链接地址没能查看，可能是本机网络或访问太快所致（确认了 {checked} 个），不计为不符合"),
        certificate=_("{count} 个链接地址的加密连接有问题，没能看到内容（确认了 {checked} 个），不计为打不开"),
        unreadable=_("{count} 个链接地址的回应不完整或不合规，浏览器也许能显示（确认了 {checked} 个），不计为打不开"),
        bad_url=_("{count} 个链接地址的写法不合规，没能查看（确认了 {checked} 个），不计为打不开"),
        app=_("{count} 个链接地址跳转到手机应用，程序看不到里面（确认了 {checked} 个），不计为打不开"),
        off_network=_("{count} 个链接地址的主机不在这次检查范围内（确认了 {checked} 个），不计为不符合"),
        not_gathered=_("{count} 个链接地址这次没有查看（确认了 {checked} 个），不计为不符合"),
        outages=_("{count} 个链接地址的服务器一时没有回应，没有别的可看，不能断定有没有打不开的"),
        left=_("链接地址都超出本次范围，没有查看，不能断定有没有打不开的"),
        home_down=_("首页没有读到，不能断定有没有打不开的链接"),
        script=_("首页由脚本填写，这次没有运行脚本，看不到它的链接，不能断定有没有打不开的"),
        nothing=_("没有这类链接"),
    )
    fixes = Fixes(
        absent=_ABSENT,
        absent_template=(_TEMPLATE, _ABSENT),
        status=_STATUS,
        status_template=(_TEMPLATE, _STATUS),
        server_error=_SERVER_ERROR,
        server_error_template=(_TEMPLATE, _SERVER_ERROR),
        no_host=_NO_HOST,
        no_host_template=(_TEMPLATE, _NO_HOST),
        no_address=_NO_ADDRESS,
        no_address_template=(_TEMPLATE, _NO_ADDRESS),
        no_dns=_NO_DNS,
        no_dns_template=(_TEMPLATE, _NO_DNS),
        refused=_REFUSED,
        refused_template=(_TEMPLATE, _REFUSED),
        reset=_RESET,
        reset_template=(_TEMPLATE, _RESET),
        no_answer=_NO_ANSWER,
        no_answer_template=(_TEMPLATE, _NO_ANSWER),
        too_slow=_TOO_SLOW,
        too_slow_template=(_TEMPLATE, _TOO_SLOW),
        no_end=_NO_END,
        no_end_template=(_TEMPLATE, _NO_END),
        bad_redirect=_BAD_REDIRECT,
        bad_redirect_template=(_TEMPLATE, _BAD_REDIRECT),
        other_template=(_TEMPLATE, rule.fix),
        blocked=_("把本工具的访问标识（User-Agent）加入本站防护的白名单再查；急的话，由人在浏览器里点开看。"),
        blocked_others=_("由人在浏览器里点开看一眼，打得开的不必改；程序被别人的网站拦住，不是本站的问题。"),
        robots=_("让 robots.txt 放行这些地址再查，或由人在浏览器里点开看。"),
        once=_("过一会儿再查一次；仍打不开的再改。"),
        ours=_("换一个网络，或放慢速度，再查一次。"),
        certificate=_(
            "在浏览器里点开看：有警告的，换上与域名相符、没有过期、证书链完整的证书；别人的网站，请对方更换。"
        ),
        unreadable=_("由人在浏览器里点开看；显示不全的，请运维检查服务器的压缩、长度和代理设置。"),
        bad_url=_("在浏览器里点开看；打不开的，改正网址里的空格、全角符号或多余的字符。"),
        app=_("用手机点开看；在电脑上也要能看的，换成网页的地址。"),
        off_network=_("放开主机限制再查一次；域名解析到内网地址的，换成外网能访问的地址。"),
        not_gathered=_("重新采集一次再判。"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        only = self.params.outages == "only"
        opens = dead = left = apart = 0
        doubts: dict[str, _Doubts] = {}
        for target in facts.targets(examples=0):
            if not self._concerns(facts, target):
                continue
            visit = target.visit
            if visit.opening is Opening.OPENS:
                opens += 1
            elif visit.opening is Opening.DEAD:
                message = death_of(visit)
                if (message in OUTAGES) is only or self.params.outages == "with":
                    dead += 1
                    yield self._dead(target, message)
                else:
                    apart += 1
            elif visit.reason is Reason.BUDGET:
                left += 1
            else:
                doubt = doubts.setdefault(doubt_of(visit), _Doubts(why(visit)))
                doubt.count += 1
                if len(doubt.examples) < _EXAMPLES:
                    referrers = facts.referrers(visit.url, 1)
                    doubt.examples += referred(visit, referrers) or (of_visit(visit),)
        if doubts and not (only and opens):
            yield from self._unsettled(doubts, opens + dead)
        elif not dead and self.params.where == "home" and (shell := self._shell(facts)):
            yield self.not_testable(self._subject, "script", unrun(facts), evidence=seen_page(shell))
        elif opens and not dead:
            message = "met_apart" if apart and not only else "met_partly" if left else "met"
            yield self.met(self._subject, message, checked=opens, left=left, apart=apart)
        elif not dead:
            yield self._nothing(facts, left, 0 if only else apart)

    @staticmethod
    def _shell(facts: Facts) -> Page | None:
        """The home page, when all that a reader may follow on it is left to a script."""
        home = facts.home()
        shown = facts.shown(home) if home else ()
        return home if left_to_script(shown) and not any(True for _link in references(shown)) else None

    @property
    def _subject(self) -> str:
        """Which question was asked? What it was narrowed to belongs to it."""
        params = self.params
        narrowed = (
            *(() if params.elements == WHATS else params.elements),
            *(("outages",) * (params.outages == "only")),
        )
        return " ".join((params.where, params.owner, *narrowed))

    def _concerns(self, facts: Facts, target: Target) -> bool:
        if target.referrers.home is not (self.params.where == "home"):
            return False
        if (target.in_scope or facts.own(target.visit.url)) is not (self.params.owner == "own"):
            return False
        if what(target) not in self.params.elements:
            return False
        # Local addresses open for nobody outside: that is links.wrong.
        return not inside(target.visit.url) or laboratory(facts)

    def _dead(self, target: Target, message: str) -> Finding:
        visit, referrers = target.visit, target.referrers
        label = next((link.label for _page, link in referrers.examples if link.label), "")
        said = {
            "label": label or visit.url.rpartition("/")[2] or visit.url,
            "element": what(target),
            "status": visit.status,
            "host": visit.url.split("/")[2],
            "pages": referrers.pages,
        }
        if template := self._template(referrers):
            message, said = f"{message}_template", said | {"region": template[0].value, "pages": template[1]}
        return self.unmet(visit.url, message, **said, evidence=referred(visit, referrers))

    def _template(self, referrers: Referrers) -> tuple[Region, int] | None:
        """The part of the template in which nearly all of these pages have the link, and how many have it there."""
        for region, pages in referrers.regions[:1]:
            if region in _SHARED and pages >= max(self.params.template_pages, 0.9 * referrers.pages):
                return region, pages
        return None

    def _unsettled(self, doubts: dict[str, _Doubts], checked: int) -> Iterator[Finding]:
        """One finding for each reason, with the first of the addresses and where they stand."""
        for message, doubt in sorted(doubts.items()):
            asked = f"{self._subject} {message}"
            if message == "blocked" and self.params.owner == "others":
                message = "blocked_others"
            yield self.not_testable(
                asked, message, doubt.reason, count=doubt.count, checked=checked, evidence=doubt.examples
            )

    def _nothing(self, facts: Facts, left: int, apart: int) -> Finding:
        """Why is there neither an address that opens nor one that is dead?"""
        if left:
            return self.not_testable(self._subject, "left", Reason.BUDGET)
        if apart:
            return self.not_testable(self._subject, "outages", Reason.TRANSIENT, count=apart)
        if facts.home() is None:
            seen = of_visit(facts.visit(facts.portal.home))
            return self.not_testable(self._subject, "home_down", Reason.HOME_DOWN, evidence=seen)
        return self.not_applicable(self._subject, "nothing", Reason.NOTHING_TO_JUDGE)
