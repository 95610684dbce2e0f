"""formulas of this floor."""
