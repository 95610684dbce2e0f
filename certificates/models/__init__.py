"""The certificates floor's tables."""

from certificates.models.awards import Award, AwardEvent, NumberSeries
from certificates.models.documents import Document
from certificates.models.evidence import Evidence, EvidenceVoid

__all__ = ["Award", "AwardEvent", "Document", "Evidence", "EvidenceVoid", "NumberSeries"]
