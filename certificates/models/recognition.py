"""What was learnt elsewhere: who reports it, what it is worth here, and the files it came in."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RecognitionSource(models.Model):
    """One row: a platform or an office whose lists of completions are taken in.

    personal data: none
    """

    class Kind(models.TextChoices):
        """What its lists are made from."""

        PLATFORM = "platform", _("learning platform")
        CLASS = "class", _("attested classes")
        PAPER = "paper", _("paper lists and certificates")

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Who answers for what its lists say: an office, not a person.
    vouched_by = models.CharField(max_length=200)
    # The columns as they were matched last: a folded header and the field it stands for.
    mapping = models.JSONField(default=dict)
    added_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class Equivalence(models.Model):
    """One row: what a source's course is recognised as, from when to when, decided by whom.

    personal data: none
    """

    source = models.ForeignKey(
        RecognitionSource, on_delete=models.PROTECT, related_name="equivalences"
    )
    # The course's name or code as lists write it; the key is without marks.
    course = models.CharField(max_length=200)
    course_key = models.CharField(max_length=200)
    # What evidence and awards are of: never a course of ours, whose certificates say "passed here".
    family = models.ForeignKey("courses.CourseFamily", on_delete=models.PROTECT, related_name="+")
    # The course of ours that it is worth, when it was decided so.
    counts_as = models.ForeignKey(
        "courses.CourseFamily", on_delete=models.PROTECT, null=True, related_name="+"
    )
    max_grade = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ("valid_to",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_equivalence_one_open",
                fields=["source", "course_key"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="certificates_equivalence_from_before_to",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            # Another platform's result is as good as ours only where somebody decided so.
            models.CheckConstraint(
                name="certificates_equivalence_decided",
                condition=Q(max_grade=1)
                | (Q(max_grade=2) & ~Q(decision_number="") & Q(decided_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} (E{self.max_grade})"


class RecognitionBatch(models.Model):
    """One row: a file of completions, from its arrival to its receipt or its reversal.

    personal data: none
    """

    class State(models.TextChoices):
        """How far it is."""

        COLUMNS = "columns", _("columns to be confirmed")
        READING = "reading", _("being read")
        READY = "ready", _("ready to be recorded")
        APPLIED = "applied", _("recorded")
        REVERSED = "reversed", _("taken back")
        DROPPED = "dropped", _("put aside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(RecognitionSource, on_delete=models.PROTECT, related_name="batches")
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLUMNS)
    file_name = models.CharField(max_length=160)
    # The file itself, until its rows are read.
    file_key = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    # Column numbers and fields, and what holds for all rows: course, day.
    mapping = models.JSONField(default=dict)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_recognitionbatch_one_file",
                fields=["source", "sha256"],
                condition=~Q(state__in=["reversed", "dropped"]),
            )
        ]
        indexes = [
            models.Index(fields=["-received_at"], name="certs_recogbatch_newest"),
        ]

    def __str__(self) -> str:
        return self.file_name


class RecognitionRow(models.Model):
    """One row: a line of a file, what it was read as, and what became of it.

    personal data: identifying
    """

    class State(models.TextChoices):
        """Everything that isn't recorded says why; nothing is dropped in silence."""

        READY = "ready", _("ready")
        DOUBTFUL = "doubtful", _("may be one of several people")
        NOBODY = "nobody", _("not found in the registry")
        COURSE = "course", _("course not decided yet")
        REJECTED = "rejected", _("can't be used")
        KNOWN = "known", _("known already")
        ENTERED = "entered", _("recorded")
        DISMISSED = "dismissed", _("put aside")

    batch = models.ForeignKey(RecognitionBatch, on_delete=models.PROTECT, related_name="rows")
    # The line in the file, as a spreadsheet counts it.
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    given = models.JSONField(default=dict)
    # Lists of a field and a code: what is wrong with the line.
    problems = models.JSONField(default=list)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Who chose the person where it was doubtful.
    chosen_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    evidence = models.ForeignKey(
        "certificates.Evidence", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_recognitionrow_once", fields=["batch", "number"]
            )
        ]
        indexes = [models.Index(fields=["state", "batch"], name="certs_recogrow_state")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number} {self.state}"
