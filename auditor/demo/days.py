"""On which working day did something happen? Working days with 调休, from the maintained calendar where it knows."""

from datetime import date, timedelta

import chinese_calendar

_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the year's holidays are not announced yet
        return day.weekday() < 5


def workday_before(day: date) -> date:
    """The last working day up to and including `day`."""
    while not is_workday(day):
        day -= _DAY
    return day


def workdays_after(day: date, count: int) -> date:
    """The working day that comes `count` working days after `day`."""
    while count:
        day += _DAY
        count -= is_workday(day)
    return day
