"""What is said to the portal's own hosts alone? Headers that open the door of a staging site; they may be secrets."""

from dataclasses import dataclass, field

from auditor.net.location import parsed

DEFAULT_PORTS = {"http": 80, "https": 443}
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OwnHeaders:
    """Never stored with a run and never shown. They go to `hosts` at the port of the home page or a usual one; where
    the home page has https, over https only; and never where the certificate did not hold."""

    hosts: frozenset[str] = frozenset()
    home: str = ""
    headers: Headers = field(default=(), repr=False)

    def lines(self, scheme: str, hostname: str, port: int, *, spoken: str, verified: bool) -> Headers:
        """The header lines for one request: all of them, or none. `spoken`: what goes over the wire, which may differ
        from the scheme of the address where the operator maps it to a preview."""
        if not self.headers or not verified or hostname.rstrip(".") not in self.hosts:
            return ()
        home = parsed(self.home)
        if home is None or (home.scheme == "https" and spoken != "https"):
            return ()
        return self.headers if port in (home.port, DEFAULT_PORTS.get(scheme)) else ()


NONE = OwnHeaders()
