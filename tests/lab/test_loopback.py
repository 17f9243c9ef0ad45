"""The bad name servers without namespaces: on a port of 127.0.0.1, asked by the auditor's own resolver.

This much runs everywhere. Addresses, wires and vantages need the laboratory (tests/lab/test_laboratory.py).
"""

import asyncio
from collections.abc import Mapping

import pytest

from auditor.model.settings import GatherSettings
from auditor.net.resolve import Answer, Resolver
from tests.lab import plan, zones
from tests.lab.faultdns import BEHAVIOURS, BadServer, zone

# What is to be made of an answer about AAAA. "There is none" is what the first two really say; the others, which are no
# authority of the zone, say it of A as well, and that tells them apart.
SAYS_NONE = {"aaaanx": "nxdomain", "uneven": "nodata"}
EMPTY = ("lame", "upward")
ANSWERS = ("tcp", "lossy", "late")
SILENT = {"silent", "wrongid", "aaaasilent"}
FAILS = {"servfail": "servfail", "refused": "refused", "nslame6": "refused", "aaaanotimp": "servfail"}


async def asked(name: str, kind: str = "AAAA") -> Answer:
    async with BadServer("127.0.0.1", 0, zone(name, zones.records(name)), BEHAVIOURS[name]) as server:
        settings = GatherSettings(resolver=f"127.0.0.1:{server.port}")
        return await Resolver(settings, lifetime=4.5).answer(f"www.{name}.test", kind)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def answers() -> Mapping[str, Answer]:
    async def all_at_once() -> dict[str, Answer]:
        return dict(zip(BEHAVIOURS, await asyncio.gather(*(asked(name) for name in BEHAVIOURS)), strict=True))

    return asyncio.run(all_at_once())


def test_a_sound_answer_is_found_behind_loss_delay_and_truncation(answers: Mapping[str, Answer]) -> None:
    assert {name: answers[name].addresses for name in ANSWERS} == dict.fromkeys(ANSWERS, (plan.SOUND_V6,))


def test_no_fault_of_a_name_server_is_read_as_the_absence_of_an_address(answers: Mapping[str, Answer]) -> None:
    said_none = {name: answer.status for name, answer in answers.items() if answer.status in ("nodata", "nxdomain")}
    assert said_none == SAYS_NONE | dict.fromkeys(EMPTY, "nodata")


async def test_who_is_no_authority_has_nothing_to_say_of_ipv4_either() -> None:
    assert [(await asked(name, "A")).status for name in EMPTY] == ["nodata", "nodata"]
    assert [(await asked(name, "A")).status for name in SAYS_NONE] == ["ok", "ok"]


def test_every_failure_keeps_its_own_name(answers: Mapping[str, Answer]) -> None:
    assert {name: answers[name].status for name in FAILS} == FAILS
    assert {answers[name].status for name in SILENT} == {"timeout"}


async def test_a_server_that_is_hostile_to_aaaa_alone_answers_for_a() -> None:
    for name in ("aaaasilent", "aaaanotimp", "aaaanx"):
        assert (await asked(name, "A")).addresses == (plan.SOUND_V4,), name
