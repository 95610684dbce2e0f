"""consent of this floor."""
