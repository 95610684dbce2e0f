"""Pages of indicators: list, one indicator, the names behind it, files."""
