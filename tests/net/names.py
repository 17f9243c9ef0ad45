"""A DNS server on loopback that answers, errs and keeps silent as it is told."""

import asyncio
import struct
from collections import Counter
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TypeAlias

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

# What is said to (name, type): records as text, a status in capitals, "SILENT", "LOSE1" (the first datagram is lost) …
Said: TypeAlias = Mapping[tuple[str, str], tuple[str, ...] | Callable[[int], tuple[str, ...]]]


class Names(asyncio.DatagramProtocol):
    """`async with Names({("a.test", "A"): ("198.51.100.1",)}) as names:`; anything else is NXDOMAIN."""

    def __init__(self, said: Said, *, ttl: int = 0) -> None:
        self.said, self.ttl = said, ttl
        self.asked: Counter[tuple[str, str]] = Counter()
        self.over_tcp = 0

    async def __aenter__(self) -> "Names":
        loop = asyncio.get_running_loop()
        for _ in range(20):
            self._udp, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
            self.port: int = self._udp.get_extra_info("sockname")[1]
            try:
                self._tcp = await asyncio.start_server(self._stream, "127.0.0.1", self.port)
                return self
            except OSError:
                self._udp.close()
        raise RuntimeError("no port is free for both")

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._udp.close()
        self._tcp.close()
        await self._tcp.wait_closed()

    @property
    def at(self) -> str:
        return f"127.0.0.1:{self.port}"

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self._answer(data, tcp=False)
        if answer is not None:
            self._udp.sendto(answer.to_wire(), addr)

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length = struct.unpack("!H", await reader.readexactly(2))[0]
        answer = self._answer(await reader.readexactly(length), tcp=True)
        if answer is not None:
            wire = answer.to_wire()
            writer.write(struct.pack("!H", len(wire)) + wire)
            await writer.drain()
        writer.close()

    def _answer(self, data: bytes, *, tcp: bool) -> dns.message.Message | None:
        question = dns.message.from_wire(data)
        asked = question.question[0]
        name, kind = str(asked.name).rstrip("."), asked.rdtype.name
        self.asked[name, kind] += 1
        self.over_tcp += tcp
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        for _ in range(10):
            said = self.said.get((name, kind), self.said.get((name, "*"), ("NXDOMAIN",)))
            said = said(self.asked[name, kind]) if callable(said) else said
            match said:
                case ("SILENT",):
                    return None
                case ("LOSE1", *records):
                    if self.asked[name, kind] == 1:
                        return None
                case ("TC", *records):
                    if not tcp:
                        answer.flags |= dns.flags.TC
                        return answer
                case ("CNAME", target):
                    answer.answer.append(dns.rrset.from_text(f"{name}.", self.ttl, "IN", "CNAME", f"{target}."))
                    name = target
                    continue
                case (status,) if status.isupper():
                    answer.set_rcode(dns.rcode.from_text(status))
                    return answer
                case records:
                    records = list(records)
            if records:
                answer.answer.append(dns.rrset.from_text(f"{name}.", self.ttl, "IN", kind, *records))
            return answer
        answer.set_rcode(dns.rcode.SERVFAIL)
        return answer
