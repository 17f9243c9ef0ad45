"""How many working days lie between two days? With the official holidays and 调休, where they are announced."""

from datetime import date, timedelta

import chinese_calendar

_DAY = timedelta(days=1)
# No more weekdays than these are off in one stretch (spring festival), and one stretch comes at most every month.
_LONGEST_HOLIDAY = 8


def workdays_between(first: date, second: date) -> tuple[int, int]:
    """The least and the most working days after `first`, up to and including `second`; equal where all is known.

    Negative when `second` comes first. A year that the calendar lacks leaves a range: at least the weekdays without
    the longest holiday, at most every day.
    """
    if second < first:
        least, most = workdays_between(second, first)
        return -most, -least
    days = [first + _DAY * step for step in range(1, (second - first).days + 1)]
    try:
        known = sum(chinese_calendar.is_workday(day) for day in days)
    except NotImplementedError:
        weekdays = sum(day.weekday() < 5 for day in days)
        holidays = _LONGEST_HOLIDAY * (1 + len(days) // 30)
        return max(0, weekdays - holidays), len(days)
    return known, known
