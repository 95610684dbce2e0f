"""The leader's ten minutes: who is trained, who is stuck, whom to call."""

from teams.board.rows import Board, Row, Strip, board
from teams.board.states import SILENT_AFTER_DAYS

__all__ = ["SILENT_AFTER_DAYS", "Board", "Row", "Strip", "board"]
