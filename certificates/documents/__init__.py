"""documents of this floor."""
