"""What does the search of the sample portal answer? The articles whose title holds the word, newest address last."""

import re
from html import escape, unescape
from urllib.parse import parse_qs

from auditor.demo.site import HTML, Resource, Site

_TITLE = re.compile(r'<meta name="ArticleTitle" content="([^"]*)"', re.I)
_COLUMN = "lm"  # the field by which the column's own box asks for its articles alone


def results(site: Site, query: str) -> Resource:
    """The page of results for the query of an address (`q=…`)."""
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    word, below = asked.get("q", "").strip(), f"{site.home}{asked[_COLUMN]}/" if _COLUMN in asked else site.home
    found = [(url, title) for url, title in _titles(site) if word and word in title and url.startswith(below)]
    rows = "".join(f'<li><a href="{escape(url)}">{escape(title)}</a></li>' for url, title in found[:20])
    said = f"共找到 {len(found)} 条结果" if found else "没有找到相关结果"
    body = f"<h1>站内检索</h1><p>“{escape(word)}”：{said}</p><ul>{rows}</ul>"
    markup = f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>站内检索</title></head><body>{body}'
    return Resource(f"{markup}</body></html>".encode(), content_type=HTML)


def _titles(site: Site) -> list[tuple[str, str]]:
    pairs = []
    for url, answer in sorted(site.resources.items()):
        if answer.content_type.startswith("text/html") and url.startswith(site.home):
            encoding = "gb18030" if b"charset=gb2312" in answer.body else "utf-8"
            if match := _TITLE.search(answer.body.decode(encoding, "replace")):
                pairs.append((url, unescape(match[1])))
    return pairs
