"""The site's own views."""
