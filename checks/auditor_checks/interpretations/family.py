"""What the checks of this family have in common: what they say when there is nothing to judge."""

from collections.abc import Iterator
from typing import Any, TypeVar

from auditor.api import Check, Document, DocumentKind, Facts, Finding, Pair, Params, Reason
from auditor_checks.interpretations.scope import Nothing, nothing, policies

P = TypeVar("P", bound=Params)
MIN_TEXT = 120  # characters, fewer are no text that could be compared or searched


class OnInterpretations(Check[P]):
    """A check on policies and their interpretations; its messages include `scope.NONE`."""

    def none(self, facts: Facts, why: Nothing) -> Finding:
        """There is no policy to judge, or none could be seen."""
        said: dict[str, Any] = {}
        if why.message in ("column_script", "column_unread"):
            said["column"] = why.column
        elif why.message == "few_pages":
            said["pages"] = why.pages
        elif why.message == "no_dates":
            said["count"] = why.count
        if why.applies:
            return self.not_testable(facts.portal, why.message, why.reason, **said)
        return self.not_applicable(facts.portal, why.message, why.reason, **said)

    def unpaired(self, facts: Facts, window_days: int) -> Finding:
        """No policy has an interpretation that this rule could look at: the rule on coverage tells and pays."""
        judged, undated = policies(facts, window_days=window_days)
        if judged:
            printed = any(one.explained for one in judged)
            reason = Reason.NOTHING_TO_JUDGE if printed else Reason.PARENT_MISSING
            return self.not_applicable(facts.portal, "printed" if printed else "no_pairs", reason)
        return self.none(facts, nothing(facts, undated=undated))


def own_pairs(facts: Facts) -> Iterator[Pair]:
    """Pairs in which both are the portal's own and the interpretation was read as a page."""
    return (
        pair
        for pair in facts.pairs()
        if not (pair.policy.reposted or pair.interpretation.reposted or pair.interpretation.external)
    )


def own_interpretations(facts: Facts) -> Iterator[Document]:
    return (one for one in facts.documents(DocumentKind.INTERPRETATION) if not (one.reposted or one.external))


def textless(document: Document, min_text: int) -> bool:
    """Is there no text to compare or search: a picture, a film, an attachment, a few words?"""
    return sum("\u4e00" <= char <= "\u9fff" for char in document.text) < min_text
