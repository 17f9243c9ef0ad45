"""Does the portal have an IPv6 address that a reader can use?"""

from collections.abc import Iterable

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.ipv6.answers import Said, answers, withheld

# Why an address is unusable, as the gathering half words it → how it is told to people.
_KINDS = {
    **dict.fromkeys(
        ("unspecified", "private", "loopback", "link-local", "unique local", "site-local"), "unusable_local"
    ),
    "documentation": "unusable_sample",
    **dict.fromkeys(
        ("IPv4-mapped", "IPv4-translated", "IPv4-compatible", "NAT64", "local NAT64", "DNS64", "6to4", "Teredo"),
        "unusable_bridge",
    ),
}


class Aaaa(Check[Params]):
    """Does DNS give the home host at least one IPv6 address of the public Internet?

    A local, mapped, tunnelled or documentation address is none. That DNS did not answer says nothing of the site.
    """

    rule = Rule(
        id="ipv6.aaaa",
        title=_("门户域名的 IPv6 地址"),
        why=_("没有 AAAA 记录，只有 IPv6 的用户打不开网站。"),
        fix=_("在权威 DNS 上为门户域名添加 AAAA 记录，地址须是公网可用的 IPv6 地址。"),
    )
    needs = frozenset({Need.DNS})
    messages = Messages(
        met=_("{host} 有可用的 IPv6 地址 {address}"),
        none=_("{host} 没有 AAAA 记录"),
        none_here=_("{host} 没有 AAAA 记录；看到的地址是本地网络转换出来的"),
        unusable_local=_("{host} 的 AAAA 记录 {address} 是本地地址，外面到不了"),
        unusable_sample=_("{host} 的 AAAA 记录 {address} 是文档里的示例地址，不能用"),
        unusable_bridge=_("{host} 的 AAAA 记录 {address} 是由 IPv4 映射或转换来的，不是可用的 IPv6 地址"),
        unusable=_("{host} 的 AAAA 记录 {address} 不是公网可用的 IPv6 地址"),
        unanswered=_("DNS 没有答复 {host} 的 AAAA 查询（{status}），不能断定有没有 IPv6 地址，不计为不符合"),
        withheld=_("本机所用的 DNS 对任何网站都不给 AAAA 记录，不能断定 {host} 没有，不计为不符合；请换一个 DNS 再查"),
        no_name=_("域名 {host} 不存在，不能断定"),
        empty=_("DNS 对 {host} 的 A 和 AAAA 查询都答复为空，域名的解析本身可能有问题，不能断定有没有 IPv6 地址"),
        unasked=_("这次没有查询 {host} 的 AAAA 记录"),
        mapped=_("{host} 由操作者指定了地址，没有查询它真实的 DNS"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = answers(facts)
        host, seen = found.host, found.evidence
        bad = next(iter(found.unusable), "")
        match found.said:
            case Said.USABLE:
                more = {"unusable": ", ".join(found.unusable)} if found.unusable else {}
                yield self.met(host, "met", host=host, address=found.usable[0], evidence=seen, **more)
            case Said.UNUSABLE:
                message = _KINDS.get(found.unusable.get(bad, ""), "unusable")
                yield self.unmet(host, message, host=host, address=bad, evidence=seen)
            case Said.NONE if withheld(facts):
                yield self.not_testable(host, "withheld", Reason.OUR_SIDE, host=host, evidence=seen)
            case Said.NONE:
                yield self.unmet(host, "none", host=host, status=found.status, evidence=seen)
            case Said.SYNTHESISED:
                yield self.unmet(host, "none_here", host=host, evidence=seen)
            case Said.NO_NAME:
                yield self.not_testable(host, "no_name", Reason.HOME_DOWN, host=host, evidence=seen)
            case Said.EMPTY:
                yield self.not_testable(host, "empty", Reason.HOME_DOWN, host=host, evidence=seen)
            case Said.UNKNOWN:
                yield self.not_testable(
                    host, "unanswered", Reason.OUR_SIDE, host=host, status=found.status, evidence=seen
                )
            case Said.UNASKED:
                yield self.not_testable(host, "unasked", Reason.NOT_GATHERED, host=host)
            case Said.MAPPED:
                yield self.not_applicable(host, "mapped", Reason.MAPPED, host=host)
