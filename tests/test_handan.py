"""A real disclosure column as it was saved, served on loopback, with every other host out of the run."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from auditor.api import Outcome, Reason
from auditor.demo.site import Resource, Site
from auditor.demo.web import WebServer
from auditor.model.portal import Level, Portal
from auditor.model.result import AuditResult
from auditor.model.settings import GatherSettings, MapTo
from auditor.profile import resolve
from auditor.run import judge_run
from auditor.store import Store
from tests.gathering import gathered

HOME = "http://www.hd.gov.cn/"
COLUMN = "http://hdzfxxgk.hd.gov.cn/"
FRONT = f'<html><head><title>邯郸市人民政府</title></head><body><a href="{COLUMN}">政府信息公开</a></body></html>'
# What was not saved is not known: a stored copy refuses, so that nobody takes it for a missing page.
NOT_STORED = Resource("没有保存这一页".encode(), status=403)


@pytest.fixture
async def judged(shared: Path, tmp_path: Path) -> tuple[AuditResult, Counter[tuple[str, str]]]:
    saved = shared / "pages" / "handan"
    site = Site(
        home=HOME,
        resources={
            HOME: Resource(FRONT.encode()),
            COLUMN: Resource((saved / "index_2020-08-10.html").read_bytes(), content_type="text/html"),
            f"{COLUMN}zfxxgkzn/": Resource((saved / "gkzn_2020-08-12.html").read_bytes(), content_type="text/html"),
            f"{HOME}robots.txt": Resource(status=404),
            f"{COLUMN}robots.txt": Resource(status=404),
        },
        missing=NOT_STORED,
    )
    requests: Counter[tuple[str, str]] = Counter()
    async with WebServer(site, "", "127.0.0.1", requests) as server, await Store.open(str(tmp_path / "h.db")) as store:
        maps = tuple(
            MapTo(host=host, address="127.0.0.1", to_port=server.port)
            for host in ("www.hd.gov.cn", "hdzfxxgk.hd.gov.cn")
        )
        settings = GatherSettings(
            maps=maps, only_mapped=True, rate=None, address_rate=None, second_look=0, render="never", workers=0
        )
        portal = Portal(home=HOME, name="邯郸市人民政府", level=Level.PREFECTURE)
        run = await gathered(portal, settings, store)
        return judge_run(store, run.id, resolve("national-2019"), date(2020, 8, 13)), requests


async def test_the_four_names_are_found_and_only_what_was_saved_is_judged(
    judged: tuple[AuditResult, Counter[tuple[str, str]]],
) -> None:
    result, requests = judged
    name = next(one for one in result.findings if one.rule == "disclosure.column-name")
    assert name.outcome is Outcome.MET
    parts = {one.subject.rpartition("#")[2]: one for one in result.findings if one.rule == "disclosure.four-parts"}
    assert {part: one.outcome for part, one in parts.items()} == {
        "政府信息公开指南": Outcome.MET,
        "政府信息公开制度": Outcome.NOT_TESTABLE,
        "法定主动公开内容": Outcome.NOT_TESTABLE,
        "政府信息公开年报": Outcome.NOT_TESTABLE,
    }
    assert "政府信息公开制度文件" in parts["政府信息公开制度"].model_dump_json()
    assert {one.reason for one in parts.values() if one.outcome is Outcome.NOT_TESTABLE} == {Reason.BLOCKED}
    assert {url.split("/")[2] for _method, url in requests} <= {"www.hd.gov.cn", "hdzfxxgk.hd.gov.cn"}


async def test_nothing_on_other_hosts_is_called_broken(
    judged: tuple[AuditResult, Counter[tuple[str, str]]],
) -> None:
    result, _requests = judged
    unmet = {(one.rule, one.subject) for one in result.findings if one.outcome is Outcome.UNMET}
    # The front page is ours and holds one link: it has neither footer nor tags nor search box; that there is no elder
    # mode is a bonus not won. The column says that it is in English.
    assert unmet == {
        *((rule, HOME) for rule in ("identity.footer", "metadata.site", "services.search")),
        ("access.static", f"{HOME}#lang"),
    }
