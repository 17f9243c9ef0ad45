"""When may the next request go out? Pace a host and an address, with back-off where the site shows strain."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType

from auditor.model.settings import GatherSettings

LONGEST_WAIT = 120.0  # seconds of Retry-After that we wait for; a host that asks for more is given up
SLOWEST = 30.0  # seconds between two requests, at the most
FIRST_STEP = 0.5  # seconds between two requests after the first refusal, when there was no pace
STRAINED = 4.0  # times the usual answering time
STRAINED_FLOOR = 2.0  # seconds; below it no answer is slow
GIVE_UP = 8  # refusals in a row


@dataclass(slots=True)
class _Host:
    connections: asyncio.Semaphore
    interval: float
    base: float
    free_at: float = 0.0
    usual: float = 0.0  # answering time, smoothed
    refusals: int = 0  # in a row
    throttled: bool = False  # has refused us for our rate at least once
    given_up: bool = False
    in_use: int = 0  # connections, now
    since: float = 0.0  # when the first of them was taken
    active: float = 0.0  # seconds in which at least one was in use
    used: float = 0.0  # seconds of connections in use, added up


@dataclass(slots=True)
class _Address:
    interval: float
    free_at: float = 0.0


class _Slot:
    """One request's place: a connection of its host, then the turn of host and address."""

    __slots__ = ("_begun", "_pace", "_place", "_state")

    def __init__(self, pace: "Pace", state: _Host, place: _Address) -> None:
        self._pace, self._state, self._place = pace, state, place

    async def __aenter__(self) -> None:
        await self._state.connections.acquire()
        try:
            await _turn(self._state)
            await _turn(self._place)
        except BaseException:
            self._state.connections.release()
            raise
        self._pace.requests += 1
        self._begun = time.monotonic()
        if not self._state.in_use:
            self._state.since = self._begun
        self._state.in_use += 1

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        state, now = self._state, time.monotonic()
        state.used += now - self._begun
        state.in_use -= 1
        if not state.in_use:
            state.active += now - state.since
        state.connections.release()


async def _turn(state: "_Host | _Address") -> None:
    """Takes the next free moment and waits for it; looks again, since it may have been pushed back meanwhile."""
    while True:
        now = time.monotonic()
        if state.free_at <= now:
            state.free_at = now + state.interval
            return
        await asyncio.sleep(state.free_at - now)


@dataclass(slots=True)
class Pace:
    """The gate of one run (see `auditor.net.fetch.Gate`). Times are of the monotonic clock."""

    settings: GatherSettings
    requests: int = 0  # let through so far
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _addresses: dict[str, _Address] = field(default_factory=dict)

    def slow_to(self, host: str, delay: float) -> None:
        """Obeys a Crawl-delay: never faster than one request in `delay` seconds to this host."""
        state = self._host(host)
        state.base = state.interval = max(state.base, min(delay, SLOWEST))

    def given_up(self, host: str) -> bool:
        """Has this host told us to stay away for longer than we wait?"""
        return host in self._hosts and self._hosts[host].given_up

    def throttled(self, host: str) -> bool:
        """Has this host refused us for our rate? Then our own load is a suspect in its later failures."""
        return host in self._hosts and self._hosts[host].throttled

    def share(self, host: str) -> float | None:
        """Which share of this host's connections was in use while any was? None when none ever was."""
        state = self._hosts.get(host)
        if state is None or not state.active:
            return None
        return state.used / (state.active * self.settings.connections)

    def slot(self, host: str, address: str) -> "_Slot":
        return _Slot(self, self._host(host), self._address(address))

    def heard(self, host: str, status: int, headers: Mapping[str, str], elapsed: float) -> None:
        state = self._host(host)
        if status in (429, 503):
            state.throttled = state.throttled or status == 429 or "retry-after" in headers
            state.refusals += 1
            state.interval = min(SLOWEST, max(FIRST_STEP, state.interval * 2))
            wait = retry_after(headers.get("retry-after", ""))
            if (wait is not None and wait > LONGEST_WAIT) or state.refusals >= GIVE_UP:
                state.given_up = True
            elif wait is not None:
                state.free_at = max(state.free_at, time.monotonic() + wait)
            return
        if not status:
            return
        state.refusals = 0
        if state.usual and elapsed > max(STRAINED * state.usual, STRAINED_FLOOR):
            state.interval = min(SLOWEST, max(state.interval, FIRST_STEP) * 1.5)
        elif state.interval > state.base:
            state.interval = max(state.base, state.interval * 0.9 if state.interval > 0.05 else 0.0)
        state.usual = elapsed if not state.usual else 0.8 * state.usual + 0.2 * elapsed

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            interval = 1 / self.settings.rate if self.settings.rate else 0.0
            self._hosts[host] = _Host(asyncio.Semaphore(self.settings.connections), interval, interval)
        return self._hosts[host]

    def _address(self, address: str) -> _Address:
        if address not in self._addresses:
            rate = self.settings.address_rate
            self._addresses[address] = _Address(1 / rate if rate else 0.0)
        return self._addresses[address]


def retry_after(value: str) -> float | None:
    """How many seconds does a Retry-After header ask for? None when it asks for nothing that can be understood."""
    text = value.strip()
    if text.isdecimal():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
