"""What does DNS say of the hosts of a `Site`? Its resolver, its root and the servers of its zone, over UDP and TCP."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from types import TracebackType

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from auditor.demo.site import Name, Zone

TTL = 300
_RCODES = {"nxdomain": dns.rcode.NXDOMAIN, "servfail": dns.rcode.SERVFAIL, "refused": dns.rcode.REFUSED}
_TRIES = 20  # to find a port that is free for UDP and TCP


def answer(
    wire: bytes,
    names: Mapping[str, Name],
    asked: Counter[tuple[str, str]],
    *,
    below: Zone | None = None,
    own: Zone | None = None,
) -> bytes | None:
    """The reply to one question, None to keep silent. A root refers to the zone `below`; a zone knows its `own`."""
    try:
        query = dns.message.from_wire(wire)
        question = query.question[0]
    except (dns.exception.DNSException, IndexError):
        return None
    host = question.name.to_text(omit_final_dot=True).lower()
    kind = dns.rdatatype.to_text(question.rdtype)
    asked[host, kind] += 1
    name = names.get(host, Name(status="nxdomain"))
    status = (name.aaaa_status if kind == "AAAA" else "") or name.status
    if own is not None:
        status = own.status if own.status != "ok" else status
    if status == "silent":
        return None
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.AA | dns.flags.RA
    reply.set_rcode(_RCODES.get(status, dns.rcode.NOERROR))
    if below is not None and _inside(host, below.name):
        _refer(reply, below)
        return reply.to_wire()
    if own is not None and status in ("ok", "nxdomain") and host == own.name and kind in ("NS", "SOA"):
        reply.set_rcode(dns.rcode.NOERROR)
        first = next(iter(own.servers))
        soa = f"{first}. hostmaster.{own.name}. 1 7200 900 1209600 {TTL}"
        texts = [f"{server}." for server in own.servers] if kind == "NS" else [soa]
        reply.answer.append(dns.rrset.from_text(question.name, TTL, "IN", kind, *texts))
        return reply.to_wire()
    addresses = {"A": name.a, "AAAA": name.aaaa}.get(kind, ()) if status == "ok" else ()
    if addresses:
        reply.answer.append(dns.rrset.from_text(question.name, TTL, "IN", kind, *addresses))
    elif len(question.name) > 1:
        zone = question.name.parent() if len(question.name) > 2 else question.name
        text = f"ns.{zone} hostmaster.{zone} 1 7200 900 1209600 {TTL}"
        reply.authority.append(dns.rrset.from_text(zone, TTL, "IN", "SOA", text))
    return reply.to_wire()


def _inside(host: str, zone: str) -> bool:
    return host == zone or host.endswith(f".{zone}")


def _refer(reply: dns.message.Message, zone: Zone) -> None:
    reply.flags &= ~dns.flags.AA
    reply.authority.append(dns.rrset.from_text(f"{zone.name}.", TTL, "IN", "NS", *(f"{one}." for one in zone.servers)))
    for server, name in zone.servers.items():
        for kind, addresses in (("A", name.a), ("AAAA", name.aaaa)):
            if addresses:
                reply.additional.append(dns.rrset.from_text(f"{server}.", TTL, "IN", kind, *addresses))


class NameServer:
    """Answers while the block lasts; `port` is the same for UDP and TCP."""

    def __init__(
        self,
        names: Mapping[str, Name],
        asked: Counter[tuple[str, str]],
        *,
        host: str = "127.0.0.1",
        below: Zone | None = None,
        own: Zone | None = None,
    ) -> None:
        self._answer = partial(answer, names={**names, **(own.servers if own else {})}, below=below, own=own)
        self._asked, self._host = asked, host
        self.port = 0

    async def __aenter__(self) -> "NameServer":
        for attempt in range(_TRIES):
            self._tcp = await asyncio.start_server(self._stream, self._host, 0)
            self.port = self._tcp.sockets[0].getsockname()[1]
            try:
                self._udp, _ = await asyncio.get_running_loop().create_datagram_endpoint(
                    lambda: _Datagrams(self._replied), local_addr=(self._host, self.port)
                )
                break
            except OSError:
                self._tcp.close()
                await self._tcp.wait_closed()
                if attempt == _TRIES - 1:
                    raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._udp.close()
        self._tcp.close()
        await self._tcp.wait_closed()

    def _replied(self, wire: bytes) -> bytes | None:
        return self._answer(wire, asked=self._asked)

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                wire = await reader.readexactly(int.from_bytes(await reader.readexactly(2), "big"))
                reply = self._replied(wire)
                if reply is None:
                    return
                writer.write(len(reply).to_bytes(2, "big") + reply)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, replied: Callable[[bytes], bytes | None]) -> None:
        self._replied = replied

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        reply = self._replied(data)
        if reply is not None:
            self._transport.sendto(reply, addr)
