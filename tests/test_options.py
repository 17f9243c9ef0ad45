"""How option values are written, and what is said when they are not."""

import asyncio
from ipaddress import ip_network
from typing import Any

import pytest

from auditor import config
from auditor.crawl.pace import Pace
from auditor.model.settings import UNPACED, GatherSettings, MapTo
from auditor.options import BadValue, Day, Mapping, Network, Output, Rate, Server, Span, Written


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Rate(), "4/s", 4.0),
        (Rate(), "30/m", 0.5),
        (Rate(), "2.5", 2.5),
        (Rate(), "none", UNPACED),
        (Span(), "90", 90.0),
        (Span(), "10m", 600.0),
        (Span(), "1.5h", 5400.0),
        (Span(), "0", 0.0),
        (Server(), "192.0.2.1", "192.0.2.1:53"),
        (Server(), "[2001:db8::1]:5353", "[2001:db8::1]:5353"),
        (Network(), "10.1.0.0/16", ip_network("10.1.0.0/16")),
        (Output(), "html:report.html", ("html", "report.html")),
        (Output(), "json", ("json", "")),
        (Output(), "html:C:/a.html", ("html", "C:/a.html")),
        (Mapping(), "www.x.test=127.0.0.1:80", MapTo(host="www.x.test", address="127.0.0.1", to_port=80)),
        (Mapping(), "www.x.test:443=[::1]:8443", MapTo(host="www.x.test", port=443, address="::1", to_port=8443)),
    ],
)
def test_an_option_value_is_read(kind: Written, text: str, value: Any) -> None:
    assert kind.convert(text, None, None) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Day(), "2026-13-01"),
        (Day(), "昨天"),
        (Rate(), "0"),
        (Rate(), "fast"),
        (Rate(), "none/s"),
        (Span(), "ten"),
        (Server(), "dns.example"),
        (Network(), "10.1/99"),
        (Mapping(), "www.x.test"),
        (Mapping(), "www.x.test=256.0.0.1:80"),
        (Mapping(), "www.x.test=ftp://staging:80"),
        (Mapping(), "www.x.test=127.0.0.1"),
        (Output(), ":x"),
    ],
)
def test_a_bad_option_value_is_named(kind: Written, text: str) -> None:
    with pytest.raises(BadValue, match=r".") as caught:
        kind.convert(text, None, None)
    assert text in str(caught.value.message)


def test_rate_none_lifts_the_pace_of_hosts_and_of_addresses_and_is_stored_so() -> None:
    asked = config.site("https://www.example.gov.cn/")
    settings = config.settings(asked, {"rate": Rate().convert("none", None, None)})
    assert (settings.rate, settings.address_rate) == (None, None)
    assert GatherSettings.model_validate_json(settings.model_dump_json()) == settings


async def test_without_pace_hundreds_of_requests_go_out_at_once() -> None:
    asked = config.site("https://www.example.gov.cn/")
    pace = Pace(config.settings(asked, {"rate": UNPACED}))
    async with asyncio.timeout(10):  # at 8 a second and address 500 would take a minute
        for _number in range(500):
            async with pace.slot("www.example.gov.cn", "192.0.2.1"):
                pass
    assert pace.requests == 500
