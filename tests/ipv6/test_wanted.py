"""When are all indicators of IPv6 looked at in an audit?"""

from datetime import UTC, datetime

import pytest

from auditor.ipv6.portal import wanted
from auditor.model.probe import Probe
from auditor.model.settings import GatherSettings, Redial


def probes(works: bool | None) -> tuple[Probe, ...]:
    return (Probe("vantage", "ipv6", datetime(2026, 1, 1, tzinfo=UTC), {"works": works}),)


@pytest.mark.parametrize(("works", "all_of_them"), [(True, True), (False, False), (None, False)])
def test_by_default_where_our_own_ipv6_works(works: bool | None, all_of_them: bool) -> None:
    assert wanted(GatherSettings(), probes(works)) is all_of_them


def test_an_address_map_has_them_when_it_is_asked_for_them() -> None:
    map_ = (Redial(address="2001:db8::1", port=80, to="127.0.0.1", to_port=1),)
    assert not wanted(GatherSettings(redials=map_), probes(True))
    assert wanted(GatherSettings(redials=map_, ipv6="full"), probes(True))


def test_what_the_operator_says_holds() -> None:
    assert not wanted(GatherSettings(ipv6="home"), probes(True))
    assert wanted(GatherSettings(ipv6="full"), probes(False))
