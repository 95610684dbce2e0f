"""Make the key by which the site signs notices to devices."""

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Prints the key and keeps nothing."""

    help = "Print a new VAPID_PRIVATE_KEY; with another key all devices have to register again"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the private number of a new key on P-256, base64url."""
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        raw = base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=")
        self.stdout.write(raw.decode())
