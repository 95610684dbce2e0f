"""The editor: no request leaves the site, search folds diacritics through our own fields."""

from learn.settings import env

WAGTAIL_SITE_NAME = "Học Số"
WAGTAILADMIN_BASE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("vi", "Tiếng Việt"),
    ("en", "English"),
    ("fr", "Français"),
]
# A translation is published by whoever releases the course, never by the act of asking for one.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_FRONTEND_LOGIN_URL = "/vi/tai-khoan/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAILIMAGES_EXTENSIONS = ["svg", "png", "jpg", "jpeg", "webp"]
# Drawings are checked for scripts before they are kept.
WAGTAILIMAGES_IMAGE_FORM_BASE = "courses.authoring.pictures.PictureForm"
# A review ends with whoever approves last; an administrator of the system reviews nothing.
WAGTAIL_FINISH_WORKFLOW_ACTION = "learn.publishing.publish_approved"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# As days are written here; the editor's forms read it in every language of the site.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
