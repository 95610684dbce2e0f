"""Devices on which somebody sees their reminders: registered by a tap on them, and forgotten."""

import base64
import binascii
import hashlib

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import audit, consent
from people.messages.channels import DEFAULT, push_hosts
from people.messages.channels.push import Push, devices_of_all
from people.messages.routing import choices, choose
from people.models import Person, PushDevice, User
from people.refusal import Refusal

MOST = 5
POINT_BYTES, SECRET_BYTES = 65, 16


@transaction.atomic
def add_device(*, person: Person, endpoint: str, p256dh: str, auth: str, by: User) -> PushDevice:
    """Let a device show ``person``'s reminders, and try it before their other channels.

    A device shows the reminders of one person: of whoever pressed the button last. Of more than
    ``MOST`` devices the oldest are forgotten.

    Args:
        person: whose reminders.
        endpoint: where the browser's maker takes notices for it.
        p256dh: the browser's public key, base64url.
        auth: its secret, base64url.
        by: the account that is signed in on the device.

    Raises:
        Refusal: ``not_offered``, ``unknown_maker`` or ``bad_keys``.
    """
    if not Push().is_offered():
        raise Refusal("not_offered", _("This site doesn't send notices to devices."))
    if not push_hosts.is_allowed(endpoint):
        raise Refusal("unknown_maker", _("This browser can't be reminded. Choose another way."))
    if not (_is_point(p256dh) and len(_bytes(auth)) == SECRET_BYTES):
        raise Refusal("bad_keys", _("This browser can't be reminded. Choose another way."))
    device, _is_new = PushDevice.objects.update_or_create(
        digest=hashlib.sha256(endpoint.encode()).hexdigest(),
        defaults={"person": person, "endpoint": endpoint, "p256dh": p256dh, "auth": auth},
    )
    own = devices_of_all([person.pk]).exclude(pk=device.pk).order_by("-added_at", "-pk")
    PushDevice.objects.filter(pk__in=[row.pk for row in own[MOST - 1 :]]).delete()
    if not consent.holds(person, consent.PUSH):
        consent.give(person=person, purpose=consent.PUSH, by=by, method="button_on_device")
    known = choices([person.pk]).get(person.pk, [DEFAULT])
    choose(person=person, channels=[Push.name, *known], by=by, method="button_on_device")
    audit.record("people.device_added", by=by, person=person)
    return device


@transaction.atomic
def remove_device(*, person: Person, device_id: int, by: User) -> bool:
    """Forget a device of ``person``; with the last one the agreement to notices ends.

    Returns:
        Whether there was one.
    """
    found, _by_kind = devices_of_all([person.pk]).filter(pk=device_id).delete()
    if not found:
        return False
    if not devices_of_all([person.pk]).exists():
        if consent.holds(person, consent.PUSH):
            consent.withdraw(person=person, purpose=consent.PUSH, by=by, method="profile_page")
        known = choices([person.pk]).get(person.pk, [])
        rest = [name for name in known if name != Push.name]
        choose(person=person, channels=rest, by=by, method="profile_page")
    audit.record("people.device_removed", by=by, person=person)
    return True


def devices_of(person: Person) -> list[PushDevice]:
    """Return the devices that show ``person``'s reminders, the oldest first."""
    return list(devices_of_all([person.pk]))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return b""


def _is_point(text: str) -> bool:
    raw = _bytes(text)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == POINT_BYTES
