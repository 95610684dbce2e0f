"""Addresses of indicators, under the language's prefix."""

from django.urls import path

from indicators.views.lists import indicator_names, indicator_names_csv
from indicators.views.pages import indicator, indicator_csv, indicators

urlpatterns = [
    path("chi-tieu/", indicators, name="indicators"),
    path("chi-tieu/<slug:code>/", indicator, name="indicator"),
    path("chi-tieu/<slug:code>/csv/", indicator_csv, name="indicator_csv"),
    path("chi-tieu/<slug:code>/danh-sach/", indicator_names, name="indicator_names"),
    path("chi-tieu/<slug:code>/danh-sach/csv/", indicator_names_csv, name="indicator_names_csv"),
]
