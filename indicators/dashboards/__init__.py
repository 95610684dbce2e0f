"""dashboards of this floor."""
