"""Pieces: rendered once, with holes that only their own page fills."""

import pytest

from people.kept import Kept
from people.pieces import Piece, hole


def test_holes_are_filled_wherever_they_stand() -> None:
    """Once, twice, at the ends, side by side."""
    piece = Piece(f"{hole('a')}x{hole('b')}{hole('a')}")
    assert piece.filled({"a": "1", "b": "2"}) == "1x21"
    assert piece.holes == {"a", "b"}
    assert str(piece) == "x"


def test_a_piece_can_be_filled_again_and_keeps_nothing() -> None:
    """What one page filled in isn't there for the next."""
    piece = Piece(f"<i>{hole('a')}</i>")
    assert piece.filled({"a": "Lan"}) == "<i>Lan</i>"
    assert piece.filled({"a": "Bình"}) == "<i>Bình</i>"
    assert "Lan" not in str(piece)


def test_a_hole_without_a_value_is_a_fault() -> None:
    """Half a page would be worse than none."""
    with pytest.raises(KeyError):
        Piece(hole("a")).filled({})


def test_what_somebody_wrote_is_never_a_hole() -> None:
    """The marks of holes can't be guessed."""
    written = "\ue0000123456789abcdef:token\ue001"
    assert Piece(written).filled({}) == written


def test_what_was_used_last_is_kept() -> None:
    """And what wasn't is made again."""
    kept: Kept[str] = Kept(most=2)
    made: list[str] = []

    def get(name: str) -> str:
        return kept.get(name, lambda: made.append(name) or name.upper())

    assert [get(name) for name in "abacb"] == ["A", "B", "A", "C", "B"]
    assert made == ["a", "b", "c", "b"]
    assert kept.values() == ["C", "B"]


def test_nothing_is_kept_of_what_is_missing() -> None:
    """A page that isn't there may come."""
    kept: Kept[str | None] = Kept(most=2)
    assert kept.get("a", lambda: None) is None
    assert kept.get("a", lambda: "there") == "there"
