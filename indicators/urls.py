"""Addresses of indicators, under the language's prefix."""

from django.urls import path

from indicators.views.changes import indicator_changes
from indicators.views.coverage import (
    indicator_source_names,
    indicator_source_names_file,
    indicator_sources,
    indicator_sources_file,
)
from indicators.views.lists import indicator_names, indicator_names_csv
from indicators.views.pages import indicator, indicator_csv, indicators

_WHO = "chi-tieu/<slug:code>/nguon/danh-sach/"

urlpatterns = [
    path("chi-tieu/", indicators, name="indicators"),
    path("chi-tieu/<slug:code>/", indicator, name="indicator"),
    path("chi-tieu/<slug:code>/csv/", indicator_csv, name="indicator_csv"),
    path("chi-tieu/<slug:code>/thay-doi/", indicator_changes, name="indicator_changes"),
    path("chi-tieu/<slug:code>/danh-sach/", indicator_names, name="indicator_names"),
    path("chi-tieu/<slug:code>/danh-sach/csv/", indicator_names_csv, name="indicator_names_csv"),
    path("chi-tieu/<slug:code>/nguon/", indicator_sources, name="indicator_sources"),
    path("chi-tieu/<slug:code>/nguon/tep/", indicator_sources_file, name="indicator_sources_file"),
    path(_WHO, indicator_source_names, name="indicator_source_names"),
    path(f"{_WHO}tep/", indicator_source_names_file, name="indicator_source_names_file"),
]
