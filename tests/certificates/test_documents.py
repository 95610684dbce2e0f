"""Documents: every Vietnamese letter right, the same bytes for the same facts, kept by hash."""

import datetime as dt
import hashlib
import io
import shutil
import subprocess
import unicodedata

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from certificates import documents
from certificates.documents.content import content_of
from certificates.documents.pdf import pdf_of
from certificates.models import Document
from tests.certificates.conftest import make_award, make_person

MADE = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
NAMES = [
    "Nguyễn Thị Thuý Hằng",
    "Đỗ Ưu Đàm Quỳnh Ỵ Ữ Ợ Ằ Ẵ Ặ Ẫ Ệ Ỗ Ộ Ỡ Ự Ỳ Ỹ",
    "đường ượng ướt ưỡn nghiệp khuyến khoẻ quý thuở yểm ẩm ẵm ậm",
    "Công Tằng Tôn Nữ Nguyễn Phước Ngọc Quỳnh Hương Khuê Thượng Đẳng Trần Lê Phương Uyên",
    "H'Hen Niê Kđăm",
]


def facts(**changes: object) -> dict:
    """Return the facts of a certificate."""
    return {
        "name": "Nguyễn Thị Lan",
        "unit": "Tổ 3, Phường Trảng Bom",
        "course": "Làm quen với VNeID",
        "origin": "own",
        "completed_on": "2026-09-30",
        "issued_on": "2026-11-23",
        "issuer": "Sở Khoa học và Công nghệ thành phố Đồng Nai",
        "grade_words": "thi trực tuyến, máy chủ chấm",
        **changes,
    }


def paper(**changes: object) -> bytes:
    """Return the PDF of those facts."""
    content = content_of(
        facts(**changes),
        number="DNI-2026-000123",
        check_code="7K3MQ0ZX9TBV",
        address="https://hocso.example/v/7K3MQ0ZX9TBV",
    )
    return pdf_of(content, qr_text="https://hocso.example/v/7K3MQ0ZX9TBV", made=MADE)


def words_of(pdf: bytes) -> list[str]:
    """Return the words on the page as a reader of the text layer finds them."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return unicodedata.normalize("NFC", text).split()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", NAMES)
def test_names_come_out_letter_by_letter(name, form) -> None:
    pdf = paper(name=unicodedata.normalize(form, name))
    assert set(name.split()) <= set(words_of(pdf))
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
@pytest.mark.parametrize("name", NAMES)
def test_another_reader_finds_the_same_words(name, tmp_path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(name=name))
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    found = unicodedata.normalize("NFC", done.stdout.decode()).split()
    wanted = f"{name} GIẤY CHỨNG NHẬN HOÀN THÀNH KHOÁ HỌC Số DNI-2026-000123 Quét để kiểm tra"
    assert set(wanted.split()) <= set(found)


def test_only_fonts_of_ours_are_in_the_file() -> None:
    fonts = PdfReader(io.BytesIO(paper())).pages[0]["/Resources"]["/Font"]
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts.values()}
    assert names
    assert all(name.startswith("BeVietnamPro") for name in names)


def test_it_is_tagged_titled_and_in_vietnamese() -> None:
    reader = PdfReader(io.BytesIO(paper()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("vi")
    assert "DNI-2026-000123" in reader.metadata.title


def test_a_very_long_name_stays_on_one_page() -> None:
    pdf = paper(name=" ".join(["Nguyễn Phước Ngọc Quỳnh"] * 6), course="Kỹ năng số " * 12)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_markup_in_a_name_is_only_text() -> None:
    assert "#import" in words_of(paper(name="#import $x$ *đậm* [Lan]"))


def test_the_same_facts_give_the_same_bytes() -> None:
    assert paper() == paper()


def test_invented_people_and_trials_are_labelled() -> None:
    content = content_of(facts(), number="x", check_code="x", address="x", is_synthetic=True)
    assert content.mark.startswith("MÔ PHỎNG")
    assert {"BẢN", "DÙNG", "THỬ:"} <= set(words_of(paper(is_trial=True)))
    assert "DÙNG" not in words_of(paper())


def test_the_last_valid_day_is_printed() -> None:
    content = content_of(
        facts(), number="x", check_code="x", address="x", valid_until=dt.date(2027, 10, 1)
    )
    assert content.validity.endswith("30/9/2027")


def test_a_document_is_kept_under_its_hash_and_made_once(award) -> None:
    first, content = documents.read(award)
    assert first.sha256 == hashlib.sha256(content).hexdigest()
    assert first.sha256 in first.path
    assert documents.read(award)[0] == first


def test_an_altered_or_lost_file_is_made_again_as_a_new_version(award) -> None:
    first, content = documents.read(award)
    default_storage.delete(first.path)
    default_storage.save(first.path, ContentFile(b"altered"))
    second, again = documents.read(award)
    assert (second.version, again) == (2, content)
    default_storage.delete(second.path)
    assert documents.read(award)[0].version == 3


def test_documents_are_immutable(award) -> None:
    document = documents.document_of(award)
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(path="elsewhere")


def test_the_document_says_what_was_printed_not_what_is_now(family) -> None:
    person = make_person("Lê Thị Ưu")
    award = make_award(person, family)
    person.name = "Tên Khác"
    person.save()
    assert "Ưu" in words_of(documents.read(award)[1])
