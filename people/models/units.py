"""Units: places and organisations whose code, name, kind and parent change over time."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.dated import DatedModel
from people.text import fold, tidy


class Kind(models.TextChoices):
    """What a unit is in the tree; its Vietnamese form (xã, phường, ấp …) is part of the name."""

    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District (until 2025)")
    DEPARTMENT = "department", _("Department")
    COMMUNE = "commune", _("Commune")
    HAMLET = "hamlet", _("Hamlet")
    TEAM = "community_team", _("Community digital team")
    OFFICE = "office", _("Office")
    SCHOOL = "school", _("School")


class Unit(models.Model):
    """One row: a unit's identity, which survives every change of code, name, kind and parent.

    personal data: none
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"unit {self.pk}"


class UnitState(DatedModel):
    """One row: what a unit was called, coded, and part of, from one day to another.

    A code is unique per period only: a successor may carry the code of a former unit.

    personal data: none
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="states")
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="child_states"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=160)
    name_folded = models.CharField(max_length=160, editable=False)
    legal_basis = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    append_only = ("valid_to", "recorded_until")

    class Meta(DatedModel.Meta):
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                name="people_unitstate_one_per_start",
                fields=["unit", "valid_from"],
                condition=Q(recorded_until__isnull=True),
            ),
            models.UniqueConstraint(
                name="people_unitstate_code_once_per_start",
                fields=["code", "kind", "valid_from"],
                condition=Q(recorded_until__isnull=True) & ~Q(code=""),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "valid_from"], name="people_unitstate_kind"),
            models.Index(fields=["name_folded"], name="people_unitstate_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the name in NFC and its searchable twin with it."""
        self.name = tidy(self.name)
        self.name_folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class UnitAncestor(models.Model):
    """One row: that a unit lay under another (or is itself, depth 0) during a period.

    Made from the current states by ``people.units.tree.rebuild``; never edited by hand.

    personal data: none
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="ancestor_rows")
    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="descendant_rows")
    # The ancestor's kind in the period, so that "its commune" needs no further join.
    ancestor_kind = models.CharField(max_length=20, choices=Kind.choices)
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_unitancestor_once", fields=["unit", "ancestor", "valid_from"]
            )
        ]
        indexes = [
            models.Index(fields=["ancestor", "valid_from", "unit"], name="people_unitanc_down"),
            models.Index(fields=["unit", "ancestor_kind"], name="people_unitanc_up"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.ancestor_id}"


class Succession(models.Model):
    """One row: that an old unit was continued by, merged into or split into a new one.

    personal data: none
    """

    class Manner(models.TextChoices):
        """How the old unit went over into the new one."""

        CONTINUED = "continued", _("continued")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")

    old_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="succeeded_by")
    new_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="succeeds")
    effective_on = models.DateField()
    manner = models.CharField(max_length=12, choices=Manner.choices)
    is_default = models.BooleanField(default=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_succession_once", fields=["old_unit", "new_unit", "effective_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_unit_id} → {self.new_unit_id}"
