"""What the leader should know beside the roster, gathered from whoever knows it."""

from courses import queries as study
from teams.assessing import ready_for_check
from teams.board.answers import open_calls
from teams.board.cards import WAITING, Call, Signs
from teams.board.rows import Board
from teams.joining import open_requests


def signs_of(board: Board, *, assessor_id: int | None = None) -> Signs:
    """Return the signs for the members of ``board``; five queries.

    Args:
        assessor_id: the person who looks, when they may assess: then also whom they could
            assess, two queries more.
    """
    person_ids = [row.person_id for row in board.rows]
    others = [person_id for person_id in person_ids if person_id != assessor_id]
    return Signs(
        calls=(*open_calls(person_ids), *_asking(board.team_id)),
        stuck=study.stuck(person_ids, board.now),
        ready={} if assessor_id is None else ready_for_check(others, board.on),
    )


def _asking(team_id: int) -> list[Call]:
    """Return those who ask to join the team; they are answered on its own page."""
    return [
        Call(
            reason=WAITING,
            ref=f"join-{row.pk}",
            person_id=row.person_id,
            name=row.person.name,
            phone=row.person.contact_phone,
            at=row.at,
            words=row.words,
            url_name="team_profile",
            url_ref=str(team_id),
        )
        for row in open_requests(team_id)
    ]
