"""Numbers of the register, without gaps, and codes that can't be guessed."""

from django.conf import settings
from django.db import IntegrityError, transaction

from certificates.models import NumberSeries
from people.spelt import new_code, read_code

__all__ = ["check_code", "read_code", "take"]

CODE_LENGTH = 12


def check_code() -> str:
    """Return a new unguessable code (60 bits)."""
    return new_code(CODE_LENGTH)


def take(year: int, count: int = 1) -> list[str]:
    """Return the next ``count`` numbers of ``year``, e.g. "DNI-2026-000123".

    The series' row stays locked until the transaction ends, so that a number is lost neither by
    a failure nor by two issues at once. Must be called inside a transaction.
    """
    prefix = settings.CERTIFICATE_PREFIX
    series = _locked(prefix, year)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return [f"{prefix}-{year}-{number:06d}" for number in range(first, first + count)]


def _locked(prefix: str, year: int) -> NumberSeries:
    rows = NumberSeries.objects.select_for_update()
    try:
        return rows.get(prefix=prefix, year=year)
    except NumberSeries.DoesNotExist:
        try:
            with transaction.atomic():
                NumberSeries.objects.create(prefix=prefix, year=year)
        except IntegrityError:
            pass  # somebody else began the year at the same moment
        return rows.get(prefix=prefix, year=year)
