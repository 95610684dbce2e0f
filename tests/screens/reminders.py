"""How a learner is reminded: on a device, or by Zalo, where the last one didn't get through."""

from people.messages import Words, routes, send_along
from people.messages.delivery import settle
from people.messages.devices import add_device
from people.messages.routing import choose
from people.models import User
from people.queries import person_of
from tests.people.browser_side import Browser


def furnish_reminders(user: User) -> None:
    """Choose ways for ``user``, send a reminder that goes the second, register a device."""
    person = person_of(user)
    if person is None:
        return
    choose(person=person, channels=["zalo", "sms"], by=user, method="profile_page")
    words = Words(short="Học Số: lớp mở ngày mai, lúc 08:00.", template="nudge_class")
    message = send_along(
        person_id=person.pk, route=routes([person.pk])[person.pk], words=words, purpose="nudge"
    )
    if message is not None:
        settle(message, "failed", error="HTTP 404")
    add_device(person=person, by=user, **Browser().registration)
