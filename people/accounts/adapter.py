"""Our answers to allauth's questions about accounts and phones."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Vietnamese phones, messages through our own outbox."""
