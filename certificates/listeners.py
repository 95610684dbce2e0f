"""What this floor does when the floors below announce something."""
