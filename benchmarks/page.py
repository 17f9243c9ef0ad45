"""What does one page look like? The markup that government templates share: navigation, list, text, footer."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.prose import title

_STYLE = "".join(f".c{n}{{margin:{n}px;padding:{n % 7}px;color:#{n:03d}{n:03d}}}\n" for n in range(100, 190))
_SCRIPT = "".join(
    f"function tab{n}(o){{var e=document.getElementById('tab'+{n});e.className=o?'on':'';}}\n" for n in range(40)
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One element that refers to an address, as it is written on the page."""

    href: str
    label: str
    image: bool = False


def _item(link: Reference, day: str) -> str:
    if link.image:
        return f'<p align="center"><img src="{link.href}" alt="{link.label}" border="0" /></p>\n'
    text = escape(link.label)
    return f'<li><a href="{link.href}" target="_blank" title="{text}">{text}</a><span class="date">{day}</span></li>\n'


@dataclass(frozen=True, slots=True)
class Template:
    """What all pages of the portal have in common."""

    name: str
    nav: Sequence[Reference]
    footer: Sequence[Reference]
    prose: Sequence[str]

    def page(self, number: int, seed: str, links: Sequence[Reference], *, charset: str, size: int) -> bytes:
        """The page's bytes: about `size` of them. The charset stands in the meta element only."""
        dice = random.Random(seed)
        day = f"202{dice.randrange(4, 7)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
        heading = self.name if not number else title(dice, number)
        nav = "".join(f'<li class="nav"><a href="{one.href}">{one.label}</a></li>' for one in self.nav)
        foot = " | ".join(f'<a href="{one.href}">{one.label}</a>' for one in self.footer)
        list_ = "".join(_item(link, day) for link in links)
        head = (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n<html><head>\n'
            f'<meta http-equiv="Content-Type" content="text/html; charset={charset}" />\n'
            f"<title>{heading}_{self.name}</title>\n"
            f'<meta name="SiteName" content="{self.name}" /><meta name="PubDate" content="{day}" />\n'
            '<link rel="stylesheet" type="text/css" href="/css/site.css" /><script src="/js/site.js"></script>\n'
            f"<style>{_STYLE}</style>\n<script>{_SCRIPT}</script></head>\n<body>\n"
            f'<div id="header"><img src="/images/logo.png" alt="{self.name}" /><ul class="menu">{nav}</ul></div>\n'
            f'<div class="position">您现在的位置：<a href="/">首页</a></div>\n<h1>{heading}</h1>\n'
        )
        body = f'<div class="list"><ul>\n{list_}</ul></div>\n<div id="content" class="content">\n'
        place = f"主办：{self.name}办公室　地址：建设路{number % 90 + 1}号"
        end = f'</div>\n<div id="footer">{foot}<p>{place}</p></div></body></html>\n'
        codec = "gb18030" if charset.startswith("gb") else charset
        parts = [(head + body).encode(codec)]
        left = size - len(parts[0]) - 600
        while left > 0:
            text = f'<p style="text-indent:2em">{dice.choice(self.prose)}</p>\n'.encode(codec)
            parts.append(text)
            left -= len(text)
        return b"".join([*parts, end.encode(codec)])
