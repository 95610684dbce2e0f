"""evidence of this floor."""
