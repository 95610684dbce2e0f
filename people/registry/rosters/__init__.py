"""Rosters: lists of officials, members, teachers as communes send them, read, checked, taken in."""
