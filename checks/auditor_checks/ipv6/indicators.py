"""What the measuring of IPv6 found, indicator by indicator.

What is a fact (a closed port, a wrong certificate, a server that is silent) the measuring tells as it is. Where it
takes a measure to say how much is enough, the rule judges the figures that were measured, by its parameters.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal, TypeVar

from pydantic import Field

from auditor.api import Check, Evidence, Facts, Finding, Measure, Messages, Need, Params, Probe, Reason, Rule, _
from auditor_checks.ipv6.answers import host_of

# Why nothing can be said, as the measuring words it; everything else is a side that we cannot tell apart.
_REASONS = {
    "vantage-no-ipv6": Reason.NO_IPV6,
    "vantage-no-dns6": Reason.NO_IPV6,
    "vantage-untested": Reason.NO_IPV6,
    "blocked": Reason.BLOCKED,
    "not-gathered": Reason.NOT_GATHERED,
    "no-page": Reason.HOME_DOWN,
}


_CALLS = 3  # times that this process is called in one stage of a look

P = TypeVar("P", bound=Params)


class Indicator(Check[P]):
    """What did the measuring say of one indicator of the home host?"""

    indicator: ClassVar[str]
    needs = frozenset({Need.DNS})
    messages = Messages(
        met=_("{host}：没有发现问题"),
        unmet=_("{host}：与要求不符（{why}）"),
        open=_("{host}：不能断定，不计为不符合"),
        none=_("{host}：没有可比较或可测的对象，不另计"),
        aaaa_hostile=_("{host} 的域名服务器对 AAAA 查询答错或不答"),
        ns_no_ipv6=_("{host} 的域名服务器都没有 IPv6 地址"),
        ns_dead_ipv6=_("{host} 的域名服务器有 IPv6 地址，却不答复"),
        ns_lame_ipv6=_("{host} 的域名服务器在 IPv6 上答复不对"),
        ns_no_tcp=_("{host} 的域名服务器在 IPv6 上不能用 TCP"),
        ns_too_few=_("{host} 支持 IPv6 的域名服务器不足两台"),
        ns_lame=_("{host} 有域名服务器不能正常答复"),
        chain_needs_ipv4=_("只有 IPv6 时解析不到 {host}"),
        dnssec_bogus=_("{host} 的 DNSSEC 签名不对，验证签名的网络解析不到"),
        edns_dropped=_("{host} 的域名服务器不理会带 EDNS 的查询"),
        cname_loop=_("{host} 的 CNAME 转回了自己"),
        cname_dangling=_("{host} 的 CNAME 指向不存在的域名"),
        cname_long=_("{host} 的 CNAME 一个接一个太多"),
        ns_uneven=_("{host} 的域名服务器对 AAAA 查询的答复互不相同，有的说没有"),
        ns_differs=_("{host} 的域名服务器，上级登记的与本域自己写的不同"),
        ns_glue_differs=_("{host} 的域名服务器，上级登记的 IPv6 地址（胶水记录）与本域自己写的不同"),
        tls_older=_("{host} 在 IPv6 上的 TLS 版本比 IPv4 旧"),
        alpn_missing=_("{host} 在 IPv6 上不支持 HTTP/2，IPv4 上支持"),
        port_disparity=_("{host} 在 IPv4 上开着的端口，在 IPv6 上没有开"),
        flaky=_("{host} 的首页经 IPv6 不是每次都打得开，同时 IPv4 正常"),
        tls_name=_("{host} 在 IPv6 上的证书不是这个域名的，IPv4 上没有问题"),
        tls_expired=_("{host} 在 IPv6 上的证书已过期，IPv4 上没有问题"),
        tls_disparity=_("{host} 在 IPv6 上的 TLS 有问题，IPv4 上没有"),
        status_differs=_("{host} 的首页在 IPv6 上的状态码与 IPv4 不同"),
        content_differs=_("{host} 的首页在 IPv6 上的内容与 IPv4 不同"),
        redirect_needs_ipv4=_("{host} 的首页跳转到没有 IPv6 的主机"),
        browser_blank=_("只有 IPv6 的浏览器打不开 {host} 的首页，只有 IPv4 的能打开"),
        browser_misses=_("只有 IPv6 的浏览器显示 {host} 的首页缺了内容，只有 IPv4 的不缺"),
        stalled=_("{host} 经 IPv6 连上之后没有内容送来，IPv4 正常"),
        too_slow=_("{host} 的首页经 IPv6 送得太慢，没能看全，IPv4 正常"),
        degraded=_("{host} 经 IPv6 比 IPv4 慢得多"),
        resource_needs_ipv4=_("{host} 的首页用到没有 IPv6 的主机上的内容"),
        outlink_needs_ipv4=_("{host} 的首页链接到没有 IPv6 的主机"),
        links_need_ipv4=_("{host} 有内页在 IPv6 上打不开，IPv4 上能打开"),
        unasked=_("这次没有测量 {host} 的 IPv6 指标；采集时加 --ipv6 full"),
        unseen=_("本机没有可用的 IPv6，没有测量 {host} 的这一项"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        host = host_of(facts)
        about = self.about(host)
        probe = next((one for one in reversed(facts.probes("ipv6")) if one.subject == host), None)
        if host in facts.vantage.mapped:
            yield self.not_applicable(about, "none", Reason.MAPPED, host=host)
            return
        told: Mapping[str, Any] = probe.values.get(self.indicator, {}) if probe else {}
        if probe is None or not told:
            if facts.vantage.ipv6 is False:
                yield self.not_testable(about, "unseen", Reason.NO_IPV6, host=host)
            else:
                yield self.not_testable(about, "unasked", Reason.NOT_GATHERED, host=host)
            return
        seen = _evidence(probe, told)
        outcome, why = str(told["outcome"]), str(told["reason"])
        if outcome in ("met", "unmet"):
            outcome, why = self.weighed(told.get("evidence") or {}, outcome, why)
        match outcome:
            case "met":
                yield self.met(
                    about, "met", host=host, evidence=seen, measure=self.measured(told.get("evidence") or {})
                )
            case "unmet":
                known = why.replace("-", "_")
                message = known if known in self.messages else "unmet"
                measure = self.measured(told.get("evidence") or {})
                yield self.unmet(about, message, host=host, why=why, evidence=seen, measure=measure)
            case "not_applicable":
                yield self.not_applicable(about, "none", Reason.PARENT_MISSING, host=host, why=why, evidence=seen)
            case _:
                reason = _REASONS.get(why, Reason.OUR_SIDE)
                yield self.not_testable(about, "open", reason, host=host, why=why, evidence=seen)

    def about(self, host: str) -> str:
        """What a finding is about: rules that are asked twice in different ways tell them apart."""
        return host

    def weighed(self, seen: Mapping[str, Any], outcome: str, why: str) -> tuple[str, str]:
        """The outcome of what was settled, with its reason: as measured, unless the figures are a matter of degree."""
        return outcome, why

    def measured(self, seen: Mapping[str, Any]) -> Measure | None:
        """How much of how much, for those who pay by share."""
        return None


def _evidence(probe: Probe, told: Mapping[str, Any]) -> Evidence:
    return Evidence(kind="connection", url=probe.subject, at=probe.at, looks=1, values=dict(told.get("evidence") or {}))


class AaaaAnswers(Indicator[Params]):
    """Do the name servers answer the AAAA question as they should (RFC 4074)?"""

    indicator = "D3"
    rule = Rule(
        id="ipv6.aaaa-answers",
        title=_("AAAA 查询的应答"),
        why=_("对 AAAA 查询答错或不答，只有 IPv4 的用户也会变慢或打不开。"),
        fix=_("升级负载均衡或 DNS 设备；没有 AAAA 记录时应答“没有数据”，不要答“域名不存在”，也不要不答。"),
    )


class NameServers(Indicator[Params]):
    """Do at least two name servers answer over IPv6, over UDP and TCP?"""

    indicator = "D4"
    rule = Rule(
        id="ipv6.name-servers",
        title=_("域名服务器支持 IPv6"),
        why=_("域名服务器只有 IPv4，只有 IPv6 的网络解析不到网站。"),
        fix=_("给至少两台权威域名服务器配上 IPv6 地址，放开 UDP 和 TCP 的 53 端口，并在上级登记胶水记录。"),
    )


class Chain(Indicator[Params]):
    """Is the whole chain of names resolvable over IPv6 alone?"""

    indicator = "D5"
    rule = Rule(
        id="ipv6.chain",
        title=_("只用 IPv6 可完成解析"),
        why=_("从根到网站，有一级只能用 IPv4 查询，只有 IPv6 的网络就解析不到。"),
        fix=_("请这一级域名（或 CNAME 所指服务商）的域名服务器支持 IPv6。"),
    )


class DnsHealthParams(Params):
    long_chain: int = Field(default=8, ge=1, description=_("CNAME 一个接一个，多少个起算太多"))


class DnsHealth(Indicator[DnsHealthParams]):
    """Is the zone healthy otherwise? Some resolvers give up on long chains of CNAMEs, by the state of their cache."""

    indicator = "D6"
    params_type = DnsHealthParams
    rule = Rule(
        id="ipv6.dns-health",
        title=_("域名解析健康"),
        why=_("域名服务器答复异常，部分用户会时有时无地打不开网站。"),
        fix=_("按证据里的服务器和故障修正：EDNS、TCP、CNAME、DNSSEC 签名。"),
    )

    def weighed(self, seen: Mapping[str, Any], outcome: str, why: str) -> tuple[str, str]:
        if outcome == "met":
            return ("unmet", "cname-long") if len(seen.get("cname", ())) >= self.params.long_chain else ("met", "")
        return outcome, why


class Ports(Indicator[Params]):
    """Are the same ports open over IPv6 as over IPv4?"""

    indicator = "C2"
    rule = Rule(
        id="ipv6.ports",
        title=_("IPv6 端口与 IPv4 一致"),
        why=_("IPv4 上能用的端口在 IPv6 上关着，输入网址的用户会打不开。"),
        fix=_("在 IPv6 地址上开放与 IPv4 相同的端口。"),
    )


class SuccessParams(Params):
    min_success: float = Field(default=0.9, ge=0, le=1, description=_("首页经 IPv6 打开的次数至少占几成"))


class Success(Indicator[SuccessParams]):
    """How often does the home page open over IPv6?"""

    indicator = "C3"
    params_type = SuccessParams
    rule = Rule(
        id="ipv6.success",
        title=_("首页 IPv6 访问成功率"),
        why=_("时通时断，用户会觉得网站坏了。"),
        fix=_("查 IPv6 一侧的负载均衡、防火墙会话数和后端健康检查。"),
    )

    def weighed(self, seen: Mapping[str, Any], outcome: str, why: str) -> tuple[str, str]:
        (opened, tries), (opened4, tries4) = seen["v6"], seen.get("v4", (0, 0))
        if tries - opened < 2 or opened / tries >= self.params.min_success:  # one that is lost is nobody's proof
            return "met", ""
        well = tries4 and opened4 / tries4 >= self.params.min_success
        return ("unmet", "flaky") if well else ("not_testable", "v4-control-failed")

    def measured(self, seen: Mapping[str, Any]) -> Measure | None:
        return Measure(value=seen["v6"][0], of=seen["v6"][1])


class Tls(Indicator[Params]):
    """Is TLS over IPv6 as good as over IPv4?"""

    indicator = "T1"
    rule = Rule(
        id="ipv6.tls",
        title=_("IPv6 的 TLS 与 IPv4 一致"),
        why=_("IPv6 上的证书不对，浏览器会拦下页面。"),
        fix=_("在 IPv6 入口换上与 IPv4 相同的证书和 TLS 配置。"),
    )


class SamePageParams(Params):
    alike: float = Field(default=0.9, ge=0, le=1, description=_("两边内容至少几成相同"))
    slack: float = Field(
        default=0.05, ge=0, le=1, description=_("比 IPv4 自己前后两次的相同程度低多少以内，仍不算不同")
    )


class SamePage(Indicator[SamePageParams]):
    """Does the home page show the same over both families? What changes by itself proves nothing (A/B/A)."""

    indicator = "H1"
    params_type = SamePageParams
    rule = Rule(
        id="ipv6.same-page",
        title=_("首页 IPv4 与 IPv6 内容一致"),
        why=_("两边内容不同，或要跳到只有 IPv4 的主机，只有 IPv6 的用户看不到应有的内容。"),
        fix=_("让两种地址指向同一套站点；跳转的目标也要有 IPv6。"),
    )

    def weighed(self, seen: Mapping[str, Any], outcome: str, why: str) -> tuple[str, str]:
        if "alike" not in seen:
            return outcome, why
        other = seen["alike"] < self.params.alike and seen["alike"] < seen["v4_alike"] - self.params.slack
        return ("unmet", "content-differs") if other else ("met", "")


class Delivery(Indicator[Params]):
    """Does the whole page arrive over IPv6?"""

    indicator = "H2"
    rule = Rule(
        id="ipv6.delivery",
        title=_("首页经 IPv6 完整送达"),
        why=_("连上之后没有内容，多半是大包被丢弃；用户看到空白页。"),
        fix=_("放开 ICMPv6 Packet Too Big，或调小 IPv6 的 MSS；检查出口带宽。"),
    )


class SpeedParams(Params):
    degraded: float = Field(default=0.5, ge=0, description=_("IPv6 比 IPv4 慢几成以上算慢：（IPv6 − IPv4）÷ IPv4"))
    good_enough: dict[str, float] = Field(
        default={"connect": 0.1, "tls": 0.2, "first-byte": 0.5, "whole": 1.0},
        description=_("各阶段几秒以内不算慢，不管 IPv4 有多快"),
    )


class Speed(Indicator[SpeedParams]):
    """Is IPv6 as fast as IPv4?"""

    indicator = "L1"
    params_type = SpeedParams
    rule = Rule(
        id="ipv6.speed",
        title=_("IPv6 快慢与 IPv4 相当"),
        why=_("IPv6 绕远路，用户感到网站慢。"),
        fix=_("请网络或云服务商检查 IPv6 路由与隧道。"),
    )

    def weighed(self, seen: Mapping[str, Any], outcome: str, why: str) -> tuple[str, str]:
        if self._slower(seen, float(seen.get("lag", 0)) * _CALLS) > self.params.degraded:
            return "unmet", "degraded"
        # What a busy machine of ours may have added, it may have added to IPv6 alone.
        return ("not_testable", "vantage-busy") if self._slower(seen, 0.0) > self.params.degraded else ("met", "")

    def _slower(self, seen: Mapping[str, Any], ours: float) -> float:
        """The worst stage, in the medians and in the better looks as well; `ours` is taken off IPv6."""
        both = (seen, seen.get("better", seen))
        return max((min(self._at(one, stage, ours) for one in both) for stage in self.params.good_enough), default=0.0)

    def _at(self, seen: Mapping[str, Any], stage: str, ours: float) -> float:
        v6, v4 = seen["v6"].get(stage), seen["v4"].get(stage)
        if v6 is None or v4 is None or v6 - ours <= self.params.good_enough[stage]:
            return 0.0
        return (float(v6) - ours - float(v4)) / max(float(v4), 0.001)


class Resources(Indicator[Params]):
    """Does the page need anything that only IPv4 brings?"""

    indicator = "S1"
    rule = Rule(
        id="ipv6.resources",
        title=_("页面资源支持 IPv6（天窗）"),
        why=_("图片、脚本放在没有 IPv6 的主机上，页面会缺一块。"),
        fix=_("把这些资源移到有 IPv6 的主机，或请其提供方支持 IPv6。"),
    )


class Outlinks(Indicator[Params]):
    """Have the hosts that the page links to IPv6?"""

    indicator = "S2"
    rule = Rule(
        id="ipv6.outlinks",
        title=_("外链支持 IPv6"),
        why=_("链接到的网站没有 IPv6，只有 IPv6 的用户点了打不开。"),
        fix=_("告知对方，或换成支持 IPv6 的地址。"),
    )


class InnerLinksParams(Params):
    min_share: float = Field(default=0.9, ge=0, le=1, description=_("经 IPv6 与 IPv4 一样打开的内页至少占几成"))
    levels: tuple[Literal[2, 3], ...] = Field(
        default=(2, 3), min_length=1, description=_("看哪几级：2 首页上的，3 再下一级")
    )


class InnerLinks(Indicator[InnerLinksParams]):
    """Do the pages one and two clicks away open over IPv6? What could not be compared may have opened, or not."""

    indicator = "S3"
    params_type = InnerLinksParams
    rule = Rule(
        id="ipv6.inner-links",
        title=_("二级、三级内链支持 IPv6"),
        why=_("首页打得开而内页打不开，等于没有支持。"),
        fix=_("按证据里的地址检查 IPv6 一侧的转发规则。"),
    )

    def about(self, host: str) -> str:
        """The host, with the level where it is one alone."""
        return host if len(self.params.levels) > 1 else f"{host} {self.params.levels[0]}"

    def weighed(self, seen: Mapping[str, Any], outcome: str, why: str) -> tuple[str, str]:
        same, n, unknown = self._counted(seen)
        if not n + unknown:
            return "not_applicable", "no-links"
        if (same + unknown) / (n + unknown) < self.params.min_share:
            return "unmet", "links-need-ipv4"
        if same / (n + unknown) >= self.params.min_share:
            return "met", ""
        return "not_testable", "vantage-busy" if seen.get("busy") else "links-unknown"

    def measured(self, seen: Mapping[str, Any]) -> Measure | None:
        same, n, unknown = self._counted(seen)
        return Measure(value=same + unknown, of=n + unknown)

    def _counted(self, seen: Mapping[str, Any]) -> tuple[int, int, int]:
        levels = [one for one in seen["levels"] if one.get("level", 2) in self.params.levels]
        same, n, unknown = (sum(one.get(name, 0) for one in levels) for name in ("same", "n", "unknown"))
        return same, n, unknown


class Browser(Indicator[Params]):
    """Does a browser that has only IPv6 show all that one with only IPv4 shows?"""

    indicator = "B1"
    rule = Rule(
        id="ipv6.browser",
        title=_("只有 IPv6 的浏览器"),
        why=_("普通浏览器会改用 IPv4，看不出缺了什么；只有 IPv6 的用户看到的页面少一块，或者是空白。"),
        fix=_("按证据里的地址，让这些图片、样式和脚本经 IPv6 也取得到。"),
    )


INDICATORS: tuple[type[Check[Any]], ...] = (
    *(AaaaAnswers, NameServers, Chain, DnsHealth, Ports, Success, Tls),
    *(SamePage, Delivery, Speed, Resources, Outlinks, InnerLinks, Browser),
)
