"""Does the home page open over IPv6?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from auditor.api import Check, Evidence, Facts, Finding, Measure, Messages, Need, Params, Probe, Reason, Rule, _
from auditor_checks.ipv6.answers import Answers, Said, answers, withheld

_REFUSED = frozenset({401, 403, 407, 412, 429, 521})


class HomeReachableParams(Params):
    min_success: float  # share of the tries at one address that must succeed


class HomeReachable(Check[HomeReachableParams]):
    """Does the home page open at each of its IPv6 addresses, in enough of the tries? One finding an address.

    Nothing is concluded when this machine has no working IPv6, when the page did not open over IPv4 either, or when
    the site refuses us. A portal without addresses is told by ipv6.aaaa.
    """

    rule = Rule(
        id="ipv6.home-reachable",
        title=_("首页可用 IPv6 打开"),
        why=_("有 AAAA 记录却连不上，浏览器会先等 IPv6 超时，用户感到网站慢或打不开。"),
        fix=_("在该地址上开放网站端口，并检查防火墙、负载均衡和证书的 IPv6 配置；不用的地址从 AAAA 记录里删去。"),
    )
    needs = frozenset({Need.DNS})  # without connections over IPv6 there is still something to say
    params_type = HomeReachableParams
    messages = Messages(
        met=_("{address} 上 {ok} / {tries} 次打开首页"),
        connect=_("{address} 连不上（{detail}），{tries} 次都如此"),
        tls=_("{address} 的 TLS 握手失败（{detail}），{tries} 次都如此"),
        http=_("{address} 返回 {status}，{tries} 次都如此"),
        stalled=_("{address} 连上后没有送来首页（{detail}），{tries} 次都如此"),
        unstable=_("{address} 时通时断，{tries} 次里 {ok} 次打开首页"),
        no_ipv6=_("本机没有可用的 IPv6，不能断定首页在 {address} 上能不能打开，不计为不符合"),
        blocked=_("网站在 {address} 上拒绝了我们（{status}），不能断定，不计为不符合"),
        control=_("同一时间用 IPv4 也打不开首页，不能断定是 IPv6 的问题，不计为不符合"),
        untried=_("这次没有连接 {address}，不能断定，不计为不符合"),
        late=_("采集时本机太忙，没能及时听到 {address} 的答复，不能断定，不计为不符合"),
        unanswered=_("DNS 没有答复 {host} 的 AAAA 查询，不能断定，不计为不符合"),
        unasked=_("这次没有查询 {host} 的 AAAA 记录，不能断定"),
        no_name=_("域名 {host} 不存在，不能断定"),
        empty=_("DNS 对 {host} 的 A 和 AAAA 查询都答复为空，域名的解析本身可能有问题，不能断定有没有 IPv6 地址"),
        no_address=_("{host} 没有可用的 IPv6 地址，不另计"),
        mapped=_("{host} 由操作者指定了地址，没有用它真实的 IPv6 地址"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = answers(facts)
        if found.said is not Said.USABLE:
            yield self._without(facts, found)
            return
        probes: dict[str, Probe] = {probe.subject: probe for probe in facts.probes("home-v6")}
        for address in found.usable:
            yield self._at(facts, found, address, probes.get(address))

    def _without(self, facts: Facts, found: Answers) -> Finding:
        host, seen = found.host, found.evidence
        match found.said:
            case Said.MAPPED:
                return self.not_applicable(host, "mapped", Reason.MAPPED, host=host)
            case Said.UNASKED:
                return self.not_testable(host, "unasked", Reason.NOT_GATHERED, host=host)
            case Said.NO_NAME:
                return self.not_testable(host, "no_name", Reason.HOME_DOWN, host=host, evidence=seen)
            case Said.EMPTY:
                return self.not_testable(host, "empty", Reason.HOME_DOWN, host=host, evidence=seen)
            case Said.UNKNOWN:
                return self.not_testable(host, "unanswered", Reason.OUR_SIDE, host=host, evidence=seen)
            case Said.NONE if withheld(facts):
                return self.not_testable(host, "unanswered", Reason.OUR_SIDE, host=host, evidence=seen)
        return self.not_applicable(host, "no_address", Reason.PARENT_MISSING, host=host, evidence=seen)

    def _at(self, facts: Facts, found: Answers, address: str, probe: Probe | None) -> Finding:
        subject = f"{found.host} {address}"
        if facts.vantage.ipv6 is not True:
            return self.not_testable(subject, "no_ipv6", Reason.NO_IPV6, address=address, evidence=_vantage(facts))
        tries: list[dict[str, Any]] = list(probe.values.get("tries") or ()) if probe else []
        if probe is None or not tries:
            return self.not_testable(subject, "untried", Reason.NOT_GATHERED, address=address)
        seen = _evidence(facts, probe, tries)
        heard = [one for one in tries if one.get("ok") or not one.get("ours")]
        # Where this machine was too late, one failure that is left is nobody's proof.
        if not heard or (len(heard) < len(tries) and len(heard) < 2 and not heard[0].get("ok")):
            return self.not_testable(subject, "late", Reason.OUR_SIDE, address=address, evidence=seen)
        tries = heard
        count, ok = len(tries), sum(bool(one.get("ok")) for one in tries)
        failed = [one for one in tries if not one.get("ok")]
        said = {"address": address, "ok": ok, "tries": count}
        if ok / count >= self.params.min_success:
            return self.met(subject, "met", **said, evidence=seen, measure=Measure(value=ok, of=count))
        refused = [one for one in failed if one.get("status") in _REFUSED]
        if (ok + len(refused)) / count >= self.params.min_success:
            status = refused[0].get("status")
            return self.not_testable(subject, "blocked", Reason.BLOCKED, **said, status=status, evidence=seen)
        control = probe.values.get("control_ok")
        if control is False or (control is None and facts.home() is None):
            reason = Reason.HOME_DOWN if facts.home() is None else Reason.OUR_SIDE
            return self.not_testable(subject, "control", reason, **said, evidence=seen)
        worst, measure = _commonest(failed), Measure(value=ok, of=count)
        said_why = {"detail": str(worst.get("detail") or ""), "status": int(worst.get("status") or 0)}
        message = "unstable" if ok else _stage(worst)
        return self.unmet(subject, message, **said, **said_why, evidence=seen, measure=measure)


def _stage(one: Mapping[str, Any]) -> str:
    stage = str(one.get("stage") or "connect")
    if stage == "http" and not one.get("status"):
        return "stalled"
    return stage if stage in ("connect", "tls", "http") else "connect"


def _commonest(failed: Sequence[dict[str, Any]]) -> dict[str, Any]:
    kinds = Counter((_stage(one), one.get("status"), one.get("detail")) for one in failed)
    return max(failed, key=lambda one: kinds[(_stage(one), one.get("status"), one.get("detail"))])


def _evidence(facts: Facts, probe: Probe, tries: Sequence[dict[str, Any]]) -> Evidence:
    shown = [{key: one.get(key) for key in ("stage", "ok", "status", "detail")} for one in tries]
    return Evidence(
        kind="connection",
        url=facts.portal.home,
        target=str(probe.values.get("final_url") or ""),
        quote=str(probe.values.get("title") or ""),
        address=probe.subject,
        at=probe.at,
        looks=len(tries),
        status=int(tries[-1].get("status") or 0),
        values={"tries": shown, "control_ok": probe.values.get("control_ok")},
    )


def _vantage(facts: Facts) -> tuple[Evidence, ...]:
    """What the test of our own IPv6 saw."""
    return tuple(
        Evidence(kind="connection", url="", at=probe.at, looks=1, values={"anchors": probe.values.get("anchors", [])})
        for probe in facts.probes("vantage")
        if probe.subject == "ipv6"
    )
