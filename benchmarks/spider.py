"""A link checker made with Scrapy, run by Scrapy's own command in Scrapy's own environment."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import scrapy


class Links(scrapy.Spider):
    """Visits all pages of one host, looks once at every address they refer to, and tells those that do not open."""

    name = "links"

    def __init__(self, start: str, **words: Any) -> None:
        super().__init__(**words)
        self.start_urls = [start]
        self.host = urlsplit(start).netloc
        self.asked = {start}

    def parse(self, response: Any) -> Iterator[Any]:
        # The address that a page refers to, whatever the redirects led to.
        url = response.meta.get("redirect_urls", [response.url])[0]
        if response.status >= 400:
            yield {"url": url, "why": response.status}
            return
        kind = response.headers.get("Content-Type", b"")
        if urlsplit(response.url).netloc != self.host or b"html" not in kind or "redirect_urls" in response.meta:
            return
        for href in response.css("::attr(href), ::attr(src)").getall():
            target = response.urljoin(href.strip())
            if not target.startswith(("http://", "https://")):
                continue
            # `dont_filter`: else a redirect to a known page is dropped, and nobody learns how the link ends.
            asking = scrapy.Request(
                target, self.parse, errback=self.failed, dont_filter=True, encoding=response.encoding
            )
            address = asking.url.partition("#")[0]
            if address not in self.asked:
                self.asked.add(address)
                yield asking

    def failed(self, failure: Any) -> Iterator[dict[str, str]]:
        request = failure.request
        yield {"url": request.meta.get("redirect_urls", [request.url])[0], "why": failure.type.__name__}
