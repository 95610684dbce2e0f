"""templatetags of this floor."""
