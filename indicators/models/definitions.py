"""What an indicator means, and what is to be reached: dated and versioned data, never code."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Definition(models.Model):
    """One row: one version of an indicator's definition, in force from one day to another.

    personal data: none
    """

    class Direction(models.TextChoices):
        """Whether more is better."""

        UP = "up", _("more is better")
        DOWN = "down", _("less is better")

    class Measure(models.TextChoices):
        """What the number is a number of."""

        PERSONS = "persons", _("people")
        TEAMS = "teams", pgettext_lazy("counted", "teams")
        PLACES = "places", _("places")
        HOUSEHOLDS = "households", _("households")
        POINTS = "points", pgettext_lazy("score", "points")

    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField()
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200, blank=True)
    # The sentence an auditor reads: whom we count, what counts, since when.
    meaning_vi = models.TextField()
    meaning_en = models.TextField()
    meaning_fr = models.TextField(blank=True)
    formula = models.CharField(max_length=20)
    # {"category": …}; who is in the denominator. Of what is made of other indicators their codes:
    # {"numerator": code, "denominator": code} or {"parts": [{"code": …, "weight": "40"}, …]}.
    population = models.JSONField()
    # {"grade_floor": n, "origins": [...], "families": [...]}; what makes one count.
    accepted = models.JSONField()
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.UP)
    # What is counted, in a word: persons, teams, hamlets, households, points.
    measure = models.CharField(max_length=12, choices=Measure.choices, default=Measure.PERSONS)
    data_source = models.CharField(max_length=240, blank=True)
    verifier = models.CharField(max_length=160, blank=True)
    document = models.CharField(max_length=240, blank=True)
    # The official wording couldn't be read: a proposal to be edited, never a claim.
    is_template = models.BooleanField(default=False)
    # {"points": n, "cap": n, "steps": [[from, points], …]}; see ``formulas.rules.Score``.
    score = models.JSONField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ("valid_to",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="indicators_definition_version", fields=["code", "version"]
            ),
            models.UniqueConstraint(
                name="indicators_definition_one_open",
                fields=["code"],
                condition=Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Target(models.Model):
    """One row: the share to be reached by a day, for a unit and all under it, with its source.

    personal data: none
    """

    class Level(models.TextChoices):
        """Whose share is to reach it."""

        WHOLE = "whole", _("the whole")
        COMMUNE = "commune", _("every commune")

    code = models.SlugField(max_length=60)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    # For the unit as a whole, or for every commune in it.
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.WHOLE)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    by = models.DateField()
    source = models.CharField(max_length=240)
    # A target that is set anew for the same day is another row: the last one holds.
    revision = models.PositiveSmallIntegerField(default=1)
    entered_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="indicators_target_revision",
                fields=["code", "unit", "level", "by", "revision"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.percent} % by {self.by}"
