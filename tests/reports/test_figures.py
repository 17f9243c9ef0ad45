"""Are numbers and dates written so that nobody is misled?"""

from datetime import UTC, datetime

import pytest
from auditor_reports import figures
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("value", "text"), [(4.0, "4.0"), (0.04, "0.04"), (0.0, "0.0"), (1234.5, "1,234.5"), (0.96, "1.0")]
)
def test_points_have_one_decimal_and_nothing_small_is_called_nothing(value: float, text: str) -> None:
    assert figures.points(value) == text


@pytest.mark.parametrize(("value", "text"), [(79.96, "79.96"), (59.99, "59.99"), (80.04, "80.04"), (73.71, "73.7")])
def test_a_score_is_not_rounded_across_a_border(value: float, text: str) -> None:
    assert figures.score(value, (60, 80)) == text


@given(st.floats(min_value=0, max_value=130))
def test_a_written_score_stands_on_the_same_side_of_every_border(value: float) -> None:
    written = float(figures.score(value, (60, 80)))
    for border in (60, 80):
        if abs(value - border) > 1e-5:
            assert (value < border) == (written < border)


def test_a_range_that_reads_as_one_number_is_one() -> None:
    assert figures.span(70.11, 70.14) == "70.1"
    assert figures.span(70.1, 73.7) == "70.1–73.7"


@pytest.mark.parametrize(("share", "text"), [(1.0, "100 %"), (0.9999, "99.99 %"), (0.0, "0 %"), (0.0001, "0.01 %")])
def test_a_share_is_not_rounded_to_all_or_nothing(share: float, text: str) -> None:
    assert figures.percent(share).replace(figures.THIN, " ") == text


def test_years_carry_no_comma_and_thousands_do() -> None:
    assert figures.number(2021) == "2021"
    assert figures.number(12345) == "12,345"
    assert figures.number(0.125) == "0.12"


def test_times_are_shown_in_beijing() -> None:
    late = datetime(2026, 11, 20, 17, 6, 14, tzinfo=UTC)
    assert figures.moment(late) == "2026-11-21 01:06:14"
    assert figures.moment(late.replace(tzinfo=None)) == "2026-11-21 01:06:14"
    assert figures.moments(datetime(2026, 11, 20, 13, 4, tzinfo=UTC), late) == "2026-11-20 21:04–2026-11-21 01:06"


@given(st.floats(min_value=-10, max_value=500), st.floats(min_value=-1, max_value=500))
def test_a_length_in_a_drawing_is_between_nothing_and_all(value: float, of: float) -> None:
    assert 0 <= float(figures.share_of(value, of).removesuffix("%")) <= 100
