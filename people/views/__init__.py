"""views of this floor."""
