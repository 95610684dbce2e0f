"""What is asked of staff before a certificate is revoked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.register.reasons import FRAUD, REASONS


class RevokeForm(forms.Form):
    """Why, and whether the training itself still counts."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Everybody who checks the certificate can read it."),
        choices=list(REASONS.items()),
        widget=forms.RadioSelect,
    )
    voids_evidence = forms.ChoiceField(
        label=_("Does the training itself still count?"),
        choices=[
            ("no", _("Yes: only the certificate is withdrawn, the person remains trained")),
            ("yes", _("No: the result is void, the person no longer counts as trained")),
        ],
        widget=forms.RadioSelect,
    )
    legal_basis = forms.CharField(
        label=_("Decision"),
        help_text=_("Its number and day, when there is one."),
        required=False,
        max_length=200,
    )
    note = forms.CharField(
        label=_("Note for the register"),
        help_text=_("Only staff can read it, in the record of acts."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, object]:
        """Refuse to count training that the holder did not do."""
        given = super().clean() or {}
        if given.get("reason") == FRAUD and given.get("voids_evidence") == "no":
            self.add_error(
                "voids_evidence",
                _("When the test was not the holder's own, the training can't count."),
            )
        return given
