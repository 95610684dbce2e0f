"""What the tests of the ground floor share: the cast, and codes read from the outbox."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Message
from tests.cast import Cast, assemble

SIGN_UP, SIGN_IN = "/vi/tai-khoan/signup/", "/vi/tai-khoan/login/"
ENTER_SIGN_UP, ENTER_SIGN_IN = "/vi/dang-ky/ma/", "/vi/tai-khoan/login/code/confirm/"


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, in their places."""
    return assemble()


@pytest.fixture
def code() -> Callable[[], str]:
    """Return a function that reads the newest code that was sent."""

    def newest() -> str:
        for message in Message.objects.order_by("-created_at"):
            if found := re.search(r"\b\d{6}\b", message.body):
                return found.group()
        raise AssertionError("no code was sent")

    return newest


@pytest.fixture
def sign_up(client: Client, code: Callable[[], str]) -> Callable[..., object]:
    """Return a function that signs somebody up, code and all."""

    def act(name: str, contact: str, birth_year: int, *, using: Client | None = None) -> object:
        browser = using or client
        data = {"name": name, "contact": contact, "birth_year": birth_year, "consent": "on"}
        response = browser.post(SIGN_UP, data)
        assert response.status_code == 302, response.context["form"].errors
        return browser.post(ENTER_SIGN_UP, {"code": code()})

    return act
