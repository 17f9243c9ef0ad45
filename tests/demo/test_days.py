from datetime import date

import pytest

from auditor.demo.days import is_workday, workday_before, workdays_after


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 10, 1), False),  # National Day
        (date(2025, 10, 11), True),  # a Saturday worked in its stead
        (date(2025, 10, 12), False),
        (date(2091, 10, 1), True),  # a Monday of a year that nobody has announced holidays for
        (date(2091, 10, 6), False),
    ],
)
def test_working_days_follow_the_official_calendar_where_there_is_one(day: date, works: bool) -> None:
    assert is_workday(day) is works


def test_days_are_counted_over_a_long_holiday() -> None:
    assert workday_before(date(2025, 10, 5)) == date(2025, 9, 30)
    assert workdays_after(date(2025, 9, 30), 3) == date(2025, 10, 11)
    assert workdays_after(date(2025, 9, 30), 0) == date(2025, 9, 30)
