"""How is a page of the sample portal changed after it was written?"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from auditor.demo.book import HOME, Book, Ref
from auditor.demo.site import HTML, Mutation, Name, Resource, Site

_END = "</ul>\n  </div>"
SITEMAP = HOME + "sitemap.xml"
_FIRST = date(2026, 1, 5)  # for sites that do not say for which day they were written


def encoding(resource: Resource) -> str:
    return "gb18030" if b"charset=gb2312" in resource.body else "utf-8"


def text(site: Site, url: str) -> str:
    resource = site.resources[url]
    return resource.body.decode(encoding(resource))


def edited(url: str, change: Callable[[str], str]) -> Mutation:
    """A page whose text is changed. It has to change: a mutation that finds nothing to do is a mistake."""

    def apply(site: Site) -> Site:
        resource = site.resources[url]
        before = text(site, url)
        after = change(before)
        if after == before:
            raise ValueError(f"nothing to change on {url}")
        return site.with_resource(url, replace(resource, body=after.encode(encoding(resource))))

    return apply


def swapped(url: str, old: str, new: str) -> Mutation:
    return edited(url, lambda page: page.replace(old, new))


def cut(url: str, pattern: str, new: str = "") -> Mutation:
    """A page without what `pattern` matches, over several lines, the first time."""
    return edited(url, lambda page: re.sub(pattern, lambda _match: new, page, count=1, flags=re.S))


def everywhere(old: str, new: str) -> Mutation:
    """Every page that says `old`, saying `new` instead."""

    def apply(site: Site) -> Site:
        pages = [url for url, answer in site.resources.items() if answer.content_type.startswith("text/html")]
        for url in (url for url in pages if old in text(site, url)):
            site = swapped(url, old, new)(site)
        return site

    return apply


def everywhere_matching(pattern: str, new: str) -> Mutation:
    """Every page of the portal with `new` in the place of all that `pattern` matches."""

    def apply(site: Site) -> Site:
        for url, answer in site.resources.items():
            if answer.content_type.startswith("text/html"):
                before = text(site, url)
                if (after := re.sub(pattern, lambda _match: new, before, flags=re.S)) != before:
                    changed = replace(site.resources[url], body=after.encode(encoding(answer)))
                    site = site.with_resource(url, changed)
        return site

    return apply


def gone(*urls: str) -> Mutation:
    """Addresses that are no more, though links and the sitemap still name them."""

    def apply(site: Site) -> Site:
        for url in urls:
            if url not in site.resources:
                raise ValueError(f"{url} was never there")
            site = site.with_resource(url, None)
        return site

    return apply


def forgotten(*urls: str) -> Mutation:
    """Pages that are no more, with every list row, reference and sitemap entry that named them."""

    def apply(site: Site) -> Site:
        for url in urls:
            site = unlisted(gone(url)(site), url)
        return site

    return apply


def unlisted(site: Site, url: str) -> Site:
    """The same site without any list row, reference and sitemap entry that names this page."""
    href = re.escape(url.removeprefix(HOME.rstrip("/")))
    row = re.compile(rf"\s*<li>(?:(?!</li>).)*href=\"{href}\"(?:(?!</li>).)*</li>", re.S)
    old_row = re.compile(rf"<BR>·<A href=\"{href}\">[^<]*</A>")
    empty = re.compile(
        r"<div class=\"related\"><h3>[^<]*</h3><ul></ul></div>|<TR><TD class=\"related\"><B>[^<]*</B></TD></TR>"
    )
    listed = re.compile(rf"<url><loc>{re.escape(url)}</loc></url>\n")
    resources = dict(site.resources)
    for where, resource in site.resources.items():
        if where == SITEMAP:
            after = listed.sub("", text(site, where))
        elif resource.content_type.startswith("text/html"):
            after = empty.sub("", old_row.sub("", row.sub("", text(site, where))))
        else:
            continue
        resources[where] = replace(resource, body=after.encode(encoding(resource)))
    return replace(site, resources=resources)


def answering(url: str, resource: Resource) -> Mutation:
    """An address that answers otherwise, or answers at all."""
    return lambda site: site.with_resource(url, resource)


def written(write: Callable[[Book], object]) -> Mutation:
    """More pages, written as those of the portal were."""

    def apply(site: Site) -> Site:
        book = Book(site.today or _FIRST)
        write(book)
        return replace(site, resources={**site.resources, **book.resources})

    return apply


def both(*mutations: Mutation) -> Mutation:
    def apply(site: Site) -> Site:
        for mutation in mutations:
            site = mutation(site)
        return site

    return apply


def page(title: str, body: str, status: int = 200) -> Resource:
    """A page of few words."""
    markup = f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
    return Resource(f"{markup}<body>{body}</body></html>".encode(), status=status, content_type=HTML)


def inner_link(column: Ref, href: str, label: str) -> Mutation:
    return last_card(column, f'<a href="{href}">{label}</a>')


def inner_image(column: Ref, src: str) -> Mutation:
    return last_card(column, f'<img src="{src}" alt="示意图">')


def last_card(column: Ref, markup: str) -> Mutation:
    """A column's front page with one more card at its end."""
    return edited(HOME + column.href[1:], lambda page: f"<li>{markup}</li>{_END}".join(page.rsplit(_END, 1)))


def opening(url: str, resource: Resource, column: Ref, label: str) -> Mutation:
    """A link on an inner page, and what it opens."""
    return both(inner_link(column, url.replace(HOME, "/"), label), answering(url, resource))


def named_host(name: str, address: str) -> Mutation:
    """A host of the outside world with an address."""
    return lambda site: site.named(name, Name(a=(address,)))
