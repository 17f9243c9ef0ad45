"""Is nobody convicted, and nobody passed, by what a busy machine was too late to see?"""

import asyncio
from dataclasses import replace

from auditor.ipv6 import reach
from auditor.ipv6.reach import Greetings, Series
from auditor.ipv6.walk import Questions, Walk
from auditor.model.exchange import Exchange
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.outcome import Outcome
from auditor.model.settings import GatherSettings, Redial
from auditor.net.fetch import Fetcher
from auditor.net.pulse import Pulse
from auditor.net.resolve import Resolver
from auditor.net.session import Session

URL = "https://www.site.test/"
FINE = Exchange(URL, status=200, body=b"page", address="2001:db8::7", marks=(("connect", 0.0), ("head", 0.1)))
STALLED = replace(FINE, status=0, body=b"", fault=Fault(FaultKind.READ_TIMEOUT, Whose.SITE, False, "no head"))
LATE = replace(STALLED, fault=Fault(FaultKind.READ_TIMEOUT, Whose.US, False, "no head; this machine was late by 3.0 s"))
DEAF = replace(
    STALLED,
    marks=(("tls", 0.1),),
    fault=Fault(FaultKind.TLS_OTHER, Whose.BETWEEN, False, "no answer to the TLS greeting"),
)
SESSION = Session("TLSv1.3", "h2", "")


def looked(v6: list[Exchange], v4: list[Exchange]) -> Series:
    return reach.settled(Series(URL, tuple(v6), tuple(v4)))


def test_two_looks_for_which_we_were_late_say_nothing() -> None:
    seen = looked([LATE, LATE], [FINE, FINE, FINE])
    assert (seen.v6, len(seen.v4), seen.late) == ((), 3, 2)
    said = (reach.c3(seen), reach.h2(seen), reach.t1(seen, Greetings()), reach.l1(seen, {}))
    assert {one.outcome for one in said} == {Outcome.NOT_TESTABLE}


def test_one_that_we_were_late_for_leaves_the_others_their_word() -> None:
    seen = looked([FINE, LATE, FINE, FINE], [FINE] * 4)
    assert (len(seen.v6), seen.late) == (3, 1)
    assert reach.h2(seen).outcome is Outcome.MET
    assert reach.c3(seen).evidence["v6"] == [3, 3]


def test_on_a_busy_machine_it_takes_five_beside_five() -> None:
    assert reach.h2(looked([LATE] * 5, [FINE] * 5)).outcome is Outcome.UNMET
    assert reach.h2(looked([LATE] * 4, [FINE] * 5)).outcome is Outcome.NOT_TESTABLE
    assert reach.h2(looked([LATE] * 5, [FINE] * 5 + [LATE])).outcome is Outcome.NOT_TESTABLE
    assert reach.h2(looked([LATE] * 5 + [FINE], [FINE] * 6)).outcome is Outcome.MET


def test_a_machine_that_was_in_time_needs_no_more_than_before() -> None:
    assert reach.h2(looked([STALLED] * 3, [FINE] * 3)).reason == "stalled"


def test_a_greeting_without_answer_passes_no_certificate() -> None:
    greeted = Greetings((SESSION, SESSION), (SESSION, SESSION))
    said = reach.t1(looked([DEAF, DEAF], [FINE] * 3), greeted)
    assert (said.outcome, said.reason) == (Outcome.NOT_TESTABLE, "stalled")


async def test_a_silence_in_which_nobody_else_answered_either_is_set_aside() -> None:
    opened: list[asyncio.StreamWriter] = []

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)

    async def nobody() -> bool:
        return False

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    redial = Redial(address="2001:db8::7", port=80, to="127.0.0.1", to_port=port)
    settings = GatherSettings(redials=(redial,), timeout=0.2, treat_as_global=("2001:db8::/32",))
    async with Fetcher(settings, Resolver(settings)) as fetcher:
        seen = await reach.series("http://www.site.test/", ["2001:db8::7"], [], fetcher, nobody, tries=3, spacing=0)
    for writer in opened:
        writer.close()
    server.close()
    assert (seen.v6, seen.late) == ((), reach.BESIDE)


async def test_a_network_that_lets_nobody_ask_is_asked_once() -> None:
    closed = Redial(address="203.0.113.1", port=53, to="127.0.0.1", to_port=9)
    settings = GatherSettings(
        redials=(closed,), roots=(("a.root.test", "203.0.113.1"),), treat_as_global=("203.0.113.0/24",)
    )
    questions = Questions(settings, Pulse())
    walk = Walk(questions, (4,))
    found = [await walk.lookup("www.first.test", "AAAA")]
    asked = questions.asked
    found += [await walk.lookup(f"www.{n}.test", "AAAA") for n in range(20)]
    assert {one.status for one in found} == {"unreachable"}
    assert 0 < questions.asked == asked
