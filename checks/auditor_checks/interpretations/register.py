"""Which policies of the window are there, and by what is each interpreted? The table behind the rule on coverage."""

from collections.abc import Callable, Mapping, Sequence

from auditor.api import Document, Evidence, Pair, sort_of
from auditor_checks.interpretations.scope import of_document

MOST = 500  # policies that the register lists
_INTERPRETED = frozenset({"interpreted", "printed", "listed"})
_ORDER = ("missing", "unsettled", "new", "listed", "printed", "interpreted")


def register(
    policies: Sequence[Document], pairs: Mapping[str, Sequence[Pair]], states: Mapping[str, str]
) -> tuple[Evidence, ...]:
    """One line a policy, those without an interpretation first. `states`: missing, unsettled, listed (in a column of
    interpretations), printed (below the policy), interpreted; a policy that is not in it is too new to have one."""
    stand = {one.url: states.get(one.url, "new") for one in policies}
    ordered = sorted(policies, key=lambda one: (_ORDER.index(stand[one.url]), one.url))
    counted = [one for one in policies if stand[one.url] != "new"]
    shown = [_line(one, stand[one.url], pairs.get(one.url, ())) for one in ordered[:MOST]]
    if not shown:
        return ()
    first = shown[0]
    counts = {
        "by_issuer": _counts(counted, stand, lambda one: one.issuer),
        "by_sort": _counts(counted, stand, lambda one: sort_of(one.title)),
    }
    shown[0] = first.model_copy(update={"values": {**first.values, **counts}, "also": len(ordered) - len(shown)})
    return tuple(shown)


def _line(policy: Document, state: str, pairs: Sequence[Pair]) -> Evidence:
    by = [
        {
            "address": pair.interpretation.url,
            "title": pair.interpretation.title,
            "published": pair.interpretation.published.day.isoformat() if pair.interpretation.published else "",
            "forms": " ".join(pair.interpretation.forms),
            "paired_by": pair.rule,
        }
        for pair in pairs
    ]
    return of_document(policy, state=state, issuer=policy.issuer, interpretations=by)


def _counts(
    policies: Sequence[Document], stand: Mapping[str, str], of: Callable[[Document], str]
) -> list[dict[str, str | int]]:
    """How many of the policies of each kind have an interpretation: the kinds with most policies first."""
    total: dict[str, int] = {}
    done: dict[str, int] = {}
    for one in policies:
        total[of(one)] = total.get(of(one), 0) + 1
        done[of(one)] = done.get(of(one), 0) + (stand[one.url] in _INTERPRETED)
    ordered = sorted(total, key=lambda name: (-total[name], name))
    return [{"name": name, "total": total[name], "interpreted": done[name]} for name in ordered]
