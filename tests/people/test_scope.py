"""Who may see what, on which day. Scope is derived from dated rows alone."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from people.models import Membership, User
from people.registry import end_role, grant_role, join, leave, link_account
from people.scope import (
    forget,
    may_see_names,
    may_see_unit,
    positions,
    require,
    visible_memberships,
)
from people.scope.doors import leader_only, learner_only, province_only, staff_only
from people.scope.wagtail_groups import PROVINCE, TRAINERS, ensure_groups, sync_groups
from people.units import successions
from people.units.successions import Change
from tests.cast import SINCE, Cast

TODAY = dt.date(2026, 11, 23)
MOVED = dt.date(2026, 10, 1)
EVE = MOVED - dt.timedelta(days=1)


def names(cast: Cast, who: str, on: dt.date = TODAY, asked_on: dt.date = TODAY) -> set[str]:
    """Return the short names of those whom ``who`` may see by name."""
    user = cast.users[who]
    forget(user)
    seen = visible_memberships(user, on, asked_on=asked_on).values_list("person_id", flat=True)
    short = {person.pk: name for name, person in cast.persons.items()}
    return {short[pk] for pk in seen}


def test_everybody_sees_their_own_territory_only(cast: Cast) -> None:
    """Leaders their team, officers their commune, the province all; authors nobody."""
    assert names(cast, "lan") == {"lan", "minh"}
    assert names(cast, "hoa") == {"hoa"}
    assert names(cast, "tam") == {"lan", "minh", "tam"}
    assert names(cast, "dung") == {"lan", "minh", "hoa", "tam", "dung"}
    for who in ("minh", "binh", "trang", "phuc", "quy"):
        assert names(cast, who) == set()
    assert not visible_memberships(AnonymousUser(), TODAY).exists()


def test_a_leader_who_moved_no_longer_sees_the_old_team(cast: Cast) -> None:
    """Neither as it is nor as it was: a right is used on the day of asking."""
    membership = cast_membership(cast, "lan")
    leave(membership=membership, on=MOVED, by=None)
    join(
        person=cast.persons["lan"],
        unit=cast.next_team,
        category="team_member",
        position="leader",
        since=MOVED,
        by=None,
    )
    assert names(cast, "lan", on=EVE, asked_on=EVE) == {"lan", "minh"}
    assert names(cast, "lan") == {"lan", "hoa"}
    assert names(cast, "lan", on=EVE) == {"hoa"}
    assert not may_see_names(cast.users["lan"], cast.team.pk, TODAY, asked_on=TODAY)


def test_a_member_who_left_is_not_seen_any_more(cast: Cast) -> None:
    """But still on the days on which they belonged."""
    leave(membership=cast_membership(cast, "minh"), on=MOVED, by=None)
    assert names(cast, "lan") == {"lan"}
    assert names(cast, "lan", on=EVE) == {"lan", "minh"}


def test_a_declared_link_gives_no_rights_of_the_position(cast: Cast) -> None:
    """A recycled SIM must not become a leader or an official."""
    for short in ("lan", "tam", "dung"):
        user = User.objects.create_user(username=f"{short}-again")
        link_account(user=user, person=cast.persons[short], by=None)
        held = positions(user, TODAY)
        assert held.person_id == cast.persons[short].pk
        assert not held.is_leader
        assert not held.is_staff


def test_figures_and_names_of_a_unit_are_two_things(cast: Cast) -> None:
    """Trainers see figures; names only those who answer for the people."""
    trainer, officer = cast.users["trang"], cast.users["tam"]
    assert may_see_unit(trainer, cast.team.pk, TODAY, asked_on=TODAY)
    assert not may_see_names(trainer, cast.team.pk, TODAY, asked_on=TODAY)
    assert may_see_names(officer, cast.team.pk, TODAY, asked_on=TODAY)
    assert not may_see_names(officer, cast.next_team.pk, TODAY, asked_on=TODAY)
    assert not may_see_unit(officer, cast.next_team.pk, TODAY, asked_on=TODAY)
    assert not may_see_names(cast.users["binh"], cast.team.pk, TODAY, asked_on=TODAY)


def test_an_officer_sees_the_history_of_a_team_that_came_to_the_commune(cast: Cast) -> None:
    """And the officer it left keeps the days on which it was theirs."""
    successions.move(cast.next_team, cast.trang_bom, Change(on=MOVED, legal_basis=""))
    assert names(cast, "tam") == {"lan", "minh", "tam", "hoa"}
    assert names(cast, "tam", on=EVE) == {"lan", "minh", "tam", "hoa"}


def test_a_role_ends_on_its_day(cast: Cast) -> None:
    """From that day on nothing is seen."""
    grant = grant_role(
        person=cast.persons["binh"],
        role="commune_officer",
        unit=cast.xuan_loc,
        since=SINCE,
        by=None,
    )
    assert names(cast, "binh") == {"hoa"}
    end_role(grant=grant, on=MOVED, by=None)
    assert names(cast, "binh") == set()
    assert names(cast, "binh", on=EVE, asked_on=EVE) == {"hoa"}


def test_positions_are_asked_once_a_day(cast: Cast, django_assert_num_queries: object) -> None:
    """One query, however often a page asks."""
    user = User.objects.select_related("person").get(pk=cast.users["lan"].pk)
    with django_assert_num_queries(1):
        assert positions(user, TODAY).is_leader
        assert positions(user, TODAY).team_ids == {cast.team.pk}


@pytest.mark.parametrize(
    ("door", "passes"),
    [
        (learner_only, {"lan", "binh", "dung"}),
        (leader_only, {"lan"}),
        (staff_only, {"dung"}),
        (province_only, {"dung"}),
    ],
)
def test_doors(cast: Cast, door: object, passes: set[str]) -> None:
    """Visitors are asked to sign in, others pass or are refused."""
    view = door(lambda _request: HttpResponse("in"))
    request = RequestFactory().get("/vi/x/")
    request.user = AnonymousUser()
    assert "/tai-khoan/login/?next=/vi/x/" in view(request).headers["Location"]
    for who in ("lan", "binh", "dung"):
        request.user = cast.users[who]
        if who in passes:
            assert view(request).content == b"in"
        else:
            with pytest.raises(PermissionDenied):
                view(request)


def test_require_refuses() -> None:
    """The one-line guard inside views."""
    require(condition=True)
    with pytest.raises(PermissionDenied):
        require(condition=False)


def test_the_editor_s_groups_follow_the_roles(cast: Cast) -> None:
    """In and out; nobody stays in by hand."""
    groups = ensure_groups()
    trainer = cast.users["trang"]
    trainer.groups.add(groups[PROVINCE])
    sync_groups(trainer, TODAY)
    assert list(trainer.groups.values_list("name", flat=True)) == [TRAINERS]
    sync_groups(trainer, SINCE - dt.timedelta(days=1))
    assert not trainer.groups.exists()
    administrator = cast.users["quy"]
    sync_groups(administrator, TODAY)
    assert User.objects.get(pk=administrator.pk).is_superuser
    sync_groups(administrator, SINCE - dt.timedelta(days=1))
    assert not User.objects.get(pk=administrator.pk).is_superuser


def cast_membership(cast: Cast, who: str) -> Membership:
    """Return somebody's open membership in a team."""
    return Membership.objects.get(person=cast.persons[who], category="team_member")
