"""links.sitemap: dead addresses that nobody but sitemap.xml names."""

from auditor_checks.links import Broken, Sitemap

from auditor.api import Finding, Reason
from auditor.demo.site import Resource, Site
from tests.checks.small import DAY, HOME, clean, judged, links, site, told, unmet, verdicts


def of(where: Site, **more: object) -> list[Finding]:
    findings = judged(Sitemap, where, **more)
    told(Sitemap, findings)
    return findings


def listing(*urls: str, home: str = "", **pages: Resource | str) -> Site:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    xml = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode()
    return site({"/": "<p>首页</p>" + home, "/sitemap.xml": Resource(xml, content_type="text/xml"), **pages})


def test_the_clean_portal_lists_nothing_that_is_dead() -> None:
    assert verdicts(of(clean(DAY))) == [("met", "met")]


def test_dead_addresses_are_one_finding_with_the_first_of_them() -> None:
    (finding,) = of(listing(HOME, *(f"{HOME}old/{n}.html" for n in range(8))))
    assert (finding.outcome, finding.subject) == ("unmet", HOME)
    assert finding.values == {"dead": 8, "checked": 9}
    assert [one.url for one in finding.evidence] == [f"{HOME}old/{n}.html" for n in range(5)]
    assert finding.evidence[0].also == 3


def test_what_pages_link_to_is_told_once_by_the_rule_about_links() -> None:
    where = listing(HOME, HOME + "gone.html", home=links(("/gone.html", "旧")))
    assert verdicts(of(where)) == [("met", "met")]
    assert unmet(judged(Broken, where, params={"where": "home", "owner": "own"})) == [HOME + "gone.html"]


def test_other_sites_and_odd_words_in_it_are_not_the_portals() -> None:
    where = listing("http://gone.example.test/", "/relative.html", "javascript:void(0)", "")
    assert verdicts(of(where)) == [("not_applicable", "nothing")]


def test_addresses_that_refuse_us_accuse_nobody() -> None:
    where = listing(HOME + "a.html", **{"/a.html": Resource(status=403)})
    (finding,) = of(where)
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.BLOCKED)


def test_a_portal_without_a_site_map_has_nothing_to_judge() -> None:
    assert verdicts(of(site({"/": "<p>首页</p>"}))) == [("not_applicable", "nothing")]
