"""May the build go on? Exit codes and the gates of the command line."""

from dataclasses import dataclass
from enum import IntEnum

from auditor.model.result import Score


class Exit(IntEnum):
    """The same in every sub-command."""

    FINISHED = 0  # and any gate asked for passed
    GATE = 1  # a gate asked for failed
    USAGE = 2  # usage or configuration
    NO_VERDICT = 3  # could not judge
    INTERNAL = 4
    INTERRUPTED = 130  # state saved


@dataclass(frozen=True, slots=True)
class Gates:
    """What a result must hold for the build to go on; None: not asked for."""

    fail_under: float | None = None
    fail_on: str | None = None
    min_coverage: float | None = None

    def judge(self, score: Score) -> Exit:
        """Which exit code does a score earn?

        A gate that fails for sure gives GATE; one that open items leave undecided, a missing score, or too little
        coverage gives NO_VERDICT. Veto candidates that wait for a person fail nothing.
        """
        if self.fail_on == "veto" and score.vetoes:
            return Exit.GATE
        if score.low is None or score.high is None:
            return Exit.NO_VERDICT
        if self.fail_under is not None and score.high < self.fail_under:
            return Exit.GATE
        undecided = self.fail_under is not None and score.low < self.fail_under
        thin = self.min_coverage is not None and score.coverage < self.min_coverage
        return Exit.NO_VERDICT if undecided or thin else Exit.FINISHED
