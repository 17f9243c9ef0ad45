"""links.former-domain: links that still go by a domain that was given up."""

import pytest
from auditor_checks.links import FormerDomain

from auditor.api import Finding, Outcome, Portal, Reason
from auditor.demo.site import Name, Resource, Site
from tests.checks.small import DAY, HOME, clean, judged, links, site, told, unmet, verdicts

OLD = "http://www.linjiang-old.test/"
TEXT = "<p>" + "县政府办公室就有关情况作出说明。" * 20 + "</p>"


def to(where: str, status: int = 301) -> Resource:
    return Resource(status=status, headers={"location": where}, content_type="")


def of(where: Site, **more: object) -> list[Finding]:
    found = judged(FormerDomain, where, **more)
    told(FormerDomain, found)
    return found


def portal(href: str, answer: Resource, **pages: Resource | str) -> Site:
    name = Name(a=("198.51.100.30",))
    around = {"/": links((href, "旧网站"), ("/b/", "栏目")) + TEXT, "/b/": TEXT, href: answer, **pages}
    return site(around, **{"www.linjiang-old.test": name, "s.short.test": name})


@pytest.mark.parametrize(("href", "to_"), [(OLD, HOME), (f"{OLD}b/", f"{HOME}b/")])
def test_a_host_that_moved_to_the_portal_for_good_is_told_once(href: str, to_: str) -> None:
    (finding,) = of(portal(href, to(to_)))
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", "moved", "linjiang-old.test")


@pytest.mark.parametrize(
    ("href", "answer"),
    [
        (OLD, to(HOME, 302)),
        ("http://s.short.test/AbC", to(f"{HOME}b/")),
        (f"{OLD}login?back=b", to(f"{HOME}b/", 302)),
        (OLD, Resource(b"<html><title>x</title></html>")),
        (OLD, to("http://s.short.test/")),
    ],
)
def test_other_redirects_prove_no_former_domain(href: str, answer: Resource) -> None:
    more = {"http://s.short.test/": Resource(b"<html><title>x</title></html>")}
    assert unmet(of(portal(href, answer, **more))) == []


@pytest.mark.parametrize("name", ["linjiang-old.test", "www.linjiang-old.test"])
def test_a_host_that_the_operator_names_is_former(name: str) -> None:
    where = portal(f"{OLD}x.html", Resource(b"<html><title>x</title></html>"))
    assert verdicts(of(where, params={"hosts": [name]})) == [("unmet", "listed")]
    assert verdicts(of(where, portal=Portal(home=HOME, former_hosts=(name,)))) == [("unmet", "listed")]


def test_a_former_host_that_is_dead_is_left_to_the_broken_links() -> None:
    assert unmet(of(portal(OLD, Resource(status=404)), params={"hosts": ["linjiang-old.test"]})) == []


def test_the_clean_portal_knows_none() -> None:
    assert verdicts(of(clean(DAY))) == [("met", "met")]


def test_what_cannot_be_seen_is_not_testable() -> None:
    (one,) = of(portal(OLD, Resource(status=403)))
    assert (one.outcome, one.reason) == (Outcome.NOT_TESTABLE, Reason.BLOCKED)
    (one,) = of(site({"/": Resource(status=500)}))
    assert one.reason is Reason.HOME_DOWN
