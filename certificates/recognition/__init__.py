"""What was learnt elsewhere counts once: lists are taken in, recorded, disputed, taken back."""

from certificates.recognition.applying import APPLY, apply_batch
from certificates.recognition.preparing import READ, read_batch
from certificates.recognition.reversing import REVERSE, reverse_batch

__all__ = ["APPLY", "READ", "REVERSE", "apply_batch", "read_batch", "reverse_batch"]
