"""Checking a certificate: everybody may ask, and gets its facts and its state, nothing more."""

from certificates.verify.limiter import is_too_fast
from certificates.verify.lookup import Answer, Verdict, ask, verdict_on

__all__ = ["Answer", "Verdict", "ask", "is_too_fast", "verdict_on"]
