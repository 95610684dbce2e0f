"""Addresses for programs of the house and its gateways: short, and without a language."""

from django.urls import path

from people.views.callbacks import message_report
from people.views.reminders import push_worker

urlpatterns = [
    path("tin-nhan/<slug:channel>/", message_report, name="message_report"),
    # Its folder is what it watches over: no page of the site.
    path("may-nhac.js", push_worker, name="push_worker"),
]
