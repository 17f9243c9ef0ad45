"""Has the portal a domain of the prescribed form?"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from auditor.api import Check, Evidence, Facts, Finding, Messages, Need, Params, Reason, Rule, _

# Names that nobody can have (RFC 6761), and addresses without a name.
_NO_DOMAIN = re.compile(
    r"(?:^|.*\.)(?:test|example|invalid|localhost|local|internal)|[\d.]+|\[?[\da-f:.]*:[\da-f:.]*\]?"
)


class DomainParams(Params):
    patterns: tuple[str, ...] = Field(min_length=1, description=_("符合其中任何一个正则表达式的域名即符合规定"))

    @field_validator("patterns")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            re.compile(pattern)
        return patterns


class Domain(Check[DomainParams]):
    """Has the portal a domain of the prescribed form? The one at which its home page ends counts."""

    rule = Rule(
        id="identity.domain",
        title=_("网站域名"),
        why=_("政府网站用统一形式的域名，群众才分得清真假。"),
        fix=_("按规定申请并启用政府域名，旧域名跳转到新域名。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = DomainParams
    messages = Messages(
        met=_("域名 {host} 符合规定的形式"),
        other=_("域名 {host} 不是规定的形式"),
        none=_("{host} 是本机、内网或测试用的名称，没有域名可看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        address = (home.final_url or home.url) if home else facts.portal.home
        host = (urlsplit(address).hostname or "").rstrip(".")
        seen = Evidence(kind="page", url=address, quote=host, at=home.fetched_at if home else None, looks=1)
        if _NO_DOMAIN.fullmatch(host):
            yield self.not_applicable(facts.portal, "none", Reason.NOTHING_TO_JUDGE, host=host)
        elif any(
            re.fullmatch(pattern, name, re.IGNORECASE) for pattern in self.params.patterns for name in _names(host)
        ):
            yield self.met(facts.portal, "met", host=host, evidence=seen)
        else:
            yield self.unmet(facts.portal, "other", host=host, evidence=seen)


def _names(host: str) -> tuple[str, ...]:
    """The host as written, and in Chinese where it is an international name."""
    try:
        return host, host.encode("ascii").decode("idna")
    except UnicodeError:
        return (host,)
