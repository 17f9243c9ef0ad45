"""May the build go on? Exit codes and the gates of the command line."""

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


def gate(
    score: Score, *, fail_under: float | None = None, fail_on: str | None = None, min_coverage: float | None = None
) -> Exit:
    """Which exit code does a score earn under the gates asked for?

    A gate that fails for sure gives GATE; one that open items leave undecided, a missing score, or too little coverage
    gives NO_VERDICT. Veto candidates that wait for a person fail nothing.
    """
    if fail_on == "veto" and score.vetoes:
        return Exit.GATE
    if score.low is None or score.high is None:
        return Exit.NO_VERDICT
    if fail_under is not None and score.high < fail_under:
        return Exit.GATE
    undecided = fail_under is not None and score.low < fail_under
    thin = min_coverage is not None and score.coverage < min_coverage
    return Exit.NO_VERDICT if undecided or thin else Exit.FINISHED
