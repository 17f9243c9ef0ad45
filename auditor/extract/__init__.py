"""Bytes → Page: which facts does one answer of a site hold? Pure, picklable, without a socket."""

import re

from auditor.extract import (
    charset,
    concealed,
    controls,
    datastore,
    dates,
    items,
    links,
    markup,
    pager,
    regions,
    related,
    scripts,
    tables,
    tree,
    words,
)
from auditor.model.exchange import Exchange
from auditor.model.page import Page

__all__ = ["extract", "is_html"]

_HTML = re.compile(r"\s*(?:text/html|application/xhtml\+xml)", re.IGNORECASE)
_UNTYPED = re.compile(r"\s*(?:$|text/plain|application/octet-stream|unknown|\*/\*|content/unknown)", re.IGNORECASE)
_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_OTHER = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def is_html(exchange: Exchange) -> bool:
    """Is the answer a page? By its type, unless its first bytes say otherwise."""
    body = exchange.body
    if body.startswith(_OTHER):
        return False
    kind = exchange.content_type or next(
        (value for name, value in exchange.headers.items() if name.lower() == "content-type"), ""
    )
    if _HTML.match(kind):
        return True
    return bool(_UNTYPED.match(kind)) and bool(_OPENING.match(body[:4096].lstrip(b"\xef\xbb\xbf")))


def extract(exchange: Exchange, *, depth: int = 0, rendered: bool = False) -> Page:
    """What does the page behind this answer say? Never raises on what a site may send; its work is bounded.

    `rendered`: the body is the document as a browser serialised it, in UTF-8, after its scripts ran.
    """
    kind = exchange.content_type or exchange.headers.get("content-type", "")
    decoded = charset.decode(exchange.body, "text/html; charset=utf-8" if rendered else kind)
    root, cut = tree.parse(decoded.text if rendered else datastore.unfolded(decoded.text))
    regions.mark(root)
    final = exchange.final_url or exchange.url
    base = links.base_of(root, final)
    encoding = charset.codec_of(charset.named(charset.prescan(exchange.body[: charset.LATE]))) if rendered else ""
    encoding = encoding or charset.codec_of(decoded.charset)
    metas = words.metas(root)
    title = words.title(root)
    text, full, long = words.lines(root)
    unseen = concealed.concealed(root, decoded.text)
    found, many = links.links(root, base, encoding=encoding, unseen=unseen)
    found = found if rendered else (*found, *pager.further(root, base, len(found)))
    crumbs = words.breadcrumb(root)
    above = {final, *(link.target for link in found if link.label in crumbs)}
    rows = items.items(root, base, encoding=encoding, above=above)
    headings = words.headings(root)
    page = Page(
        url=exchange.url,
        final_url=final,
        status=exchange.status,
        depth=depth,
        title=title,
        charset=decoded.charset,
        charset_conflict="" if rendered else decoded.conflict,
        lang=root.attrs.get("lang", "").strip(),
        metas=metas,
        headings=headings,
        breadcrumb=crumbs,
        links=found,
        controls=controls.controls(root, base, encoding=encoding),
        items=rows,
        dates=dates.of_page(
            metas=metas,
            text=text,
            title=title,
            url=final,
            headers=exchange.headers,
            listed=sum(1 for row in rows if row.day),
        ),
        text=text,
        full_text=full,
        script_list=scripts.script_list(root, rows, metas, text)
        or (depth == 0 and scripts.menu_by_script(root, found, final)),
        scripted_block=related.scripted_block(root),
        markup=markup.markup(root),
        tables=tables.tables(root, (title, metas.get("articletitle", ""), *headings)),
        rendered=rendered,
        truncated=exchange.truncated or cut or many or long,
        fetched_at=exchange.started,
    )
    root.tree.drop()
    return page
