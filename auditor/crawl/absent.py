"""Which addresses are asked that no site has? What comes back for them tells error pages that are sent with 200.

A made-up address is derived from a host, a folder and the way in which the folder names its pages, so that it is the
same in every run. One is asked in the root of the home host, and one in each of the folders of a host that hold most of
its pages.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol
from urllib.parse import urlsplit

from auditor.model.url import canonical
from auditor.store.gather import Found, Role, RunWriter

_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"\d+(?:[-_]\d+)*")  # a folder a day, a month, a year: all of them answer as the one above does
_NAME = re.compile(r"(?P<stem>[^.]*)(?P<kind>\.(?:s?html?|jspx?|php|aspx?|action|do))?", re.I)
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
_LONG = 9  # digits: more than articles have, and no more than programs can read


def absent(origin: str) -> str:
    """An address that no site has: derived from its host, so that it is the same in every run."""
    return canonical(f"{origin}/{sha256(origin.encode()).hexdigest()[:16]}.html")


@dataclass(slots=True)
class _Folder:
    pages: int = 0
    names: Counter[str] = field(default_factory=Counter)  # by shape, digits as 0; "" for the page that heads the folder
    first: dict[str, str] = field(default_factory=dict)  # shape → the first name of it by text


class Folders:
    """The folders of the pages of some hosts. The pages may come in any order."""

    def __init__(self, pages: Iterable[str] = ()) -> None:
        self._hosts: dict[str, dict[str, _Folder]] = {}
        self.add(pages)

    def add(self, pages: Iterable[str]) -> None:
        for url in pages:
            place = urlsplit(url)
            path, _, name = place.path.rpartition("/")
            of = self._hosts.setdefault(f"{place.scheme}://{place.netloc}", {}).setdefault(f"{path}/", _Folder())
            shape = _DIGIT.sub("0", name)
            of.pages += 1
            of.names[shape] += 1
            of.first[shape] = min(name, of.first.get(shape, name))

    def made_up(self, most: int) -> list[str]:
        """One made-up address for each folder, at `most` for a host: those with the most pages first, but of the
        folders of dates and numbers below one folder the second only after all others."""
        urls: list[str] = []
        for origin, folders in sorted(self._hosts.items()):
            ranked = sorted(folders, key=lambda path: (-folders[path].pages, path))
            again = Counter[str]()
            turns: dict[str, int] = {}
            for path in ranked:
                turns[path] = again[_undated(path)]
                again[_undated(path)] += 1
            for path in sorted(ranked, key=turns.__getitem__)[:most]:
                urls.append(absent(origin) if path == "/" else f"{origin}{path}{_name(origin + path, folders[path])}")
        return list(map(canonical, urls))


class Ruling(Protocol):
    """Robots rules of one host."""

    def allows(self, url: str) -> bool: ...


async def choose(
    writer: RunWriter, own: Callable[[str], bool], rules: Callable[[str], Awaitable[Ruling]], *, most: int
) -> None:
    """Which made-up addresses does a run ask for? Decided once, from the pages that the levels opened, and put into
    the frontier. A resumed run finds the decision made."""
    if await writer.noted("made-up"):
        return
    folders, after = Folders(), ""
    while opened := await writer.opened(after=after):
        folders.add(filter(own, opened))
        after = opened[-1]
    urls = [url for url in folders.made_up(most) if (await rules(url)).allows(url)]
    await writer.add([Found(url, 0, Role.ABSENT) for url in urls])
    await writer.note("made-up", str(len(urls)))


def _undated(path: str) -> str:
    """The folder above folders of dates and numbers: they mostly answer alike."""
    steps = path.split("/")[:-1]
    while len(steps) > 1 and _DATED.fullmatch(steps[-1]):
        steps.pop()
    return "/".join(steps)


def _name(folder: str, of: _Folder) -> str:
    """A name like those of the folder's pages: with a number where theirs have one, and of their kind."""
    shape = min(of.names, key=lambda shape: (not shape, -of.names[shape], shape))
    token = sha256(folder.encode()).hexdigest()
    usual = _NAME.fullmatch(of.first[shape])
    last = _LAST_NUMBER.search(usual["stem"]) if usual else None
    if usual and last:
        # A nine in front, and at least nine digits: a number that no article has reached.
        fresh = f"9{int(token, 16)}"[: max(_LONG, len(last[0]))]
        return f"{usual['stem'][: last.start()]}{fresh}{usual['stem'][last.end() :]}{usual['kind'] or ''}"
    return f"{token[:16]}{(usual['kind'] if usual else '') or '.html'}"
