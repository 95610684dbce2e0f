"""Tests of changes of units."""
