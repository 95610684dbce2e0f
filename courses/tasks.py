"""tasks of this floor."""
