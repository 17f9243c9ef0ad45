"""Portals whose firewall answers programs with a challenge: what every rule cannot see then."""

from dataclasses import replace

from auditor.demo.book import HOME
from auditor.demo.faults.edit import page
from auditor.demo.faults.planted import NOT_TESTABLE, Planted
from auditor.demo.site import Mutation, Site

WRONG = "links.wrong"
_BEHIND_HOME = {
    "columns": ("blank", "covers", "present", "stale"),
    "entries": ("opens",),
    "items": ("fields",),
    "updating": ("home",),
    "disclosure": (
        *("column-name", "four-parts", "home-position", "guide", "annual-report", "search-download"),
        *("report-format", "report-tables", "report-mentions", "application", "separate-site", "purity"),
    ),
    "services": ("search", "reply-time", "unanswered"),
    "accounts": ("one-per-platform",),
    "documents": ("library", "validity", "accounts"),
    "ipv6": ("home-reachable",),
    "links": (
        *("broken", "attachment", "sitemap", "contradiction", "former-domain", "hidden", "inert"),
        *("external-warning", "advertising"),
    ),
    "topics": ("stale-entry", "archive-column", "archive-opens", "listed-twice", "misfiled", "ending"),
    "interpretations": (
        *("coverage", "forward-link", "back-link", "lag", "forms", "infographic", "text-equivalent"),
        *("copied", "substance", "readability"),
    ),
    "access": ("elder-mode", "static"),
    "articles": ("date-format", "source", "publish-lag", "date-conflict"),
    "identity": ("footer", "site-name"),
    "metadata": ("site", "column", "article"),
    "security": ("https", "tampered"),
    "text": ("names", "misprints", "personal", "secrecy"),
}
_EVERYTHING = frozenset(f"{family}.{rule}" for family, rules in _BEHIND_HOME.items() for rule in rules)


def _guarded(*, home: bool) -> Mutation:
    """A portal whose firewall sends the same challenge whatever is asked for, or for all but the home page."""
    challenge = page("安全验证", "<script>location.reload()</script>正在进行安全验证，请稍候", status=412)

    def apply(site: Site) -> Site:
        open_ = {} if home else {HOME: site.resources[HOME]}
        behind = dict.fromkeys(site.resources, challenge) | open_
        return replace(site, resources=behind, missing=challenge)

    return apply


FAULTS = (
    Planted(
        "wrong-behind-challenge",
        WRONG,
        HOME,
        "the whole portal answers with a challenge (412), so that no link is seen",
        _guarded(home=True),
        NOT_TESTABLE,
        also=_EVERYTHING,
    ),
    Planted(
        "wrong-behind-home",
        WRONG,
        HOME,
        "only the home page opens, all other addresses answer with a challenge (412)",
        _guarded(home=False),
        NOT_TESTABLE,
        also=_EVERYTHING,
    ),
    Planted(
        "tags-behind-challenge",
        "metadata.site",
        HOME,
        "the whole portal answers with a challenge (412), so that no tag is seen",
        _guarded(home=True),
        NOT_TESTABLE,
        also=_EVERYTHING | {WRONG},
    ),
    *(
        Planted(
            f"{rule.partition('.')[2]}-tags-behind-home",
            rule,
            HOME,
            "only the home page opens, so that no tag of a list or an article is seen",
            _guarded(home=False),
            NOT_TESTABLE,
            also=_EVERYTHING | {WRONG},
        )
        for rule in ("metadata.column", "metadata.article")
    ),
)
