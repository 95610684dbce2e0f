"""What an indicator means, and what is to be reached: dated and versioned data, never code."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Definition(models.Model):
    """One row: one version of an indicator's definition, in force from one day to another.

    personal data: none
    """

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
    # {"category": …}; who is in the denominator.
    population = models.JSONField()
    # {"grade_floor": n, "origins": [...], "families": [...]}; what makes one count.
    accepted = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
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

    code = models.SlugField(max_length=60)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    by = models.DateField()
    source = models.CharField(max_length=240)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="indicators_target_once", fields=["code", "unit", "by"])
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.percent} % by {self.by}"
