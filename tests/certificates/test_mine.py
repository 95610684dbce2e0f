"""A holder's pages: theirs alone, and staff's in whose territory they are."""

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Award, AwardEvent
from certificates.register import revoke
from people.models import AuditEntry
from tests.certificates.conftest import make_award, make_family


@pytest.fixture
def minhs(cast, family) -> Award:
    """The certificate of Minh, member of a team in Trảng Bom."""
    return make_award(cast.persons["minh"], family)


def test_the_list_shows_my_certificates_in_every_state(cast, minhs) -> None:
    client = cast.client("minh")
    revoke(award=minhs, on=timezone.localdate(), reason="mistake", voids_evidence=True, by=None)
    body = client.get(reverse("my_certificates")).content.decode()
    assert minhs.number in body
    assert "chip-late" in body


def test_the_list_of_others_is_not_mine(cast, minhs) -> None:
    body = cast.client("binh").get(reverse("my_certificates")).content.decode()
    assert minhs.number not in body
    assert reverse("catalogue") in body


def test_the_list_costs_the_same_for_many(cast, minhs, django_assert_max_num_queries) -> None:
    client = cast.client("minh")
    for number in range(5):
        make_award(cast.persons["minh"], make_family(f"khoa-{number}"), f"n{number}")
    client.get(reverse("my_certificates"))
    with django_assert_max_num_queries(9):
        client.get(reverse("my_certificates"))


@pytest.mark.parametrize("name", ["certificate", "certificate_pdf"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("minh", 200),
        ("tam", 200),
        ("dung", 200),
        ("lan", 403),
        ("hoa", 403),
        ("binh", 403),
        ("trang", 403),
        ("quy", 403),
    ],
)
def test_who_may_read_it(name, who, status, cast, minhs) -> None:
    page = cast.client(who).get(reverse(name, kwargs={"award_id": minhs.pk}))
    assert page.status_code == status
    looks = AuditEntry.objects.filter(code__in=["certificates.seen", "certificates.downloaded"])
    assert looks.count() == (1 if status == 200 and who != "minh" else 0)


def test_an_officer_of_another_commune_may_not(cast, family) -> None:
    hers = make_award(cast.persons["hoa"], family)
    page = cast.client("tam").get(reverse("certificate_pdf", kwargs={"award_id": hers.pk}))
    assert page.status_code == 403


@pytest.mark.parametrize("name", ["certificate", "certificate_pdf"])
def test_visitors_are_asked_to_sign_in(name, minhs, visitor) -> None:
    assert visitor.get(reverse(name, kwargs={"award_id": minhs.pk})).status_code == 302


def test_the_file_has_a_name_without_marks(cast, minhs) -> None:
    page = cast.client("minh").get(reverse("certificate_pdf", kwargs={"award_id": minhs.pk}))
    assert page.content.startswith(b"%PDF")
    assert page["Content-Type"] == "application/pdf"
    assert f'filename="chung-nhan-{minhs.number}-tran-van-minh.pdf"' in page["Content-Disposition"]
    assert "no-store" in page["Cache-Control"]


def test_asking_twice_makes_one_document(cast, minhs) -> None:
    client, address = cast.client("minh"), reverse("certificate_pdf", args=[minhs.pk])
    assert client.get(address).content == client.get(address).content
    assert minhs.documents.count() == 1


def test_the_page_is_the_document(cast, minhs) -> None:
    body = cast.client("minh").get(reverse("certificate", args=[minhs.pk])).content.decode()
    for said in ("Trần Văn Minh", minhs.facts["unit"], minhs.number, "data:image/svg+xml"):
        assert said in body


def test_a_holder_can_write_nothing(cast, minhs) -> None:
    client = cast.client("minh")
    for name in ("certificate", "certificate_pdf"):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(reverse(name, args=[minhs.pk]))
            assert answer.status_code == 405
    assert client.post(reverse("revoke_award", args=[minhs.pk])).status_code == 403
    assert not AwardEvent.objects.exists()


class TestRevoking:
    """Province staff find a certificate by its number, say why, and it is done and recorded."""

    @pytest.mark.parametrize("who", ["minh", "lan", "tam", "trang", "quy"])
    def test_only_the_province_may(self, who, cast, minhs) -> None:
        client = cast.client(who)
        assert client.get(reverse("revoke_find")).status_code == 403
        assert client.get(reverse("revoke_award", args=[minhs.pk])).status_code == 403

    def test_it_is_found_by_number(self, cast, minhs) -> None:
        client = cast.client("dung")
        found = client.get(reverse("revoke_find"), {"so": f" {minhs.number.lower()} "})
        assert found.url == reverse("revoke_award", args=[minhs.pk])
        missing = client.get(reverse("revoke_find"), {"so": "DNI-1999-000001"})
        assert missing.status_code == 404
        assert "DNI-1999-000001" in missing.content.decode()

    def test_it_is_revoked_once_with_reason_and_record(self, cast, minhs) -> None:
        client, address = cast.client("dung"), reverse("revoke_award", args=[minhs.pk])
        given = {"reason": "fraud", "voids_evidence": "yes", "legal_basis": "12/QĐ", "note": "n"}
        assert client.post(address, given).status_code == 302
        client.post(address, {**given, "reason": "mistake"})
        event = AwardEvent.objects.get()
        assert (event.reason, event.legal_basis, event.by) == ("fraud", "12/QĐ", cast.users["dung"])
        entry = AuditEntry.objects.get(code="certificates.revoked")
        assert (entry.by, entry.data["note"]) == (cast.users["dung"], "n")
        assert minhs.evidence.void.reason == "fraud"

    @pytest.mark.parametrize(
        "given",
        [{}, {"reason": "fraud", "voids_evidence": "no"}, {"reason": "?", "voids_evidence": "no"}],
    )
    def test_bad_input_is_told_and_changes_nothing(self, given, cast, minhs) -> None:
        address = reverse("revoke_award", args=[minhs.pk])
        page = cast.client("dung").post(address, {**given, "note": "giữ lại"})
        assert page.status_code == 422
        assert "giữ lại" in page.content.decode()
        assert "field-error" in page.content.decode()
        assert not AwardEvent.objects.exists()
