"""Does this machine know when it was late itself, and does it then leave others alone?"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from auditor.model.fault import FaultKind, Whose
from auditor.model.settings import GatherSettings, MapTo
from auditor.net.fetch import Fetcher
from auditor.net.pulse import Pulse
from auditor.net.resolve import Resolver
from tests.net.raw import HOST, RawServer, answer, url
from tests.net.test_tls import certificates, serving

__all__ = ["certificates"]  # a fixture


def settings(port: int, **more: float) -> GatherSettings:
    return GatherSettings(maps=(MapTo(host=HOST, address="127.0.0.1", to_port=port),), **more)


async def held_up(after: float, seconds: float) -> None:
    """The loop does nothing at all for a while, as on a machine that has better to do."""
    await asyncio.sleep(after)
    time.sleep(seconds)  # noqa: ASYNC251 - that is the point


async def test_time_in_which_the_loop_was_held_up_is_counted() -> None:
    async with Pulse() as pulse:
        await asyncio.sleep(0.1)
        since = time.monotonic()
        await held_up(0, 0.5)
        assert pulse.late(since)  # at once, before the clock itself has looked
        await asyncio.sleep(0.2)
        assert 0.4 < pulse.deaf(since) < time.monotonic() - since
        assert pulse.deaf(time.monotonic()) < 0.1


async def test_a_pulse_that_was_not_started_was_never_late() -> None:
    pulse = Pulse()
    since = time.monotonic()
    await held_up(0, 0.2)
    assert (pulse.deaf(since), pulse.late(since), pulse.lag(since)) == (0.0, False, 0.0)


async def test_patience_counts_only_the_time_of_listening() -> None:
    async with Pulse() as pulse:
        await asyncio.sleep(0.06)
        answered = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.3, answered.set_result, True)
        holding = asyncio.ensure_future(held_up(0.1, 0.8))
        assert await pulse.waited(answered, 0.5)
        await holding


async def test_silence_has_an_end() -> None:
    async with Pulse() as pulse:
        assert not await pulse.waited(asyncio.get_running_loop().create_future(), 0.2)


async def test_a_time_out_while_this_machine_was_held_up_is_its_own() -> None:
    async def after_a_while(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        await asyncio.sleep(5)

    async with RawServer({"/": after_a_while}) as server, Pulse() as pulse:
        asked = settings(server.port, timeout=1)
        async with Fetcher(asked, Resolver(asked), pulse=pulse) as fetcher:
            holding = asyncio.ensure_future(held_up(0.2, 0.6))
            look = await fetcher.fetch(url())
            await holding
        async with Fetcher(asked, Resolver(asked)) as plain:
            theirs = await plain.fetch(url())
    assert look.fault is not None
    assert theirs.fault is not None
    assert (look.fault.kind, look.fault.whose) == (FaultKind.READ_TIMEOUT, Whose.US)
    assert "this machine was late" in look.fault.detail
    assert (theirs.fault.kind, theirs.fault.whose) == (FaultKind.READ_TIMEOUT, Whose.SITE)


@asynccontextmanager
async def deaf_at_first(behind: int) -> AsyncIterator[tuple[int, list[int]]]:
    """A port whose first caller gets no answer; the others are led on."""
    callers: list[int] = []
    leading: set[asyncio.Task[None]] = set()

    async def led(reader: asyncio.StreamReader, write: Callable[[bytes], None], close: Callable[[], None]) -> None:
        while chunk := await reader.read(65536):
            write(chunk)
        close()

    async def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        callers.append(1)
        if len(callers) == 1:
            await reader.read(-1)
            writer.close()
            return
        there, onwards = await asyncio.open_connection("127.0.0.1", behind)
        for way in (led(reader, onwards.write, onwards.close), led(there, writer.write, writer.close)):
            leading.add(asyncio.ensure_future(way))

    server = await asyncio.start_server(called, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], callers
    finally:
        server.close()
        await asyncio.gather(*leading, return_exceptions=True)


async def test_a_greeting_that_nobody_answered_is_no_fault_of_the_certificate(
    certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    async with (
        RawServer({"/": answer(b"<html>well</html>")}, tls=serving(certificates, "good")) as server,
        deaf_at_first(server.port) as (port, callers),
        Fetcher(settings(port, timeout=8), Resolver(settings(port))) as fetcher,
    ):
        looks = [await fetcher.fetch(url(scheme="https")) for _ in range(2)]
    assert [(look.status, look.tls, look.fault) for look in looks] == [(200, "", None)] * 2
    assert len(callers) > 1
