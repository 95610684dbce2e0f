"""One's own page."""

from django.test import Client

from people import consent
from people.models import User
from tests.cast import Cast, sign_in

PROFILE = "/vi/ho-so/"


def test_it_shows_who_one_is_and_where_one_belongs(client: Client, cast: Cast) -> None:
    """Name, phone, unit; visitors are asked to sign in."""
    assert "/tai-khoan/login/" in client.get(PROFILE).headers["Location"]
    sign_in(client, cast.users["minh"])
    text = client.get(PROFILE).content.decode()
    for expected in ("Trần Văn Minh", "0901 000 002", "Tổ 3, Trảng Bom", "Phường Trảng Bom"):
        assert expected in text


def test_consent_is_given_and_withdrawn_there(client: Client, cast: Cast) -> None:
    """Each a row; nonsense changes nothing."""
    sign_in(client, cast.users["minh"])
    person = cast.persons["minh"]
    client.post("/vi/ho-so/dong-y/", {"purpose": "messages", "act": "give"})
    assert consent.holds(person, "messages")
    client.post("/vi/ho-so/dong-y/", {"purpose": "messages", "act": "withdraw"})
    assert not consent.holds(person, "messages")
    client.post("/vi/ho-so/dong-y/", {"purpose": "selling", "act": "give"})
    assert set(consent.current(person)) == {"messages"}


def test_the_language_is_kept(client: Client, cast: Cast) -> None:
    """In the account and in a cookie."""
    sign_in(client, cast.users["minh"])
    response = client.post("/vi/ho-so/ngon-ngu/", {"language": "en"})
    assert response.headers["Location"].endswith("/en/ho-so/")
    assert User.objects.get(pk=cast.users["minh"].pk).language == "en"
    assert client.post("/vi/ho-so/ngon-ngu/", {"language": "xx"}).status_code == 302
