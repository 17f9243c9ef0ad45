"""Faults of what every page carries: footer, tags, times, sources, the search box; and traps beside them."""

import re
from collections.abc import Callable
from dataclasses import replace

from auditor.demo.book import HOME, IMAGES
from auditor.demo.faults.edit import answering, both, cut, encoding, everywhere, text
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.site import Mutation, Resource, Site

FOOTER, DATE, SOURCE, SEARCH = "identity.footer", "articles.date-format", "articles.source", "services.search"
SITE, COLUMN, ARTICLE = "metadata.site", "metadata.column", "metadata.article"
_BADGE = re.compile(r'<span id="_ideConac">.*?</span>', re.S)
_FOOT = re.compile(r'<div class="footer" id="footer">.*?(?=</body>)', re.S | re.I)
_TIME = re.compile(r"(发布(?:时间|日期)：)(\d{4})[-年](\d\d)[-月](\d\d)日? (\d\d):(\d\d)")
_SOURCE = re.compile(r"<span>来源：[^<]*</span>|信息来源：[^<]*")
_TAG = re.compile(r'<meta name="ContentSource"[^>]*>', re.I)
_COLUMN_TAGS = re.compile(r'<meta name="Column(?:Description|Keywords)"[^>]*>', re.I)
_TAGS = re.compile(r'<meta name="(Column\w+|ArticleTitle|PubDate|ContentSource)" content="([^"]*)">')
_TITLE = re.compile(r'(<meta name="ArticleTitle" content=")([^"]*)(")', re.I)
_FORM = r'<form class="search".*?</form>'
_WRITTEN = (
    "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript "
    "src='http://dcs.conac.cn/js/18/000/0000/CA180000000.js' type='text/javascript'%3E%3C/script%3E\"));</script>"
)
_BOX = '<script>document.write(\'<input name="q" placeholder="站内搜索">\');</script>'
_REJECTED = IMAGES + "images/red_error.png"
_SCRIPT = HOME + "js/foot.js"


def _pages(change: Callable[[str], str]) -> Mutation:
    """Every page of the portal, changed where there is something to change."""

    def apply(site: Site) -> Site:
        resources = dict(site.resources)
        for url, resource in site.resources.items():
            if url.startswith(HOME) and resource.content_type.startswith("text/html"):
                after = change(text(site, url))
                resources[url] = replace(resource, body=after.encode(encoding(resource)))
        return replace(site, resources=resources)

    return apply


def _without(*patterns: re.Pattern[str]) -> Mutation:
    def change(page: str) -> str:
        for pattern in patterns:
            page = pattern.sub("", page)
        return page

    return _pages(change)


def _turned(tag: re.Match[str]) -> str:
    return f"<META content='{tag[2]}' name='{tag[1].lower()}'/>"


def _stamp(site: Site) -> Site:
    """A badge that says that it was issued to another."""
    badge = site.resources[IMAGES + "images/badge-organ.svg"]
    site = site.with_resource(_REJECTED, badge)
    return everywhere("images/badge-organ.svg", "images/red_error.png")(site)


FAULTS = (
    Planted(
        "footer-police-missing",
        FOOTER,
        HOME,
        "no page carries the public security record number",
        _without(re.compile(r"<a href=\"http://beian\.police\.test.*?</a>", re.S)),
    ),
    Planted(
        "footer-badge-rejected",
        FOOTER,
        HOME,
        "the badge of the organ is shown as rejected",
        _stamp,
    ),
    Planted(
        "decoy-footer-badge-by-script",
        FOOTER,
        HOME,
        "the badge is written by the script of the authority that issues it",
        _pages(lambda page: _BADGE.sub(_WRITTEN, page)),
        outcome=MET,
    ),
    Planted(
        "footer-by-script",
        FOOTER,
        HOME,
        "a script writes the whole footer",
        both(
            _pages(lambda page: _FOOT.sub('<script src="/js/foot.js"></script>', page)),
            answering(_SCRIPT, Resource(b"/* foot */", content_type="application/javascript")),
        ),
        outcome=NOT_TESTABLE,
    ),
    Planted(
        "tags-of-another-site",
        SITE,
        HOME,
        "the tag with the site's domain is another site's",
        everywhere(
            '<meta name="SiteDomain" content="www.qinglan.gov.test">',
            '<meta name="SiteDomain" content="www.linxi-county.test">',
        ),
    ),
    Planted(
        "decoy-tags-two-domains",
        SITE,
        HOME,
        "the tag names two domains, both the site's own",
        everywhere(
            '<meta name="SiteDomain" content="www.qinglan.gov.test">',
            '<meta name="SiteDomain" content="www.qinglan.gov.test,zwgk.qinglan.gov.test">',
        ),
        outcome=MET,
    ),
    Planted(
        "column-tags-missing",
        COLUMN,
        HOME,
        "list and article pages lack the tags for description and keywords of their column",
        _without(_COLUMN_TAGS),
    ),
    Planted(
        "decoy-column-tags-written-otherwise",
        COLUMN,
        HOME,
        "the tags are in lower case, in single quotes, with the content in front",
        _pages(lambda page: _TAGS.sub(_turned, page)),
        outcome=MET,
    ),
    Planted(
        "article-tags-missing",
        ARTICLE,
        HOME,
        "articles print their source and have no tag for it",
        _without(_TAG),
    ),
    Planted(
        "decoy-article-title-broken",
        ARTICLE,
        HOME,
        "the title in the tag has the organ's name and angle brackets around it",
        _pages(lambda page: _TITLE.sub(r"\g<1>青岚县人民政府《\g<2>》\g<3>", page)),
        outcome=MET,
    ),
    Planted(
        "article-time-missing",
        DATE,
        HOME,
        "articles show the day of publishing, and no time",
        _pages(lambda page: _TIME.sub(r"\1\2-\3-\4", page)),
    ),
    Planted(
        "decoy-article-time-in-words",
        DATE,
        HOME,
        "the time of publishing is written in words",
        _pages(lambda page: _TIME.sub(r"\1\2年\3月\4日 \5时\6分", page)),
        outcome=MET,
    ),
    Planted(
        "article-time-by-script",
        DATE,
        HOME,
        "the time of publishing is left to a script",
        _pages(lambda page: _TIME.sub(r'\1<span class="pubtime"></span>', page)),
        outcome=NOT_TESTABLE,
        also=frozenset({"articles.publish-lag"}),
    ),
    Planted(
        "article-source-missing",
        SOURCE,
        HOME,
        "articles do not give their source",
        _without(_SOURCE, _TAG),
        also=frozenset({ARTICLE}),
        beside=frozenset({(ARTICLE, HOME)}),
    ),
    Planted(
        "decoy-article-source-otherwise",
        SOURCE,
        HOME,
        "the source goes by another word",
        _pages(lambda page: page.replace("<span>来源：", "<span>稿源：").replace("信息来源：", "稿源：")),
        outcome=MET,
    ),
    Planted(
        "article-source-by-script",
        SOURCE,
        HOME,
        "the source stands in a tag only, and a script may print it",
        _without(_SOURCE),
        outcome=NOT_TESTABLE,
    ),
    Planted(
        "search-missing",
        SEARCH,
        HOME,
        "the home page has no search box",
        cut(HOME, _FORM),
    ),
    Planted(
        "decoy-search-entrance",
        SEARCH,
        HOME,
        "the home page has an entrance to a search instead of a box",
        cut(HOME, _FORM, '<a href="/search.html">搜索</a>'),
        outcome=MET,
    ),
    Planted(
        "search-by-script",
        SEARCH,
        HOME,
        "a script writes the search box",
        cut(HOME, _FORM, _BOX),
        outcome=NOT_TESTABLE,
    ),
)
