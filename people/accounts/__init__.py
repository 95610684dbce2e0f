"""Signing in and up: phones, codes, second factors. Built on allauth."""
