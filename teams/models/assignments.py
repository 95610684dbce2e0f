"""Which courses members are asked to take."""

from django.db import models

from people.dated import DatedModel


class Assignment(DatedModel):
    """One row: that a category of people in a unit, and all under it, is to take a course.

    With a person, that this one member of the unit is.

    personal data: identifying
    """

    family = models.ForeignKey("courses.CourseFamily", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    append_only = ("valid_to", "recorded_until")

    class Meta(DatedModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.family_id} for {self.category} in {self.unit_id}"
