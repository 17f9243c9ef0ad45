"""What does DNS say of the hosts of a `Site`? An authoritative server on 127.0.0.1, over UDP and TCP."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from types import TracebackType

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from auditor.demo.site import Name

TTL = 300
_RCODES = {"nxdomain": dns.rcode.NXDOMAIN, "servfail": dns.rcode.SERVFAIL, "refused": dns.rcode.REFUSED}
_TRIES = 20  # to find a port that is free for UDP and TCP


def answer(wire: bytes, names: Mapping[str, Name], asked: Counter[tuple[str, str]]) -> bytes | None:
    """The reply to one question, None to keep silent."""
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
    if status == "silent":
        return None
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.AA | dns.flags.RA
    reply.set_rcode(_RCODES.get(status, dns.rcode.NOERROR))
    addresses = {"A": name.a, "AAAA": name.aaaa}.get(kind, ()) if status == "ok" else ()
    if addresses:
        reply.answer.append(dns.rrset.from_text(question.name, TTL, "IN", kind, *addresses))
    elif len(question.name) > 1:
        zone = question.name.parent() if len(question.name) > 2 else question.name
        text = f"ns.{zone} hostmaster.{zone} 1 7200 900 1209600 {TTL}"
        reply.authority.append(dns.rrset.from_text(zone, TTL, "IN", "SOA", text))
    return reply.to_wire()


class NameServer:
    """Answers while the block lasts; `port` is the same for UDP and TCP."""

    def __init__(self, names: Mapping[str, Name], asked: Counter[tuple[str, str]]) -> None:
        self._names, self._asked = names, asked
        self.port = 0

    async def __aenter__(self) -> "NameServer":
        for attempt in range(_TRIES):
            self._tcp = await asyncio.start_server(self._stream, "127.0.0.1", 0)
            self.port = self._tcp.sockets[0].getsockname()[1]
            try:
                self._udp, _ = await asyncio.get_running_loop().create_datagram_endpoint(
                    lambda: _Datagrams(self._names, self._asked), local_addr=("127.0.0.1", self.port)
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

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                wire = await reader.readexactly(int.from_bytes(await reader.readexactly(2), "big"))
                reply = answer(wire, self._names, self._asked)
                if reply is None:
                    return
                writer.write(len(reply).to_bytes(2, "big") + reply)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, names: Mapping[str, Name], asked: Counter[tuple[str, str]]) -> None:
        self._names, self._asked = names, asked

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        reply = answer(data, self._names, self._asked)
        if reply is not None:
            self._transport.sendto(reply, addr)
