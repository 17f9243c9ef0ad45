"""Real pages with one fault planted into each, served on loopback and gathered as any portal: all faults are found,
and nothing else is held against the pages."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.api import Finding, Outcome
from auditor.demo.site import Resource, Site
from auditor.demo.web import WebServer
from auditor.model.portal import Portal
from auditor.model.settings import GatherSettings, MapTo
from auditor.model.url import host_of
from auditor.profile import resolve
from auditor.run import judge_run
from auditor.store import Store
from tests.checks.real_faults import AT, ELSEWHERE, FAULTS, HOME, UNPLANTED, Fault
from tests.checks.test_real_pages import portal
from tests.gathering import gathered

pytestmark = pytest.mark.shared

FAMILIES = ("disclosure", "interpretations", "ipv6", "links", "topics")  # what a bare portal around one page can meet

# What was not saved is not known: a stored copy refuses, so that nobody takes it for a missing page.
NOT_STORED = Resource("没有保存这一页".encode(), status=403)
HOSTS = (host_of(HOME), host_of(ELSEWHERE))


def planted(shared: Path, fault: Fault) -> Site:
    """A portal without faults from which a link leads to the real page with the fault."""
    stored = {url: (shared / "pages" / name).read_bytes() for url, name in {AT: fault.name, **fault.stored}.items()}
    text = stored[AT].decode("utf-8")
    assert fault.old in text, fault.id
    text = text.replace(fault.old, fault.new, 1)
    if fault.encoding != "utf-8":
        text = text.replace("UTF-8", fault.encoding)
    sent = text.encode(fault.encoding, "xmlcharrefreplace")
    bodies = {**stored, **portal(AT, sent)}
    pages = {url: Resource(body, content_type="text/html") for url, body in bodies.items()}
    robots = {f"http://{host}/robots.txt": Resource(status=404) for host in HOSTS}
    return Site(HOME, {**pages, **robots, **fault.answers}, missing=NOT_STORED)


async def audited(site: Site, store_at: Path) -> tuple[tuple[Finding, ...], Counter[tuple[str, str]]]:
    """What the national profile finds on a site that answers on this machine only."""
    requests: Counter[tuple[str, str]] = Counter()
    async with WebServer(site, "", "127.0.0.1", requests) as server, await Store.open(str(store_at)) as store:
        settings = GatherSettings(
            maps=tuple(MapTo(host=host, address="127.0.0.1", to_port=server.port) for host in HOSTS),
            only_mapped=True,
            rate=None,
            address_rate=None,
            second_look=0,
            render="never",
            workers=0,
        )
        run = await gathered(Portal(home=HOME, name="真县人民政府"), settings, store)
        return judge_run(store, run.id, resolve("national-2019"), date(2024, 6, 3)).findings, requests


def told(findings: tuple[Finding, ...]) -> set[tuple[str, str, str, str]]:
    """What accuses the portal, or asks a person to look. The portal around the page is bare: what every page should
    carry (footer, tags) has a table of its own."""
    held = (Outcome.UNMET, Outcome.ERROR, Outcome.MANUAL)
    return {
        (one.rule, one.outcome.value, one.message, one.subject)
        for one in findings
        if one.outcome in held and one.rule.partition(".")[0] in FAMILIES
    }


def test_there_are_faults_of_every_kind_in_pages_of_every_origin() -> None:
    assert len(FAULTS) >= 20
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)
    assert {fault.name.split("/")[0] for fault in FAULTS} == {"handan", "gne", "policies"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
async def test_a_fault_planted_into_a_real_page_is_found_and_nothing_else(
    shared: Path, tmp_path: Path, fault: Fault
) -> None:
    findings, requests = await audited(planted(shared, fault), tmp_path / "planted.db")
    (one,) = told(findings) - UNPLANTED
    assert one == (fault.rule, fault.outcome, fault.message or one[2], fault.subject)
    assert {host_of(url) for _method, url in requests} <= set(HOSTS)


async def test_the_same_fault_in_a_comment_is_none(shared: Path, tmp_path: Path) -> None:
    menu = next(fault for fault in FAULTS if fault.id == "menu")
    commented = replace(menu, new=f'href="http://www.shanxi.gov.cn/yw/"><!-- <a {menu.new}</a> -->要闻')
    findings, requests = await audited(planted(shared, commented), tmp_path / "comment.db")
    assert told(findings) == UNPLANTED
    assert menu.subject not in {url for _method, url in requests}
