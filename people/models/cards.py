"""Cards of people who have neither e-mail nor a phone of their own."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PersonCard(models.Model):
    """One row: a card was given to a person; with its PIN it opens learning, and nothing else.

    Neither the code nor the PIN stands here: of the code there is a keyed hash, of the PIN a
    password's hash. A record has one card that holds; whoever gets a new one loses the old.

    personal data: identifying
    """

    class End(models.TextChoices):
        """Why a card holds no more."""

        REPLACED = "replaced", pgettext_lazy("card", "replaced by a new one")
        LOST = "lost", pgettext_lazy("card", "lost or in other hands")
        RETURNED = "returned", pgettext_lazy("card", "given back")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="cards")
    digest = models.CharField(max_length=64, unique=True)
    pin = models.CharField(max_length=160)
    # Drawn by the machine and printed: whoever gave the card out may have read it.
    pin_was_shown = models.BooleanField()
    issued_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.CharField(max_length=8, choices=End.choices, null=True, blank=True)  # noqa: DJ001 - null: it holds

    append_only = ("ended_at", "ended_by", "ended_why")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_personcard_one_holds",
                fields=["person"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="people_personcard_ended_whole",
                condition=Q(ended_at__isnull=True, ended_why__isnull=True)
                | Q(ended_at__isnull=False, ended_why__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "-issued_at"], name="people_card_person")]

    def __str__(self) -> str:
        return f"card {self.pk} of {self.person_id}"


class CardTry(models.Model):
    """One row: a PIN was typed for a card, right or wrong. Wrong ones lock it after a while.

    personal data: identifying
    """

    class Purpose(models.TextChoices):
        """What the PIN was typed for."""

        SIGN_IN = "sign_in", _("to sign in")
        VISIT = "visit", _("to confirm help")

    card = models.ForeignKey(PersonCard, on_delete=models.PROTECT, related_name="tries")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    is_right = models.BooleanField()
    # On whose phone; empty at a sign-in.
    by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["card", "at"], name="people_cardtry_card")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.purpose}: {self.is_right}"
