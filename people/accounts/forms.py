"""What is asked at sign-up besides the phone or e-mail."""

from django import forms


class SignupDetailsForm(forms.Form):
    """Name, birth year and consent."""

    def signup(self, request: object, user: object) -> None:
        """Do nothing more."""
