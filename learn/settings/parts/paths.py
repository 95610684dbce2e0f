"""The two folders everything else is named from."""

from pathlib import Path

from learn.settings import env

BASE_DIR = Path(__file__).resolve().parents[3]
# Everything the site writes is under here: database, media, queue, keys, caches.
VAR_DIR = Path(env.text("HOCSO_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
