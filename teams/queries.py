"""queries of this floor."""
