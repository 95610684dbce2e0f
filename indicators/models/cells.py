"""Stored counts: by how much units move on which day, and what each person adds to that."""

from django.db import models
from django.utils import timezone

NOWHERE = 0


class Cell(models.Model):
    """One row: by how much a unit's numerator and denominator move within a day, month or year.

    A number on a day is the sum over the years before it, the months before it in its year and the
    days of its month; what expires later is there already, as a move of a day to come.

    personal data: none
    """

    class Grain(models.TextChoices):
        """How much time a row sums."""

        DAY = "d"
        MONTH = "m"
        YEAR = "y"

    definition = models.ForeignKey(
        "indicators.Definition", on_delete=models.PROTECT, related_name="+"
    )
    grain = models.CharField(max_length=1, choices=Grain.choices)
    # The first day of the month or year.
    day = models.DateField()
    # The unit's id, or NOWHERE: a key must not be null.
    unit_ref = models.PositiveBigIntegerField()
    numerator = models.IntegerField()
    denominator = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="indicators_cell_once", fields=["definition", "grain", "day", "unit_ref"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.definition_id} {self.grain}{self.day} {self.unit_ref}"


class Tally(models.Model):
    """One row: what a person adds to the cells, so that a change moves just the difference.

    ``moves`` is JSON: by definition, rows of unit, day (its ordinal), numerator, denominator.

    personal data: identifying
    """

    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    moves = models.TextField()

    def __str__(self) -> str:
        return f"tally of {self.person_id}"


class Mark(models.Model):
    """One row: something about a person changed that the cells don't know yet.

    Written by triggers of the database in the transaction of the change, whoever makes it.

    personal data: none
    """

    # Not a foreign key: the trigger is quick, and a mark is gone within a minute.
    person_ref = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"mark of {self.person_ref}"


class Built(models.Model):
    """One row: a definition whose cells stand; of others numbers are counted from the history.

    personal data: none
    """

    definition = models.OneToOneField(
        "indicators.Definition", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.definition_id} built at {self.at}"
