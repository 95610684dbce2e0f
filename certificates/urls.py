"""Addresses of certificates, under the language's prefix."""

from django.urls import path

from certificates.views.appeals import appeal, appeals, paper, paper_file
from certificates.views.check import verify, verify_code
from certificates.views.desk import (
    recognition,
    recognition_apply,
    recognition_batch,
    recognition_columns,
    recognition_drop,
    recognition_file,
    recognition_reverse,
)
from certificates.views.elsewhere import my_elsewhere, say_wrong, send_paper
from certificates.views.mine import certificate, certificate_pdf, my_certificates
from certificates.views.revoke import revoke_award, revoke_find
from certificates.views.sources import end_decision, recognition_source, recognition_sources
from certificates.views.waiting import recognition_line, recognition_waiting

_BATCH = "cong-nhan/dot/<uuid:batch_id>/"
_SOURCE = "cong-nhan/nguon/<int:source_id>/"

urlpatterns = [
    path("chung-nhan/", my_certificates, name="my_certificates"),
    path("chung-nhan/thu-hoi/", revoke_find, name="revoke_find"),
    path("chung-nhan/thu-hoi/<uuid:award_id>/", revoke_award, name="revoke_award"),
    path("chung-nhan/<uuid:award_id>/", certificate, name="certificate"),
    path("chung-nhan/<uuid:award_id>/pdf/", certificate_pdf, name="certificate_pdf"),
    path("cong-nhan/", recognition, name="recognition"),
    path(_BATCH, recognition_batch, name="recognition_batch"),
    path(f"{_BATCH}cot/", recognition_columns, name="recognition_columns"),
    path(f"{_BATCH}ghi-nhan/", recognition_apply, name="recognition_apply"),
    path(f"{_BATCH}rut-lai/", recognition_reverse, name="recognition_reverse"),
    path(f"{_BATCH}bo-qua/", recognition_drop, name="recognition_drop"),
    path(f"{_BATCH}tep/", recognition_file, name="recognition_file"),
    path("cong-nhan/nguon/", recognition_sources, name="recognition_sources"),
    path(_SOURCE, recognition_source, name="recognition_source"),
    path(f"{_SOURCE}<int:decision_id>/ket-thuc/", end_decision, name="end_decision"),
    path("cong-nhan/cho/", recognition_waiting, name="recognition_waiting"),
    path("cong-nhan/cho/<int:row_id>/", recognition_line, name="recognition_line"),
    path("cong-nhan/phan-anh/", appeals, name="appeals"),
    path("cong-nhan/phan-anh/<int:dispute_id>/", appeal, name="appeal"),
    path("cong-nhan/giay/<int:paper_id>/", paper, name="paper"),
    path("cong-nhan/giay/<int:paper_id>/tep/", paper_file, name="paper_file"),
    path("hoc-o-noi-khac/", my_elsewhere, name="my_elsewhere"),
    path("hoc-o-noi-khac/gui/", send_paper, name="send_paper"),
    path("hoc-o-noi-khac/<uuid:evidence_id>/sai/", say_wrong, name="say_wrong"),
    path("kiem-tra/", verify, name="verify"),
    path("kiem-tra/<str:code>/", verify_code, name="verify_code"),
]
