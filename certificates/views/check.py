"""The public check of a certificate: no sign-in, no look at anything but facts and state."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.register import numbers
from certificates.verify import ask, is_too_fast
from people.dated import today

View = Callable[..., HttpResponse]


def _unlisted(view: View) -> View:
    """Keep the answers of ``view`` out of search engines: a name is found by its code alone."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answered


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Explain how to check, and take a code (and a number, to be sure) from the form."""
    typed = request.GET.get("ma", "").strip()[:60]
    number = request.GET.get("so", "").strip()[:60]
    if not typed:
        if "ma" not in request.GET:
            return _form(request)
        error = _("Type the code that stands beside the square on the certificate.")
        return _form(request, number=number, error=error)
    if is_too_fast(request):
        return render(request, "certificates/too_fast.html", status=429)
    answer = ask(typed, today())
    if answer is None:
        return render(request, "certificates/unknown.html", {"typed": typed}, status=404)
    if number and _plain(number) != _plain(answer.number):
        error = _("This code stands on a certificate with another number. Compare both again.")
        return _form(request, typed=typed, number=number, number_error=error)
    return redirect("verify_code", code=numbers.read_code(typed))


@_unlisted
@never_cache
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show the facts and the state of the certificate with this code, in every state for ever."""
    if is_too_fast(request):
        return render(request, "certificates/too_fast.html", status=429)
    answer = ask(code, today())
    if answer is None:
        return render(request, "certificates/unknown.html", {"typed": code}, status=404)
    return render(request, "certificates/answer.html", {"answer": answer, "day": today()})


@_unlisted
@require_safe
def verify_short(request: HttpRequest, code: str) -> HttpResponse:
    """Take a scanned code to the page in the reader's language."""
    return redirect("verify_code", code=code)


def _form(request: HttpRequest, **context: str) -> HttpResponse:
    """Show the form with what was typed and what is wrong with it."""
    is_wrong = bool(context.get("error") or context.get("number_error"))
    return render(request, "certificates/verify.html", context, status=422 if is_wrong else 200)


def _plain(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())
