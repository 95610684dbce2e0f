"""register of this floor."""
