"""Every address of the site, a floor at a time."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from learn.views.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("quan-tri/", include(wagtailadmin_urls)),
]
urlpatterns += i18n_patterns(
    path("tai-khoan/", include("allauth.urls")),
)
