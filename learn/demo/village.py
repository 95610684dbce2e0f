"""What happened lately in the tour's village: a class, help at the counter, a first time watched."""

import datetime as dt
import random
import uuid
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils import timezone

from learn.demo.accounts import LEADER, OFFICER, TRAINER, SignIn, Tour
from people import cards
from people.cards.rights import with_rights
from people.dated import today
from people.queries import persons
from teams import assessing, classes, counter
from teams.classes.holding import NewClass

if TYPE_CHECKING:
    from people.models import User

ATTENDED, HELPED, CARDS = 8, 24, 4


def build(rng: random.Random, anchor: dt.date, tour: Tour) -> None:
    """Hold a class of the tour's team, help at its commune's counter, watch its leader once.

    None of it counts as training: the published figures stay exact.
    """
    noon = timezone.make_aware(dt.datetime.combine(anchor, dt.time(12)))
    _hold_class(rng, tour, _user(LEADER), noon)
    _help(rng, tour, _user(OFFICER), noon)
    leader, trainer = _user(LEADER), _user(TRAINER)
    seen = assessing.NewCheck(_id(rng), leader.person, is_good=True)  # type: ignore[arg-type]
    assessing.watch(new=seen, by=trainer, at=noon)
    _give_cards(tour, leader)


def _hold_class(rng: random.Random, tour: Tour, by: "User", noon: dt.datetime) -> None:
    new = NewClass(
        id=_id(rng),
        unit_id=tour.team,
        topic="Nộp hồ sơ trực tuyến trên điện thoại",
        place="Nhà văn hoá khu phố",
        starts_at=noon - dt.timedelta(days=3, hours=-7),
    )
    session = classes.open_class(new=new, by=by, at=noon)
    present = persons().filter(pk__in=tour.roster[1 : ATTENDED + 1]).order_by("pk")
    classes.mark(session=session, persons=present, how="qr", by=by, at=noon)
    classes.close_class(session=session, by=by, at=noon)


def _give_cards(tour: Tour, by: "User") -> None:
    """Give a card to the last members of the team who hold no rights."""
    barred = with_rights(tour.roster, today())
    fit = [pk for pk in tour.roster if pk not in barred][-CARDS:]
    cards.give_many(persons=list(persons().filter(pk__in=fit).order_by("pk")), by=by)


def _help(rng: random.Random, tour: Tour, by: "User", noon: dt.datetime) -> None:
    current = [task.code for task in counter.tasks() if task.is_current]
    for _each in range(HELPED):
        counter.log_help(
            new=counter.NewHelp(
                id=_id(rng),
                unit_id=tour.commune,
                task=rng.choice(current),
                outcome=rng.choices(("alone", "helped", "not_yet"), (3, 5, 2))[0],
                how="nameless",
            ),
            by=by,
            at=noon - dt.timedelta(days=rng.randrange(20), minutes=rng.randrange(240)),
        )


def _user(sign_in: SignIn) -> "User":
    return get_user_model().objects.get(phone=sign_in.phone)


def _id(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)
