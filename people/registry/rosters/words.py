"""What is said about lines: why one can't be used, why one has to be looked at, what was noticed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# code: what is wrong, and what may be done about it.
PROBLEMS: dict[str, tuple[str | Promise, str | Promise]] = {
    "missing_name": (_("The name is missing."), _("Write the full name.")),
    "bad_name": (_("“%(value)s” isn't a person's name."), _("Write the full name, letters only.")),
    "short_name": (
        _("“%(value)s” is only a part of a name."),
        _("Write family name, middle name and given name."),
    ),
    "no_key": (
        _("Nothing but a name: nobody can tell whose it is."),
        _("Add the year of birth or a phone number."),
    ),
    "bad_birth": (
        _("“%(value)s” isn't a birth date."),
        _("Write it like 31/12/1960, or only 1960."),
    ),
    "birth_range": (
        _("“%(value)s” can't be a birth date: too long ago, or too late."),
        _("Check the year."),
    ),
    "bad_phone": (
        _("“%(value)s” isn't a mobile number."),
        _("Check the digits, or leave the phone empty."),
    ),
    "bad_number": (
        _("The national number doesn't have 12 digits."),
        _("Check the digits, or leave the number empty."),
    ),
    "unknown_unit": (
        _("There is no unit “%(value)s” on that day."),
        _("Write the unit's name as it is on the site."),
    ),
    "outside_unit": (
        _("“%(value)s” lies outside the unit of this list."),
        _("Send it with the list of that unit."),
    ),
    "ambiguous_unit": (
        _("“%(value)s” may be several units."),
        _("Write it with xã, phường or the former district."),
    ),
    "duplicate": (_("The same person stands on line %(value)s."), _("Keep one of the lines.")),
}
DOUBTS: dict[str, str | Promise] = {
    "maybe_known": _("Somebody in the registry may be the same person."),
    "number_of_another": _("The national number belongs to somebody with another name."),
    "code_of_another": _("The staff code belongs to somebody with another name."),
    "maybe_twin": _("Line %(value)s may be the same person."),
    "moves": _("This person belongs to another unit in this capacity."),
    "gone": _("This member is no longer on the list."),
}
NOTES: dict[str, str | Promise] = {
    "second_phone": _("Two phones: the first is kept."),
    "zero_restored": _("The 0 at the beginning was missing and is put back."),
    "old_number": _("A number of eleven digits, put into its form of today."),
    "former_unit": _("“%(value)s” is a former unit; its successor is taken."),
    "split_unit": _("“%(value)s” was split; the successor of its main part is taken."),
    "place_kept": _("“%(value)s” isn't a unit of the site; the unit above it is taken."),
    "other_position": _("The registry says another position; it stays as it is."),
}
SKIPPED: dict[str, str | Promise] = {
    "total": _("a sum"),
    "signature": _("a signature"),
    "heading": _("a heading"),
    "repeated_header": _("headers again"),
}


def problem(code: str, value: str = "") -> str:
    """Return what is wrong, in the current language."""
    return str(PROBLEMS[code][0]) % {"value": value}


def fix(code: str) -> str:
    """Return what may be done about it."""
    return str(PROBLEMS[code][1])


def doubt(code: str, value: str = "") -> str:
    """Return why somebody has to look at a line."""
    return str(DOUBTS[code]) % {"value": value}


def note(code: str, value: str = "") -> str:
    """Return what was noticed."""
    return str(NOTES[code]) % {"value": value}
