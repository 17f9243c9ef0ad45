"""What does an ordinary program see at a vantage? Reads questions as JSON, writes answers as JSON, knows no verdicts.

`["dns", server, name, type, flags]` → `[rcode, records…]`; `["web", host, address, port]` → status line or why not.
The laboratory's own tests look at it with this, so that what they prove does not hang on the auditor.
"""

import asyncio
import json
import socket
import ssl
import sys
from typing import Any

import dns.asyncquery
import dns.edns
import dns.exception
import dns.flags
import dns.message
import dns.rcode

PATIENCE = 2.5  # seconds


async def ask(server: str, name: str, kind: str, flags: str = "RD") -> list[str]:
    query = dns.message.make_query(name, kind, flags=dns.flags.from_text(flags))
    try:
        said, _ = await dns.asyncquery.udp_with_fallback(query, server, timeout=PATIENCE)
    except (dns.exception.DNSException, OSError, EOFError) as error:
        return [type(error).__name__]
    extended = [f"EDE {option.code}" for option in said.options if isinstance(option, dns.edns.EDEOption)]
    authority = ["AA"] if said.flags & dns.flags.AA else []
    records = [str(record) for rrset in said.answer for record in rrset]
    return [dns.rcode.to_text(said.rcode()), *authority, *records, *extended]


async def get(host: str, address: str, port: int, path: str = "/") -> str:
    """The status and the size of the answer; else the stage that failed and why."""
    context = ssl.create_default_context() if port == 443 else None
    stage = "connect"
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM) as wire:
        wire.setblocking(False)
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.get_running_loop().sock_connect(wire, (address, port))
                stage = "tls"
                reader, writer = await asyncio.open_connection(
                    sock=wire, ssl=context, server_hostname=host if context else None
                )
                stage = "http"
                writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                said = await reader.read(-1)
                writer.close()
                return f"{said[9:12].decode()} {len(said)}"
        except ssl.SSLCertVerificationError as error:
            return f"{stage}: {error.verify_message}"
        except (OSError, TimeoutError) as error:
            return f"{stage}: {type(error).__name__}"


async def answered(question: list[Any]) -> Any:
    return await (ask if question[0] == "dns" else get)(*question[1:])


async def main() -> None:
    print(json.dumps(await asyncio.gather(*(answered(question) for question in json.load(sys.stdin)))))


if __name__ == "__main__":
    asyncio.run(main())
