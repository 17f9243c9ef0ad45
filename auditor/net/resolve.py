"""What does DNS say of a name? The only importer of dnspython; the C library's resolver is never asked."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal, TypeAlias

import dns.asyncquery
import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.nameserver
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from auditor.model.settings import GatherSettings
from auditor.net.guard import parse, refused

RecordType: TypeAlias = Literal["A", "AAAA"]
Status: TypeAlias = Literal["ok", "nodata", "nxdomain", "servfail", "timeout", "refused"]

_AT_ONCE = 32
_KEPT = 20_000  # answers
_TTL = (60.0, 3600.0)  # a name keeps its address for a while, whatever its owner says: one run sees one site
_FAILED_TTL = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered. Only `nodata` and `nxdomain` say that there is no address; the others say nothing.

    `cname` is the chain from the name asked for, itself left out. `resolver` is who answered, "" when nobody was asked.
    """

    status: Status
    addresses: tuple[str, ...] = ()
    cname: tuple[str, ...] = ()
    ttl: int = 0
    resolver: str = ""


class Resolver:
    """Asks the system's resolvers, or the one of the settings, and remembers what they said."""

    def __init__(self, settings: GatherSettings, *, lifetime: float = 10.0) -> None:
        self._lifetime = lifetime
        self._answers: OrderedDict[tuple[str, str], tuple[float, Answer]] = OrderedDict()
        self._asking: dict[tuple[str, str], tuple[asyncio.Lock, int]] = {}
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._answered_at = 0.0
        self._resolver = _configured(settings.resolver)

    @property
    def name(self) -> str:
        """Who is asked, as ADDRESS or ADDRESS:PORT, several separated by blanks."""
        return " ".join(_named(server) for server in self._resolver.nameservers) if self._resolver else ""

    def worked(self, within: float = 120.0) -> bool:
        """Has the resolver answered anything lately? If not, a failure may well be its own."""
        return bool(self._answered_at) and time.monotonic() - self._answered_at <= within

    async def answer(self, host: str, kind: RecordType) -> Answer:
        """The addresses of a host. An address is its own answer, without DNS. Never raises for what DNS does."""
        literal = parse(host)
        if literal is not None:
            same = literal.version == (4 if kind == "A" else 6)
            return Answer("ok", (str(literal),)) if same else Answer("nodata")
        key = (host.rstrip(".").lower(), kind)
        if (known := self._known(key)) is not None:
            return known
        lock, waiting = self._asking.get(key) or (asyncio.Lock(), 0)
        self._asking[key] = (lock, waiting + 1)
        try:
            async with lock:
                if (known := self._known(key)) is not None:
                    return known
                async with self._slots:
                    answer = await self._ask(*key)
                self._remember(key, answer)
                return answer
        finally:
            lock, waiting = self._asking[key]
            if waiting == 1:
                del self._asking[key]
            else:
                self._asking[key] = (lock, waiting - 1)

    def _known(self, key: tuple[str, str]) -> Answer | None:
        until, answer = self._answers.get(key, (0.0, None))
        return answer if answer is not None and time.monotonic() < until else None

    def _remember(self, key: tuple[str, str], answer: Answer) -> None:
        now = time.monotonic()
        settled = answer.status in ("ok", "nodata", "nxdomain")
        if settled and answer.resolver:
            self._answered_at = now
        keep = min(max(float(answer.ttl), _TTL[0]), _TTL[1]) if answer.status == "ok" else _TTL[0]
        self._answers[key] = (now + (keep if settled else _FAILED_TTL), answer)
        self._answers.move_to_end(key)
        while len(self._answers) > _KEPT:
            self._answers.popitem(last=False)

    async def _ask(self, host: str, kind: str) -> Answer:
        try:
            name = dns.name.from_text(host)
        except (dns.exception.DNSException, UnicodeError):
            return Answer("nxdomain")  # empty or over-long labels: no such name can exist
        if self._resolver is None:
            return Answer("timeout")
        try:
            said = await self._resolver.resolve(
                name, kind, search=False, raise_on_no_answer=False, lifetime=self._lifetime
            )
        except dns.resolver.NXDOMAIN as error:
            return Answer("nxdomain", cname=_dangling(error, name), resolver=self.name)
        except dns.resolver.NoNameservers as error:
            return Answer(_failed(error), resolver=self.name)
        except dns.exception.Timeout:
            return Answer("timeout", resolver=self.name)
        except dns.resolver.YXDOMAIN:
            return Answer("servfail", resolver=self.name)
        except (dns.exception.DNSException, OSError, EOFError):
            return Answer("servfail", resolver=self.name)
        chain = said.chaining_result
        addresses = tuple(sorted({str(record) for record in said.rrset or ()}))
        return Answer(
            "ok" if addresses else "nodata",
            addresses,
            tuple(str(rrset[0].target).rstrip(".") for rrset in chain.cnames),
            int(chain.minimum_ttl),
            self.name if said.nameserver is None else _shown(str(said.nameserver), said.port or 53),
        )


def _configured(resolver: str) -> dns.asyncresolver.Resolver | None:
    if not resolver:
        try:
            asked = dns.asyncresolver.Resolver()
        except dns.resolver.NoResolverConfiguration:
            return None
    else:
        address, _, port = resolver.rpartition(":")
        if parse(resolver) is not None:  # no port given
            address, port = resolver, "53"
        if parse(address) is None or not port.isdigit():
            raise ValueError(f"resolver is not ADDRESS:PORT: {resolver!r}")
        asked = dns.asyncresolver.Resolver(configure=False)
        asked.nameservers = [dns.nameserver.Do53Nameserver(address.strip("[]"), int(port))]
    asked.timeout = 2.0  # one try; a lost datagram is asked again until the lifetime ends
    asked.cache = None
    return asked


def _named(server: object) -> str:
    if isinstance(server, dns.nameserver.AddressAndPortNameserver):
        return _shown(server.address, server.port)
    return str(server)


def _shown(address: str, port: int) -> str:
    return address if port == 53 else f"{address}:{port}"


def _failed(error: dns.resolver.NoNameservers) -> Status:
    """Why did no server answer well? A server out of reach says as little of the name as silence does."""
    said = [entry[3] for entry in error.kwargs.get("errors", ())]
    if said and all(isinstance(entry, OSError | dns.exception.Timeout) for entry in said):
        return "timeout"
    return "refused" if said and all(str(entry) == "REFUSED" for entry in said) else "servfail"


def _dangling(error: dns.resolver.NXDOMAIN, name: dns.name.Name) -> tuple[str, ...]:
    try:
        responses: dict[dns.name.Name, dns.message.QueryMessage] = error.kwargs["responses"]
        chain = responses[name].resolve_chaining()
    except (dns.exception.DNSException, KeyError):
        return ()
    return tuple(str(rrset[0].target).rstrip(".") for rrset in chain.cnames)


@dataclass(frozen=True, slots=True)
class Record:
    """One resource record; `text` is its value, a name in it without the last dot."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What one server said to one question.

    `status` is `ok` when a message arrived that answers it, whatever its `rcode`; else `timeout`, `refused` (a closed
    port), `unreachable` (no way there from here), `malformed`, `wrong-id`, or `denied` (our guard lets nobody go).
    `aa` authoritative, `tc` truncated, `edns` the reply speaks EDNS.
    """

    status: str
    rcode: str = ""
    aa: bool = False
    tc: bool = False
    edns: bool = False
    answer: tuple[Record, ...] = ()
    authority: tuple[Record, ...] = ()
    additional: tuple[Record, ...] = ()
    elapsed: float = 0.0


async def ask(
    server: str,
    name: str,
    kind: str,
    settings: GatherSettings,
    *,
    port: int = 53,
    tcp: bool = False,
    edns: bool = True,
    recursion: bool = False,
    checking_disabled: bool = False,
    lenient: bool = True,
    timeout: float = 1.5,
) -> Reply:
    """One question to one server, once. Never raises for what the server or the network does.

    `lenient`: datagrams that do not belong to the question are passed over, as whoever may be off the path sends them;
    without it they are the answer, so that the fault has a name.
    """
    judged = recursion or not refused(server, settings)  # the operator named the recursive ones
    if not judged:
        return Reply("denied")
    if settings.redials and not recursion:  # nothing outside an address map is asked
        known = [one for one in settings.redials if one.port == port and parse(one.address) == parse(server)]
        if not known:
            return Reply("denied")
        server, port = known[0].to, known[0].to_port
    try:
        query = dns.message.make_query(name, kind, use_edns=0 if edns else -1, payload=1232)
    except (dns.exception.DNSException, UnicodeError):
        return Reply("malformed")
    if not recursion:
        query.flags &= ~dns.flags.RD
    if checking_disabled:
        query.flags |= dns.flags.CD
    started = time.monotonic()
    try:
        if tcp:
            said = await dns.asyncquery.tcp(query, server, port=port, timeout=timeout)
        else:
            said = await dns.asyncquery.udp(
                query, server, port=port, timeout=timeout, ignore_unexpected=True, ignore_errors=lenient
            )
    except dns.exception.Timeout:
        return Reply("timeout", elapsed=time.monotonic() - started)
    except dns.query.BadResponse:
        return Reply("wrong-id")
    except ConnectionError:
        return Reply("refused")
    except (dns.exception.DNSException, EOFError, ValueError):
        return Reply("malformed")
    except OSError:
        return Reply("unreachable")
    return Reply(
        "ok",
        dns.rcode.to_text(said.rcode()),
        bool(said.flags & dns.flags.AA),
        bool(said.flags & dns.flags.TC),
        said.edns >= 0,
        _records(said.answer),
        _records(said.authority),
        _records(said.additional),
        time.monotonic() - started,
    )


def _records(section: list[dns.rrset.RRset]) -> tuple[Record, ...]:
    return tuple(
        Record(
            str(rrset.name).rstrip(".").lower(),
            dns.rdatatype.to_text(rrset.rdtype),
            str(record).lower().rstrip("."),
        )
        for rrset in section
        for record in rrset
    )
