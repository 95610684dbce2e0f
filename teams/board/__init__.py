"""The leader's ten minutes: who is trained, who is stuck, whom to call; and the same added up."""

from teams.board.aggregate import Line, WideBoard, commune_board, province_board
from teams.board.answers import answer_card, answered, ask_for_help, leaders_of, open_calls, team_of
from teams.board.cards import Card, Signs, Today, today_of
from teams.board.month import Month, last_month
from teams.board.rows import Board, Row, board
from teams.board.signs import signs_of
from teams.board.standings import Strip
from teams.board.states import SILENT_AFTER_DAYS

__all__ = [
    "SILENT_AFTER_DAYS",
    "Board",
    "Card",
    "Line",
    "Month",
    "Row",
    "Signs",
    "Strip",
    "Today",
    "WideBoard",
    "answer_card",
    "answered",
    "ask_for_help",
    "board",
    "commune_board",
    "last_month",
    "leaders_of",
    "open_calls",
    "province_board",
    "signs_of",
    "team_of",
    "today_of",
]
