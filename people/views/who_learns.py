"""Who learns? Several people of a household on one phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import shared_phone, signup
from people.accounts.phone import spoken
from people.accounts.signup import Details
from people.forms import LearnerForm


@never_cache
@require_http_methods(["GET", "POST"])
def who_learns(request: HttpRequest) -> HttpResponse:
    """List the accounts on the phone that this session proved; go on as one, or add one."""
    phone = shared_phone.proved_phone(request)
    if not phone:
        return redirect("profile" if request.user.is_authenticated else "account_login")
    accounts = shared_phone.accounts_on(phone)
    form = LearnerForm()
    if request.method == "POST" and "account" in request.POST:
        chosen = request.POST["account"]
        user = get_object_or_404(accounts, pk=chosen if chosen.isdigit() else 0)
        return shared_phone.go_on_as(request, user, phone=phone)
    if request.method == "POST":
        form = LearnerForm(request.POST)
        if form.is_valid():
            details = Details(
                name=form.cleaned_data["name"],
                birth_year=form.cleaned_data["birth_year"],
                phone=phone,
            )
            user = signup.account_for(details, method="household_form")
            return shared_phone.go_on_as(request, user, phone=phone)
    return render(
        request,
        "people/who_learns.html",
        {"accounts": accounts, "form": form, "phone": spoken(phone)},
    )
