"""In which other ways may a site send the same pages, or be kept from sending them?"""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from auditor.demo.site import HTML, Mutation, Resource, Site
from auditor.extract.charset import codec_of, decode
from tests.invariance.rewriting import is_page

_TEXT = ("text/", "application/javascript", "application/json", "application/xml")


def _host(site: Site) -> str:
    return urlsplit(site.home).hostname or ""


def _page(body: str, **more: object) -> Resource:
    return Resource(f'<!DOCTYPE html><html><head><meta charset="utf-8">{body}</html>'.encode(), **more)  # type: ignore[arg-type]


def _moved(change: Callable[[str], str], *, redirect: bool) -> Mutation:
    """The site at other addresses, in its links too; `redirect`: the old ones lead to the new."""

    def apply(site: Site) -> Site:
        old = site.home.rstrip("/")
        new = change(old)
        resources: dict[str, Resource] = {}
        for url, answer in site.resources.items():
            if url.startswith(f"{new}/"):
                continue  # what has led from there to here
            body = answer.body
            if answer.content_type.lower().startswith(_TEXT):
                body = re.sub(re.escape(old).encode() + rb"(?![\w.:-])", new.encode(), body)
            headers = {key: value.replace(old, new) for key, value in answer.headers.items()}
            here = new + url.removeprefix(old) if url.startswith(f"{old}/") else url
            resources[here] = replace(answer, body=body, headers=headers)
            if redirect and here != url:
                resources[url] = Resource(status=301, headers={"Location": here})
        names = {**site.names, urlsplit(new).hostname or "": site.names[_host(site)]}
        return replace(site, resources=resources, names=names, home=site.home if redirect else f"{new}/")

    return apply


to_https = _moved(lambda old: old.replace("http://", "https://"), redirect=True)
at_https = _moved(lambda old: old.replace("http://", "https://"), redirect=False)
to_bare_host = _moved(lambda old: old.replace("//www.", "//"), redirect=True)
at_bare_host = _moved(lambda old: old.replace("//www.", "//"), redirect=False)
at_a_port = _moved(lambda old: f"{old}:8080", redirect=False)


def _front(made: Callable[[str], Resource]) -> Mutation:
    """Another page at the address of the home page, which itself stands at /index.html."""

    def apply(site: Site) -> Site:
        inner = f"{site.home}index.html"
        return site.with_resource(inner, site.resources[site.home]).with_resource(site.home, made("/index.html"))

    return apply


home_redirects = _front(lambda inner: Resource(status=302, headers={"Location": inner}))
home_refreshes = _front(lambda inner: _page(f'<meta http-equiv="refresh" content="0;url={inner}"></head><body></body>'))
home_by_script = _front(lambda inner: _page(f'</head><body><script>location.href="{inner}"</script></body>'))
home_in_frames = _front(
    lambda inner: _page(
        f'<title>首页</title></head><frameset rows="*,0"><frame src="{inner}"><frame src="about:blank"></frameset>'
    )
)
home_is_splash = _front(
    lambda inner: _page(
        f'<title>欢迎</title></head><body><a href="{inner}"><img src="/images/enter.jpg" alt="进入网站"></a>'
        f'<p><a href="{inner}">简体中文</a> <a href="/en/">English</a></p></body>'
    )
)


def _typed(kind: str) -> Mutation:
    def apply(site: Site) -> Site:
        resources = {
            url: replace(answer, content_type=kind) if is_page(answer) and answer.content_type == HTML else answer
            for url, answer in site.resources.items()
        }
        return replace(site, resources=resources)

    return apply


type_in_capitals = _typed("Text/HTML;Charset=UTF8")
type_of_xhtml = _typed("application/xhtml+xml; charset=utf-8")
type_unsaid = _typed("")
type_of_text = _typed("text/plain")


def dated_by_server(site: Site) -> Site:
    """Every page with the time at which its file was written last: all on one day."""
    changed = {"Last-Modified": "Fri, 20 Nov 2026 01:00:00 GMT"}
    return replace(
        site, resources={url: replace(one, headers={**one.headers, **changed}) for url, one in site.resources.items()}
    )


def gone(site: Site) -> Site:
    """What is missing answers 410 in place of 404."""
    return replace(site, missing=replace(site.missing, status=410))


def named_index(site: Site) -> Site:
    """Every folder is linked as its index.html, and answers under both addresses."""
    resources = dict(site.resources)
    for url, answer in site.resources.items():
        if url.endswith("/") and urlsplit(url).hostname == _host(site) and is_page(answer):
            resources.setdefault(f"{url}index.html", answer)
    found = replace(site, resources=resources)
    for url, answer in resources.items():
        if is_page(answer) and urlsplit(url).hostname == _host(site):
            read = decode(answer.body, answer.content_type)
            text = re.sub(r'(<a\b[^>]*?href=")(/[^"?#]*/|/)(")', r"\1\2index.html\3", read.text)
            body = text.encode(codec_of(read.charset), "xmlcharrefreplace")
            found = found.with_resource(url, replace(answer, body=body))
    return found


def unslashed(site: Site) -> Site:
    """Every folder is linked without its last slash, and leads to the one with it."""
    found = site
    for url, answer in site.resources.items():
        if urlsplit(url).hostname != _host(site):
            continue
        if url.endswith("/") and url != site.home:
            found = found.with_resource(url[:-1], Resource(status=301, headers={"Location": url}))
        if is_page(answer):
            read = decode(answer.body, answer.content_type)
            text = re.sub(r'(<a\b[^>]*?href="/[^"?#]+)/(")', r"\1\2", read.text)
            body = text.encode(codec_of(read.charset), "xmlcharrefreplace")
            found = found.with_resource(url, replace(answer, body=body))
    return found


def _kept_from(answer: Resource, *, home: bool = False, every: int = 1) -> Mutation:
    """Pages of the host answer something else: all but the home page, or that too; every so-manieth of them."""

    def apply(site: Site) -> Site:
        found = site
        own = [url for url, one in site.resources.items() if is_page(one) and urlsplit(url).hostname == _host(site)]
        for number, url in enumerate(sorted(own)):
            if (url == site.home and home) or (url != site.home and number % every == 0):
                found = found.with_resource(url, answer)
        return found

    return apply


_COOKIE = _page(
    '<title></title><meta content="{qqrz" id="x" r="m"><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=76914;'
    '$_ts.cd="qEy";if($_ts.lcd)$_ts.lcd();</script><script src="/c3ZX9/x.aa8f.js"></script></head><body></body>',
    status=412,
)
_WALL = _page("<title>访问验证</title></head><body><h3>您的访问请求可能对网站造成安全威胁，请求已被阻断。</h3></body>")
_LOGIN = _page(
    "<title>统一身份认证</title></head><body><form action='/login' method='post'><p>请登录后访问</p><input name='user'>"
    "<input type='password' name='pwd'><button>登录</button></form></body>"
)
_CLOSED = _page("<title>系统维护</title></head><body><h2>网站正在维护升级，请稍后访问</h2></body>")

cookie_412 = _kept_from(_COOKIE)
cookie_412_home = _kept_from(_COOKIE, home=True)
walled = _kept_from(_WALL)
walled_some = _kept_from(_WALL, every=3)
logged_in = _kept_from(_LOGIN, every=3)
closed = _kept_from(_CLOSED, home=True)
closed_503 = _kept_from(replace(_CLOSED, status=503), home=True)
closed_some = _kept_from(_CLOSED, every=4)
