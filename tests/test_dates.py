"""Dates: many styles, no guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.reading.dates import order_of, parse_date, why_no_date


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


@pytest.mark.parametrize(("order", "written"), [("day", "25/4/2021"), ("month", "4-25-2021")])
def test_one_plain_date_tells_how_the_others_of_its_file_are_read(order, written):
    assert order_of(["03/04/2021", "3.4.2021", "soon", "", written]) == order
    assert parse_date("03/04/2021 10:30", order) == (
        {"day": "2021-04-03", "month": "2021-03-04"}[order],
        "10:30",
    )
    # What can only be read in one way is read in that way, whatever the others are.
    assert parse_date(written, order)[0] == parse_date(written)[0] == "2021-04-25"
    assert parse_date("31/02/2021", order)[0] is None


@pytest.mark.parametrize(
    "dates", [[], ["03/04/2021"], ["25/04/2021", "04/25/2021"], ["25.04.2021"], ["99/99/2021"]]
)
def test_dates_that_do_not_tell_or_contradict_each_other_are_not_guessed(dates):
    assert order_of(dates) is None


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
