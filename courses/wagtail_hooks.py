"""wagtail_hooks of this floor."""
