"""What set-up makes: fonts, icons, catalogues; and a certificate set in Vietnamese."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from PIL import ImageFont

from certificates.documents.content import content_of
from certificates.documents.pdf import pdf_of
from learn.assets import ICONS
from learn.doctor.findings import Finding, fault, ok

# Every letter of Vietnamese that isn't plain Latin, and the names that go wrong first.
LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
NAME = "Nguyễn Thị Ánh Tuyết Đặng Ưởng"
NODE = "Run npm ci --ignore-scripts in the release's folder (make node_modules/.stamp)."


def fonts() -> Finding:
    """Check that the fonts of certificates are there and hold every Vietnamese letter."""
    name = "fonts of certificates"
    found = sorted(Path(settings.PDF_FONTS_DIR).glob("*/*.ttf"))
    if not found:
        return fault(name, f"There are no fonts in {settings.PDF_FONTS_DIR}.", NODE)
    regular = next((path for path in found if "400Regular" in path.parts), found[0])
    font = ImageFont.truetype(str(regular), 20)
    nothing = bytes(font.getmask("\U0010ffff"))
    lacking = [
        letter for letter in LETTERS + LETTERS.upper() if bytes(font.getmask(letter)) == nothing
    ]
    if lacking:
        return fault(name, f"{regular.name} lacks {''.join(lacking)}.", NODE)
    return ok(name, f"{len(found)} files, all Vietnamese letters")


def packages() -> Finding:
    """Check that fonts and icons of pages were fetched."""
    name = "fonts and icons of pages"
    modules = Path(settings.BASE_DIR) / "node_modules"
    files = modules / "@fontsource" / "be-vietnam-pro" / "files"
    icons = modules / "lucide-static" / "icons"
    missing = [
        f"{drawing}.svg" for drawing in ICONS.values() if not (icons / f"{drawing}.svg").exists()
    ]
    if not any(files.glob("*vietnamese*.woff2")):
        missing.insert(0, "be-vietnam-pro")
    if missing:
        return fault(name, f"{len(missing)} are missing, the first is {missing[0]}.", NODE)
    return ok(name, f"Be Vietnam Pro and {len(ICONS)} icons")


def catalogues() -> Finding:
    """Check that every translation was compiled since it was last changed."""
    name = "translations"
    stale = [
        source
        for folder in settings.LOCALE_PATHS
        for source in Path(folder).glob("*/LC_MESSAGES/*.po")
        if not (made := source.with_suffix(".mo")).exists()
        or made.stat().st_mtime < source.stat().st_mtime
    ]
    if stale:
        return fault(
            name,
            f"{len(stale)} of the catalogues are not compiled, the first is "
            f"{stale[0].relative_to(settings.BASE_DIR)}: pages would speak English.",
            "Run deploy/manage.sh compile_catalogues, then deploy/rolling-restart.sh.",
        )
    return ok(name, "compiled")


def certificate() -> Finding:
    """Set a certificate for an invented name; it is kept nowhere."""
    name = "setting certificates"
    day = dt.date(2026, 1, 31).isoformat()
    facts = {
        "name": NAME,
        "course": "Làm quen với VNeID",
        "completed_on": day,
        "issued_on": day,
        "grade_words": "kiểm tra trực tuyến",
        "issuer": settings.ISSUER_NAME,
        "is_trial": True,
    }
    address = f"{settings.WAGTAILADMIN_BASE_URL}/v/0"
    content = content_of(facts, number="THU-2026-0", check_code="0" * 12, address=address)
    made = pdf_of(content, qr_text=address, made=timezone.now())
    if not made.startswith(b"%PDF-") or b"BeVietnamPro" not in made:
        return fault(
            name,
            "The PDF came out without our typeface.",
            f"{NODE} Then restart the web processes: they keep fonts in memory.",
        )
    return ok(name, f"{len(made) // 1024} kB, archivable PDF in Be Vietnam Pro")
