"""Whose site this is. Names of offices are data of a deployment, never code."""

from learn.settings import env

PROVINCE_CODE = env.text("PROVINCE_CODE", "75")
ISSUER_NAME = env.text("ISSUER_NAME", "Sở Khoa học và Công nghệ thành phố Đồng Nai")
CERTIFICATE_PREFIX = env.text("CERTIFICATE_PREFIX", "DNI")
# Look-ups of certificates from one address; who tries codes is slowed down.
VERIFICATIONS_PER_MINUTE = env.number("VERIFICATIONS_PER_MINUTE", 30)
# Requests to the public API from one address; a page of figures needs a handful.
API_REQUESTS_PER_MINUTE = env.number("API_REQUESTS_PER_MINUTE", 120)
# The demo shows codes and people that are made up; production settings refuse it.
DEMO = env.flag("DEMO", default=False)
