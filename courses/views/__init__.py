"""Learners' pages: read, call one act or query, render."""
