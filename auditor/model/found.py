"""What did a page bring up: addresses to look at, and what for?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What is an address of the frontier looked at for?"""

    CRAWL = "crawl"  # in scope and presumably a page: fetched, extracted, its links followed
    CHECK = "check"  # images, attachments, what lies too deep …: only looked at
    OUTSIDE = "outside"  # of other sites: only looked at, whatever it is
    ABSENT = "absent"  # a path known not to exist: what does the host send for it?
    LIST = "list"  # no address at all: lines that the operator gave, read as links


@dataclass(frozen=True, slots=True)
class Found:
    """An address to look at. `depth` counts clicks from the home page."""

    url: str
    depth: int
    role: Role


class Recent:
    """Addresses that are known to be known, so that a navigation costs nothing a page. Bounded; may forget."""

    def __init__(self, limit: int = 10_000) -> None:
        self._roles: dict[str, Role] = {}
        self._limit = limit

    def knows(self, url: str, role: Role) -> bool:
        """Would finding this address for this role bring nothing new?"""
        return self._roles.get(url) in (role, Role.CRAWL)

    @property
    def roles(self) -> Mapping[str, Role]:
        """What each of these addresses is looked at for. One that is crawled brings nothing new, whatever finds it."""
        return self._roles

    def new(self, found: Iterable[Found]) -> tuple[Found, ...]:
        return tuple(one for one in found if not self.knows(one.url, one.role))

    def remember(self, found: Iterable[Found]) -> None:
        for one in found:
            if self._roles.get(one.url) is not Role.CRAWL:
                self._roles[one.url] = one.role
        if len(self._roles) > self._limit:
            self._roles = dict(list(self._roles.items())[-self._limit // 2 :])
