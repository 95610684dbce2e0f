"""The roof: the site that holds the floors together."""

from learn.celery import app as celery_app

__all__ = ["celery_app"]
