"""How are numbers, dates and spans written? One hand for all reports."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
MINUS, DASH, THIN = "\u2212", "\u2013", "\u2009"
NOTHING = "—"


def points(value: float) -> str:
    """One decimal; a second one where the first would call something nothing."""
    text = f"{value:,.1f}"
    return f"{value:,.2f}" if value and not text.strip("-0.") else text


def loss(value: float) -> str:
    return f"{MINUS}{points(value)}"


def gain(value: float) -> str:
    return f"+{points(value)}"


def score(value: float, borders: Iterable[float] = ()) -> str:
    """A score with as many decimals as it takes not to be rounded onto or across a border (79.96 is not 80.0)."""
    borders = tuple(borders)
    for digits in (1, 2, 3):
        rounded = round(value, digits)
        if all((value < border) == (rounded < border) and (value > border) == (rounded > border) for border in borders):
            return f"{rounded:.{digits}f}"
    return f"{value:.6f}".rstrip("0")


def span(low: float, high: float, borders: Iterable[float] = ()) -> str:
    """70.1–73.7, or one number where both ends read the same."""
    borders = tuple(borders)
    first, last = score(low, borders), score(high, borders)
    return first if first == last else f"{first}{DASH}{last}"


def count(value: int) -> str:
    return f"{value:,}"


def percent(share: float, digits: int = 1) -> str:
    """96.4 %, never rounded up to 100 nor down to 0."""
    value = share * 100
    text = f"{value:.{digits}f}"
    if (value < 100 and float(text) >= 100) or (value > 0 and float(text) == 0):
        text = f"{value:.{digits + 2}f}"
        if value < 100 and float(text) >= 100:
            text = f"{100 - 10 ** -(digits + 2):.{digits + 2}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}{THIN}%"


def number(value: float) -> str:
    """A figure of a finding: thousands comma (not on what looks like a year), at most two decimals."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    whole = int(value)
    return str(whole) if 1900 <= whole <= 2100 else f"{whole:,}"


def day(value: date) -> str:
    return value.isoformat()


def moment(value: datetime) -> str:
    """2026-11-20 21:06:14 in Asia/Shanghai; a time without a zone is UTC, as stored."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def moments(first: datetime, last: datetime | None) -> str:
    """2026-11-20 21:04–23:41; the day only once where it is the same."""
    start = moment(first)[:-3]
    if last is None:
        return start
    end = moment(last)[:-3]
    return f"{start}{DASH}{end[11:] if end[:10] == start[:10] else end}"


def share_of(value: float, of: float) -> str:
    """A length in a drawing, in percent with a point, whatever the locale."""
    return f"{0 if of <= 0 else max(0.0, min(100.0, value / of * 100)):.2f}".rstrip("0").rstrip(".") + "%"
