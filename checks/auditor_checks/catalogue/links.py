"""Do the rows of the catalogue lead to what they name?"""

import hashlib
from collections.abc import Iterable

from pydantic import Field

from auditor.api import (
    Facts,
    Finding,
    Link,
    Measure,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Reason,
    Region,
    Rule,
    _,
    seen_page,
)
from auditor_checks.catalogue.tables import pages_of
from auditor_checks.places import PLACE, AtPlace, places
from auditor_checks.seen import leads_nowhere, opened, references

_SHOWN = 10


class CatalogueLinksParams(Params):
    columns: tuple[str, ...] = Field(description=_("目录所在栏目的名称"))
    words: tuple[str, ...] = Field(default=("目录",), description=_("目录标题里的词"))
    sample: int = Field(default=50, ge=1, description=_("抽查多少条"))
    target: float = Field(default=1.0, ge=0, le=1, description=_("要求达到的比例（0–1）"))


class CatalogueLinks(AtPlace[CatalogueLinksParams]):
    """Do the rows of the catalogue lead to what they name? A sample of the links in the text of its pages; what could
    not be settled is left out."""

    rule = Rule(
        id="catalogue.links",
        title=_("目录条目的链接"),
        why=_("目录里的每一项都应当能点到公开的内容。"),
        fix=_("为没有链接或打不开的目录条目补上链接。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = CatalogueLinksParams
    messages = Messages(
        **PLACE,
        met=_("抽查目录里的 {of} 个链接，打得开的有 {good} 个"),
        short=_("抽查目录里的 {of} 个链接，打得开的有 {good} 个"),
        no_links=_("“{name}”的目录页上没有读到指向公开内容的链接，不能断定，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.columns)
        where = found[0]
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        pages, _unread = pages_of(facts, found, self.params.words)
        rows: dict[str, tuple[Page, Link]] = {}
        for page, link in references(pages):
            if link.region is Region.BODY and link.label and not leads_nowhere(page, link):
                rows.setdefault(link.target, (page, link))
        chosen = sorted(rows, key=lambda url: hashlib.blake2b(url.encode(), digest_size=8).digest())
        openings = {url: facts.visit(url).opening for url in chosen}
        settled = [url for url in chosen if openings[url] is not Opening.UNSETTLED][: self.params.sample]
        if not settled:
            seen = seen_page(where.page)
            yield self.not_testable(where.page, "no_links", Reason.AMBIGUOUS, name=where.name, evidence=seen)
            return
        dead = [url for url in settled if openings[url] is Opening.DEAD]
        of, good = len(settled), len(settled) - len(dead)
        said = {"of": of, "good": good, "measure": Measure(value=good, of=of, target=self.params.target)}
        evidence = [opened(facts, *rows[url]) for url in (dead or settled)[:_SHOWN]]
        if good >= self.params.target * of:
            yield self.met(where.page, "met", **said, evidence=evidence)
        else:
            yield self.unmet(where.page, "short", **said, evidence=evidence)
