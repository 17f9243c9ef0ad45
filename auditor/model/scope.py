"""Which addresses belong to the portal, and what are the others looked at for?

Crawled are the home host, its www twin and the hosts that the operator lists. Another sub-domain of the same
registrable domain may carry the portal's disclosure column, or be another organ: it is an *annex*. Annex pages entered
from the first two levels are read, so that a column there can be judged, but never crawled further. All else is looked
at once and not read. Of a column inside the portal of others (a township's on the county's) only what stands below its
folder is read: the rest of the host is others'.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.model.found import Found, Recent, Role
from auditor.model.page import Element, Page
from auditor.model.portal import Kind, Portal
from auditor.model.url import host_of, site_of

ANNEX_DEPTH = 2

_PAGES = frozenset(
    {Element.A, Element.AREA, Element.OPTION, Element.BUTTON, Element.FRAME, Element.META, Element.SITEMAP}
)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|zip|rar|7z|gz|tar|txt|csv|xml|json|jpe?g|png|gif|bmp|webp|svg|ico|css|js"
    r"|mjs|mp3|mp4|m4a|m3u8|avi|wmv|flv|mov|swf|wav|ogg|webm|apk|exe|dmg|ipa|woff2?|ttf|eot|ceb|caj)$",
    re.IGNORECASE,
)


# Addresses that head a folder; a column of 大汉 keeps its articles elsewhere (/art/…), so that its folder says nothing.
_HEAD = re.compile(r"(/.+/)(?:(?:index|default|main)\.\w+)?", re.IGNORECASE)
_APART = re.compile(r"/col/col\d+/", re.IGNORECASE)


def _folder(portal: Portal) -> str:
    """The folder that is a column's own, "" for whole sites and where the address heads none."""
    head = _HEAD.fullmatch(urlsplit(portal.home).path) if portal.kind is Kind.COLUMN else None
    return "" if head is None or _APART.search(head[1]) else head[1]


@dataclass(frozen=True, slots=True)
class Scope:
    """The hosts of a portal. Hosts are compared whole: gov.cn.evil.test and xgov.cn are not gov.cn."""

    hosts: frozenset[str]
    site: str
    below: str = ""  # of a column inside a portal: the beginning of the addresses that are its own

    @classmethod
    def of(cls, portal: Portal) -> "Scope":
        home = host_of(portal.home)
        twin = home.removeprefix("www.") if home.startswith("www.") else f"www.{home}"
        own = {home, twin, *(host.lower().rstrip(".") for host in portal.hosts)}
        return cls(hosts=frozenset(own), site=site_of(home), below=_folder(portal))

    def also(self, *hosts: str) -> "Scope":
        """The same scope with further hosts: those that the home page has moved to."""
        return Scope(self.hosts | frozenset(hosts), site_of(hosts[-1]) if hosts else self.site, self.below)

    def own(self, url: str) -> bool:
        return host_of(url).rstrip(".") in self.hosts

    def annex(self, url: str) -> bool:
        return not self.own(url) and bool(self.site) and site_of(host_of(url)) == self.site

    def reads(self, url: str, depth: int) -> bool:
        """Is a page at this address read, and not only looked at?"""
        if self.own(url):
            return not self.below or urlsplit(url).path.startswith(self.below)
        return self.annex(url) and depth <= ANNEX_DEPTH and not self.below

    def role(self, url: str, element: Element, depth: int) -> Role:
        """What is an address found `depth` clicks from home looked at for? Depends on nothing but its arguments."""
        if not self.own(url) and not self.annex(url):
            return Role.OUTSIDE
        page = element in _PAGES and self.reads(url, depth) and not _FILE.search(urlsplit(url).path)
        return Role.CRAWL if page else Role.CHECK

    def found(self, page: Page, *, known: Recent | None = None) -> tuple[Found, ...]:
        """The addresses that a page brings up, each once, in document order, but for those that are surely `known`.
        Forms are never followed, drop-down lists from the home page only: below it, lists are paged through by them."""
        brought: dict[str, Found] = {}
        depth = page.depth + 1
        roles = known.roles if known else {}
        pressed = (one for one in page.controls if page.depth == 0 or one.element is Element.BUTTON)
        for link in (*page.links, *pressed):
            if link.target and link.element is not Element.FORM:
                if roles.get(link.target) is Role.CRAWL:
                    continue
                role = self.role(link.target, link.element, depth)
                before = brought.get(link.target)
                if before is None or (before.role is Role.CHECK and role is Role.CRAWL):
                    brought[link.target] = Found(link.target, depth, role)
        return tuple(brought.values())
