"""A course's drawings in the picture library, renewed when their file changes."""

import hashlib
from io import BytesIO
from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.images import get_image_model


def load_pictures(folder: Path, names: set[str]) -> tuple[dict[str, int], int]:
    """Bring the named files into the library; return their keys by name, and how many changed."""
    model = get_image_model()
    titles = {f"{folder.name}/{name}": name for name in names}
    known = {image.title: image for image in model.objects.filter(title__in=titles)}
    keys, changed = {}, 0
    for title, name in sorted(titles.items()):
        content = (folder / name).read_bytes()
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        image = known.get(title) or model(title=title)
        if image.file_hash != digest:
            image.file = ImageFile(BytesIO(content), name=f"{folder.name}-{Path(name).name}")
            image.file_size, image.file_hash = len(content), digest
            image.save()
            changed += 1
        keys[name] = image.pk
    return keys, changed
