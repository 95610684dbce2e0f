"""Every address of the site, a floor at a time."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from learn.api.reference import reference
from learn.api.v1 import api
from learn.views.errors import broken, forbidden, missing
from learn.views.guides import guide, guides
from learn.views.health import healthz
from learn.views.home import home
from learn.views.media import media
from learn.views.patterns import patterns

handler403 = forbidden
handler404 = missing
handler500 = broken

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("api/v1/docs", reference, name="api_docs"),
    path("api/v1/", api.urls),
    path("media/<path:path>", media, name="media"),
    path("noi-bo/", include("people.urls_inside")),
    path("", include("certificates.urls_short")),
]
urlpatterns += i18n_patterns(
    path("", home, name="home"),
    path("mau/", patterns, name="patterns"),
    path("huong-dan/", guides, name="guides"),
    path("huong-dan/<slug:slug>/", guide, name="guide"),
    path("tai-khoan/", include("allauth.urls")),
    path("", include("people.urls")),
    path("", include("courses.urls")),
    path("", include("certificates.urls")),
    path("", include("teams.urls")),
    path("", include("indicators.urls")),
    # Last: pages of plain text that the province writes itself.
    path("", include(wagtail_urls)),
)
