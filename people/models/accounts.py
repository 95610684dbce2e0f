"""Accounts: ways to sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One row: a way to sign in, belonging to one person; several may share a phone.

    personal data: identifying
    """

    class Link(models.TextChoices):
        """How sure we are that the account's holder is the person."""

        DECLARED = "declared", _("Declared by the holder: learner rights only")
        CARD = "card", _("Opened by a card: learner rights only, whoever it is")
        CONFIRMED = "confirmed", _("Confirmed by an officer: rights of the person's positions")

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    link = models.CharField(max_length=10, choices=Link.choices, default=Link.DECLARED)
    # In E.164. Accounts of one household may share it; the chooser then asks who is learning.
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    phone_verified = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="vi")

    class Meta(AbstractUser.Meta):
        pass

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Return the person's name, or the account's own where no person is linked."""
        return self.person.name if self.person else super().get_full_name()
