"""Photos of visits: drawn anew from their pixels, seen by few, taken away for good."""

import datetime as dt
import io
import struct
import uuid
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from people.models import AuditEntry
from teams import outreach
from teams.models import Visit, VisitPhoto, VisitPhotoRemoval
from teams.outreach import photos
from teams.outreach.pictures import LARGEST_KEPT, LARGEST_SENT, LONGEST_SIDE, drawn_anew
from tests.cast import Cast, assemble
from tests.teams.refusals import refused
from tests.teams.test_outreach import log

GPS, MAKER = 0x8825, b"PhoneOfLan"


@pytest.fixture
def cast(db: None, settings, tmp_path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return assemble()


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    kept = io.BytesIO()
    mode = options.pop("mode", "RGB")
    Image.new(mode, size, options.pop("colour", 120)).save(kept, kind, **options)
    return kept.getvalue()


def told() -> bytes:
    """Return a photo as a phone writes it: upright by a note, with place, device and comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = MAKER.decode(), 6
    place = exif.get_ifd(GPS)
    place[1], place[2], place[3], place[4] = "N", (10.0, 57.0, 24.0), "E", (106.0, 49.0, 12.0)
    return picture(exif=exif.tobytes(), comment=b"o nha co Lan", size=(400, 300))


def bomb() -> bytes:
    """Return a PNG of a few bytes that says it has 400 million pixels."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in parts:
        made += struct.pack(">I", len(data)) + name + data
        made += struct.pack(">I", zlib.crc32(name + data))
    return made


def test_nothing_but_pixels_is_taken_over_and_the_photo_stands_upright():
    sent = told()
    assert MAKER in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS)
    made = drawn_anew(sent + b"PK\x03\x04hidden behind the picture")
    kept = Image.open(io.BytesIO(made.content))
    assert (kept.size, (made.width, made.height)) == ((300, 400), (300, 400))
    assert not kept.getexif()
    assert set(kept.info) <= {"loop", "background", "timestamp", "duration"}
    for trace in (MAKER, b"Exif", b"EXIF", b"XMP", b"ICCP", b"co Lan", b"hidden"):
        assert trace not in made.content


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "I;16"), ("JPEG", "CMYK"),
     ("JPEG", "L"), ("WEBP", "RGBA"), ("HEIF", "RGB")],
)  # fmt: skip
def test_every_kind_of_photo_becomes_a_small_webp(kind: str, mode: str):
    colour = {"RGBA": (9, 9, 9, 0), "LA": (9, 0), "CMYK": (9, 9, 9, 9)}.get(mode, 9)
    if mode == "RGB":
        colour = (9, 9, 9)
    made = drawn_anew(picture(kind, (2_000, 1_000), mode=mode, colour=colour))
    kept = Image.open(io.BytesIO(made.content))
    assert (kept.format, kept.mode, kept.size) == ("WEBP", "RGB", (LONGEST_SIDE, 640))
    if mode in ("RGBA", "LA"):
        assert min(kept.getpixel((5, 5))) > 250


def test_a_photo_full_of_detail_still_stays_small():
    noise = Image.effect_noise((1_600, 1_200), 90).convert("RGB")
    kept = io.BytesIO()
    noise.save(kept, "PNG")
    assert len(drawn_anew(kept.getvalue()).content) <= LARGEST_KEPT


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_picture"),
        (b"\xff\xd8\xff", "no_picture"),
        (told()[:400], "no_picture"),
        (picture("HEIF", (200, 200))[:300], "no_picture"),
        (picture("PNG", (200, 200))[:80], "no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no_picture"),
        (b"%PDF-1.7 not a picture", "no_picture"),
        (picture("GIF"), "no_picture"),
        (picture("TIFF"), "no_picture"),
        (picture("PNG", (1, 1)), "no_picture"),
        (bomb(), "too_large"),
        (b"\xff\xd8\xff" + b"\0" * LARGEST_SENT, "too_large"),
    ],
    ids=str,
)
def test_what_is_no_photo_or_too_big_is_refused(content: bytes, code: str):
    with refused(code):
        drawn_anew(content)


def sent(content: bytes, name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_two_photos_come_with_the_visit_and_a_double_send_adds_none(cast: Cast):
    url = reverse("team_outreach", args=[cast.team.pk])
    data = {"id": str(uuid.uuid4()), "topic": "vneid", "mode": "home", "outcome": "alone"}
    minh = cast.client("minh")
    for _ in range(2):
        files = [sent(told()), sent(picture("PNG")), sent(b"x")]
        assert minh.post(url, {**data, "photos": files}).status_code == 302
    visit = Visit.objects.get()
    assert photos.photos_of(visit).count() == 2
    with refused("too_many"):
        photos.add_photo(visit=visit, key=uuid.uuid4(), content=told(), by=cast.users["minh"])


def test_a_broken_photo_is_said_and_the_visit_stands(cast: Cast):
    url = reverse("team_outreach", args=[cast.team.pk])
    data = {"id": str(uuid.uuid4()), "topic": "vneid", "mode": "home", "outcome": "alone"}
    answer = cast.client("minh").post(url, {**data, "photos": sent(b"<svg/>")}, follow=True)
    assert Visit.objects.count() == 1
    assert not VisitPhoto.objects.exists()
    assert {message.level_tag for message in answer.context["messages"]} == {"success", "error"}


def with_photo(cast: Cast, who: str = "minh") -> VisitPhoto:
    visit = log(cast, who)
    return photos.add_photo(visit=visit, key=uuid.uuid4(), content=told(), by=cast.users[who])


def address(cast: Cast, photo: VisitPhoto) -> str:
    return reverse("visit_photo", args=[cast.team.pk, photo.visit_id, photo.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [("minh", 200), ("lan", 200), ("tam", 404), ("dung", 404), ("hoa", 403), ("binh", 403)],
)
def test_the_writer_and_the_leader_see_it_and_the_look_is_written(
    cast: Cast, who: str, status: int
):
    photo = with_photo(cast)
    answer = cast.client(who).get(address(cast, photo))
    assert answer.status_code == status
    looks = AuditEntry.objects.filter(code="teams.visit_photo_seen", by=cast.users[who])
    assert looks.count() == (1 if status == 200 else 0)
    if status == 200:
        assert answer["Content-Type"] == "image/webp"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert MAKER not in answer.content
    assert Client().get(address(cast, photo)).status_code == 302


def test_the_officer_sees_it_where_they_have_to_decide_or_to_ask(cast: Cast):
    held = with_photo(cast)
    for _ in range(12):
        log(cast, "minh")
    burst = with_photo(cast)
    assert Visit.objects.get(pk=burst.visit_id).held
    asked = photos.add_photo(
        visit=log(cast, "lan", "+84912345678"),
        key=uuid.uuid4(),
        content=told(),
        by=cast.users["lan"],
    )
    tam = cast.client("tam")
    assert [tam.get(address(cast, one)).status_code for one in (held, burst, asked)] == [
        404,
        200,
        200,
    ]
    # Of another visit's address it is no photo.
    other = reverse("visit_photo", args=[cast.team.pk, held.visit_id, burst.pk])
    assert tam.get(other).status_code == 404
    assert cast.client("dung").get(address(cast, burst)).status_code == 404


def test_only_the_writer_adds_and_takes_away_and_then_the_file_is_gone(
    cast: Cast, django_capture_on_commit_callbacks
):
    photo = with_photo(cast)
    key = photo.file_key
    assert key.startswith("private/")
    assert default_storage.exists(key)
    with refused("not_yours"):
        photos.remove_photo(photo=photo, by=cast.users["lan"])
    with refused("not_yours"):
        photos.add_photo(visit=photo.visit, key=uuid.uuid4(), content=told(), by=cast.users["lan"])
    page = reverse("outreach_visit", args=[cast.team.pk, photo.visit_id])
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            cast.client("minh").post(page, {"viec": "bo-anh", "photo": str(photo.pk)})
    assert not default_storage.exists(key)
    assert VisitPhotoRemoval.objects.get().why == "writer"
    assert cast.client("minh").get(address(cast, photo)).status_code == 404


def test_a_correction_keeps_the_photos_and_no_visit_has_none(
    cast: Cast, django_capture_on_commit_callbacks
):
    photo = with_photo(cast)
    minh, now = cast.users["minh"], timezone.now()
    new = outreach.NewVisit(uuid.uuid4(), cast.team.pk, "khac", "home", "not_yet")
    after = outreach.correct_visit(
        visit=photo.visit, new=new, by=cast.users["lan"], at=now, key=uuid.uuid4()
    )
    (kept,) = photos.photos_of(after)
    assert (kept.file_key, kept.by, after.by) == (photo.file_key, minh, minh)
    with django_capture_on_commit_callbacks(execute=True):
        outreach.correct_visit(visit=after, new=None, by=minh, at=now, key=uuid.uuid4())
    assert not default_storage.exists(photo.file_key)
    assert VisitPhotoRemoval.objects.get().why == "void"


def test_after_a_year_photos_are_forgotten_by_themselves(
    cast: Cast, django_capture_on_commit_callbacks
):
    photo = with_photo(cast)
    assert photos.forget_old() == 0
    old = VisitPhoto.objects.create(
        visit=photo.visit,
        file_key=photo.file_key,
        width=1,
        height=1,
        by=photo.by,
        at=timezone.now() - photos.KEPT - dt.timedelta(days=1),
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert photos.forget_old() == 1
        assert photos.forget_old() == 0
    assert VisitPhotoRemoval.objects.get(photo=old).why == "age"
    assert not default_storage.exists(photo.file_key)
