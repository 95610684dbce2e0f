"""The certificates floor's tables."""

from certificates.models.appeals import Dispute, RecognitionRequest
from certificates.models.awards import Award, AwardEvent, NumberSeries
from certificates.models.documents import Document
from certificates.models.evidence import Evidence, EvidenceVoid
from certificates.models.recognition import (
    Equivalence,
    RecognitionBatch,
    RecognitionRow,
    RecognitionSource,
)

__all__ = [
    "Award",
    "AwardEvent",
    "Dispute",
    "Document",
    "Equivalence",
    "Evidence",
    "EvidenceVoid",
    "NumberSeries",
    "RecognitionBatch",
    "RecognitionRequest",
    "RecognitionRow",
    "RecognitionSource",
]
