"""Does the site's own search find what stands on the site? Asked only where the operator allows it, and only by GET.

At most three words for each of two searches (the site's, the disclosure column's): one that nobody wrote, the title of
an article, and where that is not found the title of another; robots.txt is read before. No other form is ever sent.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from auditor.api import Element, Facts, Page
from auditor.crawl.robots import Allows, Robots
from auditor.extract import extract, is_html
from auditor.extract.forms import SearchForm, search_forms
from auditor.model.exchange import Exchange
from auditor.model.probe import Probe
from auditor.model.settings import GatherSettings
from auditor.model.words import same
from auditor.net.fetch import Fetcher

_SETTLED, _RECENT = timedelta(days=30), timedelta(days=3 * 365)  # an index may lag, and may leave old things out
_SHORTEST, _LONGEST = 8, 40  # characters of a title that is typed in whole
_MOST_ROWS, _MOST_TEXT = 3, 1500
_TITLES = 2


class Rendering(Protocol):
    async def render(self, url: str, *, allows: Allows) -> Exchange: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article of the site that its search should find."""

    title: str
    url: str


class Search:
    """Asks the searches of one portal, of which all pages were read."""

    def __init__(
        self,
        facts: Facts,
        body: Callable[[str], bytes | None],
        settings: GatherSettings,
        fetcher: Fetcher,
        renderer: Rendering | None,
        *,
        rules: Callable[[str], Awaitable[Robots]],
        now: Callable[[], datetime],
        wait: Callable[[float], Awaitable[None]],
    ) -> None:
        self._facts, self._body, self._settings = facts, body, settings
        self._fetcher, self._renderer, self._rules, self._now, self._wait = fetcher, renderer, rules, now, wait

    async def probes(self) -> tuple[Probe, ...]:
        """One probe `search` a search: of the home page, and of the first column of the names in the settings."""
        home = self._facts.home()
        if home is None:
            return ()
        forms = await self._forms(home)
        found = [await self._asked(home, forms, self._titles(self._facts.sample("article", 200)))]
        column = self._facts.column(*self._settings.search_columns)
        page = self._facts.page(column.url) if column else None
        if column and page and page.url != home.url:
            inside = [column, *self._facts.within(column)]
            rows = (self._facts.page(item.target) for one in inside for item in one.items if item.target)
            site = {(one.action, one.field, one.rest) for one in forms}
            own = [one for one in await self._forms(page) if (one.action, one.field, one.rest) not in site]
            found.append(await self._asked(page, own, self._titles(one for one in rows if one)))
        return tuple(found)

    def _titles(self, pages: Iterable[Page]) -> tuple[Wanted, ...]:
        """Titles that any visitor could have read for a month, drawn by the seed of the run."""
        day = self._facts.as_of
        wanted: dict[str, Wanted] = {}
        for page in pages:
            article = self._facts.article(page)
            title, published = " ".join(article.title.split()), article.published
            if _SHORTEST <= len(title) <= _LONGEST and published and _SETTLED <= day - published.day <= _RECENT:
                wanted.setdefault(page.url, Wanted(title, page.url))
        return tuple(sorted(wanted.values(), key=lambda one: self._turn(one.url))[:_TITLES])

    def _turn(self, text: str) -> bytes:
        return blake2b(f"{self._settings.seed} {text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()

    async def _asked(self, page: Page, forms: Sequence[SearchForm], wanted: tuple[Wanted, ...]) -> Probe:
        form = next(iter(forms), None)
        values: dict[str, Any] = {"reason": await self._hindered(form, wanted), "asked": [], "scripted": False}
        if form and not values["reason"]:
            values |= {"action": form.action, "field": form.field, "scripted": form.scripted}
            values["asked"] = await self._answers(form, wanted)
        return Probe("search", page.url, self._now(), values)

    async def _forms(self, page: Page) -> tuple[SearchForm, ...]:
        body = self._body(page.url)
        kind = "text/html; charset=utf-8" if page.rendered else "text/html"
        if body is None:
            again = await self._fetcher.fetch(page.url)
            body, kind = again.body, again.content_type
        return search_forms(body, page.final_url or page.url, kind)

    async def _hindered(self, form: SearchForm | None, wanted: tuple[Wanted, ...]) -> str:
        """Why is this search not asked? "" when it is."""
        if form is None:
            return "no-form"
        if form.hinders:
            return form.hinders
        if not self._facts.own(form.action):
            return "elsewhere"
        if not wanted:
            return "no-title"
        robots = await self._rules(form.action)
        if not all(robots.allows(form.asking(one.title)) for one in wanted):
            return "robots"
        return ""

    async def _answers(self, form: SearchForm, wanted: tuple[Wanted, ...]) -> list[dict[str, Any]]:
        nonsense = f"zqx{self._turn(form.page).hex()[:9]}"
        blank, seen = await self._answer(form, nonsense, wanted, frozenset())
        told = [blank]
        for number, one in enumerate(wanted):
            if number and told[-1]["fault"]:
                await self._wait(self._settings.second_look)
            answer, _rows = await self._answer(form, one.title, (one,), seen)
            told.append(answer | {"title_url": one.url})
            if answer["rows"]:
                break
        return told

    async def _answer(
        self, form: SearchForm, word: str, wanted: tuple[Wanted, ...], known: frozenset[str]
    ) -> tuple[dict[str, Any], frozenset[str]]:
        """What came back for one word: `rows` that lead to what is wanted and did not come for the nonsense."""
        url = form.asking(word)
        exchange = await self._fetcher.fetch(url)
        page = extract(exchange) if exchange.fault is None and is_html(exchange) else None
        rows = _rows(page, wanted) if page else {}
        if page and not rows.keys() - known and self._renderer:
            withheld: list[str] = []
            drawn = await self._renderer.render(url, allows=partial(self._allows, withheld))
            if drawn.fault is None and not withheld:
                page = extract(drawn, rendered=True)
                rows = _rows(page, wanted)
        fault = exchange.fault
        answer = {
            "word": word,
            "url": url,
            "status": exchange.status,
            "fault": fault.kind.value if fault else "",
            "whose": fault.whose.value if fault else "",
            "lasting": bool(fault and fault.lasting),
            "page": page is not None,
            "rendered": bool(page and page.rendered),
            "script": bool(page and page.script_list),
            "links": sum(1 for link in page.links if link.element is Element.A) if page else 0,
            "text": page.text[:_MOST_TEXT] if page else "",
            "rows": [label for key, label in rows.items() if key not in known][:_MOST_ROWS],
        }
        return answer, frozenset(rows)

    async def _allows(self, withheld: list[str], url: str) -> bool:
        allowed = not self._facts.own(url) or (await self._rules(url)).allows(url)
        if not allowed:
            withheld.append(url)
        return allowed


def _rows(page: Page, wanted: tuple[Wanted, ...]) -> dict[str, str]:
    """The links of a page of results that are called, or lead to, what is wanted: (goal and name) → label. A name that
    is cut with dots counts by its beginning."""
    found: dict[str, str] = {}
    for link in page.links:
        if link.element is not Element.A or not link.target:
            continue
        label = same(link.label)
        cut = label.rstrip("….")
        for one in wanted:
            title = same(one.title)
            called = title in label or (cut != label and len(cut) >= _SHORTEST and title.startswith(cut))
            if called or one.url in _goals(link.target):
                found.setdefault(f"{one.url} {link.target}", link.label)
    return found


def _goals(target: str) -> Iterator[str]:
    """An address, and those that it carries: results are often counted on the way."""
    yield target
    yield from (value for _name, value in parse_qsl(urlsplit(target).query) if "://" in value)
