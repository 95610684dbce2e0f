"""Who belongs to which unit, as what, from when to when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.dated import DatedModel


class Category(models.TextChoices):
    """In which capacity a person belongs to a unit; denominators are counted by it."""

    OFFICIAL = "official", _("Official")
    TEAM_MEMBER = "team_member", _("Community team member")
    TEACHER = "teacher", _("Teacher")
    PUPIL = "pupil", _("Pupil or student")
    ENTERPRISE_WORKER = "enterprise_worker", _("Enterprise worker")
    COOPERATIVE_MEMBER = "cooperative_member", _("Co-operative member")
    TRADER = "trader", _("Trader or household business")
    CITIZEN = "citizen", _("Citizen")


class Position(models.TextChoices):
    """What a member does in the unit; only a leader's or deputy's position gives rights."""

    MEMBER = "member", _("Member")
    DEPUTY = "deputy", _("Deputy leader")
    LEADER = "leader", _("Leader")


class Membership(DatedModel):
    """One row: a person in a unit, in a category and position, from one day to another.

    personal data: identifying
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20, choices=Category.choices)
    position = models.CharField(max_length=10, choices=Position.choices, default=Position.MEMBER)
    title = models.CharField(max_length=120, blank=True)
    # The one that counts where a person has several in the same category.
    is_primary = models.BooleanField(default=True)
    source = models.CharField(max_length=120, blank=True)

    append_only = ("valid_to", "recorded_until")

    class Meta(DatedModel.Meta):
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                name="people_membership_one_open_primary",
                fields=["person", "category"],
                condition=Q(is_primary=True, valid_to__isnull=True, recorded_until__isnull=True),
            ),
            models.UniqueConstraint(
                name="people_membership_once_per_start",
                fields=["person", "unit", "category", "valid_from"],
                condition=Q(recorded_until__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "category", "valid_from"], name="people_member_unit"),
            models.Index(fields=["category", "valid_from", "person"], name="people_member_cat"),
            models.Index(fields=["person", "valid_from"], name="people_member_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id} ({self.category})"
