"""What all editions of a course have in common, and the occasions on which it is taught."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CourseFamily(models.Model):
    """One row: a course as a lasting identity, whatever becomes of its pages.

    Courses taught elsewhere have a row too, so that what was learnt there can be recognised.

    personal data: none
    """

    class Origin(models.TextChoices):
        """Where the course is taught."""

        OWN = "own", _("taught here")
        CLASSROOM = "classroom", _("attested class")
        PLATFORM = "platform", _("another platform")

    # Equals the course page's translation key for own courses.
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.OWN)
    provider = models.CharField(max_length=160, blank=True)
    competences = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.title


class Run(models.Model):
    """One row: an occasion on which a course is taught; an open course has one without end.

    personal data: none
    """

    family = models.ForeignKey(CourseFamily, on_delete=models.PROTECT, related_name="runs")
    name = models.CharField(max_length=160)
    is_open = models.BooleanField(default=True)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="courses_run_one_open", fields=["family"], condition=Q(is_open=True)
            ),
            models.CheckConstraint(
                name="courses_run_opens_before_closes",
                condition=Q(closes_on__isnull=True) | Q(closes_on__gt=F("opens_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
