"""Small portals for tests of checks: pages as words, judged in memory."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from auditor.anatomy import understand
from auditor.api import Check, Finding, Outcome
from auditor.demo.portal import clean
from auditor.demo.site import HTML, Name, Resource, Site
from tests.memory import facts_of

DAY = date(2026, 11, 20)
HOME = "http://www.lin.gov.test/"
ABROAD = "http://news.example.test/"


def doc(title: str, body: str, head: str = "") -> Resource:
    return Resource(
        f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'.encode(),
        content_type=HTML,
    )


def links(*pairs: tuple[str, str]) -> str:
    return "".join(f'<p><a href="{href}">{label}</a></p>' for href, label in pairs)


def rows(*entries: tuple[str, str, str]) -> str:
    return (
        '<ul class="list">'
        + "".join(f'<li><a href="{href}">{label}</a><span>{day}</span></li>' for href, label, day in entries)
        + "</ul>"
    )


def site(pages: dict[str, Resource | str], **names: Name) -> Site:
    """A portal of these pages; keys are paths or whole addresses, a bare string is the body of a page."""
    resources = {}
    for path, page in pages.items():
        url = path if path.startswith("http") else HOME + path.lstrip("/")
        resources[url] = page if isinstance(page, Resource) else doc("临江县人民政府" if url == HOME else path, page)
    host = Name(a=("198.51.100.7",), aaaa=("2001:db8:7::7",))
    return Site(home=HOME, resources=resources, names={"www.lin.gov.test": host, **names}, today=DAY)


def judged(check: type[Check[Any]], where: Site, *, as_of: date = DAY, **more: Any) -> list[Finding]:
    """What the check finds on a site; `params` its parameters, the rest goes to the facts."""
    params = check.params_type.model_validate(more.pop("params", {}))
    return list(check(params).judge(understand(facts_of(where, as_of=as_of, **more))))


def told(check: type[Check[Any]], findings: Iterable[Finding]) -> list[str]:
    """The findings as a reader meets them: every message must be filled by its values."""
    return [f"{one.outcome.value}: {check.messages[one.message].format(**one.values)}" for one in findings]


def verdicts(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(one.outcome.value, one.message) for one in findings]


def unmet(findings: Iterable[Finding]) -> list[str]:
    return [one.subject for one in findings if one.outcome is Outcome.UNMET]


__all__ = ["ABROAD", "DAY", "HOME", "clean", "doc", "judged", "links", "rows", "site", "told", "unmet", "verdicts"]
