"""Addresses of certificates, under the language's prefix."""

from django.urls import path

from certificates.views.check import verify, verify_code
from certificates.views.mine import certificate, certificate_pdf, my_certificates
from certificates.views.revoke import revoke_award, revoke_find

urlpatterns = [
    path("chung-nhan/", my_certificates, name="my_certificates"),
    path("chung-nhan/thu-hoi/", revoke_find, name="revoke_find"),
    path("chung-nhan/thu-hoi/<uuid:award_id>/", revoke_award, name="revoke_award"),
    path("chung-nhan/<uuid:award_id>/", certificate, name="certificate"),
    path("chung-nhan/<uuid:award_id>/pdf/", certificate_pdf, name="certificate_pdf"),
    path("kiem-tra/", verify, name="verify"),
    path("kiem-tra/<str:code>/", verify_code, name="verify_code"),
]
