"""Name servers that err, each in one way. `python -m tests.lab.faultdns CROWD` serves the laboratory's on port 53.

A behaviour is what a server does with a question: wire messages to send, none for silence. Everything that is not the
fault is right: it is an authority of the zone, answers with its records, and keeps to UDP sizes.
"""

import asyncio
import struct
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack
from types import TracebackType

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.zone

Behaviour = Callable[["BadServer", dns.message.Message, bool], Awaitable[bytes | None]]
LATE = 0.3  # seconds


_PORTS = 20  # tried, for one that is free over UDP and TCP


class BadServer(asyncio.DatagramProtocol):
    """One name server at one address, UDP and TCP: `async with BadServer("127.0.0.1", 0, zone, SILENT) as server:`."""

    def __init__(self, address: str, port: int, zone: dns.zone.Zone, behaviour: Behaviour) -> None:
        self.address, self.port, self.zone, self.behaviour = address, port, zone, behaviour
        self.asked: Counter[tuple[str, str, str]] = Counter()
        self.turn = 0  # how often this asker has asked this question; true until a behaviour waits

    async def __aenter__(self) -> "BadServer":
        loop = asyncio.get_running_loop()
        for left in reversed(range(_PORTS if self.port == 0 else 1)):
            self._udp, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(self.address, self.port))
            port = self._udp.get_extra_info("sockname")[1]
            try:
                self._tcp = await asyncio.start_server(self._stream, self.address, port)
                self.port = port
                break
            except OSError:  # a connection of somebody else uses that port over TCP
                self._udp.close()
                if not left:
                    raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._udp.close()
        self._tcp.close()

    def datagram_received(self, wire: bytes, peer: tuple[str, int]) -> None:
        asyncio.get_running_loop().create_task(self._datagram(wire, peer))

    async def _datagram(self, wire: bytes, peer: tuple[str, int]) -> None:
        if (said := await self._answer(wire, peer[0], tcp=False)) is not None:
            self._udp.sendto(said, peer)

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = str(writer.get_extra_info("peername")[0])
        try:
            while True:
                (length,) = struct.unpack("!H", await reader.readexactly(2))
                said = await self._answer(await reader.readexactly(length), peer, tcp=True)
                if said is None:
                    return
                writer.write(struct.pack("!H", len(said)) + said)
                await writer.drain()
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()

    async def _answer(self, wire: bytes, peer: str, *, tcp: bool) -> bytes | None:
        try:
            query = dns.message.from_wire(wire)
        except dns.exception.DNSException:
            return None
        question = query.question[0]
        key = (peer, question.name.to_text().lower(), dns.rdatatype.to_text(question.rdtype))
        self.asked[key] += 1
        self.turn = self.asked[key]
        return await self.behaviour(self, query, tcp)

    def truth(self, query: dns.message.Message) -> dns.message.Message:
        """What a sound authority of the zone says."""
        question = query.question[0]
        said = dns.message.make_response(query)
        origin = self.zone.origin
        assert origin is not None
        if not question.name.is_subdomain(origin):
            said.set_rcode(dns.rcode.REFUSED)
            return said
        said.flags |= dns.flags.AA
        exists = any(node == question.name or node.is_subdomain(question.name) for node in self.zone.nodes)
        if (found := self.zone.get_rrset(question.name, question.rdtype)) is not None:
            said.answer.append(found)
            return said
        soa = self.zone.get_rrset(origin, dns.rdatatype.SOA)
        assert soa is not None
        said.authority.append(soa)
        if not exists:
            said.set_rcode(dns.rcode.NXDOMAIN)
        return said


def _status(code: dns.rcode.Rcode, *, kinds: tuple[str, ...] = ()) -> Behaviour:
    async def behave(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
        said = server.truth(query)
        if not kinds or dns.rdatatype.to_text(query.question[0].rdtype) in kinds:
            said.answer.clear()
            if code != dns.rcode.NXDOMAIN:  # whoever refuses speaks with no authority
                said.authority.clear()
                said.flags &= ~dns.flags.AA
            said.set_rcode(code)
        return said.to_wire()

    return behave


async def _sound(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    return server.truth(query).to_wire()


async def _silent(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    return None


async def _lame(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    return dns.message.make_response(query).to_wire()  # NOERROR and empty: looks like "no AAAA", and is no authority


async def _upward(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    said = dns.message.make_response(query)
    said.authority.append(dns.rrset.from_text(".", 60, "IN", "NS", "a.roots.", "b.roots."))
    return said.to_wire()


async def _wrong_id(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    wire = server.truth(query).to_wire()
    return bytes((wire[0] ^ 0xFF,)) + wire[1:]


async def _garbage(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    return query.to_wire()[:2] + b"\x81\x80\x00\x01\x00\x07\x00\x00\x00\x00" + b"\xc0\x0c\xff" * 7


def _truncated(*, tcp_answers: bool) -> Behaviour:
    async def behave(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
        if tcp:
            return server.truth(query).to_wire() if tcp_answers else None
        said = dns.message.make_response(query)
        said.flags |= dns.flags.AA | dns.flags.TC
        return said.to_wire()

    return behave


async def _aaaa_silent(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    return None if query.question[0].rdtype == dns.rdatatype.AAAA else server.truth(query).to_wire()


async def _no_edns(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    return None if query.edns >= 0 else server.truth(query).to_wire()


async def _lossy(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    return server.truth(query).to_wire() if tcp or server.turn % 2 == 0 else None


async def _late(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    await asyncio.sleep(LATE)
    return server.truth(query).to_wire()


async def _no_aaaa(server: BadServer, query: dns.message.Message, tcp: bool) -> bytes | None:
    said = server.truth(query)
    if query.question[0].rdtype == dns.rdatatype.AAAA:
        said.answer.clear()
    return said.to_wire()


BEHAVIOURS: Mapping[str, Behaviour] = {
    "servfail": _status(dns.rcode.SERVFAIL),
    "refused": _status(dns.rcode.REFUSED),
    "silent": _silent,
    "lame": _lame,
    "upward": _upward,
    "wrongid": _wrong_id,
    "garbage": _garbage,
    "truncated": _truncated(tcp_answers=False),
    "tcp": _truncated(tcp_answers=True),
    "aaaanx": _status(dns.rcode.NXDOMAIN, kinds=("AAAA",)),
    "aaaasilent": _aaaa_silent,
    "aaaanotimp": _status(dns.rcode.NOTIMP, kinds=("AAAA",)),
    "noedns": _no_edns,
    "lossy": _lossy,
    "late": _late,
    "uneven": _no_aaaa,
    "nslame6": _status(dns.rcode.REFUSED),
}


def zone(name: str, records: Iterable[str]) -> dns.zone.Zone:
    soa = "@ 60 IN SOA ns1.hosting.test. admin.hosting.test. 1 3600 600 86400 5"
    return dns.zone.from_text("\n".join(["$TTL 60", soa, *records]), origin=f"{name}.test.", relativize=False)


async def main(crowd: int) -> None:
    from tests.lab import plan, zones

    async with AsyncExitStack() as stack:
        for name, behaviour in BEHAVIOURS.items():
            first, second = plan.OWN[name].values()
            listened = {"uneven": (*second,), "nslame6": (first[1], second[1])}.get(name, (*first, *second))
            for address in listened:
                await stack.enter_async_context(
                    BadServer(address, 53, zone(name, zones.records(name, crowd)), behaviour)
                )
        print("listening", flush=True)
        await asyncio.to_thread(sys.stdin.read)  # until the laboratory goes


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
