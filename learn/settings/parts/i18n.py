"""Vietnamese first, English and French beside it; days are those of Ho Chi Minh City."""

from learn.settings.parts.paths import BASE_DIR

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("fr", "Français")]
# What courses are written in; a reader of another language gets the first one.
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Ours first, so that a wording of ours wins over the one of a package.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "upstream"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# Templates say where a number is grouped (|vnumber): a year or an id never is.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["learn.formats"]
