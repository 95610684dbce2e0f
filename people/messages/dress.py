"""A mail's HTML, made from its plain text: both always say the same."""

import re

from django.conf import settings
from django.template.loader import render_to_string

from people.models import Message

_CODE = re.compile(r"\A\d{6}\Z|\A[A-Z0-9]{4}-[A-Z0-9]{4}\Z")
_ADDRESS = re.compile(r"\Ahttps?://\S+\Z")


def html_of(message: Message) -> str:
    """Return the HTML that goes out beside the text of ``message``.

    A paragraph that is only a code is shown large, one that is only an address as a button.
    """
    subject = message.subject.removeprefix("Học Số: ")
    context = {
        "subject": subject,
        "parts": [_part(text) for text in re.split(r"\n\s*\n", message.body) if text.strip()],
        "issuer_name": settings.ISSUER_NAME,
    }
    return render_to_string("people/mail.html", context)


def _part(text: str) -> dict[str, str]:
    tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    kind = "code" if _CODE.match(tidy) else "address" if _ADDRESS.match(tidy) else "text"
    return {"kind": kind, "text": tidy}
