"""verify of this floor."""
