"""The API does what its document says: the document is valid, and random requests find nothing."""

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from certificates.register import revoke
from people.dated import today
from tests.certificates.conftest import make_award, make_person
from tests.courses.builder import tiny_course
from tests.indicators.province import Province, build

ADDRESS = "/api/v1/openapi.json"

PATHS = [
    f"/api/v1/{path}"
    for path in (
        "courses",
        "courses/{slug}",
        "certificates/{code}",
        "indicators",
        "indicators/{code}",
    )
]
# The in-process client unpacks nothing.
PLAIN = {"Accept-Encoding": "identity"}
_EXAMPLES = {
    "/api/v1/courses/{slug}": {"slug": "khoa-nho"},
    "/api/v1/indicators/{code}": {"code": "team-members-trained"},
}
# The same requests each time; how long a database takes says nothing about right or wrong.
REQUESTS = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def document(language: str = "en") -> dict:
    """Return the document as served."""
    return json.loads(Client().get(ADDRESS, headers={"accept-language": language}).content)


@pytest.fixture
def peopled(db: None, settings) -> Province:
    """A course, a province with members, certificates; nobody is slowed down."""
    settings.API_REQUESTS_PER_MINUTE = settings.VERIFICATIONS_PER_MINUTE = 1_000_000
    tiny_course()
    found = build()
    for _serial in range(7):
        found.award(found.member("Tổ Ấp 1"), today())
        found.member("Tổ Ấp 3")
    return found


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Keep the test's transaction open from one request to the next, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def served(peopled: Province, _one_connection: None) -> "schemathesis.BaseSchema":
    """The document of the running application, and a revoked certificate to be asked for."""
    revoked = make_award(make_person("Lê Thị Sen"), peopled.own)
    revoke(award=revoked, on=today(), reason="fraud", voids_evidence=True, by=None)
    _EXAMPLES["/api/v1/certificates/{code}"] = {"code": revoked.check_code}
    return schemathesis.openapi.from_wsgi(ADDRESS, get_wsgi_application())


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=str)
@pytest.mark.parametrize("path", PATHS)
def test_random_requests_find_nothing(served, path: str, mode) -> None:
    """Valid and invalid requests: statuses, bodies and headers are as documented."""
    requests = served[path]["GET"].as_strategy(generation_mode=mode)

    @REQUESTS
    @given(case=requests)
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=PLAIN)

    ask()


@pytest.mark.parametrize("path", PATHS)
def test_examples_are_answered(served, path: str) -> None:
    operation = served[path]["GET"]
    case = operation.Case(path_parameters=_EXAMPLES.get(path, {}), query={"on": "2026-03-01"})
    assert case.call_and_validate(headers=PLAIN).status_code == 200


def test_all_operations_are_asked(served) -> None:
    assert set(served.raw_schema["paths"]) == set(PATHS)


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_the_document_is_openapi_3_1(language: str) -> None:
    found = document(language)
    assert found["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(found).iter_errors()] == []


def test_every_operation_says_how_it_can_fail() -> None:
    for path, operations in document()["paths"].items():
        assert set(operations) == {"get"}, path
        assert {"200", "404", "422", "429"} <= set(operations["get"]["responses"]), path
        assert "Retry-After" in operations["get"]["responses"]["429"]["headers"], path


def test_the_document_is_read_without_the_database() -> None:
    assert document()["info"]["title"] == "Học Số"
