"""Does a link open, after all looks at it?"""

from datetime import UTC, datetime, timedelta

import pytest

from auditor.model.exchange import Exchange, Opening
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.outcome import Reason
from auditor.model.visit import visit_of

URL = "http://www.x.gov.cn/a"
NOON = datetime(2021, 9, 1, 4, tzinfo=UTC)
GONE = Fault(FaultKind.HTTP_4XX, Whose.SITE, True, "404")
DOWN = Fault(FaultKind.HTTP_5XX, Whose.SITE, False, "500")
LATE = Fault(FaultKind.CONNECT_TIMEOUT, Whose.BETWEEN, False)
OURS = Fault(FaultKind.LOCAL, Whose.US, False, "ENETUNREACH")
WALL = Fault(FaultKind.BLOCKED, Whose.BETWEEN, False, "403")
HEAD_ODD = Fault(FaultKind.PROTOCOL, Whose.SITE, False)
CUT = Fault(FaultKind.TRUNCATED, Whose.BETWEEN, False)
TLS = Fault(FaultKind.TLS_OTHER, Whose.BETWEEN, False)
BIG = Fault(FaultKind.TOO_LARGE, Whose.US, False)
INTERNAL = Fault(FaultKind.REFUSED_ADDRESS, Whose.US, False)
OFF = Fault(FaultKind.OFF_NETWORK, Whose.US, False)
ROBOTS = Fault(FaultKind.ROBOTS, Whose.SITE, False)


def look(fault: Fault | None, at: float = 0, method: str = "GET", status: int = 0) -> Exchange:
    return Exchange(
        url=URL,
        method=method,
        started=NOON + timedelta(seconds=at),
        fault=fault,
        status=status or (200 if fault is None else 0),
        attempt=1 + int(at),
    )


@pytest.mark.parametrize(
    ("looks", "opening", "reason"),
    [
        ([look(None)], Opening.OPENS, None),
        ([look(GONE)], Opening.DEAD, None),
        ([look(DOWN)], Opening.UNSETTLED, Reason.TRANSIENT),
        ([look(DOWN), look(DOWN, 60)], Opening.DEAD, None),
        ([look(DOWN), look(LATE, 60)], Opening.DEAD, None),
        ([look(DOWN), look(DOWN, 59.5)], Opening.DEAD, None),
        ([look(DOWN), look(DOWN, 20)], Opening.UNSETTLED, Reason.TRANSIENT),
        ([look(DOWN), look(None, 60)], Opening.OPENS, None),
        ([look(GONE), look(None, 60)], Opening.OPENS, None),
        ([look(None), look(DOWN, 60), look(DOWN, 120)], Opening.UNSETTLED, Reason.TRANSIENT),
        ([look(GONE), look(DOWN, 60)], Opening.DEAD, None),
        ([look(GONE), look(WALL, 60)], Opening.DEAD, None),
        ([look(DOWN), look(OURS, 60)], Opening.UNSETTLED, Reason.OUR_SIDE),
        ([look(OURS), look(OURS, 60)], Opening.UNSETTLED, Reason.OUR_SIDE),
        ([look(WALL), look(WALL, 60)], Opening.UNSETTLED, Reason.BLOCKED),
        ([look(DOWN), look(WALL, 60)], Opening.UNSETTLED, Reason.BLOCKED),
        ([look(HEAD_ODD), look(HEAD_ODD, 60)], Opening.UNSETTLED, Reason.OUR_SIDE),
        ([look(CUT), look(CUT, 60)], Opening.UNSETTLED, Reason.OUR_SIDE),
        ([look(TLS), look(TLS, 60)], Opening.UNSETTLED, Reason.OUR_SIDE),
        ([look(BIG, status=200)], Opening.OPENS, None),
        ([look(INTERNAL)], Opening.UNSETTLED, Reason.OFF_NETWORK),
        ([look(OFF)], Opening.UNSETTLED, Reason.OFF_NETWORK),
        ([look(ROBOTS)], Opening.UNSETTLED, Reason.ROBOTS),
        ([look(GONE, method="HEAD")], Opening.UNSETTLED, Reason.TRANSIENT),
        ([look(DOWN, 0, "HEAD"), look(DOWN, 60, "HEAD")], Opening.UNSETTLED, Reason.TRANSIENT),
        ([look(GONE, 0, "HEAD"), look(None, 1)], Opening.OPENS, None),
        ([look(None, 0, "HEAD")], Opening.OPENS, None),
        ([look(DOWN), look(GONE, 60, "HEAD")], Opening.UNSETTLED, Reason.TRANSIENT),
    ],
)
def test_looks_settle_an_opening(looks: list[Exchange], opening: Opening, reason: Reason | None) -> None:
    for order in (looks, looks[::-1]):
        visit = visit_of(URL, order, apart=60)
        assert (visit.opening, visit.reason) == (opening, reason)
        assert visit.looks == len(looks)
        assert (visit.fault is None) == (opening is Opening.OPENS)


@pytest.mark.parametrize(
    ("skipped", "reason"),
    [
        ("", Reason.BUDGET),
        ("budget-pages", Reason.BUDGET),
        ("robots", Reason.ROBOTS),
        ("blocked", Reason.BLOCKED),
        ("off-network", Reason.OFF_NETWORK),
        ("home-down", Reason.HOME_DOWN),
        ("trap", Reason.NOT_GATHERED),
    ],
)
def test_what_was_never_looked_at_is_unsettled_for_the_reason_it_was_skipped(skipped: str, reason: Reason) -> None:
    visit = visit_of(URL, (), apart=60, skipped=skipped)
    assert (visit.opening, visit.reason, visit.looks) == (Opening.UNSETTLED, reason, 0)


def test_a_visit_tells_of_its_last_look() -> None:
    visit = visit_of(URL, [look(DOWN, 0, status=500), look(None, 60)], apart=60)
    assert (visit.status, visit.first, visit.last) == (200, NOON, NOON + timedelta(seconds=60))


def test_two_looks_suffice_where_no_time_between_them_is_asked_for() -> None:
    assert visit_of(URL, [look(DOWN), look(DOWN, 0.01)], apart=0).opening is Opening.DEAD


@pytest.mark.parametrize("after", [WALL, LATE, OURS, CUT])
def test_a_dead_link_tells_of_the_look_that_shows_it_and_not_of_a_wall_behind_it(after: Fault) -> None:
    visit = visit_of(URL, [look(GONE, status=404), look(after, 60, status=403)], apart=60)
    assert (visit.opening, visit.fault, visit.status, visit.looks) == (Opening.DEAD, GONE, 404, 2)
    twice = [look(DOWN, 0, status=500), look(DOWN, 60, status=502), look(after, 120, status=403)]
    visit = visit_of(URL, twice, apart=60)
    assert (visit.opening, visit.fault) == (Opening.DEAD, after if after is LATE else DOWN)
