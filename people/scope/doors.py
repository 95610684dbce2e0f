"""Decorators that say who may open a view at all; what they see inside is cut by ``visible``."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from people.scope.roles import Positions, positions
from people.scope.visible import require

View = Callable[..., HttpResponse]


def _door(may: Callable[[Positions], bool]) -> Callable[[View], View]:
    """Return a decorator that asks visitors to sign in and refuses whom ``may`` refuses."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(may(positions(request.user)))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


learner_only = _door(lambda held: held.person_id is not None)
leader_only = _door(lambda held: held.is_leader)
staff_only = _door(lambda held: held.is_staff)
province_only = _door(lambda held: held.is_province)
province_or_commune = _door(lambda held: held.is_province or held.is_officer)
administrator_only = _door(lambda held: held.is_administrator)
