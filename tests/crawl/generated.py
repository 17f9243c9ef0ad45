"""A site of any size for tests of the crawl: every page links to some others; some links fail in every way."""

import random

from auditor.demo.site import Name, Resource, Site

HOST = "www.generated.test"
HOME = f"http://{HOST}/"


def generated(pages: int, *, seed: int = 1) -> Site:
    """A home page with columns, and `pages` articles below them, about 1 in 50 with a link that does not open."""
    chance = random.Random(seed)
    columns = max(1, pages // 100)
    resources: dict[str, Resource] = {
        HOME: _page("首页", [f"/c{number}/" for number in range(columns)]),
        f"{HOME}gone.pdf": Resource(status=410),
        f"{HOME}loop": Resource(status=302, headers={"location": "/loop"}),
        f"{HOME}moved": Resource(status=301, headers={"location": "/c0/"}),
        f"{HOME}once": Resource(b"<html><title>once</title>ok</html>", fault="once"),
        f"{HOME}broken": Resource(status=500),
    }
    odd = ("/gone.pdf", "/loop", "/moved", "/once", "/broken", "/missing.html", "http://no-such-host.test/")
    articles = [f"/c{number % columns}/a{number}.html" for number in range(pages)]
    for column in range(columns):
        resources[f"{HOME}c{column}/"] = _page(f"栏目{column}", articles[column::columns])
    for number, path in enumerate(articles):
        links = ["/", f"/c{number % columns}/", *chance.sample(articles, min(5, len(articles)))]
        if number % 50 == 0:
            links.append(odd[number // 50 % len(odd)])
        resources[f"{HOME}{path[1:]}"] = _page(f"文章{number}", links)
    return Site(home=HOME, resources=resources, names={HOST: Name(a=("198.51.100.10",))})


def _page(title: str, links: list[str]) -> Resource:
    rows = "".join(f'<li><a href="{link}">{link} 的标题</a><span>2026-03-01</span></li>' for link in links)
    text = f"<p>{title}的正文。</p>" * 20
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}<ul>{rows}</ul></body></html>"
    return Resource(html.encode())
