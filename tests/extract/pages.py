"""A page from a few lines of markup."""

from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import Page

URL = "http://www.example.gov.cn/zwgk/list/"
HTML = "text/html; charset=utf-8"


def page(markup: str, *, url: str = URL, kind: str = HTML, **said: object) -> Page:
    body = markup if "<body" in markup else f"<html><head><title>题</title></head><body>{markup}</body></html>"
    return extract(Exchange(url=url, final_url=url, status=200, content_type=kind, body=body.encode(), **said))  # type: ignore[arg-type]
