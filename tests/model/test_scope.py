"""Which addresses of a portal are read?"""

import pytest

from auditor.model.found import Role
from auditor.model.page import Element
from auditor.model.portal import Kind, Portal
from auditor.model.scope import Scope

TOWN = "http://www.county.gov.cn/xzgk/liuhe/"


def role(home: str, url: str, kind: Kind = Kind.COLUMN) -> Role:
    return Scope.of(Portal(home=home, kind=kind)).role(url, Element.A, 2)


@pytest.mark.parametrize("home", [TOWN, f"{TOWN}index.html", f"{TOWN}index.shtml"])
def test_of_a_column_inside_a_portal_only_its_folder_is_read(home: str) -> None:
    assert role(home, f"{TOWN}zn/t20250211_1.html") is Role.CRAWL
    assert role(home, "http://www.county.gov.cn/zwgk/") is Role.CHECK  # looked at, since the column links to it
    assert role(home, "http://www.county.gov.cn/xzgk/liuhe2/") is Role.CHECK
    assert role(home, "http://zt.county.gov.cn/") is Role.CHECK


@pytest.mark.parametrize(
    ("home", "kind"),
    [
        (TOWN, Kind.PORTAL),  # a whole site may begin in a folder
        ("http://town.county.gov.cn/", Kind.COLUMN),  # a column with a host of its own
        ("http://www.county.gov.cn/col/col1229414/index.html", Kind.COLUMN),  # articles stand in /art/
        ("http://www.county.gov.cn/town.html", Kind.COLUMN),
    ],
)
def test_elsewhere_the_whole_host_is_read(home: str, kind: Kind) -> None:
    host = home.split("/")[2]
    assert role(home, f"http://{host}/art/2026/3/1/art_1.html", kind) is Role.CRAWL
