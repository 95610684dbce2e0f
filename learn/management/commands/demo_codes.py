"""Print the second-factor codes of the demo's staff."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from learn.demo.accounts import current_codes


class Command(BaseCommand):
    """For trying the demo without an authenticator app."""

    help = "Print the current second-factor codes of the demo's staff accounts"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line an account."""
        try:
            codes = current_codes()
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        for sign_in, code in codes.items():
            self.stdout.write(f"0{sign_in.phone[3:]}  {code}  {sign_in.what}")
