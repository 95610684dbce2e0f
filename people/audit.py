"""audit of this floor."""
