"""What the certificates floor announces upwards. Listeners are idempotent; the row is the truth."""

from django.dispatch import Signal

# evidence=Evidence: a new reason why somebody counts as trained.
evidence_recorded = Signal()
# award=Award: entered in the register; sent inside its transaction.
award_issued = Signal()
# award=Award, event=AwardEvent: superseded or revoked.
award_changed = Signal()
