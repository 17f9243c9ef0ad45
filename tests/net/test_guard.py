"""Which addresses may be dialed?"""

from ipaddress import IPv4Address, IPv6Address, ip_network

import ada_url
import pytest

from auditor.model.settings import GatherSettings
from auditor.net.guard import refused, unusable

PLAIN = GatherSettings()
PRIVATE_V4 = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255", "100.100.100.200"),
    *("127.0.0.1", "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1"),
    *("172.31.255.255", "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255"),
    *("198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
    *("255.255.255.255", "168.63.129.16"),
)
BAD_V6 = (
    *("::", "::1", "::2", "100::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fec0::1", "ff02::1"),
    *("2001:db8::1", "2001:10::1", "3fff::1", "3fff:fff::1", "3ffe::1", "5f00::1", "4000::1", "64:ff9b:1::1"),
    *("2001:2::1", "100:0:0:1::1", "fe80::1%eth0", "1::1", "e000::1"),
)
GOOD = (
    *("1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.1", "192.0.1.1", "198.17.255.255"),
    *("198.20.0.1", "223.255.255.255", "202.106.0.20", "2400:3200::1", "2001:4860:4860::8888", "2a00:1450::1"),
    "240e:928:1400::1",
)


def carried(v4: str) -> dict[str, str]:
    """The IPv4 address in every transition form."""
    value = int(IPv4Address(v4))
    return {
        "mapped": f"::ffff:{v4}",
        "compatible": f"::{v4}",
        "translated": f"::ffff:0:{v4}",
        "NAT64": str(IPv6Address((0x0064FF9B << 96) | value)),
        "local NAT64": str(IPv6Address((0x0064FF9B0001 << 80) | value)),
        "6to4": str(IPv6Address((0x2002 << 112) | (value << 80) | 1)),
        "Teredo server": str(IPv6Address((0x20010000 << 96) | (value << 64) | (~0x01010101 & 0xFFFFFFFF))),
        "Teredo client": str(IPv6Address((0x20010000 << 96) | (0x01010101 << 64) | (~value & 0xFFFFFFFF))),
        "ISATAP": str(IPv6Address((0x24003200 << 96) | (0x00005EFE << 32) | value)),
        "ISATAP u": str(IPv6Address((0x24003200 << 96) | (0x02005EFE << 32) | value)),
    }


@pytest.mark.parametrize("address", [*PRIVATE_V4, *BAD_V6])
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert refused(address, PLAIN)
    assert unusable(address)


@pytest.mark.parametrize("address", GOOD)
def test_a_public_address_may_be_dialed(address: str) -> None:
    assert refused(address, PLAIN) == ""
    assert unusable(address) == ""


@pytest.mark.parametrize("address", PRIVATE_V4)
def test_no_transition_form_carries_a_private_address_past_the_guard(address: str) -> None:
    for form, carrier in carried(address).items():
        assert refused(carrier, PLAIN), form
        assert unusable(carrier), form


def test_a_translator_address_of_a_public_host_may_be_dialed_but_is_no_ipv6_of_the_site() -> None:
    for form in ("NAT64", "6to4", "mapped"):
        carrier = carried("1.1.1.1")[form]
        assert refused(carrier, PLAIN) == ""
        assert unusable(carrier)


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "[::1", "999.1.1.1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert refused(text, PLAIN)


@pytest.mark.parametrize("network", ["0.0.0.0/0", "169.254.0.0/16", "169.254.169.254/31", "100.64.0.0/10"])
def test_an_allowed_range_does_not_open_a_metadata_service(network: str) -> None:
    settings = GatherSettings(allow_networks=(ip_network(network, strict=False),))
    assert refused("169.254.169.254", settings)
    assert refused("100.100.100.200", settings)
    assert refused("::ffff:169.254.169.254", GatherSettings(allow_networks=(ip_network("::/0"),)))
    assert refused("fd00:ec2::254", GatherSettings(allow_networks=(ip_network("fd00::/8"),)))


def test_a_metadata_service_opens_only_when_named_exactly() -> None:
    settings = GatherSettings(allow_networks=(ip_network("169.254.169.254/32"),))
    assert refused("169.254.169.254", settings) == ""
    assert refused("169.254.169.253", settings)
    assert refused("169.254.1.1", settings)


def test_an_allowed_range_opens_what_lies_in_it_and_nothing_else() -> None:
    settings = GatherSettings(allow_networks=(ip_network("10.1.0.0/16"), ip_network("fd12::/16")))
    assert refused("10.1.2.3", settings) == refused("fd12::1", settings) == ""
    assert refused("10.2.0.1", settings)
    assert refused("127.0.0.1", settings)
    assert refused("fd13::1", settings)


def test_documentation_ranges_can_be_treated_as_global() -> None:
    networks = (ip_network("2001:db8::/32"), ip_network("198.51.100.0/24"))
    settings = GatherSettings(treat_as_global=networks)
    assert refused("2001:db8::1", settings) == refused("198.51.100.7", settings) == ""
    assert unusable("2001:db8::1", networks) == ""
    assert refused("203.0.113.1", settings)
    assert unusable("fd00::1", networks)


LOOPBACK_SPELLINGS = (
    *("127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "127.0.0.1."),
    *("１２７.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[0:0::0:1]", "[::127.0.0.1]", "0", "%31%32%37.0.0.1"),
)


@pytest.mark.parametrize("spelling", LOOPBACK_SPELLINGS)
def test_every_spelling_of_loopback_becomes_an_address_that_is_refused(spelling: str) -> None:
    assert refused(ada_url.URL(f"http://{spelling}/").hostname, PLAIN)
