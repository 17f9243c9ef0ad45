"""How option values are written, and what is said when they are not."""

from ipaddress import ip_network
from typing import Any

import pytest

from auditor.model.settings import MapTo
from auditor.options import BadValue, Day, Mapping, Network, Output, Rate, Server, Span, Written


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Rate(), "4/s", 4.0),
        (Rate(), "30/m", 0.5),
        (Rate(), "2.5", 2.5),
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
        (Span(), "ten"),
        (Server(), "dns.example"),
        (Network(), "10.1/99"),
        (Mapping(), "www.x.test"),
        (Mapping(), "www.x.test=localhost:80"),
        (Mapping(), "www.x.test=127.0.0.1"),
        (Output(), ":x"),
    ],
)
def test_a_bad_option_value_is_named(kind: Written, text: str) -> None:
    with pytest.raises(BadValue, match=r".") as caught:
        kind.convert(text, None, None)
    assert text in str(caught.value.message)
