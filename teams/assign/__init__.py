"""assign of this floor."""
