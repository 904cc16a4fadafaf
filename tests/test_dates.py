"""Dates: many styles, no guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.reading.dates import parse_date, why_no_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020-11-09", "2020-11-09"),
        ("2020-11-09T23:59:59+04:00", "2020-11-09"),
        ("Nov 9 2020", "2020-11-09"),
        ("Sept. 19, 2023", "2023-09-19"),
        ("19 September 2023", "2023-09-19"),
        ("Mon, 09 Nov 2020 20:00:00 GMT", "2020-11-09"),
        ("09.11.2020", "2020-11-09"),
        ("19/09/2023", "2023-09-19"),
        ("09/19/2023", "2023-09-19"),
        ("9 ноября 2020", "2020-11-09"),
        ("9 Kasım 2020", "2020-11-09"),
    ],
)
def test_a_date_in_a_common_style_is_read(written, date):
    assert parse_date(written)[0] == date


@pytest.mark.parametrize(
    "written", ["04/03/2021", "2021-02-30", "last week", "2021", "May 2021", "", "9", "12:30"]
)
def test_a_date_that_does_not_say_which_day_is_left_out(written):
    assert parse_date(written)[0] is None


def test_a_day_that_is_its_own_month_is_no_question():
    assert parse_date("05/05/2021")[0] == "2021-05-05"


@pytest.mark.parametrize("written", ["13/25/2020", "02/30/2021", "30.02.2021", "yesterday", "1601683200"])
def test_a_date_that_cannot_be_is_not_called_ambiguous(written):
    assert parse_date(written)[0] is None
    assert why_no_date(written).startswith("was not understood")


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_none(text):
    date, time = parse_date(text)
    assert date is None or len(date) == 10
    assert time is None or len(time) == 5
