"""Faults of links that open one thing and say another, or go by a domain of old."""

from auditor.demo.book import HOME
from auditor.demo.columns import DATA, SERVICES
from auditor.demo.disclosure import LEADERS
from auditor.demo.faults.edit import answering, both, edited, inner_link, named_host, page
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.site import Mutation, Resource, Site

CONTRADICTION, FORMER = "links.contradiction", "links.former-domain"
_LIST = HOME + LEADERS.href[1:]
_SECOND, _THIRD = f"{_LIST}ld_2.html", f"{_LIST}ld_3.html"
_PARKING = HOME + "zcwj/tcbw.html"
_OLD = "http://www.qinglan-county.test/"


def _swapped(text: str) -> str:
    """The list of leaders with two addresses in each other's place."""
    return text.replace("ld_2.html", "ld_x.html").replace("ld_3.html", "ld_2.html").replace("ld_x.html", "ld_3.html")


def _numbered(label: str) -> Mutation:
    """A link of this text to a page whose own number is 青政发〔2024〕8号."""
    words = "<p>城区路内停车泊位按路段公布，收费时段为每日八时至二十时，夜间免费停放。</p>" * 6
    sheet = "<h1>城区停车泊位分布情况</h1><p>发文字号：青政发〔2024〕8号</p>"
    return both(
        inner_link(SERVICES, _PARKING.replace(HOME, "/"), label),
        answering(_PARKING, page("城区停车泊位分布情况", sheet + words)),
    )


def _refused(site: Site) -> Site:
    """A portal whose firewall keeps the pages of the leaders to itself."""
    wall = page("403", "Forbidden", status=403)
    for url in [url for url in site.resources if url.startswith(_LIST + "ld_")]:
        site = site.with_resource(url, wall)
    return site


FAULTS = (
    Planted(
        "contradiction-leaders",
        CONTRADICTION,
        _SECOND,
        "the links of two people in the list of leaders stand in each other's place",
        edited(_LIST, _swapped),
        beside=frozenset({(CONTRADICTION, _THIRD)}),
    ),
    Planted(
        "contradiction-number",
        CONTRADICTION,
        _PARKING,
        "a link names one document number and opens the document of another",
        _numbered("青政发〔2024〕3号 调整供水价格"),
    ),
    Planted(
        "decoy-contradiction-cited",
        CONTRADICTION,
        "proven",
        "the title of a link cites the number of another document, and its page has only its own",
        _numbered("贯彻云政发〔2023〕12号文件的城区停车泊位安排"),
        MET,
    ),
    Planted(
        "contradiction-refused",
        CONTRADICTION,
        "proven",
        "the pages of all leaders answer 403, so that nothing can be compared",
        _refused,
        NOT_TESTABLE,
        also=frozenset({"links.broken"}),
    ),
    Planted(
        "former-domain",
        FORMER,
        "qinglan-county.test",
        "a link goes by a former domain, which redirects to the portal for good",
        both(
            named_host("www.qinglan-county.test", "198.51.100.33"),
            inner_link(DATA, _OLD, "青岚县政府网站"),
            answering(_OLD, Resource(status=301, headers={"Location": HOME}, content_type="")),
        ),
    ),
    Planted(
        "decoy-former-domain-login",
        FORMER,
        HOME,
        "a log-in of somebody else that sends its users back to the portal",
        both(
            named_host("www.qinglan-county.test", "198.51.100.33"),
            inner_link(DATA, f"{_OLD}sso/login", "统一登录"),
            answering(f"{_OLD}sso/login", Resource(status=302, headers={"Location": HOME}, content_type="")),
        ),
        MET,
    ),
)
