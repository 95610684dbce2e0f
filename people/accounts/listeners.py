"""What we do when allauth says that something happened."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from people import audit
from people.models import User

SECOND_FACTORS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


@receiver(authenticator_added, dispatch_uid="people.second_factor_added")
def second_factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: object
) -> None:
    """Count the factor as given: it was proved when it was set up."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(
            request, user, method="mfa", type=authenticator.type, reauthenticated=True
        )
    audit.record("people.second_factor_added", by=user, about=user, type=authenticator.type)


@receiver(authenticator_removed, dispatch_uid="people.second_factor_removed")
def second_factor_removed(user: User, authenticator: Authenticator, **_kwargs: object) -> None:
    """Leave a trace of a factor that was taken away."""
    audit.record("people.second_factor_removed", by=user, about=user, type=authenticator.type)
