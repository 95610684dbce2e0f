"""board of this floor."""
