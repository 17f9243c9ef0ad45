"""The laboratory in one table: which portals are there, what is wrong with each, and what is to be said of it.

Written before the measuring, from what the documents and a person with an IPv6-only line would say. A verdict is
`outcome` or `outcome:reason`; several by `|` where more than one is honest; `!met` is all but met. `EXPECTED` of
tests/lab/expected.py turns what a dual-stack vantage must say into what each other vantage may.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

INDICATORS = (
    "V0",
    "V1",
    "D1",
    "D2",
    "D3",
    "D4",
    "D5",
    "D6",
    "C1",
    "C2",
    "C3",
    "T1",
    "H1",
    "H2",
    "L1",
    "S1",
    "S2",
    "S3",
    "B1",
)
# What needs packets to the portal over IPv6: no verdict where ours do not travel.
REACHABILITY = ("C1", "C2", "C3", "T1", "H1", "H2", "L1", "S3")
VANTAGES = ("dual", "v6only", "v4only", "brokenv6", "dns64")
ANY = "met|unmet|not_applicable|not_testable"

# What a busy machine of ours timed proves nothing either way.
FAST = "met|not_testable:vantage-busy"
# A sound portal from a dual-stack vantage. B1 is gathered apart, with a browser.
SOUND: Mapping[str, str] = dict.fromkeys(INDICATORS, "met") | {"L1": FAST, "B1": "not_testable"}
# No usable address: told once by D1 or D2, and what hangs on it costs nothing again.
NO_ADDRESS = dict.fromkeys((*REACHABILITY, "S1", "S2", "B1"), "not_applicable")
# The only address does not answer: told once by C1; of the rest nothing can have been seen to work.
# What the page loads and where it leads is read over IPv4.
DEAD = dict.fromkeys(("C2", "C3", "T1", "H1", "H2", "L1", "S3"), "not_testable")
# Nothing answers over IPv4 either: no word about IPv6.
DOWN = dict.fromkeys((*REACHABILITY, "S1", "S2"), "not_testable")

# The certificate is at fault over IPv6 alone: told once by T1.
BAD_TLS = dict.fromkeys(("C3", "H1", "H2", "L1", "S3"), "not_testable")
# The page never came over IPv6: told once by what says why; of what hangs on it nothing was seen.
UNREAD_PAGE = dict.fromkeys(("L1", "S3"), "not_testable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One host of gov.test. `verdicts`: where a dual-stack vantage must see something else than on a sound portal;
    `over4`: where one without IPv6 sees something else again, since it gets another page."""

    name: str
    fault: str
    verdicts: Mapping[str, str] = field(default_factory=dict)
    over4: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"{self.name}.gov.test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One host `www` in a zone of its own whose name servers are at fault. The web server behind it is sound."""

    name: str
    fault: str
    verdicts: Mapping[str, str] = field(default_factory=dict)
    over4: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"www.{self.name}.test"


PORTALS = (
    Portal(name="good", fault="none"),
    Portal(name="plain", fault="none: http only, over both families", verdicts={"T1": "not_applicable"}),
    Portal(
        name="native",
        fault="none: has only IPv6, so there is nothing to compare with",
        verdicts=dict.fromkeys(("C2", "T1", "H1", "L1"), "not_applicable"),
    ),
    Portal(name="moved", fault="none: redirects to good.gov.test, which has IPv6 too"),
    Portal(name="cname", fault="none: CNAME into a zone of somebody else, reachable over IPv6"),
    Portal(name="v4only", fault="no AAAA", verdicts=NO_ADDRESS | {"D1": "unmet:no-aaaa", "D2": "not_applicable"}),
    Portal(
        name="gone",
        fault="the name does not exist",
        verdicts=NO_ADDRESS | {"D1": "unmet:nxdomain", "D2": "not_applicable", "D3": "not_applicable"},
    ),
    Portal(
        name="multi",
        fault="two AAAA, the second a black hole: a client that happens to take the first shows nothing",
        verdicts={"C1": "unmet:connect-timeout", "C2": "met", "C3": "met"},
    ),
    Portal(name="mixed", fault="two AAAA, one of them a ULA", verdicts={"D2": "unmet:aaaa-bogus"}),
    Portal(
        name="blackhole",
        fault="its AAAA swallows packets: ordinary clients fall back to IPv4 and show it fine",
        verdicts=DEAD | {"C1": "unmet:connect-timeout"},
    ),
    Portal(name="refusing", fault="refuses over IPv6", verdicts=DEAD | {"C1": "unmet:connect-refused"}),
    Portal(
        name="prohibited",
        fault="a router answers for its AAAA: administratively prohibited",
        verdicts=DEAD | {"C1": "unmet:connect-unreachable"},
    ),
    Portal(
        name="no443",
        fault="over IPv6 port 443 is shut, over IPv4 open",
        verdicts=DEAD | {"C1": "met", "C2": "unmet:port-disparity"},
    ),
    Portal(
        name="no80",
        fault="over IPv6 port 80 is shut, over IPv4 open",
        verdicts={"C1": "met", "C2": "unmet:port-disparity"},
    ),
    Portal(name="down", fault="refuses over both families: no matter of IPv6", verdicts=DOWN),
    Portal(
        name="flaky",
        fault="refuses one connection in three over IPv6",
        verdicts={"C3": "unmet:flaky"} | dict.fromkeys(("L1", "S3"), "met|not_testable"),  # few looks may be left
    ),
    Portal(
        name="tlsname",
        fault="over IPv6 the certificate is of another host",
        verdicts=BAD_TLS | {"T1": "unmet:tls-name"},
    ),
    Portal(
        name="tlsexpired",
        fault="over IPv6 the certificate has expired",
        verdicts=BAD_TLS | {"T1": "unmet:tls-expired"},
    ),
    Portal(
        name="tlsself",
        fault="over IPv6 the certificate is signed by itself",
        verdicts=BAD_TLS | {"T1": "unmet:tls-disparity"},
    ),
    Portal(
        name="tlsboth",
        fault="an expired certificate over both families: no matter of IPv6",
    ),
    Portal(
        name="different",
        fault="over IPv6 the server shows its default page",
        verdicts={"H1": "unmet:content-differs", "S2": "not_applicable", "S3": "not_applicable"},  # it has no links
        over4={"S2": "met"},
    ),
    Portal(
        name="missing",
        fault="over IPv6 the home page is 404",
        verdicts=UNREAD_PAGE | {"H1": "unmet:status-differs", "C3": "unmet:flaky", "H2": "not_testable"},
    ),
    Portal(
        name="redirect",
        fault="redirects to a host without AAAA",
        verdicts=UNREAD_PAGE
        | {"H1": "unmet:redirect-needs-ipv4", "C3": "unmet:flaky", "H2": "not_testable"}
        | {"S1": "unmet:resource-needs-ipv4"},  # the page's own files lie where it is
    ),
    Portal(
        name="limited",
        fault="none: answers 429 to whoever asks often, over both families",
        verdicts={"C3": "not_testable:blocked", "H1": "not_testable:blocked", "L1": "met|not_testable"}
        | {"S3": "not_testable"},
    ),
    Portal(
        name="walled",
        fault="403 to us over both families",
        verdicts=dict.fromkeys(("C3", "H1", "H2"), "not_testable:blocked")
        | dict.fromkeys(("L1", "S1", "S2", "S3"), "not_testable"),
    ),
    Portal(
        name="walled6",
        fault="403 to us over IPv6 alone",
        verdicts=UNREAD_PAGE | dict.fromkeys(("C3", "H1", "H2"), "not_testable:blocked"),
    ),
    Portal(name="dynamic", fault="none: another nonce, clock, counter and order of the news at each request"),
    Portal(
        name="mtu",
        fault="over IPv6 big packets vanish: the handshake is fine, then silence",
        verdicts=UNREAD_PAGE | {"H2": "unmet:stalled", "C3": "unmet:flaky", "H1": "not_testable"},
    ),
    Portal(
        name="drip",
        fault="over IPv6 the body comes at 200 bytes a second",
        verdicts=UNREAD_PAGE | {"H2": "unmet:too-slow", "C3": "unmet:flaky", "H1": "not_testable"},
    ),
    Portal(
        name="slow",
        fault="over IPv6 each way takes 150 ms longer",
        verdicts={"L1": "unmet:degraded|not_testable:vantage-busy"},
    ),
    Portal(
        name="sky", fault="a picture and a style of a host without AAAA", verdicts={"S1": "unmet:resource-needs-ipv4"}
    ),
    Portal(name="literal", fault="a picture at an IPv4 address", verdicts={"S1": "unmet:resource-needs-ipv4"}),
    Portal(name="outlinks", fault="links out to hosts without AAAA", verdicts={"S2": "unmet:outlink-needs-ipv4"}),
    Portal(
        name="deep",
        fault="over IPv6 half of the pages one level down are 404",
        verdicts={"S3": "unmet:links-need-ipv4"},
    ),
    Portal(
        name="tlsold",
        fault="over IPv6 TLS 1.2 at most, over IPv4 TLS 1.3",
        verdicts={"T1": "unmet:tls-older"},
    ),
    Portal(name="tlsnewer", fault="none: over IPv6 TLS and HTTP are newer than over IPv4"),
    Portal(name="nohttp2", fault="HTTP/2 over IPv4 alone", verdicts={"T1": "unmet:alpn-missing"}),
)

# Published addresses that no citizen can use (IANA special-purpose registries, RFC 4291, RFC 4380, RFC 3056 …).
BOGUS: Mapping[str, str] = {
    "mapped": "::ffff:198.51.100.10",
    "compatible": "::198.51.100.10",
    "translated": "::ffff:0:198.51.100.10",
    "loopback": "::1",
    "unspecified": "::",
    "unique-local": "fd00:1::10",
    "link-local": "fe80::10",
    "site-local": "fec0::10",
    "multicast": "ff0e::10",
    "sixtofour": "2002:c633:640a::1",
    "teredo": "2001:0:c633:640a::1",
    "nat64": "64:ff9b::c633:640a",
    "nat64-local": "64:ff9b:1::c633:640a",
    "documentation": "3fff::10",
    "benchmarking": "2001:2::10",
    "orchid": "2001:20::10",
    "discard": "100::10",
    "sixbone": "3ffe::10",
    "segment-routing": "5f00::10",
    "unassigned": "4000::10",
}
BOGUS_PORTALS = tuple(
    Portal(name=f"bogus-{name}", fault=f"its only AAAA is {address}", verdicts=NO_ADDRESS | {"D2": "unmet:aaaa-bogus"})
    for name, address in BOGUS.items()
)

# The name itself could not be read: neither an accusation nor a pass of anything behind it.
UNKNOWN = dict.fromkeys((*REACHABILITY, "S1", "S2", "D2"), "not_testable")
UNREAD = UNKNOWN | dict.fromkeys(("D1", "D3", "D4", "D5", "D6"), "not_testable")
# The resolver may or may not have got through: whatever it said of the portal, not that it has no address.
PERHAPS = dict.fromkeys((*REACHABILITY, "S1", "S2", "D1", "D2", "D3"), "met|not_applicable|not_testable")

ZONES = (
    Zone(
        name="nsv4",
        fault="its name servers have IPv4 only",
        verdicts={"D4": "unmet:ns-no-ipv6", "D5": "unmet:chain-needs-ipv4"},
    ),
    Zone(
        name="nsdead6",
        fault="its name servers have AAAA that never answer",
        verdicts={"D4": "unmet:ns-dead-ipv6", "D5": "unmet:chain-needs-ipv4"},
    ),
    Zone(name="nsfew", fault="one of two name servers has IPv6", verdicts={"D4": "unmet:ns-too-few"}),
    Zone(
        name="cnamev4",
        fault="CNAME to a name whose zone is on IPv4-only name servers",
        verdicts={"D5": "unmet:chain-needs-ipv4"},
    ),
    Zone(
        name="nslame6",
        fault="its name servers refuse over IPv6",
        verdicts={"D4": "unmet:ns-lame-ipv6", "D5": "unmet:chain-needs-ipv4"},
    ),
    Zone(name="notcp", fault="its name servers refuse TCP", verdicts={"D4": "unmet:ns-no-tcp"}),
    Zone(name="servfail", fault="SERVFAIL to everything", verdicts=UNREAD | {"D1": "not_testable:servfail"}),
    Zone(name="refused", fault="REFUSED to everything", verdicts=UNREAD | {"D1": "not_testable:dns-refused"}),
    Zone(name="silent", fault="no answer to anything", verdicts=UNREAD | {"D1": "not_testable:dns-timeout"}),
    Zone(name="lame", fault="answers, but not as an authority of the zone", verdicts=UNREAD),
    Zone(name="upward", fault="refers everybody up to the root", verdicts=UNREAD),
    Zone(name="wrongid", fault="answers with another message id", verdicts=UNREAD | {"D6": "unmet:dns-wrong-id"}),
    Zone(
        name="garbage",
        fault="answers with bytes that are no DNS message",
        verdicts=UNREAD | {"D6": "unmet:dns-malformed"},
    ),
    Zone(name="truncated", fault="TC over UDP, nothing at TCP", verdicts=UNREAD | {"D6": "unmet:dns-truncated"}),
    Zone(name="tcp", fault="none: TC over UDP, whole over TCP"),
    Zone(
        name="aaaanx",
        fault="NXDOMAIN for AAAA where A exists (RFC 4074 4.2)",
        verdicts=NO_ADDRESS | {"D1": "unmet:no-aaaa", "D2": "not_applicable", "D3": "unmet:aaaa-hostile"},
    ),
    Zone(
        name="aaaasilent",
        fault="ignores questions for AAAA (RFC 4074 4.1)",
        verdicts=UNKNOWN | {"D1": "not_testable", "D3": "unmet:aaaa-hostile"},
    ),
    Zone(
        name="aaaanotimp",
        fault="NOTIMP for AAAA (RFC 4074 4.3)",
        verdicts=UNKNOWN | {"D1": "not_testable", "D3": "unmet:aaaa-hostile"},
    ),
    Zone(
        name="noedns",
        fault="ignores questions with EDNS: resolvers of today give up on it",
        verdicts=PERHAPS | {"D6": "unmet:edns-dropped", "D5": "met|not_testable"},
    ),
    Zone(
        name="lossy",
        fault="none: every second question of each asker is lost",
        verdicts=dict.fromkeys(("D3", "D4", "D5", "D6"), "met|not_testable"),
    ),
    Zone(name="late", fault="none: answers after 0.3 s"),
    Zone(
        name="uneven",
        fault="one of two servers knows no AAAA",
        verdicts={"D6": "unmet:ns-uneven"},
    ),
    Zone(
        name="loop",
        fault="a CNAME that leads back to itself",
        verdicts=UNREAD | {"D4": "met", "D6": "unmet:cname-loop"},
    ),
    Zone(
        name="dangling",
        fault="a CNAME to a name that does not exist",
        verdicts=NO_ADDRESS
        | {"D1": "unmet:nxdomain", "D2": "not_applicable", "D3": "not_applicable", "D6": "unmet:cname-dangling"},
    ),
    Zone(
        name="chain",
        fault="a chain of twelve CNAMEs: some resolvers give up",
        verdicts={"D6": "unmet:cname-long"},
    ),
    Zone(
        name="badsig",
        fault="its DS at the parent fits none of its keys: gone for whoever validates",
        verdicts={"D6": "unmet:dnssec-bogus"},  # its own servers tell the addresses, and those work
    ),
    Zone(
        name="gluestale",
        fault="the parent lists another IPv6 address of a name server than the zone does",
        verdicts={"D4": "unmet:ns-glue-differs"},
    ),
    Zone(
        name="glueless",
        fault="the parent lists no IPv6 address of one name server, the zone does",
        verdicts={"D4": "unmet:ns-glue-differs"},
    ),
    Zone(
        name="nsmore",
        fault="the zone names a name server that the parent does not know",
        verdicts={"D6": "unmet:ns-differs"},
    ),
)

# What browsers of one family show (B1): (vantage, host) → verdict. The second table runs with the long suites.
BROWSERS: Mapping[tuple[str, str], str] = {
    ("dual", "good.gov.test"): "met",
    ("dual", "sky.gov.test"): "unmet:browser-misses",
    ("v6only", "sky.gov.test"): "unmet:browser-misses",  # without IPv4 beside it: by the word of DNS
    ("dns64", "sky.gov.test"): "unmet:browser-misses",  # though a browser of that network shows it all
    ("v4only", "good.gov.test"): "not_testable:vantage-no-ipv6",
    ("brokenv6", "good.gov.test"): "not_testable:vantage-no-ipv6",
}
MORE_BROWSERS: Mapping[tuple[str, str], str] = {
    ("dual", "native.gov.test"): "met",
    ("dual", "moved.gov.test"): "met",
    ("dual", "dynamic.gov.test"): "met",
    ("dual", "multi.gov.test"): "met",  # a browser takes the address that answers
    ("dual", "tlsboth.gov.test"): "met",
    ("dual", "blackhole.gov.test"): "not_testable:no-reachable-address",  # told by C1
    ("dual", "redirect.gov.test"): "not_testable:no-page",  # told by H1
    ("dual", "walled6.gov.test"): "not_testable:blocked",
    ("dual", "tlsname.gov.test"): "not_testable:tls-disparity",
    ("dual", "v4only.gov.test"): "not_applicable",
    ("v6only", "good.gov.test"): "met",
    ("dns64", "v4only.gov.test"): "not_applicable",
    ("v4only", "sky.gov.test"): "not_testable:vantage-no-ipv6",
    ("brokenv6", "sky.gov.test"): "not_testable:vantage-no-ipv6",
}

_PLACES: tuple[Portal | Zone, ...] = (*PORTALS, *BOGUS_PORTALS, *ZONES)
HOSTS: Mapping[str, Portal | Zone] = {case.host: case for case in _PLACES}
