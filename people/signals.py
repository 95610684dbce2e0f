"""What the ground floor announces upwards. Listeners are idempotent; the row is the truth."""

from django.dispatch import Signal

# membership=Membership: a person joined, left or moved.
membership_changed = Signal()
# succession=Succession: an old unit was continued, merged or split into a new one.
unit_succeeded = Signal()
# person=Person, user=User: an account was linked to a person of the registry.
account_linked = Signal()
# unit=Unit, on=date: a unit ceased and nobody took over.
unit_closed = Signal()
