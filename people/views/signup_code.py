"""The page that asks for the code of a sign-up."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import codes, signup
from people.accounts.phone import spoken
from people.forms import TOO_MANY_CODES, CodeForm
from people.refusal import Refusal


@never_cache
@require_http_methods(["GET", "POST"])
def signup_code(request: HttpRequest) -> HttpResponse:
    """Take the code, or send another one."""
    details = codes.waiting(request)
    if details is None:
        return redirect("account_signup")
    if request.method == "POST" and request.POST.get("action") == "resend":
        return _resend(request, details)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return signup.finish(request, form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error("code", str(refusal))
    recipient = spoken(details["phone"]) if details["phone"] else details["email"]
    return render(
        request,
        "people/signup_code.html",
        {"form": form, "recipient": recipient, "can_resend": codes.can_resend(request)},
    )


def _resend(request: HttpRequest, details: dict) -> HttpResponse:
    contact = details["phone"] or details["email"]
    if not ratelimit.consume(request, action="signup_code", key=contact):
        messages.error(request, TOO_MANY_CODES)
        return redirect("signup_code")
    try:
        signup.resend(request)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("We have sent you a new code."))
    return redirect("signup_code")
