"""Signing in, signing up, adding a learner, the profile's choices."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.utils import get_next_redirect_url
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from people.accounts import signup
from people.accounts.fields import BirthYearField, NameField, contact_from
from people.accounts.signup import Details
from people.cards.pins import digits_of
from people.dated import today
from people.models.roles import Role
from people.models.units import Kind
from people.registry.entrusting import units_of_roles
from people.text import tidy

TOO_MANY_CODES = _("You have asked for too many codes. Wait a few minutes.")
PIN_ATTRS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}
CONTACT_ATTRS = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class LoginForm(AllauthLoginForm):
    """Phone or e-mail, with a clear word on what is wrong with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Phone number or e-mail")
        self.fields["login"].widget.attrs = dict(CONTACT_ATTRS)

    def clean_login(self) -> str:
        """Return the phone in E.164 or the e-mail in lower case."""
        phone, email = contact_from(self.cleaned_data["login"])
        return phone or email


class _Consenting(forms.Form):
    """Somebody's name and year, and their own consent, which is never ticked beforehand."""

    name = NameField()
    birth_year = BirthYearField()
    consent = forms.BooleanField(
        label=_("I agree that Học Số keeps these details and my learning results, to teach me "
                "and to issue certificates"),
        error_messages={"required": _("Tick the box if you agree; without it we can't keep "
                                      "your results.")},
    )  # fmt: skip


class SignupForm(_Consenting):
    """Sign-up in one page. allauth's view shows it and calls ``try_save``."""

    contact = forms.CharField(
        label=_("Phone number or e-mail"),
        max_length=254,
        help_text=_("We send a code of 6 digits to it."),
        widget=forms.TextInput(attrs=CONTACT_ATTRS),
    )

    field_order = ("name", "contact", "birth_year", "consent")
    by_passkey = False

    def clean_contact(self) -> str:
        """Return the phone in E.164 or the e-mail in lower case."""
        self.phone, self.email = contact_from(self.cleaned_data["contact"])
        return self.phone or self.email

    def clean(self) -> dict[str, Any]:
        """Refuse to send code upon code to one contact; what was typed stays in the form."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not ratelimit.consume(
            context.request, action="signup_code", key=cleaned["contact"]
        ):
            self.add_error("contact", TOO_MANY_CODES)
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """Send a code and go to the page that asks for it; the account is made after that."""
        signup.start(
            request,
            Details(
                name=self.cleaned_data["name"],
                birth_year=self.cleaned_data["birth_year"],
                phone=self.phone,
                email=self.email,
                next_url=get_next_redirect_url(request) or "",
            ),
        )
        return None, redirect("signup_code")


class CodeForm(forms.Form):
    """The code that came by SMS or mail."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"}
        ),
    )


class LearnerForm(_Consenting):
    """Another learner on the same phone."""


class LanguageForm(forms.Form):
    """In which language the site speaks to one."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class RejectForm(forms.Form):
    """What came out when an officer asked whether an account is the person's."""

    reason = forms.CharField(
        label=_("What came out?"),
        help_text=_("For example: this number belongs to somebody else now."),
        max_length=200,
        error_messages={"required": _("Say in a few words what came out.")},
    )
    name = forms.CharField(
        label=_("Name of the one who uses this account"),
        help_text=_("If you asked for it. Otherwise the account stays without a name."),
        max_length=160,
        required=False,
    )

    def clean_name(self) -> str:
        """Return the name as it is stored."""
        return tidy(self.cleaned_data["name"])


class PinForm(forms.Form):
    """A PIN that the person types themselves, twice; nothing typed means that one is drawn."""

    pin = forms.CharField(
        label=_("A PIN of 6 digits, typed by the person"),
        max_length=12,
        required=False,
        widget=forms.PasswordInput(attrs=PIN_ATTRS),
    )
    again = forms.CharField(
        label=_("The same PIN once more"),
        max_length=12,
        required=False,
        widget=forms.PasswordInput(attrs=PIN_ATTRS),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        found = super().clean() or {}
        for name in ("pin", "again"):
            found[name] = digits_of(found.get(name, ""))
        if found["pin"] != found["again"]:
            self.add_error("again", _("The two PINs differ. Type them once more."))
        return found


class EntrustForm(forms.Form):
    """A role, where it holds and from which day."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = forms.TypedChoiceField(label=_("In which unit?"), coerce=int)
    since = forms.DateField(
        label=_("From which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 30/9/2026.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[int, str]]] = {}
        for state in units_of_roles(today()):
            groups.setdefault(state.kind, []).append((state.unit_id, state.name))
        order = (Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (kind.label, groups[kind]) for kind in order if kind in groups
        ]
        self.fields["since"].initial = today()
