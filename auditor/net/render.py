"""What does a page say once its scripts have run, and how does it look? The only importer of playwright.

Every request of the page is answered through our own Fetcher, so pace and guard hold for it; what escapes finds no way
out (see `auditor.net.browser`).
"""

import asyncio
import base64
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, TypeAlias

from playwright.async_api import Browser as RemoteBrowser
from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Dialog,
    Page,
    Playwright,
    Request,
    Route,
    WebSocketRoute,
    async_playwright,
)
from playwright.async_api import Error as PlaywrightError

from auditor.model.exchange import Exchange
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.picture import WIDTH, Picture
from auditor.model.settings import GatherSettings
from auditor.net import layout
from auditor.net.browser import Browser, NoBrowser, find_chromium
from auditor.net.fetch import Fetcher
from auditor.net.location import parsed

__all__ = ["Allows", "Renderer", "find_chromium"]

Allows: TypeAlias = Callable[[str], Awaitable[bool]]
"""May this URL be asked for? Where it may not, a page goes without it."""

_PAGES = 20  # a browser's life: memory and frozen contexts end with it
_REQUESTS = 150  # of one page
_NAVIGATIONS = 5  # of its main frame
_CLOSING = 5.0  # seconds for anything polite
_QUIET_FOR = 0.6  # seconds without a request and without a change
_STILL = 0.2  # the same while the clock of the page stands
_POLL = 0.2
_ANSWERED = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
_SEEN = frozenset({"image", "font"})  # what only a picture needs
_KEPT = frozenset({"script", "stylesheet", "image", "font"})  # the same from page to page
_KEPT_BYTES = 32_000_000  # of those, for the pictures of one run
_QUALITY = 60  # of the stored image, 0…100: characters of 12 px stay legible
_MOMENT = 1000  # ms by which the clock of a pictured page is turned on: what waits a moment before it shows
_OURS = frozenset(
    {
        *("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "set-cookie"),
        *("content-disposition", "strict-transport-security", "alt-svc", "link", "refresh", "clear-site-data"),
    }
)


@dataclass(slots=True)
class _Sheet:
    """One page being rendered; with its images and fonts when it is `pictured`."""

    first: Exchange
    allows: Allows
    pictured: bool = False
    in_flight: int = 0
    requests: int = 0
    navigations: int = 0
    quiet_since: float = field(default_factory=time.monotonic)
    over: bool = False
    fetching: set[asyncio.Task[Exchange]] = field(default_factory=set)

    async def fetched(self, fetch: Coroutine[Any, Any, Exchange]) -> Exchange:
        """Waits for a fetch that ends with the page: what nobody looks at any more is not asked for."""
        task = asyncio.create_task(fetch)
        self.fetching.add(task)
        task.add_done_callback(self.fetching.discard)
        return await task

    def end(self) -> None:
        self.over = True
        for task in self.fetching:
            task.cancel()


class Renderer:
    """Renders pages one at a time: `async with Renderer(settings, fetcher) as renderer: await renderer.render(url)`.

    `version` is "" when no browser could be started; then `render` gives a fault of our own side.
    """

    def __init__(self, settings: GatherSettings, fetcher: Fetcher, *, executable: str = "") -> None:
        self.version = ""
        self._settings, self._fetcher = settings, fetcher
        self._executable = executable or find_chromium() or ""
        self._playwright: Playwright | None = None
        self._process: Browser | None = None
        self._remote: RemoteBrowser | None = None
        self._rendered = 0
        self._one = asyncio.Lock()
        self._kept: dict[str, Exchange] = {}

    async def __aenter__(self) -> "Renderer":
        if self._executable:
            try:
                self._playwright = await async_playwright().start()
            except Exception:  # its driver says so with a bare one: a library of the system is missing, say
                return self  # an audit without a browser is one still
            try:
                with contextlib.suppress(NoBrowser, PlaywrightError, OSError, TimeoutError):
                    await self._started()
            except BaseException:
                await self.__aexit__(None, None, None)
                raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()
        if self._playwright is not None:
            with contextlib.suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_CLOSING):
                    await self._playwright.stop()
            self._playwright = None

    async def render(self, url: str, *, allows: Allows) -> Exchange:
        """The page as fetched, but with the serialised DOM (UTF-8) as its body. A fault of the fetch stays as it is."""
        first = await self._fetcher.fetch(url)
        if first.fault is not None or "html" not in first.content_type.lower():
            return first
        patience = 3 * self._settings.timeout
        async with self._one:
            begun = time.monotonic()
            try:
                async with asyncio.timeout(patience):
                    body, final = await self._rendering(first, allows)
            except (NoBrowser, PlaywrightError, OSError, TimeoutError) as error:
                await self._end()  # a browser that froze once is not asked again
                said = "the page does not come to rest" if isinstance(error, TimeoutError) else str(error)
                return replace(
                    first, body=b"", fault=Fault(FaultKind.LOCAL, Whose.US, False, said.split("\n")[0][:200])
                )
            except BaseException:
                await self._end()
                raise
            elapsed = first.elapsed + time.monotonic() - begun
        cut = body[: self._settings.max_body]
        kind = "text/html; charset=utf-8"
        return replace(
            first,
            body=cut,
            size=len(body),
            truncated=len(cut) < len(body),
            final_url=final or first.final_url,
            content_type=kind,
            headers={**first.headers, "content-type": kind},
            elapsed=elapsed,
        )

    async def picture(self, url: str, *, allows: Allows, over: str = "") -> Picture | None:
        """The page as a reader sees it, down to where pictures end, at rest and with nothing moving. None when it does
        not open or no picture comes of it. `over` is what to say of the protocol that the fetcher goes by."""
        first = await self._fetcher.fetch(url)
        if first.fault is not None or "html" not in first.content_type.lower():
            return None
        async with self._one:
            try:
                await self._started()
                async with asyncio.timeout(3 * self._settings.timeout):
                    return await self._pictured(_Sheet(replace(first, url=url), allows, pictured=True), over)
            except (NoBrowser, PlaywrightError, OSError, TimeoutError):
                await self._end()
                return None
            except BaseException:
                await self._end()
                raise

    async def _pictured(self, sheet: _Sheet, over: str) -> Picture:
        """The clock of the page stands, but for moments that are the same each time: so does what its scripts move."""
        first = sheet.first
        at = first.started or datetime.now(UTC)
        async with self._context(sheet) as context:
            page = await context.new_page()
            context.on("page", _close)
            page.on("dialog", _dismiss)
            await page.clock.install(time=at)
            await page.clock.pause_at(at + timedelta(minutes=1))  # it runs until then
            wire = await context.new_cdp_session(page)
            await wire.send("Page.setFontFamilies", {"fontFamilies": layout.FONTS})
            until = time.monotonic() + 2 * self._settings.timeout
            with contextlib.suppress(PlaywrightError):
                await page.goto(first.final_url, wait_until="commit", timeout=self._settings.timeout * 1000)
            await _rest(page, sheet, until)
            await _turned_on(page)
            await _rest(page, sheet, until, quiet=_STILL)
            height = layout.tall(await _asked(wire, layout.HEIGHT))
            await page.set_viewport_size({"width": WIDTH, "height": height})  # what loads when scrolled to, loads
            await _turned_on(page)
            await _rest(page, sheet, until, quiet=_STILL)
            await _asked(wire, layout.STILL)
            boxes = layout.boxes(await _asked(wire, layout.BOXES), height)
            shot = await wire.send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
        return Picture(first.url, at, base64.b64decode(shot["data"]), WIDTH, height, boxes, over)

    async def _rendering(self, first: Exchange, allows: Allows) -> tuple[bytes, str]:
        sheet = _Sheet(first, allows)
        async with self._context(sheet) as context:
            page = await context.new_page()
            context.on("page", _close)  # popups; our own page is already there
            page.on("dialog", _dismiss)
            with contextlib.suppress(PlaywrightError):  # its own timeout: what is there by then is looked at
                await page.goto(first.final_url, wait_until="commit", timeout=self._settings.timeout * 1000)
            await _rest(page, sheet, time.monotonic() + self._settings.timeout)
            async with asyncio.timeout(_CLOSING):
                content = await page.content()
            place = parsed(page.url)
            return content.encode("utf-8", "replace"), place.href if place else ""

    @contextlib.asynccontextmanager
    async def _context(self, sheet: _Sheet) -> AsyncIterator[BrowserContext]:
        remote = await self._started()
        self._rendered += 1
        context = await remote.new_context(
            accept_downloads=False,
            service_workers="block",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": WIDTH, "height": layout.LOW} if sheet.pictured else {"width": 1366, "height": 900},
            reduced_motion="reduce" if sheet.pictured else None,
            user_agent=None,
            permissions=[],
        )
        context.set_default_timeout(self._settings.timeout * 1000)

        async def answer(route: Route) -> None:
            sheet.in_flight += 1
            try:
                await self._answer(route, sheet)
            except PlaywrightError:
                pass  # the page is gone, nobody waits for the answer
            except asyncio.CancelledError:
                if not sheet.over:
                    raise
            finally:
                sheet.in_flight -= 1
                sheet.quiet_since = time.monotonic()

        try:
            await context.route("**/*", answer)
            await context.route_web_socket("**/*", _refuse)
            yield context
        except BaseException:
            if self._process is not None:  # whatever hangs in it would hang a polite close too
                await self._process.kill()
            raise
        finally:
            sheet.end()
            with contextlib.suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_CLOSING):
                    await context.unroute_all(behavior="ignoreErrors")
                    await context.close()
            if self._rendered >= _PAGES:
                await self._end()

    async def _answer(self, route: Route, sheet: _Sheet) -> None:
        """Fetches what the page asks for. Whatever is no plain GET is not asked for, nor images and fonts when nobody
        looks at them."""
        request = route.request
        sheet.requests += 1
        main = request.is_navigation_request() and request.frame.parent_frame is None
        sheet.navigations += main
        wanted = request.resource_type in (_ANSWERED | _SEEN if sheet.pictured else _ANSWERED)
        allowed = request.method == "GET" and wanted and parsed(request.url) is not None
        if not allowed or sheet.requests > _REQUESTS or sheet.navigations > _NAVIGATIONS:
            await _deny(route, main)
            return
        if main and sheet.navigations == 1:
            look = sheet.first
        elif await sheet.allows(request.url):
            look = await self._asked_for(request, sheet)
        else:
            await _deny(route, main)
            return
        if not look.status or look.truncated or len(look.body) < look.size:
            await _deny(route, main)
            return
        headers = {name: value for name, value in look.headers.items() if name not in _OURS}
        await route.fulfill(status=look.status, headers=headers, body=look.body)

    async def _asked_for(self, request: Request, sheet: _Sheet) -> Exchange:
        """What a page asks for, once for all pictures: a site's style and emblem stand on every page of it."""
        if look := self._kept.get(request.url) if sheet.pictured else None:
            return look
        look = await sheet.fetched(self._fetcher.fetch(request.url))
        room = _KEPT_BYTES - sum(len(one.body) for one in self._kept.values())
        if sheet.pictured and request.resource_type in _KEPT and len(look.body) <= room:
            self._kept[request.url] = look
        return look

    async def _started(self) -> RemoteBrowser:
        if self._playwright is None:
            raise NoBrowser("no Chromium found")
        if self._remote is not None and self._remote.is_connected() and self._process and self._process.alive:
            return self._remote
        await self._end()
        self._process = await Browser.start(self._executable)
        async with asyncio.timeout(30):
            self._remote = await self._playwright.chromium.connect_over_cdp(self._process.endpoint)
        self.version = f"Chromium {self._remote.version}"
        return self._remote

    async def _end(self) -> None:
        remote, process = self._remote, self._process
        self._remote = self._process = None
        self._rendered = 0
        try:
            if remote is not None:
                with contextlib.suppress(PlaywrightError, TimeoutError):
                    async with asyncio.timeout(_CLOSING):
                        await remote.close()
        finally:
            if process is not None:
                await process.kill()


async def _rest(page: Page, sheet: _Sheet, until: float, quiet: float = _QUIET_FOR) -> None:
    """Waits until nothing is asked for and nothing changes. A page that never rests is taken as it is at the end."""
    size, changed = -1, time.monotonic()
    while time.monotonic() < until:
        await asyncio.sleep(_POLL)
        async with asyncio.timeout(max(until - time.monotonic(), 0.1) + _CLOSING):
            try:
                now = await page.evaluate("document.readyState[0] + document.documentElement.outerHTML.length")
            except PlaywrightError:  # navigating: there is no document for a moment
                now = None
        if now != size:
            size, changed = now, time.monotonic()
        since = max(changed, sheet.quiet_since)
        if now is not None and not sheet.in_flight and time.monotonic() - since >= quiet:
            return


async def _asked(wire: CDPSession, expression: str) -> Any:
    """What an expression comes to in a world of its own beside the page's scripts. None when it fails."""
    frame = (await wire.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    world = await wire.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "layout"})
    said = await wire.send(
        "Runtime.evaluate",
        {
            "expression": expression,
            "contextId": world["executionContextId"],
            "returnByValue": True,
            "timeout": _CLOSING * 1000,
        },
    )
    return layout.value_of(said)


async def _turned_on(page: Page) -> None:
    """Moves the clock of the page on. TimeoutError when its scripts keep it from moving."""
    async with asyncio.timeout(_CLOSING):
        with contextlib.suppress(PlaywrightError):  # a script of the page that fails, or that broke the clock
            await page.clock.run_for(_MOMENT)


async def _deny(route: Route, main: bool) -> None:
    """No answer. A denied navigation gets 204, at which a browser stays on the page it shows."""
    if main:
        await route.fulfill(status=204)
    else:
        await route.abort("blockedbyclient")


async def _close(page: Page) -> None:
    with contextlib.suppress(PlaywrightError):
        await page.close()


async def _dismiss(dialog: Dialog) -> None:
    with contextlib.suppress(PlaywrightError):
        await dialog.dismiss()


async def _refuse(socket: WebSocketRoute) -> None:
    with contextlib.suppress(PlaywrightError):
        await socket.close(code=1011, reason="blocked")
