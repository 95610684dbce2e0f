"""Evidence of training and the register.

Owns why a person counts as trained (evidence with a grade), the append-only register of awards,
and the documents made of them. A certificate is never changed: it is superseded or revoked, and
its page answers truthfully for ever.
"""
