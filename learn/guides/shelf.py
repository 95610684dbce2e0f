"""Which guides there are."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Guide:
    """A guide as its card shows it.

    Attributes:
        slug: names the file and stands in the address.
        label: whom it is for.
        about: what one finds in it, in a sentence.
        icon: a name of ``learn.assets.ICONS``.
    """

    slug: str
    label: str | Promise
    about: str | Promise
    icon: str


GUIDES = {
    guide.slug: guide
    for guide in (
        Guide(
            "nguoi-hoc",
            _("For learners"),
            _("Sign up by phone, learn, take the test, show your certificate."),
            "learn",
        ),
        Guide(
            "to-truong",
            _("For team leaders"),
            _("See how far your team is and whom to call first."),
            "team",
        ),
        Guide(
            "giang-vien",
            _("For trainers"),
            _("Write a course, have it reviewed, release and translate it."),
            "edit",
        ),
        Guide(
            "can-bo",
            _("For officers"),
            _("Confirm accounts, give roles, read an indicator down to its names."),
            "chart",
        ),
    )
}
