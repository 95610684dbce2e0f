"""forms of this floor."""
