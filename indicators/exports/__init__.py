"""exports of this floor."""
