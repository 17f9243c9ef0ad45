"""ipv6.*: what DNS says is judged anywhere; what needs a connection is judged only where ours works."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from auditor_checks.ipv6 import Aaaa, HomeReachable

from auditor.api import Finding, Probe, Reason, Vantage
from auditor.demo.site import Name, Resource, Site
from tests.checks.small import DAY, HOME, clean, doc, judged, links, site, told, verdicts

HOST = "www.lin.gov.test"
GOOD = "2400:3200::1"
OTHER = "2400:3200::2"
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
OK = {"stage": "http", "ok": True, "status": 200, "detail": ""}
REFUSED = {"stage": "connect", "ok": False, "status": 0, "detail": "refused"}
TIMEOUT = {"stage": "connect", "ok": False, "status": 0, "detail": "timeout"}


def portal(**name: Any) -> Site:
    where = site({"/": links(("/a/", "甲")), "/a/": doc("甲", "<p>甲</p>")})
    return where.named(HOST, Name(a=("198.51.100.7",), **name)) if name else where


def aaaa(status: str = "ok", *addresses: str, **values: Any) -> Probe:
    rest = {"cname": [], "ttl": 600, "resolver": "192.0.2.53:53", "unusable": {}, **values}
    return Probe("aaaa", HOST, AT, {"status": status, "addresses": list(addresses), **rest})


def reached(*tries: dict[str, Any], address: str = GOOD, control: bool | None = True) -> Probe:
    values = {"tries": list(tries), "ok": any(one["ok"] for one in tries), "final_url": HOME, "title": "临江县"}
    return Probe("home-v6", address, AT, {**values, "control_ok": control})


def anchors(*details: str, address: str = "") -> Probe:
    found = [
        {"host": f"a{n}.test", "address": address, "stage": "dns", "ok": False, "detail": d}
        for n, d in enumerate(details)
    ]
    return Probe("vantage", "ipv6", AT, {"works": False, "anchors": found})


def dns(*probes: Probe, where: Site | None = None, **more: Any) -> Finding:
    findings = judged(Aaaa, where or portal(), probes=probes, **more)
    told(Aaaa, findings)
    (finding,) = findings
    return finding


def reach(*probes: Probe, where: Site | None = None, **more: Any) -> list[Finding]:
    findings = judged(HomeReachable, where or portal(), params={"min_success": 0.5}, probes=probes, **more)
    told(HomeReachable, findings)
    assert findings
    return findings


# AAAA


def test_the_clean_portal_has_an_address_and_opens_at_it() -> None:
    assert verdicts(judged(Aaaa, clean(DAY))) == [("met", "met")]
    assert verdicts(judged(HomeReachable, clean(DAY), params={"min_success": 0.5})) == [("met", "met")]


def test_one_usable_address_is_enough() -> None:
    finding = dns(aaaa("ok", "fe80::1", GOOD, unusable={"fe80::1": "link-local"}))
    assert (finding.outcome, finding.subject, finding.values["address"]) == ("met", HOST, GOOD)


def test_no_record_is_unmet() -> None:
    assert (dns(aaaa("nodata")).outcome, dns(aaaa("nodata")).message) == ("unmet", "none")


def test_a_name_denied_for_this_type_only_has_no_record() -> None:
    assert dns(aaaa("nxdomain")).message == "none"


def test_a_name_that_does_not_exist_is_a_portal_that_is_down() -> None:
    gone = site({"/": Resource(status=500)})
    assert dns(aaaa("nxdomain"), where=gone).reason is Reason.HOME_DOWN


@pytest.mark.parametrize(
    ("address", "why", "message"),
    [
        ("64:ff9b::c633:6407", "NAT64", "unusable_bridge"),
        ("2001:db8::1", "documentation", "unusable_sample"),
        ("fc00::7", "unique local", "unusable_local"),
        ("::ffff:198.51.100.7", "IPv4-mapped", "unusable_bridge"),
        ("2002:c633:6407::1", "6to4", "unusable_bridge"),
        ("ff02::1", "multicast", "unusable"),
    ],
)
def test_an_address_that_no_reader_can_reach_is_none(address: str, why: str, message: str) -> None:
    finding = dns(aaaa("ok", address, unusable={address: why}))
    assert (finding.outcome, finding.message, finding.values["address"]) == ("unmet", message, address)


@pytest.mark.parametrize("status", ["servfail", "timeout", "refused"])
def test_a_question_without_an_answer_says_nothing_of_the_site(status: str) -> None:
    assert (dns(aaaa(status)).outcome, dns(aaaa(status)).reason) == ("not_testable", Reason.OUR_SIDE)


def test_a_name_that_is_empty_for_both_families_is_not_called_one_without_ipv6() -> None:
    """What resolvers make of a lame delegation: NOERROR and nothing, whatever is asked."""
    a = Probe("a", HOST, AT, {"status": "nodata", "addresses": []})
    gone = site({"/other/": doc("乙", "<p>乙</p>")})
    found = dns(a, aaaa("nodata"), where=gone)
    assert (found.outcome, found.message, found.reason) == ("not_testable", "empty", Reason.HOME_DOWN)
    (other,) = reach(a, aaaa("nodata"), where=gone)
    assert (other.outcome, other.message) == ("not_testable", "empty")
    assert (
        dns(replace(a, values={"status": "ok", "addresses": ["198.51.100.7"]}), aaaa("nodata"), where=gone).outcome
        == "unmet"
    )
    assert dns(a, aaaa("nodata")).outcome == "unmet"  # the home page was read all the same


def test_an_answer_outweighs_a_later_silence() -> None:
    assert dns(aaaa("ok", GOOD), aaaa("timeout")).outcome == "met"


def test_addresses_made_up_by_our_own_network_do_not_count() -> None:
    dns64 = Probe("vantage", "dns64", AT, {"present": True, "prefixes": ["2001:67c:2960:6464::/96"]})
    finding = dns(dns64, aaaa("ok", "2001:67c:2960:6464::c633:6407"), vantage=Vantage(ipv6=True, dns64=True))
    assert (finding.outcome, finding.message) == ("unmet", "none_here")


def test_a_resolver_that_hides_ipv6_from_everybody_accuses_nobody() -> None:
    finding = dns(anchors("nodata", "nodata", "nodata"), aaaa("nodata"))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.OUR_SIDE)


@pytest.mark.parametrize("details", [("nodata", "ok"), ("servfail", "servfail"), ("nxdomain", "nodata")])
def test_a_resolver_that_does_not_is_believed(details: tuple[str, ...]) -> None:
    assert dns(anchors(*details), aaaa("nodata")).outcome == "unmet"


def test_a_mapped_host_and_one_never_asked_are_told_apart() -> None:
    assert dns(aaaa("nodata"), vantage=Vantage(mapped=(HOST,))).reason is Reason.MAPPED
    assert dns(Probe("mapped", HOST, AT, {"address": "127.0.0.1:80"})).reason is Reason.MAPPED
    assert dns().reason is Reason.NOT_GATHERED


def test_another_host_says_nothing_of_this_one() -> None:
    assert dns(Probe("aaaa", "other.test", AT, {"status": "nodata", "addresses": []})).reason is Reason.NOT_GATHERED


# The home page over IPv6


def test_each_address_is_judged_by_itself() -> None:
    findings = reach(aaaa("ok", GOOD, OTHER), reached(OK, OK, OK), reached(REFUSED, REFUSED, address=OTHER))
    assert verdicts(findings) == [("met", "met"), ("unmet", "connect")]
    assert [one.subject for one in findings] == [f"{HOST} {GOOD}", f"{HOST} {OTHER}"]


@pytest.mark.parametrize("ipv6", [False, None])
def test_without_ipv6_of_our_own_nothing_is_met_or_unmet(ipv6: bool | None) -> None:
    for tries in ([OK] * 3, [TIMEOUT] * 3):
        (finding,) = reach(aaaa("ok", GOOD), reached(*tries), vantage=Vantage(ipv6=ipv6))
        assert (finding.outcome, finding.reason, finding.subject) == ("not_testable", Reason.NO_IPV6, f"{HOST} {GOOD}")


def test_a_portal_without_ipv6_is_unmet_by_dns_alone_also_where_we_have_none() -> None:
    ours = Vantage(ipv6=False)
    assert dns(aaaa("nodata"), vantage=ours).outcome == "unmet"
    (finding,) = reach(aaaa("nodata"), vantage=ours)
    assert (finding.outcome, finding.reason) == ("not_applicable", Reason.PARENT_MISSING)


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (REFUSED, "connect"),
        (TIMEOUT, "connect"),
        ({"stage": "tls", "ok": False, "status": 0, "detail": "certificate has expired"}, "tls"),
        ({"stage": "http", "ok": False, "status": 502, "detail": ""}, "http"),
        ({"stage": "http", "ok": False, "status": 0, "detail": "timeout"}, "stalled"),
    ],
)
def test_an_address_that_fails_every_time_while_ipv4_works_is_unmet(one: dict[str, Any], message: str) -> None:
    assert verdicts(reach(aaaa("ok", GOOD), reached(one, one, one))) == [("unmet", message)]


def test_an_address_that_comes_and_goes_is_measured() -> None:
    assert verdicts(reach(aaaa("ok", GOOD), reached(OK, TIMEOUT, OK))) == [("met", "met")]
    (finding,) = reach(aaaa("ok", GOOD), reached(OK, TIMEOUT, TIMEOUT))
    assert (finding.outcome, finding.message) == ("unmet", "unstable")
    assert finding.measure is not None
    assert finding.measure.share == pytest.approx(1 / 3)


LATE = TIMEOUT | {"ours": True}


def test_what_this_machine_was_too_late_for_counts_for_nothing() -> None:
    assert verdicts(reach(aaaa("ok", GOOD), reached(LATE, LATE, OK, OK, OK))) == [("met", "met")]
    assert verdicts(reach(aaaa("ok", GOOD), reached(LATE, TIMEOUT, TIMEOUT, TIMEOUT))) == [("unmet", "connect")]
    for tries in ((LATE, LATE, LATE), (LATE, LATE, LATE, TIMEOUT)):
        (finding,) = reach(aaaa("ok", GOOD), reached(*tries))
        assert (finding.outcome, finding.message, finding.reason) == ("not_testable", "late", Reason.OUR_SIDE)


@pytest.mark.parametrize("status", [403, 412, 429, 521])
def test_a_site_that_refuses_us_over_ipv6_is_blocked(status: int) -> None:
    shut = {"stage": "http", "ok": False, "status": status, "detail": ""}
    (finding,) = reach(aaaa("ok", GOOD), reached(shut, shut, shut))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.BLOCKED)


def test_a_failure_that_ipv4_shares_is_no_failure_of_ipv6() -> None:
    (finding,) = reach(aaaa("ok", GOOD), reached(TIMEOUT, TIMEOUT, control=False))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.OUR_SIDE)
    down = site({"/": Resource(status=503)})
    (finding,) = reach(aaaa("ok", GOOD), reached(TIMEOUT, control=False), where=down)
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.HOME_DOWN)


def test_a_host_without_ipv4_is_judged_by_itself() -> None:
    assert verdicts(reach(aaaa("ok", GOOD), reached(TIMEOUT, TIMEOUT, control=None))) == [("unmet", "connect")]


def test_an_address_that_was_not_tried_is_not_testable() -> None:
    (finding,) = reach(aaaa("ok", GOOD))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.NOT_GATHERED)


def test_dns_that_did_not_answer_leaves_it_open() -> None:
    (finding,) = reach(aaaa("servfail"))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.OUR_SIDE)


def test_the_sample_portal_with_a_dead_address_is_unmet_there_only() -> None:
    where = clean(DAY)
    (address,) = where.names["www.qinglan.gov.test"].aaaa
    dead = replace(where, dead_addresses=frozenset({address}))
    assert verdicts(judged(HomeReachable, dead, params={"min_success": 0.5})) == [("unmet", "connect")]
    assert verdicts(judged(Aaaa, dead)) == [("met", "met")]
