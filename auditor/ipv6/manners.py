"""What does a site ask of robots? Whoever measures is told; the rules are read by the crawl's own reader."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias


class Rules(Protocol):
    """The robots rules of one origin. `silent`: no answer came at all, so that the whole server may be down."""

    @property
    def silent(self) -> bool: ...

    def allows(self, url: str) -> bool: ...


Manners: TypeAlias = Callable[[str, str], Awaitable[Rules]]
"""(URL, network address to dial) → the rules of the URL's origin."""


class Anything:
    """Where rules are ignored by the operator."""

    silent = False

    def allows(self, url: str) -> bool:
        return True


async def ignored(url: str, address: str) -> Rules:
    return Anything()
