"""Form fields that understand how people here write phones, e-mails and years."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from people.accounts.phone import NotAPhone, normalised
from people.dated import today
from people.text import tidy

PHONE_ERRORS = {
    "letters": _("A phone number has digits only, for example 0912 345 678."),
    "too_short": _("This phone number is too short. A mobile number has 10 digits."),
    "too_long": _("This phone number is too long. A mobile number has 10 digits."),
    "not_mobile": _("This isn't a mobile number, so it can't receive our code."),
    "unknown": _("There is no such phone number. Look at the first digits again."),
}
OLDEST, YOUNGEST = 110, 6


class PhoneField(forms.CharField):
    """A mobile number, kept in E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phone number"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the number in E.164, or say what is wrong with it."""
        text = super().clean(value)
        return phone_from(text) if text else ""


class BirthYearField(forms.IntegerField):
    """A year in which somebody alive may have been born."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Year of birth"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}
            ),
        )
        kwargs.setdefault(
            "error_messages", {"invalid": _("Write the year with four digits, for example 1965.")}
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int:
        """Return the year, or say that it can't be one."""
        year = super().clean(value)
        now = today().year
        if year is not None and not now - OLDEST <= year <= now - YOUNGEST:
            raise ValidationError(
                _("Write the year with four digits, for example 1965."), code="invalid"
            )
        return year


class NameField(forms.CharField):
    """A full name as on one's papers."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Full name"))
        kwargs.setdefault("max_length", 160)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the name in one form, or say that it isn't one."""
        name = tidy(super().clean(value))
        if name and (any(mark.isdigit() for mark in name) or len(name) < 2):
            raise ValidationError(_("Write your name with letters only."), code="invalid")
        return name


def phone_from(text: str) -> str:
    """Return ``text`` in E.164.

    Raises:
        ValidationError: with a message that says what is wrong.
    """
    try:
        return normalised(text)
    except NotAPhone as error:
        raise ValidationError(PHONE_ERRORS[error.code], code=error.code) from error


def contact_from(text: str) -> tuple[str, str]:
    """Return ``text`` as (phone, ""), or as ("", e-mail) when there is an @ in it.

    Raises:
        ValidationError: with a message that says what is wrong.
    """
    text = text.strip()
    if "@" not in text:
        return phone_from(text), ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValidationError(
            _("This isn't an e-mail address. An example: lan@example.vn"), code="email"
        ) from error
    return "", text.lower()
