"""What do a server and an ordinary browser agree on when they greet each other in TLS?"""

import asyncio
import ssl
from dataclasses import dataclass
from hashlib import sha256

from auditor.model.settings import GatherSettings
from auditor.net.outcome import FAILURES
from auditor.net.route import Route, dial
from auditor.net.tls import unverified

OFFERED = ("h2", "http/1.1")  # as browsers do


@dataclass(frozen=True, slots=True)
class Session:
    """`version` as OpenSSL names it (TLSv1.2), `alpn` the protocol chosen ("" none), `certificate` its SHA-256."""

    version: str
    alpn: str
    certificate: str


async def agreed(route: Route, host: str, settings: GatherSettings) -> Session | None:
    """The session that one handshake comes to, None when to none. What the certificate is worth is not asked."""
    context = unverified()
    context.set_alpn_protocols([*OFFERED])
    try:
        async with asyncio.timeout(settings.timeout / 2):
            sock = await dial(route, settings)
            try:
                _, writer = await asyncio.open_connection(sock=sock, ssl=context, server_hostname=host.strip("[]"))
            except BaseException:
                sock.close()
                raise
            try:
                wire: ssl.SSLObject = writer.get_extra_info("ssl_object")
                shown = wire.getpeercert(binary_form=True) or b""
                return Session(
                    wire.version() or "",
                    wire.selected_alpn_protocol() or "",
                    sha256(shown).hexdigest() if shown else "",
                )
            finally:
                writer.transport.abort()
    except FAILURES:
        return None
