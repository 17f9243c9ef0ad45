"""A Chromium process of our own: found, started in a group of its own, and ended with all its children."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",  # on every Windows; a Chromium too
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
)
_OWN = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)

# Whatever does not come through our interception must find no way out: no name resolves, and the only proxy is a port
# at which nobody may listen (1, tcpmux), for loopback and literal addresses too.
_FAIL_CLOSED = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-pings",
)
_QUIET = (
    "--headless=new",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AutofillServerCommunication,"
    "CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,HttpsUpgrades,HttpsFirstBalancedMode,"
    "NetworkTimeServiceQuerying,Prerender2,SpeculationRulesPrefetchFuture,ServiceWorkerPaymentApps,"
    "LocalNetworkAccessChecks",
    "--disable-field-trial-config",
    "--disable-gpu",
    "--disable-popup-blocking",  # popups are counted and closed by us
    "--disable-prompt-on-repost",
    "--disable-renderer-backgrounding",
    "--disable-search-engine-choice-screen",
    "--disable-sync",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-service-autorun",
    "--password-store=basic",
    "--use-mock-keychain",
    "--lang=zh-CN",
)


def find_chromium() -> str | None:
    """The path of a Chromium: AUDITOR_CHROMIUM, the system's, or playwright's own if it is already there."""
    if named := os.environ.get("AUDITOR_CHROMIUM"):
        return named if os.access(named, os.X_OK) else None
    for name in (*_NAMES, *_PLACES):
        if path := shutil.which(name):
            return path
    home = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    usual = (".cache", "Library/Caches", "AppData/Local")
    caches = [Path(home)] if home not in ("", "0") else [Path.home() / one for one in usual]
    for cache in caches:
        folder = cache if home else cache / "ms-playwright"
        for pattern in _OWN:
            for found in sorted(folder.glob(pattern), reverse=True):
                if found.is_file() and os.access(found, os.X_OK):
                    return str(found)
    return None


class NoBrowser(Exception):
    """It did not start, or not in time."""


class Browser:
    """One running Chromium. `endpoint` is its DevTools address; `kill` ends it whatever state it is in."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path, endpoint: str) -> None:
        self.endpoint = endpoint
        self._process, self._folder = process, folder
        self._killed = False

    @classmethod
    async def start(cls, executable: str, *, patience: float = 30.0) -> "Browser":
        """Starts it in a session of its own, with a throw-away profile. Raises NoBrowser."""
        folder = Path(tempfile.mkdtemp(prefix="auditor-browser-"))
        sandbox = () if _may_sandbox() else ("--no-sandbox",)
        environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
        process = await asyncio.create_subprocess_exec(
            executable,
            *_QUIET,
            *_FAIL_CLOSED,
            *sandbox,
            f"--user-data-dir={folder}",
            "--remote-debugging-port=0",
            "about:blank",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            env=environment | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)},
        )
        browser = cls(process, folder, "")
        try:
            async with asyncio.timeout(patience):
                browser.endpoint = await _endpoint(process, folder / "DevToolsActivePort")
        except BaseException as error:
            await browser.kill()
            if isinstance(error, TimeoutError):
                raise NoBrowser(f"{executable} did not start in {patience:.0f} s") from None
            raise
        return browser

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def kill(self) -> None:
        """Ends the whole group at once: after a polite close, more than ten processes were left behind."""
        if self._killed:  # by now the number may be another group's
            return
        self._killed = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":  # no groups there: its children end with it
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        await asyncio.to_thread(_sweep, self._folder)


async def _endpoint(process: asyncio.subprocess.Process, file: Path) -> str:
    """Chromium writes port and path there once it listens."""
    while True:
        if process.returncode is not None:
            raise NoBrowser(f"ended with {process.returncode}")
        with contextlib.suppress(OSError):
            lines = file.read_text(encoding="utf-8").split()  # noqa: ASYNC240  # two short lines
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        await asyncio.sleep(0.05)


def _sweep(folder: Path) -> None:
    """Ends what left the group (Chromium's crash handler does) and removes the profile, which names both."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if os.fsencode(folder) in entry.read_bytes():
                os.kill(int(entry.parent.name), signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def _may_sandbox() -> bool:
    """Chromium refuses to sandbox for root."""
    return sys.platform == "win32" or os.geteuid() != 0
