"""One fault as data."""

from dataclasses import dataclass

from auditor.demo.site import Mutation

UNMET = "unmet"
MET = "met"
NOT_TESTABLE = "not_testable"


@dataclass(frozen=True, slots=True)
class Planted:
    """One change of the clean portal (`what` tells it to a reader), and what an audit has to say of it.

    `rule` answers with `outcome` about `subject` ("" when the rule speaks of the portal as a whole in its own way).
    `needs` names what a machine must have to see it: ipv6, browser, dns; where that is missing the outcome is
    not_testable. `also` lists further rules whose answer changes as a consequence, `beside` the (rule, subject) of
    those that become unmet. What has an id that starts with decoy- looks like a fault and is none.
    """

    id: str
    rule: str
    subject: str
    what: str
    apply: Mutation
    outcome: str = UNMET
    needs: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    beside: frozenset[tuple[str, str]] = frozenset()

    @property
    def family(self) -> str:
        return self.rule.partition(".")[0]
