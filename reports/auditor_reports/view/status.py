"""Under which shape and word does an outcome stand?"""

from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import EffectKind


def status(outcome: Outcome, effect: EffectKind, reason: Reason | None = None) -> str:
    """The id of shape and word: the outcome itself, or what it means beside this effect and reason."""
    match outcome, effect:
        case Outcome.NOT_APPLICABLE, _ if reason is Reason.WAIVED:
            return "waived"
        case Outcome.NOT_APPLICABLE, _:
            return "later" if reason is Reason.NOT_DUE else outcome.value
        case Outcome.UNMET, EffectKind.VETO:
            return "veto"
        case Outcome.MANUAL, EffectKind.VETO:
            return "confirm"
        case Outcome.UNMET, EffectKind.ADVISE:
            return "advise"
    return outcome.value


SHAPES = {"confirm": "veto", "unseen": "met", "later": "not_applicable", "waived": "not_applicable"}
"""Which drawing a status uses where it has none of its own."""
