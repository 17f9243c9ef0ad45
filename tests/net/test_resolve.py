"""What does DNS say of a name? Statuses stay apart."""

import asyncio

import pytest

from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.settings import GatherSettings, Redial
from auditor.net.resolve import Answer, Resolver
from auditor.net.route import Route, routes
from tests.net.names import Names


def resolver(names: Names, *, lifetime: float = 5.0) -> Resolver:
    return Resolver(GatherSettings(resolver=names.at), lifetime=lifetime)


async def test_addresses_come_sorted_with_who_said_so() -> None:
    async with Names({("www.x.test", "A"): ("198.51.100.2", "198.51.100.1")}, ttl=300) as names:
        answer = await resolver(names).answer("WWW.x.test.", "A")
    assert answer == Answer("ok", ("198.51.100.1", "198.51.100.2"), (), 300, names.at)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        *(((), "nodata"), (("NXDOMAIN",), "nxdomain"), (("SERVFAIL",), "servfail"), (("REFUSED",), "refused")),
        *((("SILENT",), "timeout"), (("NOTIMP",), "servfail")),
    ],
)
async def test_statuses_are_kept_apart(said: tuple[str, ...], status: str) -> None:
    async with Names({("www.x.test", "AAAA"): said}) as names:
        answer = await resolver(names, lifetime=1.5).answer("www.x.test", "AAAA")
    assert (answer.status, answer.addresses) == (status, ())


async def test_a_lost_datagram_is_asked_again() -> None:
    async with Names({("www.x.test", "A"): ("LOSE1", "198.51.100.1")}) as names:
        assert (await resolver(names, lifetime=10).answer("www.x.test", "A")).status == "ok"


async def test_a_truncated_answer_is_asked_for_over_tcp() -> None:
    async with Names({("www.x.test", "A"): ("TC", "198.51.100.1")}) as names:
        assert (await resolver(names).answer("www.x.test", "A")).addresses == ("198.51.100.1",)
        assert names.over_tcp == 1


async def test_the_chain_of_names_is_told_also_when_it_ends_nowhere() -> None:
    said: dict[tuple[str, str], tuple[str, ...]] = {
        ("www.x.test", "A"): ("CNAME", "a.cdn.test"),
        ("a.cdn.test", "A"): ("CNAME", "b.cdn.test"),
        ("b.cdn.test", "A"): ("198.51.100.1",),
        ("old.x.test", "A"): ("CNAME", "gone.test"),
        ("half.x.test", "AAAA"): ("CNAME", "v4.cdn.test"),
        ("v4.cdn.test", "AAAA"): (),
        ("loop.x.test", "A"): ("CNAME", "loop.x.test"),
    }
    async with Names(said) as names:
        asked = resolver(names)
        whole = await asked.answer("www.x.test", "A")
        assert (whole.status, whole.cname) == ("ok", ("a.cdn.test", "b.cdn.test"))
        dangling = await asked.answer("old.x.test", "A")
        assert (dangling.status, dangling.cname) == ("nxdomain", ("gone.test",))
        half = await asked.answer("half.x.test", "AAAA")
        assert (half.status, half.cname) == ("nodata", ("v4.cdn.test",))
        assert (await asked.answer("loop.x.test", "A")).status == "servfail"


async def test_search_domains_are_never_appended() -> None:
    async with Names({}) as names:
        await resolver(names).answer("intranet", "A")
        assert set(names.asked) == {("intranet", "A")}


@pytest.mark.parametrize(("host", "kind", "found"), [("127.0.0.1", "A", "127.0.0.1"), ("[2400::1]", "AAAA", "2400::1")])
async def test_an_address_is_its_own_answer(host: str, kind: str, found: str) -> None:
    async with Names({}) as names:
        answer = await resolver(names).answer(host, kind)  # type: ignore[arg-type]
        other = await resolver(names).answer(host, "A" if kind == "AAAA" else "AAAA")
        assert (answer.status, answer.addresses, other.status) == ("ok", (found,), "nodata")
        assert not names.asked


@pytest.mark.parametrize("host", ["a..test", "x" * 64 + ".test", "y." * 200])
async def test_a_name_that_cannot_exist_does_not(host: str) -> None:
    async with Names({}) as names:
        assert (await resolver(names).answer(host, "A")).status == "nxdomain"
        assert not names.asked


async def test_a_name_is_asked_for_once_however_many_want_it() -> None:
    async with Names({("www.x.test", "A"): ("198.51.100.1",)}) as names:
        asked = resolver(names)
        await asyncio.gather(*(asked.answer("www.x.test", "A") for _ in range(100)))
        assert names.asked["www.x.test", "A"] == 1


async def test_a_cancelled_question_does_not_hold_up_the_next() -> None:
    async with Names({("www.x.test", "A"): ("LOSE1", "198.51.100.1")}) as names:
        asked = resolver(names)
        first = asyncio.ensure_future(asked.answer("www.x.test", "A"))
        await asyncio.sleep(0.05)
        second = asyncio.ensure_future(asked.answer("www.x.test", "A"))
        await asyncio.sleep(0.05)
        first.cancel()
        assert (await second).status == "ok"


async def test_a_thousand_names_at_once_are_all_answered() -> None:
    async with Names({(f"h{n}.test", "A"): ("198.51.100.1",) for n in range(1000)}) as names:
        asked = resolver(names, lifetime=30)
        answers = await asyncio.gather(*(asked.answer(f"h{n}.test", "A") for n in range(1000)))
    assert {answer.status for answer in answers} == {"ok"}


async def test_a_resolver_out_of_reach_says_nothing_of_the_name() -> None:
    async with Names({}) as names:
        pass
    answer = await resolver(names, lifetime=1.5).answer("www.x.test", "A")
    assert answer.status == "timeout"
    found = await routes("www.x.test", 80, GatherSettings(resolver=names.at), resolver(names, lifetime=1.5))
    assert isinstance(found, Fault)
    assert (found.kind, found.whose, found.lasting) == (FaultKind.DNS_TIMEOUT, Whose.US, False)


@pytest.mark.parametrize("bad", ["nonsense", "127.0.0.1:x", "dns.test:53", ":53"])
def test_a_resolver_that_is_no_address_is_an_error_of_the_settings(bad: str) -> None:
    with pytest.raises(ValueError, match="ADDRESS:PORT"):
        Resolver(GatherSettings(resolver=bad))


SAID: dict[tuple[str, str], tuple[str, ...]] = {
    ("mixed.test", "A"): ("10.0.0.1", "1.1.1.1", "127.0.0.1"),
    ("inside.test", "A"): ("192.168.1.1",),
    ("inside.test", "AAAA"): ("fd00::1",),
    ("six.test", "A"): (),
    ("six.test", "AAAA"): ("2400:3200::1",),
    ("none.test", "A"): (),
    ("none.test", "AAAA"): (),
    ("unsure.test", "A"): (),
    ("unsure.test", "AAAA"): ("SERVFAIL",),
}


async def test_the_public_part_of_a_mixed_answer_is_used() -> None:
    async with Names(SAID) as names:
        settings = GatherSettings(resolver=names.at)
        assert await routes("mixed.test", 80, settings, Resolver(settings)) == (Route("1.1.1.1", "1.1.1.1", 80),)
        assert await routes("six.test", 80, settings, Resolver(settings)) == (
            Route("2400:3200::1", "2400:3200::1", 80),
        )


@pytest.mark.parametrize(
    ("host", "kind", "lasting"),
    [
        ("inside.test", FaultKind.REFUSED_ADDRESS, False),
        ("none.test", FaultKind.NO_ADDRESS, True),
        ("gone.test", FaultKind.NXDOMAIN, True),
        ("unsure.test", FaultKind.SERVFAIL, False),
    ],
)
async def test_a_host_without_a_way_says_why(host: str, kind: FaultKind, lasting: bool) -> None:
    async with Names(SAID) as names:
        settings = GatherSettings(resolver=names.at)
        found = await routes(host, 80, settings, Resolver(settings))
    assert isinstance(found, Fault)
    assert (found.kind, found.lasting) == (kind, lasting)


async def test_an_address_map_applies_after_the_verdict_and_opens_nothing_else() -> None:
    async with Names(SAID) as names:
        redials = (
            Redial(address="1.1.1.1", port=80, to="127.0.0.1", to_port=8001),
            Redial(address="10.0.0.1", port=80, to="127.0.0.1", to_port=8002),
        )
        settings = GatherSettings(resolver=names.at, redials=redials)
        asked = Resolver(settings)
        assert await routes("mixed.test", 80, settings, asked) == (Route("1.1.1.1", "127.0.0.1", 8001, opened=True),)
        for host, port in (("mixed.test", 443), ("six.test", 80), ("127.0.0.1", 8001)):
            found = await routes(host, port, settings, asked)
            assert isinstance(found, Fault)
            assert found.whose is Whose.US
