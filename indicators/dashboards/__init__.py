"""What the indicator pages show, ready for templates that have no logic."""
