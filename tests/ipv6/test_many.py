"""Are hundreds of hosts looked up in one process without a false "no AAAA", whatever the resolver does?"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from auditor.ipv6.many import measured
from auditor.model.outcome import Outcome
from auditor.model.settings import GatherSettings, Redial

GLOBAL = "2001:db8::/32"
# By the host's number: what the resolver does with questions about it.
MOODS = ("well", "well", "none", "slow", "lossy", "refusing", "failing", "silent")


class Moody(asyncio.DatagramProtocol):
    """A resolver that answers each host in its own way."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        [question] = query.question
        host = question.name.to_text(omit_final_dot=True).lower()
        mood = host.partition(".")[0].rpartition("-")[2] if host.endswith(".test") else "nxdomain"
        self.asked[f"{host} {question.rdtype}"] += 1
        lost = mood == "lossy" and self.asked[f"{host} {question.rdtype}"] < 3
        if mood == "silent" or lost:
            return
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        codes = {"refusing": dns.rcode.REFUSED, "failing": dns.rcode.SERVFAIL, "nxdomain": dns.rcode.NXDOMAIN}
        reply.set_rcode(codes.get(mood, dns.rcode.NOERROR))
        kind = dns.rdatatype.to_text(question.rdtype)
        address = {"A": "198.51.100.7", "AAAA": "" if mood == "none" else "2001:db8::7"}.get(kind, "")
        if mood not in codes and address:
            reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, address))
        loop = asyncio.get_running_loop()
        loop.call_later(1.0 if mood == "slow" else 0, self.transport.sendto, reply.to_wire(), addr)


@pytest.fixture
async def resolver() -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Moody, local_addr=("127.0.0.1", 0))
    yield "127.0.0.1:{}".format(transport.get_extra_info("sockname")[1])
    transport.close()


def settings(resolver: str) -> GatherSettings:
    """An address map without a way for any address here: nothing but the resolver is ever spoken to."""
    nowhere = Redial(address="2001:db8::ffff", port=1, to="127.0.0.1", to_port=9)
    return GatherSettings(
        resolver=resolver, redials=(nowhere,), anchors=("anchor-well.test",), treat_as_global=(GLOBAL,), timeout=5
    )


async def check(count: int, resolver: str) -> float:
    hosts = [f"host{n}-{MOODS[n % len(MOODS)]}.test" for n in range(count)]
    begun, seen = time.monotonic(), 0
    async for host, said in measured(hosts, settings(resolver), dns_only=True):
        seen += 1
        mood, d1 = host.partition(".")[0].rpartition("-")[2], said["D1"]
        wanted = {"none": Outcome.UNMET, "refusing": Outcome.NOT_TESTABLE, "failing": Outcome.NOT_TESTABLE}
        wanted["silent"] = Outcome.NOT_TESTABLE
        assert d1.outcome is wanted.get(mood, Outcome.MET), (host, d1)
        assert d1.reason == ("no-aaaa" if mood == "none" else d1.reason), host
        assert not any(one.outcome in (Outcome.MET, Outcome.UNMET) for one in (said["C1"], said["H1"], said["S3"]))
    assert seen == count
    return count / (time.monotonic() - begun)


async def test_no_host_is_said_to_have_no_aaaa_because_the_resolver_was_slow_lossy_or_refused(resolver: str) -> None:
    await check(24, resolver)


@pytest.mark.nightly
async def test_a_thousand_hosts_in_one_process(resolver: str) -> None:
    rate = await check(1000, resolver)
    print(f"{rate:.1f} hosts a second")
    assert rate > 1
