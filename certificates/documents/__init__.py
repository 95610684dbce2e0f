"""Documents: what a certificate says on paper, the file made of it, and where that is kept."""

from certificates.documents.content import Content, content_of
from certificates.documents.store import document_of, read, said_by

__all__ = ["Content", "content_of", "document_of", "read", "said_by"]
