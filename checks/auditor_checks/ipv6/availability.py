"""Did the home page open, again and again, over days?"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

from auditor.api import Check, Evidence, Facts, Finding, Measure, Messages, Need, Params, Probe, Reason, Rule, _
from auditor_checks.ipv6.answers import host_of


class AvailabilityParams(Params):
    family: Literal["v4", "v6", "any"] = "any"  # any: over one of them
    seconds: float = 15  # longer, and it did not open
    max_share: float = 0.05  # of the probes that may fail
    days: int = 7
    min_probes: int = 140  # 20 a day for a week


class Availability(Check[AvailabilityParams]):
    """Of many spaced probes, how many did not show the home page in time? Judged by the last days alone.

    Probes in which we were at fault, or refused, count for nothing; too few, or over too short a time, prove nothing.
    """

    rule = Rule(
        id="ipv6.availability",
        title=_("首页一周的可用性"),
        why=_("偶尔打不开的网站，单看一次看不出来。"),
        fix=_("查失败时刻的服务器与网络日志；先恢复稳定，再查原因。"),
    )
    needs = frozenset[Need]()  # `auditor probe` gathers nothing else
    params_type = AvailabilityParams
    messages = Messages(
        met=_("{host} {n} 次里有 {failed} 次没能按时打开"),
        failing=_("{host} {n} 次里有 {failed} 次没能按时打开，超过允许的比例"),
        mapped=_("{host} 由操作者指定了地址，没有看它真实的可用性"),
        few=_("{host} 的可用性记录还不够（{n} 次），不能断定；请定时运行 auditor probe"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        host, p = host_of(facts), self.params
        if host in facts.vantage.mapped:
            yield self.not_applicable(host, "mapped", Reason.MAPPED, host=host)
            return
        probes = [one for one in facts.probes("availability") if one.subject == host]
        since = max((one.at for one in probes), default=None)
        lately = [one for one in probes if since is not None and since - one.at <= timedelta(days=p.days)]
        told = [(one, self._opened(one)) for one in lately]
        counted = [(one, ok) for one, ok in told if ok is not None]
        failed = [one for one, ok in counted if not ok]
        said = {"host": host, "n": len(counted), "failed": len(failed)}
        span = max(one.at for one, _ok in counted) - min(one.at for one, _ok in counted) if counted else timedelta()
        if len(counted) < p.min_probes or span < timedelta(days=p.days) * 0.9:
            yield self.not_testable(host, "few", Reason.NOT_GATHERED, host=host, n=len(counted))
            return
        measure = Measure(value=len(counted) - len(failed), of=len(counted))
        if len(failed) / len(counted) < p.max_share:
            yield self.met(host, "met", **said, measure=measure)
            return
        shown = [{"at": one.at.isoformat(), "v4": one.values.get("v4"), "v6": one.values.get("v6")} for one in failed]
        seen = Evidence(
            kind="connection", url=facts.portal.home, at=failed[-1].at, looks=len(counted), values={"tries": shown[:20]}
        )
        yield self.unmet(host, "failing", **said, evidence=seen, measure=measure)

    def _opened(self, probe: Probe) -> bool | None:
        told = {family: self._over(probe, family) for family in ("v4", "v6")}
        if self.params.family != "any":
            return told[self.params.family]
        known = [ok for ok in told.values() if ok is not None]
        return any(known) if known else None

    def _over(self, probe: Probe, family: str) -> bool | None:
        seen = probe.values.get(family) or {}
        if seen.get("ok") is None or (family == "v6" and probe.values.get("ipv6") is not True):
            return None
        if seen["ok"]:
            return float(seen.get("elapsed") or 0) <= self.params.seconds
        # Over IPv6 it is the site's fault only where IPv4 was fine: else our own line may have been down.
        return None if family == "v6" and (probe.values.get("v4") or {}).get("ok") is not True else False
