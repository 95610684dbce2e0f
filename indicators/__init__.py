"""Numbers that somebody signs.

Owns what an indicator means, what was to be reached, and how a number is counted on any day, with
the persons behind every digit. A number never leaves this floor without its denominator, its day
and the version of its definition.
"""
