"""A mail's HTML says what its text says, and nothing else."""

import re
from html import unescape

import pytest
from django.core import mail

from people.messages.delivery import deliver
from people.messages.dress import html_of
from people.models import Message

BODY = "Chào bạn,\n\n123456\n\nMở <trang> này:\n\nhttps://hoc.example.vn/vi/?a=1&b=2\n"


def words(html: str) -> list[str]:
    """Return what a reader sees of the mail's card, word by word."""
    card = re.search(r"<h1.*?</h1>(.*?)</div>", html, re.DOTALL)[1]
    return unescape(re.sub(r"<[^>]+>", " ", card)).split()


def test_html_and_text_say_the_same() -> None:
    """Every word of the text, in its order; brackets stay brackets."""
    html = html_of(Message(subject="Học Số: Mã đăng nhập", body=BODY))
    assert words(html) == BODY.split()
    assert "<h1" in html
    assert ">Mã đăng nhập<" in html
    assert "<trang>" not in html


def test_a_code_is_large_and_an_address_can_be_pressed() -> None:
    """Both stand alone in a paragraph of the text."""
    html = html_of(Message(subject="Mã", body=BODY))
    assert re.search(r"font-size:32px[^>]*>123456<", html)
    assert 'href="https://hoc.example.vn/vi/?a=1&amp;b=2"' in html


@pytest.mark.django_db
def test_both_leave_in_one_mail(settings: object) -> None:
    """The text first, the HTML as its alternative."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    message = Message.objects.create(
        channel=Message.Channel.EMAIL, to="a@example.vn", subject="Mã", body=BODY
    )
    assert deliver(str(message.pk))
    sent = mail.outbox[0]
    assert sent.body == BODY
    assert [(part.mimetype, part.content) for part in sent.alternatives] == [
        ("text/html", html_of(message))
    ]
