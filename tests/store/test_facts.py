import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.api import Opening, Page, Probe, Reason, Referrers, StoredFacts, Target
from auditor.model.exchange import Hop
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.page import Element, Link, Region
from auditor.model.portal import Portal
from auditor.model.run import RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.store import RunFacts, Store
from auditor.store.gather import Found, Looked, Role
from tests.store.conftest import Using
from tests.store.samples import (
    DAY,
    GONE,
    HOME,
    LINKS,
    NOW,
    PORTAL,
    RESET,
    answer,
    begun,
    crawl,
    link,
    looked,
    numbered,
    page,
)


def _is_facts(facts: RunFacts) -> StoredFacts:
    return facts  # the type checker holds the promise


async def test_home_is_found_through_its_redirects(store: Store) -> None:
    writer = await begun(store)
    arrived = page(final_url=f"{HOME}index.html", text="首页")
    await crawl(writer, arrived)
    with store.facts("latest", DAY) as facts:
        assert facts.home() == facts.page(f"{HOME}index.html") == arrived
        assert facts.page(f"{HOME}other.html") is None


async def test_a_redirect_that_was_read_under_its_target_leads_there(store: Store) -> None:
    writer = await begun(store)
    there = page(f"{HOME}index.html")
    hops = (Hop(HOME, 302, "/index.html"),)
    await writer.add([Found(HOME, 0, Role.CRAWL)])
    await writer.write([Looked(HOME, answer(final_url=there.url, hops=hops), found=(Found(there.url, 0, Role.CRAWL),))])
    await writer.write([looked(there)])
    with store.facts("latest", DAY) as facts:
        assert facts.home() == there
        assert facts.visit(HOME).hops == hops


async def test_a_home_that_could_not_be_read_is_none(store: Store) -> None:
    writer = await begun(store)
    await writer.add([Found(HOME, 0, Role.CRAWL)])
    await writer.write([Looked(HOME, answer(fault=RESET))])
    run = await writer.finish(RunState.HOME_DOWN, Vantage(), complete=False)
    with store.facts(run.id, DAY) as facts:
        assert facts.home() is None
        assert facts.visit(HOME).reason is Reason.TRANSIENT


async def test_a_home_address_in_any_spelling_is_the_same_home(store: Store) -> None:
    portal = Portal(home="HTTP://WWW.example.gov.cn:80")
    writer = await store.new_run(portal, GatherSettings(), NOW, "test")
    await crawl(writer, page())
    with store.facts("latest", DAY) as facts:
        assert facts.home() == page()
        assert facts.portal == portal


async def test_two_looks_apart_in_time_make_a_link_dead_and_one_does_not(store: Store) -> None:
    writer = await begun(store, second_look=60)
    urls = [f"{HOME}{name}" for name in ("gone", "once", "twice", "soon", "blocked", "fine")]
    gone, once, twice, soon, blocked, fine = urls
    wall = Fault(FaultKind.BLOCKED, Whose.BETWEEN, lasting=False, detail="WAF")
    await writer.add([Found(url, 1, Role.CHECK) for url in urls])
    await writer.write(
        [
            Looked(gone, answer(gone, status=404, fault=GONE)),
            Looked(once, answer(once, fault=RESET)),
            Looked(twice, answer(twice, fault=RESET), settled=False),
            Looked(soon, answer(soon, fault=RESET), settled=False),
            Looked(blocked, answer(blocked, status=403, fault=wall)),
            Looked(fine, answer(fine, address="192.0.2.1", size=9)),
        ]
    )
    await writer.write(
        [
            Looked(twice, answer(twice, after=90, attempt=2, fault=RESET)),
            Looked(soon, answer(soon, after=5, attempt=2, fault=RESET)),
        ]
    )
    with store.facts("latest", DAY) as facts:
        seen = {url: facts.visit(url) for url in urls}
    assert [seen[url].opening for url in (gone, twice, fine)] == [Opening.DEAD, Opening.DEAD, Opening.OPENS]
    assert [seen[url].reason for url in (once, soon, blocked)] == [
        Reason.TRANSIENT,
        Reason.TRANSIENT,
        Reason.BLOCKED,
    ]
    assert (seen[twice].looks, seen[twice].first, seen[twice].last) == (2, NOW, NOW + timedelta(seconds=90))
    assert (seen[fine].address, seen[fine].size, seen[fine].fault) == ("192.0.2.1", 9, None)


async def test_what_was_skipped_says_why_it_is_unsettled(store: Store) -> None:
    writer = await begun(store)
    await writer.add([Found(f"{HOME}{name}", 1, Role.CRAWL) for name in ("a", "b", "c", "d")])
    await writer.skip_url(f"{HOME}a", "robots")
    await writer.skip_url(f"{HOME}b", "off-network")
    await writer.skip_url(f"{HOME}c", "blocked")
    await writer.skip(Role.CRAWL, "budget-pages")
    with store.facts("latest", DAY) as facts:
        assert [facts.visit(f"{HOME}{name}").reason for name in ("a", "b", "c", "d", "unknown")] == [
            Reason.ROBOTS,
            Reason.OFF_NETWORK,
            Reason.BLOCKED,
            Reason.BUDGET,
            Reason.BUDGET,
        ]


async def test_in_a_run_of_mapped_hosts_every_other_host_is_off_the_network(store: Store) -> None:
    mapped = [{"host": "www.example.gov.cn", "address": "127.0.0.1", "to_port": 8080}]
    await begun(store, only_mapped=True, maps=mapped)
    with store.facts("latest", DAY) as facts:
        assert facts.visit("http://other.example/").reason is Reason.OFF_NETWORK
        assert facts.visit(f"{HOME}x").reason is Reason.BUDGET


async def test_pages_come_by_depth_then_address_and_only_crawled_ones(store: Store) -> None:
    writer = await begun(store)
    pages = [page(f"{HOME}{n % 7}/{n:03}", depth=n % 3, links=[link(f"{HOME}{n}")]) for n in range(130)]
    await crawl(writer, *pages)
    await crawl(writer, page("http://other.example/"), role=Role.CHECK)
    await crawl(writer, page(f"{HOME}zz-absent"), role=Role.ABSENT)
    with store.facts("latest", DAY) as facts:
        streamed = []
        for one in facts.pages():
            assert facts.page(one.url) == one  # questions may be asked while pages stream
            streamed.append(one)
        assert streamed == sorted(pages, key=lambda one: (one.depth, one.url))
        asked = [one.url for one in reversed(pages)]
        assert list(facts.pages_at([HOME + "nowhere", *asked])) == pages[::-1]
        assert list(facts.pages_at(asked, Element.IMG)) == [replace(one, links=()) for one in pages[::-1]]
        for target in facts.targets(examples=0):  # pages asked for among targets are read with those that follow
            assert facts.page(target.visit.url) == next((one for one in pages if one.url == target.visit.url), None)
        assert facts.page("http://other.example/") == page("http://other.example/")


async def test_targets_know_their_referrers_and_forms_are_none(store: Store) -> None:
    writer = await begun(store)
    menu = link(f"{HOME}menu", "菜单", region=Region.NAV)
    form = link(f"{HOME}search", element=Element.FORM)
    image = link("http://img.example/1.png", element=Element.IMG)
    await crawl(
        writer,
        page(links=[menu, form, menu]),
        *(page(f"{HOME}{n}", [menu, image, link(image.target)], depth=1) for n in range(9)),
    )
    await crawl(writer, page(f"{HOME}zz-absent", [menu, link(f"{HOME}only-there")]), role=Role.ABSENT)
    with store.facts("latest", DAY) as facts:
        picture, entry = list(facts.targets())
        assert entry == Target(
            visit=facts.visit(menu.target),
            referrers=Referrers(
                *(10, ((HOME, menu), *((f"{HOME}{n}", menu) for n in range(4)))),
                home=True,
                regions=((Region.NAV, 10),),
            ),
            in_scope=True,
            elements=frozenset({Element.A}),
        )
        assert (picture.in_scope, picture.elements) == (False, frozenset({Element.IMG, Element.A}))
        assert (picture.referrers.pages, picture.referrers.home) == (9, False)
        assert picture.referrers.examples[0] == (f"{HOME}0", replace(image, order=1))
        assert facts.referrers(menu.target, examples=1).examples == ((HOME, menu),)
        assert facts.referrers(f"{HOME}nobody") == Referrers(0, ())
        assert list(facts.targets(Opening.DEAD)) == []


async def test_a_page_is_read_as_far_as_it_is_asked_for_by_itself_and_among_targets(store: Store) -> None:
    picture, away = link(f"{HOME}p.png", element=Element.IMG), link(f"{HOME}b")
    whole = page(f"{HOME}a", numbered([away, picture]), depth=1, title="甲", text="正文", full_text="页眉正文")
    await crawl(await begun(store), page(links=[link(f"{HOME}a")]), whole, page(f"{HOME}b", depth=1))
    dressed = replace(whole, links=whole.links[1:])

    def as_asked(facts: RunFacts, url: str) -> None:
        assert facts.page(url, Element.IMG) == dressed
        assert facts.head(url, Element.IMG) == replace(dressed, text="", full_text="")
        assert facts.page(url) == whole
        assert facts.head(url) == replace(whole, text="", full_text="")

    with store.facts("latest", DAY) as facts:
        as_asked(facts, whole.url)
        assert facts.head(f"{HOME}nobody") is None
        for target in facts.targets(examples=0):
            if target.visit.url == whole.url:
                as_asked(facts, whole.url)
            assert (target.referrers.pages, target.referrers.home) == (0, target.visit.url == whole.url)


async def test_what_the_site_map_lists_is_known_with_who_refers_to_it(store: Store) -> None:
    writer = await begun(store)
    await crawl(writer, page(links=[link(f"{HOME}a")]))
    await writer.add([Found(f"{HOME}a", 1, Role.CHECK), Found(f"{HOME}b", 1, Role.CHECK)])
    await writer.write([Looked(f"{HOME}b", answer(f"{HOME}b", status=404, fault=GONE))])
    await writer.probe(
        [
            Probe("sitemap", "http://www.example.gov.cn 0000", NOW, {"urls": [f"{HOME}b", f"{HOME}a"]}),
            Probe("sitemap", "http://www.example.gov.cn 0001", NOW, {"urls": [f"{HOME}a", f"{HOME}never"]}),
        ]
    )
    with store.facts("latest", DAY) as facts:
        listed = [(one.visit.url, one.visit.opening, one.referrers.pages) for one in facts.listed()]
        assert listed == [
            (f"{HOME}a", Opening.UNSETTLED, 1),
            (f"{HOME}b", Opening.DEAD, 0),
            (f"{HOME}never", Opening.UNSETTLED, 0),
        ]
        assert [one.visit.url for one in facts.listed(Opening.DEAD)] == [f"{HOME}b"]


async def test_what_the_first_bytes_were_is_kept_without_the_bytes(store: Store) -> None:
    writer = await begun(store)
    await writer.add([Found(f"{HOME}a.pdf", 1, Role.CHECK)])
    await writer.write(
        [Looked(f"{HOME}a.pdf", answer(f"{HOME}a.pdf", content_type="application/pdf", looks_like="ole"))]
    )
    with store.facts("latest", DAY) as facts:
        assert facts.visit(f"{HOME}a.pdf").looks_like == "ole"


def _plainly(pages: Iterable[Page]) -> tuple[dict[str, Referrers], dict[str, tuple[str, Link]]]:
    """The same questions answered the slow and obvious way."""
    on: dict[str, dict[str, Link]] = {}
    parts: dict[str, dict[Region, set[str]]] = {}
    visible: set[str] = set()
    odd: dict[str, tuple[str, Link]] = {}
    for one in sorted(pages, key=lambda one: (one.depth, one.url)):
        for found in one.links:
            if found.element in (Element.FORM, Element.SITEMAP):
                continue
            if found.target:
                on.setdefault(found.target, {}).setdefault(one.url, found)
                parts.setdefault(found.target, {}).setdefault(found.region, set()).add(one.url)
                visible |= set() if found.hidden else {found.target}
            else:
                odd.setdefault(found.href, (one.url, found))
    referrers = {
        target: Referrers(
            *(len(where), tuple(where.items())[:5]),
            home=HOME in where,
            regions=tuple(
                sorted(
                    ((region, len(urls)) for region, urls in parts[target].items()),
                    key=lambda part: (-part[1], part[0].value),
                )
            ),
            hidden=target not in visible,
        )
        for target, where in on.items()
    }
    return referrers, odd


@given(drawn=st.lists(st.tuples(st.integers(0, 3), st.lists(LINKS, max_size=8)), max_size=9))
@settings(max_examples=60, deadline=None)
def test_referrers_and_odd_links_are_what_the_pages_say(using: Using, drawn: list[tuple[int, list[Link]]]) -> None:
    pages = [page(f"{HOME}{number or ''}", numbered(links), depth=depth) for number, (depth, links) in enumerate(drawn)]

    async def asked(store: Store) -> tuple[dict[str, Referrers], list[tuple[str, Link]]]:
        writer = await begun(store)
        await crawl(writer, *pages)
        with store.facts(writer.run.id, DAY) as facts:
            targets = list(facts.targets())
            assert [one.visit.url for one in targets] == sorted(one.visit.url for one in targets)
            return {one.visit.url: one.referrers for one in targets}, list(facts.odd_links())

    referrers, odd = using(asked)
    wanted, wanted_odd = _plainly(pages)
    assert referrers == wanted
    assert odd == [wanted_odd[href] for href in sorted(wanted_odd)]


async def test_what_a_host_sends_for_pages_that_do_not_exist(store: Store) -> None:
    writer = await begun(store)
    soft = page(f"{HOME}zz-absent", text="页面不存在")
    await crawl(writer, soft, role=Role.ABSENT)
    await writer.add([Found(f"{HOME}zz-hard", 1, Role.ABSENT)])
    await writer.write([Looked(f"{HOME}zz-hard", answer(f"{HOME}zz-hard", status=404, fault=GONE))])
    with store.facts("latest", DAY) as facts:
        assert facts.absent("www.example.gov.cn") == (soft,)
        assert facts.absent("other.example") == ()
        assert list(facts.pages()) == []


async def test_probes_come_by_subject_then_time_with_their_values(store: Store) -> None:
    writer = await begun(store)
    later = NOW + timedelta(minutes=1)
    probes = [
        Probe("aaaa", "b", NOW, {"addresses": ["2001:db8::1"], "ttl": 60, "ok": None}),
        Probe("aaaa", "a", later, {}),
        Probe("aaaa", "a", NOW, {"status": "ok"}),
        Probe("vantage", "ipv6", NOW, {"works": True}),
    ]
    await writer.probe(probes)
    with store.facts("latest", DAY) as facts:
        assert facts.probes("aaaa") == [probes[2], probes[1], probes[0]]
        assert facts.probes("vantage") == [probes[3]]
        assert facts.probes("home-v6") == []


async def test_a_finished_run_says_how_it_went(store: Store) -> None:
    writer = await begun(store)
    await crawl(writer, page())
    vantage = Vantage(ipv6=False, browser="Chromium 1", mapped=("x",))
    run = await writer.finish(RunState.GATHERED, vantage, complete=True)
    assert run == store.find("latest") == writer.run
    assert (run.finished, run.coverage.complete, run.coverage.pages) == (NOW + timedelta(seconds=0.5), True, 1)
    with store.facts(run.id, DAY) as facts:
        assert (facts.vantage, facts.coverage, facts.as_of) == (vantage, run.coverage, DAY)
        assert _is_facts(facts).portal == PORTAL


async def test_the_coverage_of_a_run_that_never_ended_is_counted_when_asked(store: Store) -> None:
    await crawl(await begun(store), page())
    with store.facts("latest", DAY) as facts:
        assert (facts.coverage.pages, facts.coverage.complete) == (1, False)


async def test_reading_a_portal_three_times_as_large_takes_no_more_memory(store: Store) -> None:
    def peak(id: str) -> int:
        with store.facts(id, DAY) as facts:
            tracemalloc.start()
            read = sum(len(one.links) for one in facts.pages()) + sum(1 for _ in facts.targets())
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert read
        return most

    peaks = []
    for number in (300, 300, 900):  # the first warms what is kept for ever: compiled statements
        writer = await begun(store)
        for start in range(0, number, 100):
            pages = [
                page(f"{HOME}{n}", [link(f"{HOME}{n}/{i}") for i in range(20)], depth=1, text=f"{n}正文" * 500)
                for n in range(start, start + 100)
            ]
            await crawl(writer, *pages)
        peaks.append(peak(writer.run.id))
    assert peaks[2] < peaks[1] * 1.5
