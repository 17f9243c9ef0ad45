"""Addresses of other sites: looked at beside the walk, and a host that lets nobody connect is not dialed for each."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.api import FaultKind, Opening
from auditor.crawl.outside import ENOUGH, Silence
from auditor.demo.site import Name, Resource, Site
from auditor.model.exchange import Exchange
from auditor.model.fault import Fault, Whose
from auditor.model.settings import MapTo
from tests.crawl.generated import HOME, generated
from tests.crawl.walking import walked

OTHER = "http://www.other.test/"


def linking(links: list[str], *, deep: int = 0) -> Site:
    """A home page with these links, and a chain of `deep` pages below it."""
    chain = [f"{HOME}deep{number}.html" for number in range(deep)]
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in [*chain[:1], *links])
    site = generated(0)
    resources = {**site.resources, HOME: Resource(f"<html><title>首页</title>{anchors}</html>".encode())}
    for url, below in zip(chain, [*chain[1:], ""], strict=False):
        resources[url] = Resource(f'<html><title>{url}</title><a href="{below}">下</a></html>'.encode())
    resources |= {link: Resource(b"<html><title>other</title></html>") for link in links}
    names = {**site.names, "www.other.test": Name(a=("198.51.100.20",))}
    return replace(site, resources=resources, names=names)


@pytest.fixture
def hole() -> Iterator[int]:
    """A port on loopback at which every dial hangs: the queue of those who want to be let in is full."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        yield int(full.getsockname()[1])
        for one in waiting:
            one.close()


async def test_other_sites_are_asked_while_the_levels_are_read(tmp_path: Path) -> None:
    async with walked(linking([f"{OTHER}a", f"{OTHER}b"], deep=6), tmp_path) as one:
        asked = [url for _method, url in one.served.requests]
        assert asked.index(f"{OTHER}a") < asked.index(f"{HOME}deep5.html")
        assert one.facts.visit(f"{OTHER}b").opening is Opening.OPENS


async def test_the_budget_takes_the_same_addresses_of_other_sites_whatever_order_answers_come_in(
    tmp_path: Path,
) -> None:
    links = [f"{OTHER}{number}" for number in range(40)]
    seen = []
    for connections in (1, 8):
        folder = tmp_path / str(connections)
        folder.mkdir()
        async with walked(linking(links), folder, max_targets=15, connections=connections) as one:
            seen.append({link for link in links if one.facts.visit(link).looks})
    assert len(seen[0]) == 15
    assert seen[0] == seen[1]


async def test_a_host_that_lets_nobody_connect_is_found_out_without_a_time_out_for_each_address(
    tmp_path: Path, hole: int
) -> None:
    links = [f"http://hole.test/{number}" for number in range(30)]
    to = MapTo(host="hole.test", address="127.0.0.1", to_port=hole)
    async with walked(linking(links), tmp_path, maps=(to,), timeout=1.0, connections=2) as one:
        visits = [one.facts.visit(link) for link in links]
    assert {visit.opening for visit in visits} == {Opening.DEAD}
    assert {visit.fault.kind for visit in visits if visit.fault} == {FaultKind.CONNECT_TIMEOUT}
    assert {visit.looks for visit in visits} == {2}
    told = [visit for visit in visits if visit.fault and "others of this host" in visit.fault.detail]
    assert len(told) >= len(links) - ENOUGH - 2


async def test_a_host_that_answered_anything_is_asked_for_everything() -> None:
    silence = Silence(connections=1)
    failing = Fault(FaultKind.CONNECT_TIMEOUT, Whose.BETWEEN, False)
    for number in range(2 * ENOUGH):
        fails = number % ENOUGH != 1

        async def fetch(url: str, fails: bool = fails) -> Exchange:
            return Exchange(url, fault=failing) if fails else Exchange(url, status=404, address="192.0.2.1")

        assert isinstance(await silence.ask(f"{OTHER}{number}", fetch), Exchange)


async def test_our_own_network_being_down_makes_no_host_silent() -> None:
    silence = Silence(connections=1)
    failing = Fault(FaultKind.CONNECT_TIMEOUT, Whose.US, False)

    async def fetch(url: str) -> Exchange:
        return Exchange(url, fault=failing)

    for number in range(2 * ENOUGH):
        assert isinstance(await silence.ask(f"{OTHER}{number}", fetch), Exchange)


async def test_an_error_of_a_host_that_had_limited_us_may_be_our_doing(tmp_path: Path) -> None:
    limit, below, error = f"{HOME}limit", f"{HOME}below.html", f"{HOME}error"
    site = linking([])
    pages = {
        HOME: f'<title>首页</title><a href="{limit}">限</a><a href="{below}">下</a>',
        below: f'<title>下</title><a href="{error}">错</a>',
    }
    resources = {url: Resource(f"<html>{markup}</html>".encode()) for url, markup in pages.items()}
    resources |= {limit: Resource(status=429), error: Resource(status=500)}
    async with walked(replace(site, resources={**site.resources, **resources}), tmp_path) as one:
        visit = one.facts.visit(error)
    assert (visit.opening, visit.status) == (Opening.UNSETTLED, 500)


async def test_what_the_path_may_decide_is_never_concluded_from_other_paths() -> None:
    silence = Silence(connections=1)
    for kind in (FaultKind.READ_TIMEOUT, FaultKind.HTTP_5XX, FaultKind.RESET, FaultKind.REFUSED):
        failing = Fault(kind, Whose.SITE, False)

        async def fetch(url: str, failing: Fault = failing) -> Exchange:
            return Exchange(url, fault=failing)

        answers = await asyncio.gather(*(silence.ask(f"{OTHER}{number}", fetch) for number in range(6)))
        assert all(isinstance(answer, Exchange) for answer in answers)
