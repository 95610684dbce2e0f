"""Why somebody counts as trained: recorded once per source and reference, never changed."""

from certificates.evidence.record import NewEvidence, Refusal, record, record_many
from certificates.evidence.voiding import void, void_many

__all__ = ["NewEvidence", "Refusal", "record", "record_many", "void", "void_many"]
