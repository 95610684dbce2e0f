"""A picture as a phone sends it, drawn anew: small, upright, and with nothing but its pixels."""

import io
import struct
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from people.refusal import Refusal

LARGEST_SENT = 12 * 2**20
LARGEST_KEPT = 200_000
LONGEST_SIDE = 1_280
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# A JPEG is read at a fraction of its size; the others have to be unpacked whole.
MOST_PIXELS = {"JPEG": 60_000_000}
MOST_PIXELS_UNPACKED = 25_000_000
# Tried in turn until the file is small enough: quality, and the longest side.
STEPS = ((80, 1_280), (70, 1_280), (60, 1_280), (60, 960), (45, 800), (30, 640))
KIND = "image/webp"
# What broken files make readers say, whichever format they claim to be.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error, IndexError)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)

register_heif_opener()


@dataclass(frozen=True)
class Picture:
    """A picture drawn anew, as WebP."""

    content: bytes
    width: int
    height: int


def drawn_anew(content: bytes) -> Picture:
    """Return the picture without all that a camera or a program wrote into its file.

    Only the pixels are taken over, so place, device, time, thumbnails and whatever hangs behind
    the picture stay out.

    Raises:
        Refusal: ``no_picture`` for what is none or is broken, ``too_large`` for a file or a
            picture that is too big to be read.
    """
    if len(content) > LARGEST_SENT:
        raise Refusal("too_large", _("This photo is larger than 12 MB. Send a smaller one."))
    try:
        return _small_enough(_pixels(content))
    except _BOMB:
        raise _too_many_pixels() from None
    except _BROKEN:
        raise Refusal(
            "no_picture", _("This isn't a photo that can be read. Send a JPEG, PNG, WebP or HEIC.")
        ) from None


def _pixels(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=FORMATS) as sent:
        most = MOST_PIXELS.get(sent.format or "", MOST_PIXELS_UNPACKED)
        if sent.width * sent.height > most:
            raise _too_many_pixels()
        # What is smaller than this shows nobody anything.
        if min(sent.size) < 2:
            raise ValueError(sent.size)
        sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(sent)
        shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean = Image.new("RGB", shown.size, "white")
        clean.paste(shown, mask=shown.getchannel("A") if shown.mode == "RGBA" else None)
        return clean


def _small_enough(picture: Image.Image) -> Picture:
    for quality, side in STEPS:
        smaller = picture.copy()
        smaller.thumbnail((side, side))
        kept = io.BytesIO()
        smaller.save(kept, "WEBP", quality=quality, method=4)
        if kept.tell() <= LARGEST_KEPT:
            return Picture(kept.getvalue(), *smaller.size)
    raise _too_many_pixels()


def _too_many_pixels() -> Refusal:
    return Refusal("too_large", _("This picture is too big to be read. Send a smaller one."))
