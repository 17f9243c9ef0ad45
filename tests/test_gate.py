"""Exit codes of the gates, as a table."""

import pytest

from auditor.gate import Exit, Gates
from auditor.model.result import Score

SETTLED = Score(low=85, high=85, coverage=1)
OPEN = Score(low=75, high=85, coverage=0.8)
VETOED = Score(low=90, high=90, coverage=1, vetoes=("x:1",))
CANDIDATE = Score(low=90, high=90, coverage=1, veto_candidates=("x:1",))
NOTHING = Score()


@pytest.mark.parametrize(
    ("score", "gates", "code"),
    [
        (SETTLED, Gates(), Exit.FINISHED),
        (SETTLED, Gates(fail_under=80), Exit.FINISHED),
        (SETTLED, Gates(fail_under=85), Exit.FINISHED),
        (SETTLED, Gates(fail_under=86), Exit.GATE),
        (OPEN, Gates(), Exit.FINISHED),
        (OPEN, Gates(fail_under=75), Exit.FINISHED),
        (OPEN, Gates(fail_under=80), Exit.NO_VERDICT),
        (OPEN, Gates(fail_under=86), Exit.GATE),
        (OPEN, Gates(min_coverage=0.8), Exit.FINISHED),
        (OPEN, Gates(min_coverage=0.9), Exit.NO_VERDICT),
        (OPEN, Gates(fail_under=86, min_coverage=0.9), Exit.GATE),
        (VETOED, Gates(), Exit.FINISHED),
        (VETOED, Gates(fail_on="veto"), Exit.GATE),
        (CANDIDATE, Gates(fail_on="veto"), Exit.FINISHED),
        (NOTHING, Gates(), Exit.NO_VERDICT),
        (NOTHING, Gates(fail_under=60), Exit.NO_VERDICT),
    ],
)
def test_a_gate_earns_the_documented_exit_code(score: Score, gates: Gates, code: Exit) -> None:
    assert gates.judge(score) is code
