"""The address in the QR code: short, and without a language."""

from django.urls import path

from certificates.views.check import verify_short

urlpatterns = [path("v/<str:code>", verify_short, name="verify_short")]
