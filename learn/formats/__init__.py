"""Dates and numbers in the reader's form, where Django's own are missing or wrong."""
