"""Which language a page is in; addresses for programs have none and are never sent to one."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

# What is unknown there is unknown in every language, too.
FOR_PROGRAMS = "/noi-bo/"


class LanguageMiddleware(LocaleMiddleware):
    """Django's middleware, which would answer a program's 404 with the way to a page."""

    def process_response(  # type: ignore[override]
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer as it is where a program asked, with the language's header elsewhere."""
        if request.path_info.startswith(FOR_PROGRAMS):
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
