"""Makes and keeps documents: immutable versions of an award, each stored under its own hash."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.documents.content import Content, content_of
from certificates.documents.pdf import LAYOUT, pdf_of
from certificates.documents.qr import check_address
from certificates.models import Award, Document


def document_of(award: Award, *, at: dt.datetime | None = None) -> Document:
    """Return the award's newest document, made now when there is none.

    Two requests at once make the same bytes and get the same row.
    """
    held = _newest(award)
    return held or _make(award, version=1, at=at or timezone.now())


def read(award: Award, *, at: dt.datetime | None = None) -> tuple[Document, bytes]:
    """Return the award's document and its bytes, checked against their hash.

    A file that was lost or altered is made again as a new version; the old row stays and tells.
    """
    document = document_of(award, at=at)
    content = _stored(document)
    if content is None:
        document = _make(award, version=document.version + 1, at=at or timezone.now())
        content = _stored(document)
    if content is None:
        raise OSError(f"the document of {award.number} can't be kept")
    return document, content


def said_by(award: Award) -> Content:
    """Return what the award's document says."""
    return content_of(
        award.facts,
        number=award.number,
        check_code=award.check_code,
        address=check_address(award.check_code),
        valid_until=award.valid_until,
        is_synthetic=award.is_synthetic,
    )


def _newest(award: Award) -> Document | None:
    return Document.objects.filter(award=award).order_by("-version").first()


def _make(award: Award, *, version: int, at: dt.datetime) -> Document:
    made = pdf_of(said_by(award), qr_text=check_address(award.check_code), made=award.issued_at)
    sha256 = hashlib.sha256(made).hexdigest()
    path = _keep(made, sha256)
    try:
        with transaction.atomic():
            return Document.objects.create(
                award=award,
                version=version,
                layout=LAYOUT,
                language=award.facts.get("language", "vi"),
                path=path,
                sha256=sha256,
                size=len(made),
                made_at=at,
            )
    except IntegrityError:
        return Document.objects.get(award=award, version=version)


def _keep(made: bytes, sha256: str) -> str:
    """Store the bytes and return where; the same bytes are stored once."""
    path = f"certificates/{sha256[:2]}/{sha256}.pdf"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            if hashlib.sha256(kept.read()).hexdigest() == sha256:
                return path
        default_storage.delete(path)
    return default_storage.save(path, ContentFile(made))


def _stored(document: Document) -> bytes | None:
    try:
        with default_storage.open(document.path) as kept:
            content = kept.read()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == document.sha256 else None
