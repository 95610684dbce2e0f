"""Our answers to allauth's questions about accounts and phones."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from django import forms
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from people.accounts import shared_phone
from people.accounts.fields import PhoneField
from people.accounts.signup import code_text
from people.messages import send_email, send_sms
from people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Vietnamese phones shared by a household, messages through our own outbox."""

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        """Return a field that takes a number however it is written."""
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Return the account's phone and whether it was proved."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Set the account's phone."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Say that the holder proved the phone."""
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Return an account on the phone; who of several it is, is asked after the code."""
        return shared_phone.accounts_on(phone).first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **_more: Any) -> None:
        """Send a code."""
        send_sms(to=phone, body=code_text(code), purpose="login_code")

    def send_unknown_account_sms(self, phone: str, **_more: Any) -> None:
        """Tell the phone's holder, and nobody else, that there is no account."""
        body = _("Học Số: there is no account with this number yet. Sign up at %(address)s") % {
            "address": self.request.build_absolute_uri(reverse("account_signup"))
        }
        send_sms(to=phone, body=body, purpose="unknown_account")

    def send_account_already_exists_sms(self, phone: str, **_more: Any) -> None:
        """Tell the phone's holder, and nobody else, that the number has an account."""
        body = _("Học Số: this number already has an account. Sign in at %(address)s") % {
            "address": self.request.build_absolute_uri(reverse("account_login"))
        }
        send_sms(to=phone, body=body, purpose="account_exists")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Hand a mail to the outbox, so that it is kept, tried again and shown in the demo."""
        mail: EmailMessage = self.render_mail(
            template_prefix, email, {"request": self.request, "email": email} | context
        )
        purpose = template_prefix.rsplit("/", 1)[-1]
        send_email(to=email, subject=str(mail.subject), body=str(mail.body), purpose=purpose)

    def format_email_subject(self, subject: str) -> str:
        """Return the subject with the site's name before it."""
        return f"Học Số: {subject}"

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Ask who learns, when a code proved a phone on which there are several accounts."""
        refused = super().pre_login(request, user, **kwargs)
        if refused is not None or getattr(request, shared_phone.CHOSEN, False):
            return refused
        records = get_authentication_records(request, user)
        phone = records[-1].get("phone") if records else None
        if not phone or records[-1]["method"] != "code":
            return None
        shared_phone.remember(request, phone)
        if shared_phone.accounts_on(phone).count() < 2:
            return None
        clear_login(request)
        shared_phone.ask_who_learns(request, phone, kwargs.get("redirect_url"))
        return redirect("who_learns")
