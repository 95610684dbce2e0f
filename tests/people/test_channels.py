"""What somebody chose is what happens; what fails goes the next way; a no is heard at any moment."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people import consent
from people.messages import Words, routes, send_along, states_of
from people.messages.channels import CHANNELS
from people.messages.delivery import deliver, settle, sweep
from people.messages.routing import choices, choose
from people.messages.states import RANK, advance
from people.models import ChannelChoice, Message, Person
from tests.cast import Cast, sign_in
from tests.people.gateway import Gateway, running_gateway

PROFILE = "/vi/ho-so/"
WORDS = Words(short="Học Số: chào.", subject="Chào", template="nudge_due", params={"link": "/"})


def ways(*persons: Person, **more: str) -> list[list[str]]:
    """Return the channels by which each person is reached."""
    found = routes([person.pk for person in persons], **more)
    return [[way.channel for way in found.get(person.pk, ())] for person in persons]


def mailbox(cast: Cast, who: str, *, verified: bool = True) -> None:
    """Give somebody an address."""
    EmailAddress.objects.create(
        user=cast.users[who], email=f"{who}@example.vn", verified=verified, primary=True
    )


def test_who_chose_nothing_gets_a_short_message(cast: Cast) -> None:
    """Also whoever chose only what doesn't reach them any more."""
    minh, lan = cast.persons["minh"], cast.persons["lan"]
    mailbox(cast, "lan", verified=False)
    choose(person=lan, channels=["email"], by=None, method="test")
    assert ways(minh, lan) == [["sms"], ["sms"]]


def test_the_order_is_written_down_and_followed(cast: Cast) -> None:
    """Whatever order the form sent; nonsense is left out."""
    lan = cast.persons["lan"]
    mailbox(cast, "lan")
    names = choose(person=lan, channels=["sms", "fax", "email"], by=None, method="test")
    assert names == ["email", "sms"]
    assert ChannelChoice.objects.get().channels == ["email", "sms"]
    assert ways(lan) == [["email", "sms"]]
    choose(person=lan, channels=["email", "sms"], by=None, method="test")
    assert ChannelChoice.objects.count() == 1
    choose(person=lan, channels=[], by=None, method="test")
    assert choices([lan.pk]) == {}


def test_a_phone_on_the_roster_goes_before_one_of_an_account(cast: Cast) -> None:
    sms, minh = CHANNELS["sms"], cast.persons["minh"]
    assert sms.reaches(minh) == minh.contact_phone
    Person.objects.filter(pk=minh.pk).update(contact_phone="")
    assert sms.reaches(minh) == cast.users["minh"].phone
    cast.users["minh"].phone_verified = False
    cast.users["minh"].save()
    assert sms.reaches(minh) is None
    assert routes([minh.pk]) == {}


def test_routes_cost_the_same_for_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    people = list(cast.persons.values())
    for person in people:
        choose(person=person, channels=["zalo", "email", "sms"], by=None, method="test")
    with django_assert_max_num_queries(8):
        assert len(routes([person.pk for person in people], first="email")) == len(people)


@pytest.fixture
def gateways(settings: Any) -> Iterator[tuple[Gateway, Gateway]]:
    """Gateways of both kinds."""
    with running_gateway() as sms, running_gateway() as zalo:
        settings.SMS_BACKEND = "people.messages.backends.HttpBackend"
        settings.SMS_HTTP = {"url": sms.url, "token": "", "sender": "HocSo"}
        settings.ZALO_HTTP = {"url": zalo.url, "token": "", "token_file": ""}
        settings.ZALO_TEMPLATES = {"nudge_due": "T-17"}
        yield sms, zalo


def send(person: Person, until: dt.datetime | None = None) -> Message:
    """Send somebody a reminder by Zalo, or else by SMS."""
    choose(person=person, channels=["zalo", "sms"], by=None, method="test")
    message = send_along(
        person_id=person.pk,
        route=routes([person.pk])[person.pk],
        words=WORDS,
        purpose="nudge",
        until=until,
    )
    assert message is not None
    return message


@pytest.fixture
def transactional_cast(transactional_db: None) -> Cast:
    """The cast, where what is to be done after a transaction is done."""
    from tests.cast import assemble

    return assemble()


def test_what_is_refused_goes_the_next_way(
    gateways: tuple[Gateway, Gateway], transactional_cast: Cast
) -> None:
    """One person, one thing: two rows, of which the second names the first."""
    sms, zalo = gateways
    zalo.answers(404)
    minh = transactional_cast.persons["minh"]
    first = send(minh)
    second = Message.objects.get(instead_of=first.pk)
    assert (second.channel, second.to, second.body) == ("sms", minh.contact_phone, "Học Số: chào.")
    assert (len(zalo.taken), len(sms.taken)) == (1, 1)
    assert states_of([first.pk]) == {first.pk: "sent"}
    assert states_of([]) == {}


def test_a_late_no_of_the_gateway_does_too_but_once(
    gateways: tuple[Gateway, Gateway], transactional_cast: Cast
) -> None:
    sms, _zalo = gateways
    first = send(transactional_cast.persons["minh"])
    assert settle(first, "failed")
    assert not settle(first, "failed")
    assert settle(first, "delivered")
    assert len(sms.taken) == 1


def test_what_cant_be_sent_in_time_goes_the_next_way(
    gateways: tuple[Gateway, Gateway], transactional_cast: Cast
) -> None:
    sms, zalo = gateways
    zalo.answers(*[503] * 5)
    first = send(transactional_cast.persons["minh"])
    for minute in (3, 5, 9):
        sweep(first.created_at + dt.timedelta(minutes=minute))
    assert (len(zalo.taken), len(sms.taken)) == (4, 0)
    sweep(first.created_at + dt.timedelta(minutes=31))
    first.refresh_from_db()
    assert (first.state, first.error) == ("gave_up", "too old")
    assert len(sms.taken) == 1


@pytest.mark.parametrize("what", ["all", "evening"])
def test_nobody_is_disturbed_against_their_will(
    gateways: tuple[Gateway, Gateway], transactional_cast: Cast, what: str
) -> None:
    """Not after a no that came meanwhile, and not after the hour that was set."""
    sms, _zalo = gateways
    minh = transactional_cast.persons["minh"]
    first = send(minh, until=timezone.now() + dt.timedelta(hours=1))
    if what == "all":
        consent.withdraw(person=minh, purpose=consent.MESSAGES, by=None, method="test")
    else:
        Message.objects.update(until=timezone.now() - dt.timedelta(minutes=1))
        first.refresh_from_db()
    assert settle(first, "failed")
    assert sms.taken == []
    assert not Message.objects.filter(instead_of=first.pk).exists()


@pytest.mark.django_db
@given(news=st.lists(st.sampled_from(list(RANK)), max_size=12))
def test_whatever_the_news_a_state_never_goes_back(news: list[str]) -> None:
    """In any order and however often: each state that is taken is further on than the one before."""
    message = Message.objects.create(channel="sms", to="+84912345678", body="x")
    was = message.state
    for state in news:
        is_news = advance(message.pk, state)
        message.refresh_from_db()
        assert is_news == (RANK[message.state] > RANK[was])
        assert RANK[message.state] == max(RANK[was], RANK[state])
        was = message.state


@pytest.mark.django_db
def test_a_reminder_isnt_sent_after_its_hour(gateways: tuple[Gateway, Gateway]) -> None:
    sms, _zalo = gateways
    now = timezone.now()
    facts = {"channel": "sms", "to": "+84912345678", "body": "x"}
    old = now - dt.timedelta(hours=3)
    late = Message.objects.create(**facts, created_at=old, until=now - dt.timedelta(minutes=1))
    fine = Message.objects.create(**facts, created_at=old, until=now + dt.timedelta(minutes=1))
    assert sweep(now) == 1
    late.refresh_from_db()
    fine.refresh_from_db()
    assert (late.state, fine.state) == ("gave_up", "sent")
    assert not deliver(str(late.pk))
    assert len(sms.taken) == 1


@pytest.mark.django_db
def test_a_queue_that_comes_late_sends_nothing_at_night(gateways: tuple[Gateway, Gateway]) -> None:
    sms, _zalo = gateways
    facts = {"channel": "sms", "to": "+84912345678", "body": "x"}
    message = Message.objects.create(**facts, until=timezone.now() - dt.timedelta(seconds=1))
    assert not deliver(str(message.pk))
    message.refresh_from_db()
    assert (message.state, sms.taken) == ("gave_up", [])


def test_the_profile_page_shows_and_keeps_the_choice(client: Any, cast: Cast) -> None:
    """Ticking Zalo is agreeing to it, leaving it out is taking that back."""
    minh = cast.persons["minh"]
    sign_in(client, cast.users["minh"])
    page = client.get(PROFILE).content.decode()
    assert 'name="channel" value="sms" checked' in page
    assert 'value="zalo">' in page
    assert 'value="email"' not in page
    client.post("/vi/ho-so/nhac/", {"channel": ["zalo", "sms"]})
    assert choices([minh.pk]) == {minh.pk: ["zalo", "sms"]}
    assert consent.holds(minh, consent.ZALO)
    assert 'value="zalo" checked' in client.get(PROFILE).content.decode()
    client.post("/vi/ho-so/nhac/", {"channel": ["sms"]})
    assert not consent.holds(minh, consent.ZALO)


def test_the_profile_page_costs_a_fixed_number_of_queries(
    client: Any, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, cast.users["minh"])
    client.get(PROFILE)
    with django_assert_max_num_queries(22):
        client.get(PROFILE)


def test_staff_of_no_list_see_the_page_all_the_same(client: Any, cast: Cast) -> None:
    """An account without a person has nothing to choose."""
    cast.users["minh"].person = None
    cast.users["minh"].save()
    sign_in(client, cast.users["minh"])
    assert 'name="channel"' not in client.get(PROFILE).content.decode()
    assert client.post("/vi/ho-so/nhac/", {"channel": ["sms"]}).status_code == 403
