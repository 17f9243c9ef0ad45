"""Which findings speak of somebody else's site? A link to it may be dead without any fault of the portal."""

from collections.abc import Callable

from auditor.model.result import AuditResult, FindingResult
from auditor.model.scope import Scope
from auditor.model.url import canonical

OWNER, OTHERS = "owner", "others"  # the parameter by which rules tell own links from those to other sites


def of_others(result: AuditResult) -> Callable[[FindingResult], bool]:
    """Tells of a finding whether it is about an address of another site, by a rule that tells own ones from others."""
    rules = {rule.id for rule in result.rules if rule.params.get(OWNER) == OTHERS}
    scope = Scope.of(result.run.portal)

    def others(finding: FindingResult) -> bool:
        url = canonical(finding.subject) if finding.rule in rules and "://" in finding.subject else ""
        return bool(url) and not scope.own(url) and not scope.annex(url)

    return others
