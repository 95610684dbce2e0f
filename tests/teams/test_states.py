"""One state per member, always exactly one; the strip sums to the roster."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.board import SILENT_AFTER_DAYS, Strip
from teams.board.states import DOING, DONE, NONE, SILENT, STATES, TODO, Cell, member_state

NOW = dt.datetime(2026, 11, 23, 8, 10, tzinfo=dt.UTC)


def cell(state: str) -> Cell:
    return Cell(
            1, "x", state, 0, 0, due_on=None, is_late=False, active_at=None,
            certified_on=None, expires_on=None,
        )  # fmt: skip


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("states", "active", "expected"),
    [
        ([], None, NONE),
        ([TODO], None, TODO),
        ([DOING], ago(SILENT_AFTER_DAYS), DOING),
        ([DOING], ago(SILENT_AFTER_DAYS + 1), SILENT),
        ([DONE], ago(400), DONE),
        ([DONE, TODO], ago(3), DOING),
        ([DONE, TODO], ago(90), SILENT),
        ([DONE, DONE], ago(90), DONE),
    ],
)
def test_state_of_a_member(states, active, expected):
    assert member_state([cell(state) for state in states], active, NOW) == expected


@given(
    st.lists(st.sampled_from([TODO, DOING, DONE])),
    st.one_of(st.none(), st.integers(0, 900).map(ago)),
)
def test_every_member_has_exactly_one_state(states, active):
    assert member_state([cell(state) for state in states], active, NOW) in STATES


def test_silence_decays_with_a_word():
    assert member_state([cell(DOING)], ago(31), NOW) == SILENT
    assert member_state([cell(DOING)], ago(0), NOW) == DOING


def test_a_strip_that_loses_somebody_is_refused():
    with pytest.raises(ValueError, match="sum"):
        Strip(3, dict.fromkeys(STATES, 0) | {DONE: 2})
