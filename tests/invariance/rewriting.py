"""What may a site do to its pages that no reader would notice? Each a change of the text of every page."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from auditor.demo.site import Mutation, Resource, Site
from auditor.extract.charset import codec_of, decode

Rewriting: TypeAlias = Callable[[str, str], str]
"""The text of a page and its address → the text that is sent instead."""

_WHOLE = re.compile(
    r"(<!--.*?-->|<!\[.*?\]>|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<textarea\b.*?</textarea\s*>"
    r"|<pre\b.*?</pre\s*>|<title\b.*?</title\s*>|<option\b.*?</option\s*>|<select\b[^>]*>|</select\s*>|<svg\b.*?</svg\s*>"
    r"|<template\b.*?</template\s*>|<noscript\b.*?</noscript\s*>)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>")
_ATTRIBUTE = re.compile(r"([\w:@.-]+)(?:(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_META = re.compile(r"<meta[^>]*charset[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"(<(?:a|area)\b[^>]*?\shref=)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def is_page(resource: Resource) -> bool:
    return resource.content_type.startswith("text/html") and bool(resource.body)


def every_page(rewriting: Rewriting, *, encoding: str = "", kind: str = "") -> Mutation:
    """Every page of the portal's own host rewritten; in `encoding` and under the type `kind` where these are given."""

    def apply(site: Site) -> Site:
        resources = dict(site.resources)
        for url, page in site.resources.items():
            if is_page(page) and urlsplit(url).hostname == urlsplit(site.home).hostname:
                found = decode(page.body, page.content_type)
                before = codec_of(found.charset)
                codec = encoding or before
                # Queries go out in the encoding of the page: they are spelt out before it becomes another.
                text = _queries_spelt_out(found.text, before) if codec != before else found.text
                said = rewriting(text, url).encode(codec, "xmlcharrefreplace")
                resources[url] = replace(page, body=said, content_type=kind or page.content_type)
        return replace(site, resources=resources)

    return apply


def _queries_spelt_out(text: str, codec: str) -> str:
    def query(found: re.Match[str]) -> str:
        place, asked, rest = found[2].partition("?")
        return f"{found[1]}{place}{asked}{re.sub('[^ -~]+', lambda words: quote(words[0], encoding=codec), rest)}"

    return _HREF.sub(query, text)


def _outside(text: str, change: Callable[[str], str]) -> str:
    """The text with what stands outside of scripts, styles and the like changed."""
    parts = _WHOLE.split(text)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def _words(text: str, change: Callable[[str], str]) -> str:
    """The text with the words between the tags changed."""

    def of(part: str) -> str:
        pieces = re.split(r"(<[^>]*>|&[#\w]+;)", part)
        return "".join(piece if at % 2 else change(piece) for at, piece in enumerate(pieces))

    head, body, rest = _body(text)
    return head + _outside(body, of) + rest


def _body(text: str) -> tuple[str, str, str]:
    """What stands before the body, in it, and after it."""
    begin = re.search(r"<body\b[^>]*>", text, re.IGNORECASE)
    if begin is None:
        return text, "", ""
    ends = [match.start() for match in re.finditer(r"</body\s*>", text, re.IGNORECASE)]
    end = ends[-1] if ends else len(text)
    return text[: begin.end()], text[begin.end() : end], text[end:]


def _within(before: str, after: str) -> Rewriting:
    def rewrite(text: str, _url: str) -> str:
        head, body, rest = _body(text)
        return f"{head}{before}{body}{after}{rest}" if body else text

    return rewrite


def _in_head(words: str) -> Rewriting:
    return lambda text, _url: re.sub(r"(<head\b[^>]*>)", lambda found: found[1] + words, text, count=1, flags=re.I)


def same(text: str, _url: str) -> str:
    return text


def unnamed(text: str, _url: str) -> str:
    """Without a meta that names the encoding."""
    return _META.sub("", text)


def named_gbk(text: str, url: str) -> str:
    return re.sub(
        r"(<head\b[^>]*>)",
        r'\1<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
        unnamed(text, url),
        count=1,
        flags=re.IGNORECASE,
    )


def crlf(text: str, _url: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def minified(text: str, _url: str) -> str:
    return _outside(text, lambda part: re.sub(r"[ \t\r\n]+", " ", part))


def spread(text: str, _url: str) -> str:
    """A line of its own for every tag inside of which a blank counts for nothing."""
    tags = "div|ul|li|table|tr|td|tbody|p|h1|h2|h3|dl|dt|dd"
    return _outside(text, lambda part: re.sub(rf"(</?(?:{tags})(?:\s[^>]*)?>)", r"\n\t\t\1\n\t\t", part, flags=re.I))


def commented(text: str, _url: str) -> str:
    """Comments between the tags: notes of the system, a dead menu, a browser's conditions."""
    menu = (
        '<!-- <ul class="menu"><li><a href="/gone/">政府信息公开</a></li><li><a href="/gone2/">旧栏目</a></li></ul> -->'
    )
    old = '<!--[if lt IE 9]><p>您的浏览器版本过低</p><script src="/js/html5shiv.js"></script><![endif]-->'
    head, body, rest = _body(text)
    noted = _outside(body, lambda part: re.sub(r"(</(?:li|p|td|a)>)", r"\1<!--<$[标题]>end-->", part, flags=re.I))
    return f"{head}{old}{menu}{noted}<![if !IE]><!--[if !IE]><!--><!--<![endif]--><![endif]>{rest}"


def _tags(text: str, change: Callable[[str, str, str], str]) -> str:
    """Every tag outside of scripts through `change(slash, name, attributes)`."""
    return _outside(text, lambda part: _TAG.sub(lambda tag: change(tag[1], tag[2], tag[3]), part))


def uppercase(text: str, _url: str) -> str:
    """Names of tags and attributes in capitals, values in single quotes or in none."""

    def attribute(found: re.Match[str]) -> str:
        if not found[2]:
            return found[1].upper()
        value = found[3].strip("\"'") if found[3][:1] in "\"'" else found[3]
        bare = re.fullmatch(r"[\w./:#-]+", value, re.ASCII) and not value.endswith("/")
        quoted = value if bare else f"'{value}'" if "'" not in value else f'"{value}"'
        return f"{found[1].upper()}={quoted}"

    return _tags(text, lambda slash, name, rest: f"<{slash}{name.upper()}{_ATTRIBUTE.sub(attribute, rest)}>")


def escaped(text: str, _url: str) -> str:
    """Chinese words as numbers of characters, as some editors write them."""
    return _words(text, lambda words: re.sub(r"[\u4e00-\u9fff]", lambda char: f"&#x{ord(char[0]):X};", words))


def xhtml(text: str, _url: str) -> str:
    void = {"br", "img", "meta", "link", "input", "hr", "area", "base", "col"}
    closed = _tags(
        text,
        lambda slash, name, rest: (
            f"<{slash}{name}{rest.rstrip('/ ')} />" if name.lower() in void else f"<{slash}{name}{rest}>"
        ),
    )
    kind = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
    )
    return kind + re.sub(r"^\s*(?:<\?xml.*?\?>)?\s*<!doctype[^>]*>", "", closed, flags=re.IGNORECASE)


def unclosed(text: str, _url: str) -> str:
    """Without the end tags that HTML lets one leave out, and without the end of the page."""
    return re.sub(
        r"</(?:body|html)\s*>",
        "",
        _outside(text, lambda part: re.sub(r"</(?:li|td|tr|p|dd|dt)\s*>", "", part, flags=re.I)),
    )


def tangled(text: str, _url: str) -> str:
    """Tags that end in the wrong order, ends without a beginning, a row in a table's head."""
    crossed = _outside(
        text, lambda part: re.sub(r"(<a\b[^>]*>)([^<>]+)</a>", r"\1<b><font color=red>\2</b></a></font>", part)
    )
    head, body, rest = _body(crossed)
    return f"{head}</div></span>{body}</td></tr></table></div></center>{rest}"


def based(text: str, url: str) -> str:
    return _in_head(f'<base href="{url}"><base target="_blank">')(text, url)


def _hrefs(change: Callable[[str, str], str]) -> Rewriting:
    """Addresses of links on pages of the site itself through `change(address as written, address of the page)`."""

    def rewrite(text: str, url: str) -> str:
        def one(found: re.Match[str]) -> str:
            address = found[2][1:-1]
            if not re.match(r"\s*(?:https?://\w|/|\.|\w[^:]*(?:$|/|\?|\.\w))", address, re.IGNORECASE) or re.match(
                r"\s*(?!https?:)[\w-]+:", address, re.IGNORECASE
            ):
                return found[0]
            return f'{found[1]}"{change(address, url)}"'

        return _outside(text, lambda part: _HREF.sub(one, part))

    return rewrite


def _absolute(address: str, url: str) -> str:
    whole = urljoin(url, address)
    place = urlsplit(whole)
    if place.scheme != "http" or not place.hostname or place.port:
        return address
    return whole.replace(f"http://{place.hostname}", f"HTTP://{place.hostname.upper()}:80", 1)


def _loose(address: str, url: str) -> str:
    """Through a folder and back, with blanks and line breaks around it, without the scheme where there is one."""
    if address.startswith("http://"):
        return f"\n  {address[5:]} "
    if address.startswith("//"):
        return f"\n{address}\t"
    if address.startswith("/"):
        return f" /css/..{address}\t"
    return f"\n./{address} " if re.match(r"[\w.]", address) else address


capitals_and_ports = _hrefs(_absolute)
loose_addresses = _hrefs(_loose)
fragments = _hrefs(lambda address, _url: address if "#" in address else f"{address}#main")

mourning = _in_head(
    "<style>html,body{filter:grayscale(100%);-webkit-filter:grayscale(100%);filter:progid:DXImageTransform."
    "Microsoft.BasicImage(grayscale=1)}</style>"
)
banner = _within(
    '<div id="festival" style="position:fixed;left:0;top:0;z-index:9999"><p>恭贺新春</p>'
    '<a href="javascript:;" onclick="this.parentNode.style.display=\'none\'">关闭</a></div>',
    "",
)
buttons = _within(
    "",
    '<p><a href="javascript:window.print()">打印</a> <a href="javascript:window.close();">关闭</a> '
    '<a href="mailto:web@example.gov.cn">电子邮箱</a> <a href="tel:0739-4220001">拨打</a> '
    '<a href="javascript:void(0)" onclick="share(\'weibo\')">分享</a></p>',
)
asp_form = _within(
    '<form name="aspnetForm" method="post" action="" id="aspnetForm"><div><input type="hidden" name="__VIEWSTATE" '
    'id="__VIEWSTATE" value="/wEPDwUKLTk2NjI0MDQ0Mg9kFgJmD2QWAgIDD2Q=" /></div>',
    "</form>",
)
deep = _within("<div><div><div>" * 10, "</div></div></div>" * 10)
in_table = _within("<table width=100% border=0 cellspacing=0 cellpadding=0><tr><td>", "</td></tr></table>")
main = _within('<div class="app"><main>', "</main></div>")
statistics = _within(
    "",
    "<script>var _hmt=_hmt||[];(function(){var hm=document.createElement('script');hm.src='https://hm.baidu.com/hm.js?1';"
    "var s=document.getElementsByTagName('script')[0];s.parentNode.insertBefore(hm,s)})();</script>",
)
noscript = _within("", '<noscript><p>您的浏览器不支持脚本</p><img src="https://hm.baidu.com/hm.gif"></noscript>')


def unseen_marks(text: str, _url: str) -> str:
    """Characters without width, as editors leave them behind."""
    return _words(text, lambda words: re.sub(r"([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff])", "\\1\u200b", words, count=1))


def byte_order_marks(text: str, _url: str) -> str:
    return _words(text, lambda words: f"\ufeff{words}" if words.strip() else words)


def soft_breaks(text: str, _url: str) -> str:
    return _words(text, lambda words: re.sub(r"([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff])", r"\1<wbr>", words, count=1))


def spans(text: str, _url: str) -> str:
    """Pieces of a word in elements of their own."""
    return _words(
        text,
        lambda words: re.sub(
            r"([\u4e00-\u9fff]{2})([\u4e00-\u9fff]{2})", r'\1<span style="color:#333">\2</span>', words, count=1
        ),
    )


def tracked(text: str, _url: str) -> str:
    """Every link that no script has taken over reports its click."""
    counted = "<a onclick=\"_hmt.push(['_trackEvent','nav','click'])\""
    return _outside(
        text, lambda part: re.sub(r"<a(?![^>]*\sonclick)(\s[^>]*?href=)", lambda found: counted + found[1], part)
    )


def non_breaking(text: str, _url: str) -> str:
    """Names padded by blanks that do not break."""
    return _outside(text, lambda part: re.sub(r"(<a\b[^>]*>)([^<>]+)(</a>)", r"\1&nbsp;\2&nbsp;&nbsp;\3", part))
