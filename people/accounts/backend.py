"""Who a session belongs to: the account with its person, in one prepared read."""

from allauth.account.auth_backends import AuthenticationBackend

from people.models import User
from people.prepared import Prepared, Slot

_account = Prepared(
    lambda: User.objects.filter(pk=Slot("pk", User._meta.pk)).select_related("person")
)


class AccountBackend(AuthenticationBackend):
    """The sign-in package's ways to sign in; only who comes back is read in our way."""

    def get_user(self, user_id: object) -> User | None:
        """Return the account of a session, if it may still sign in."""
        found = _account.first(pk=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
